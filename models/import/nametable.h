#pragma once

#include <QByteArray>

#include <optional>
#include <vector>

namespace joinery {

/// Names, and which entity each stands for: a hash over one arena, made so that finding a name among millions costs two looks into
/// memory. About forty bytes a name beside its own.
class NameTable
{
public:
    enum class Match : quint32 {
        None,
        One,
        Many, ///< several entities have the name
    };
    struct Entry
    {
        qint64 entity = 0;
        Match match = Match::None;
    };

    /// Nothing when the name has not been added.
    std::optional<Entry> find(QByteArrayView name) const;
    /// Says that `entity` has the name; a second one that has it too makes it ambiguous.
    void add(QByteArrayView name, qint64 entity);
    /// Remembers an answer.
    void remember(QByteArrayView name, Match match, qint64 entity);
    qsizetype size() const { return m_size; }

private:
    struct Slot
    {
        quint32 hash = 0;
        quint32 record = 0; // its place in the arena, in words; 0 is free
    };

    Entry entry(quint32 record) const;
    void setEntry(quint32 record, const Entry &entry);
    QByteArrayView name(quint32 record) const;
    quint32 place(QByteArrayView name);
    size_t slot(QByteArrayView name, quint32 hash) const;
    void grow();

    // A record is the entity, a word of match and size, and the name's bytes. The first word is no record's.
    std::vector<quint64> m_arena = std::vector<quint64>(1);
    std::vector<Slot> m_slots;
    qsizetype m_size = 0;
};

} // namespace joinery
