#pragma once

#include <QString>

namespace joinery {

/// `text` as find compares it: without regard to case or accents in any script ("Éclair" → "eclair").
QString foldedText(const QString &text);

/// The same for UTF-8; fast where all of it is ASCII.
QByteArray foldedUtf8(QByteArrayView text);

/// True when the UTF-8 `text`, folded, contains `needle`, which is folded UTF-8 already. An empty needle is in any text.
bool containsFolded(QByteArrayView text, QByteArrayView needle);

} // namespace joinery
