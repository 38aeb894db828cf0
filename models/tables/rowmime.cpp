#include "tables/rowmime.h"

#include <QDataStream>
#include <QIODevice>

namespace joinery {

QString RowMime::type()
{
    return QStringLiteral("application/x-joinery-rows");
}

void RowMime::writeTo(QMimeData *mime) const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << session << relationship << int(kind) << keys.width() << qint64(keys.size());
    for (qsizetype i = 0; i < keys.size(); ++i)
        out << keys.at(i).values;
    mime->setData(type(), bytes);
}

std::optional<RowMime> RowMime::read(const QMimeData *mime)
{
    return parse(mime, true);
}

std::optional<RowMime> RowMime::peek(const QMimeData *mime)
{
    return parse(mime, false);
}

std::optional<RowMime> RowMime::parse(const QMimeData *mime, bool withKeys)
{
    if (!mime || !mime->hasFormat(type()))
        return std::nullopt;
    const QByteArray bytes = mime->data(type());
    QDataStream in(bytes);
    RowMime rows;
    int kind = 0;
    int width = 0;
    qint64 count = 0;
    in >> rows.session >> rows.relationship >> kind >> width >> count;
    if (in.status() != QDataStream::Ok || kind < 0 || kind > int(Kind::Links) || width < 1 || count < 0)
        return std::nullopt;
    rows.kind = Kind(kind);
    rows.count = count;
    rows.keys = KeyList(width);
    if (!withKeys)
        return rows;
    for (qint64 i = 0; i < count; ++i) {
        RowKey key;
        in >> key.values;
        if (in.status() != QDataStream::Ok || key.values.size() != width)
            return std::nullopt;
        rows.keys.append(key);
    }
    return rows;
}

} // namespace joinery
