#pragma once

#include "values/rowkey.h"

#include <QByteArray>
#include <QList>
#include <QSet>

#include <vector>

namespace joinery {

/// Many row keys of one width, packed: eight bytes a value while every value is an integer, else the
/// values' bytes one after another. A plain value type; copies are deep, so hand it on by move or const reference.
class KeyList
{
public:
    explicit KeyList(int width = 1) : m_width(width) {}
    KeyList(std::initializer_list<RowKey> keys);
    static KeyList fromKeys(const QList<RowKey> &keys);

    /// How many values make a key.
    int width() const { return m_width; }
    qsizetype size() const { return m_count; }
    bool isEmpty() const { return m_count == 0; }

    void append(const RowKey &key);
    RowKey at(qsizetype i) const;
    /// The keys from `first`, `count` at most.
    KeyList mid(qsizetype first, qsizetype count) const;
    /// The place of the first key equal to `key`, or -1. Linear.
    qsizetype indexOf(const RowKey &key) const;
    bool contains(const RowKey &key) const { return indexOf(key) >= 0; }
    QSet<RowKey> toSet() const;
    /// True when each key is one integer: they can then be handed on as a bunch.
    bool isIntegers() const { return m_integers && m_width == 1; }
    qint64 integerAt(qsizetype i) const { return m_values[size_t(i)]; }
    /// The bytes held, for measuring.
    qsizetype memory() const;

    friend bool operator==(const KeyList &a, const KeyList &b);

private:
    void unpackIntegers();
    void appendEncoded(const RowKey &key);

    int m_width;
    qsizetype m_count = 0;
    bool m_integers = true;
    std::vector<qint64> m_values; // m_width values a key, while m_integers
    QByteArray m_bytes; // encoded keys, otherwise
    std::vector<qint64> m_ends; // where each encoded key ends in m_bytes
};

} // namespace joinery

Q_DECLARE_METATYPE(joinery::KeyList)
