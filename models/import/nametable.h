#pragma once

#include <QByteArray>

#include <functional>
#include <optional>
#include <span>
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

    struct Named
    {
        QByteArrayView name;
        qint64 entity;
    };

    /// Nothing when the name has not been added.
    std::optional<Entry> find(QByteArrayView name) const;
    /// Says that `entity` has the name; a second one that has it too makes it ambiguous.
    void add(QByteArrayView name, qint64 entity);
    /// Calls `next` until it says that there is no more, and adds each name that it gives; faster than one by one.
    void addAll(const std::function<std::optional<Named>()> &next);
    /// Says that find() will be asked for names of these hashes soon: asked for together, they come from memory side by side.
    void foresee(std::span<const quint32> hashes) const;
    static quint32 hashOf(QByteArrayView name);
    /// Remembers an answer.
    void remember(QByteArrayView name, Match match, qint64 entity);
    qsizetype size() const { return m_size; }

private:
    struct Slot
    {
        quint32 hash = 0;
        quint32 record = 0; // its place in the arena, in words; 0 is free
    };

    struct Waiting // a record that has no slot yet
    {
        quint32 hash;
        quint32 record;
    };

    Entry entry(quint32 record) const;
    void setEntry(quint32 record, const Entry &entry);
    QByteArrayView name(quint32 record) const;
    quint32 record(QByteArrayView name);
    quint32 place(QByteArrayView name);
    void settle(const Waiting &waiting);
    void addAgain(quint32 record, qint64 entity);
    size_t slot(QByteArrayView name, quint32 hash) const;
    void grow();
    void prefetch(quint32 hash) const;

    // A record is the entity, a word of match and size, and the name's bytes. The first word is no record's.
    std::vector<quint64> m_arena = std::vector<quint64>(1);
    std::vector<Slot> m_slots;
    qsizetype m_size = 0;
};

} // namespace joinery
