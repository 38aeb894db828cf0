#include "import/nametable.h"

#include <cstring>
#include <functional>
#include <string_view>

namespace joinery {

namespace {

constexpr size_t fewestSlots = 1024;
constexpr int sizeBits = 32;

quint32 hashOf(QByteArrayView name)
{
    const size_t hash = std::hash<std::string_view>()(std::string_view(name.data(), size_t(name.size())));
    return quint32(hash ^ hash >> 32);
}

} // namespace

NameTable::Entry NameTable::entry(quint32 record) const
{
    return {qint64(m_arena[record]), Match(m_arena[record + 1] >> sizeBits)};
}

void NameTable::setEntry(quint32 record, const Entry &entry)
{
    m_arena[record] = quint64(entry.entity);
    m_arena[record + 1] = quint64(entry.match) << sizeBits | quint32(m_arena[record + 1]);
}

QByteArrayView NameTable::name(quint32 record) const
{
    return {reinterpret_cast<const char *>(m_arena.data() + record + 2), qsizetype(quint32(m_arena[record + 1]))};
}

size_t NameTable::slot(QByteArrayView name, quint32 hash) const
{
    const size_t mask = m_slots.size() - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
        const Slot &slot = m_slots[at];
        if (slot.record == 0 || (slot.hash == hash && this->name(slot.record) == name))
            return at;
    }
}

std::optional<NameTable::Entry> NameTable::find(QByteArrayView name) const
{
    if (m_slots.empty())
        return std::nullopt;
    const quint32 found = m_slots[slot(name, hashOf(name))].record;
    return found == 0 ? std::nullopt : std::optional(entry(found));
}

void NameTable::grow()
{
    if (size_t(m_size) * 2 < m_slots.size())
        return;
    std::vector<Slot> before(qMax(fewestSlots, m_slots.size() * 2));
    before.swap(m_slots);
    const size_t mask = m_slots.size() - 1;
    for (const Slot &slot : before) {
        if (slot.record == 0)
            continue;
        size_t at = slot.hash & mask;
        while (m_slots[at].record != 0)
            at = (at + 1) & mask;
        m_slots[at] = slot;
    }
}

/// The name's record, which is made where there is none.
quint32 NameTable::place(QByteArrayView name)
{
    grow();
    const quint32 hash = hashOf(name);
    Slot &slotted = m_slots[slot(name, hash)];
    if (slotted.record == 0) {
        slotted = {hash, quint32(m_arena.size())};
        const auto size = size_t(name.size());
        m_arena.resize(m_arena.size() + 2 + (size + sizeof(quint64) - 1) / sizeof(quint64));
        m_arena[slotted.record + 1] = quint32(size);
        if (size > 0)
            std::memcpy(m_arena.data() + slotted.record + 2, name.data(), size);
        ++m_size;
    }
    return slotted.record;
}

void NameTable::add(QByteArrayView name, qint64 entity)
{
    const quint32 record = place(name);
    const Entry known = entry(record);
    if (known.match == Match::None)
        setEntry(record, {entity, Match::One});
    else if (known.entity != entity)
        setEntry(record, {known.entity, Match::Many});
}

void NameTable::remember(QByteArrayView name, Match match, qint64 entity)
{
    setEntry(place(name), {entity, match});
}

} // namespace joinery
