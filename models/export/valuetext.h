#pragma once

#include "database/cellvalue.h"

namespace joinery {

/// True for a value that a database holds as a number.
bool isNumber(const QVariant &value);

/// A database value as exported text, UTF-8: integers exactly, reals in the shortest form that reads back as the same
/// number and always with a point or an exponent, blobs as base64 (RFC 4648, section 4). Empty for NULL.
QByteArray valueText(const QVariant &value);
/// The same; text comes out byte for byte as it is stored.
QByteArray valueText(const CellValue &value);

} // namespace joinery
