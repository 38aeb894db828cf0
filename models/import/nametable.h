#pragma once

#include <QByteArray>

#include <vector>

namespace joinery {

/// Names, and which entity each stands for: a hash over one arena of bytes, about forty bytes a name beside its own.
class NameTable
{
public:
    enum class Match : quint8 {
        None,
        One,
        Many, ///< several entities have the name
    };
    struct Entry
    {
        quint64 at = 0; // in the arena
        quint32 size = 0;
        quint32 hash = 0;
        qint64 entity = 0;
        Match match = Match::None;
    };

    /// Null when the name has not been added.
    const Entry *find(QByteArrayView name) const;
    /// Says that `entity` has the name; a second one that has it too makes it ambiguous.
    void add(QByteArrayView name, qint64 entity);
    /// Remembers an answer.
    void remember(QByteArrayView name, Match match, qint64 entity);
    qsizetype size() const { return qsizetype(m_entries.size()); }

private:
    Entry &place(QByteArrayView name);
    size_t slot(QByteArrayView name, quint32 hash) const;
    void grow();

    std::vector<char> m_bytes;
    std::vector<Entry> m_entries;
    std::vector<quint32> m_slots; // an entry's place + 1; 0 is free
};

} // namespace joinery
