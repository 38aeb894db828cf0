#include "import/nametable.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace joinery {

namespace {

constexpr size_t fewestSlots = 1024;
constexpr int sizeBits = 32;
constexpr size_t namesAhead = 16; // while their slots come from memory

} // namespace

quint32 NameTable::hashOf(QByteArrayView name)
{
    const size_t hash = std::hash<std::string_view>()(std::string_view(name.data(), size_t(name.size())));
    return quint32(hash ^ hash >> 32);
}

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

/// Makes a record of the name.
quint32 NameTable::record(QByteArrayView name)
{
    const auto made = quint32(m_arena.size());
    const auto size = size_t(name.size());
    m_arena.resize(m_arena.size() + 2 + (size + sizeof(quint64) - 1) / sizeof(quint64));
    m_arena[made + 1] = quint32(size);
    if (size > 0)
        std::memcpy(m_arena.data() + made + 2, name.data(), size);
    return made;
}

/// The name's record, which is made where there is none.
quint32 NameTable::place(QByteArrayView name)
{
    grow();
    const quint32 hash = hashOf(name);
    Slot &slotted = m_slots[slot(name, hash)];
    if (slotted.record == 0) {
        slotted = {hash, record(name)};
        ++m_size;
    }
    return slotted.record;
}

void NameTable::addAgain(quint32 record, qint64 entity)
{
    const Entry known = entry(record);
    if (known.match == Match::None)
        setEntry(record, {entity, Match::One});
    else if (known.entity != entity)
        setEntry(record, {known.entity, Match::Many});
}

void NameTable::add(QByteArrayView name, qint64 entity)
{
    addAgain(place(name), entity);
}

void NameTable::settle(const Waiting &waiting)
{
    grow();
    Slot &slotted = m_slots[slot(name(waiting.record), waiting.hash)];
    if (slotted.record == 0) {
        slotted = {waiting.hash, waiting.record};
        ++m_size;
    } else {
        addAgain(slotted.record, entry(waiting.record).entity);
    }
}

void NameTable::addAll(const std::function<std::optional<Named>()> &next)
{
    std::array<Waiting, namesAhead> ahead;
    size_t count = 0;
    for (auto named = next(); named; named = next()) {
        Waiting &place = ahead[count % namesAhead];
        if (count >= namesAhead)
            settle(place);
        place = {hashOf(named->name), record(named->name)};
        setEntry(place.record, {named->entity, Match::One});
        prefetch(place.hash);
        ++count;
    }
    for (size_t i = count - std::min(count, namesAhead); i < count; ++i)
        settle(ahead[i % namesAhead]);
}

void NameTable::prefetch(quint32 hash) const
{
    if (!m_slots.empty())
        __builtin_prefetch(&m_slots[hash & (m_slots.size() - 1)]);
}

void NameTable::foresee(std::span<const quint32> hashes) const
{
    if (m_slots.empty())
        return;
    for (const quint32 hash : hashes)
        prefetch(hash);
    const size_t mask = m_slots.size() - 1;
    for (const quint32 hash : hashes) {
        size_t at = hash & mask;
        while (m_slots[at].record != 0 && m_slots[at].hash != hash)
            at = (at + 1) & mask;
        __builtin_prefetch(&m_arena[m_slots[at].record]);
    }
}

void NameTable::remember(QByteArrayView name, Match match, qint64 entity)
{
    setEntry(place(name), {entity, match});
}

} // namespace joinery
