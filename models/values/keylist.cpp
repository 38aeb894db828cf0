#include "values/keylist.h"

#include <QDataStream>
#include <QIODevice>

namespace joinery {

namespace {

bool allIntegers(const RowKey &key)
{
    for (const QVariant &value : key.values) {
        if (value.isNull() || value.typeId() != QMetaType::LongLong)
            return false;
    }
    return true;
}

} // namespace

KeyList::KeyList(std::initializer_list<RowKey> keys) : KeyList(fromKeys(QList<RowKey>(keys))) {}

KeyList KeyList::fromKeys(const QList<RowKey> &keys)
{
    KeyList list(keys.isEmpty() ? 1 : int(keys.first().values.size()));
    for (const RowKey &key : keys)
        list.append(key);
    return list;
}

void KeyList::append(const RowKey &key)
{
    Q_ASSERT(key.values.size() == m_width);
    if (m_integers && !allIntegers(key))
        unpackIntegers();
    if (m_integers) {
        for (const QVariant &value : key.values)
            m_values.push_back(value.toLongLong());
    } else {
        appendEncoded(key);
    }
    ++m_count;
}

RowKey KeyList::at(qsizetype i) const
{
    Q_ASSERT(i >= 0 && i < m_count);
    RowKey key;
    if (m_integers) {
        key.values.reserve(m_width);
        for (int column = 0; column < m_width; ++column)
            key.values += qlonglong(m_values[size_t(i) * size_t(m_width) + size_t(column)]);
        return key;
    }
    const qint64 begin = i == 0 ? 0 : m_ends[size_t(i) - 1];
    const QByteArray encoded = QByteArray::fromRawData(m_bytes.constData() + begin, m_ends[size_t(i)] - begin);
    QDataStream in(encoded);
    for (int column = 0; column < m_width; ++column) {
        QVariant value;
        in >> value;
        key.values += value;
    }
    return key;
}

KeyList KeyList::mid(qsizetype first, qsizetype count) const
{
    KeyList part(m_width);
    for (qsizetype i = first, end = qMin(m_count, first + count); i < end; ++i)
        part.append(at(i));
    return part;
}

qsizetype KeyList::indexOf(const RowKey &key) const
{
    if (key.values.size() != m_width)
        return -1;
    if (m_integers && !allIntegers(key))
        return -1;
    if (m_integers && m_width == 1) {
        const auto found = std::find(m_values.begin(), m_values.end(), key.values.first().toLongLong());
        return found == m_values.end() ? -1 : found - m_values.begin();
    }
    for (qsizetype i = 0; i < m_count; ++i) {
        if (at(i) == key)
            return i;
    }
    return -1;
}

QSet<RowKey> KeyList::toSet() const
{
    QSet<RowKey> set;
    set.reserve(m_count);
    for (qsizetype i = 0; i < m_count; ++i)
        set.insert(at(i));
    return set;
}

qsizetype KeyList::memory() const
{
    return qsizetype(m_values.capacity() * sizeof(qint64) + m_ends.capacity() * sizeof(qint64)) + m_bytes.capacity();
}

void KeyList::unpackIntegers()
{
    KeyList encoded(m_width);
    encoded.m_integers = false;
    for (qsizetype i = 0; i < m_count; ++i) {
        encoded.appendEncoded(at(i));
        ++encoded.m_count;
    }
    *this = std::move(encoded);
}

void KeyList::appendEncoded(const RowKey &key)
{
    QDataStream out(&m_bytes, QIODevice::Append);
    for (const QVariant &value : key.values)
        out << value;
    m_ends.push_back(m_bytes.size());
}

bool operator==(const KeyList &a, const KeyList &b)
{
    if (a.m_count != b.m_count || (a.m_count > 0 && a.m_width != b.m_width))
        return false;
    if (a.m_integers && b.m_integers)
        return a.m_values == b.m_values;
    for (qsizetype i = 0; i < a.m_count; ++i) {
        if (!(a.at(i) == b.at(i)))
            return false;
    }
    return true;
}

} // namespace joinery
