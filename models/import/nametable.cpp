#include "import/nametable.h"

#include <functional>
#include <string_view>

namespace joinery {

namespace {

constexpr size_t fewestSlots = 1024;

quint32 hashOf(QByteArrayView name)
{
    const size_t hash = std::hash<std::string_view>()(std::string_view(name.data(), size_t(name.size())));
    return quint32(hash ^ hash >> 32);
}

} // namespace

size_t NameTable::slot(QByteArrayView name, quint32 hash) const
{
    const size_t mask = m_slots.size() - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
        if (m_slots[at] == 0)
            return at;
        const Entry &entry = m_entries[m_slots[at] - 1];
        if (entry.hash == hash && QByteArrayView(m_bytes.data() + entry.at, entry.size) == name)
            return at;
    }
}

const NameTable::Entry *NameTable::find(QByteArrayView name) const
{
    if (m_slots.empty())
        return nullptr;
    const quint32 found = m_slots[slot(name, hashOf(name))];
    return found == 0 ? nullptr : &m_entries[found - 1];
}

void NameTable::grow()
{
    if (m_entries.size() * 2 < m_slots.size())
        return;
    m_slots.assign(qMax(fewestSlots, m_slots.size() * 2), 0);
    const size_t mask = m_slots.size() - 1;
    for (size_t i = 0; i < m_entries.size(); ++i) {
        size_t at = m_entries[i].hash & mask;
        while (m_slots[at] != 0)
            at = (at + 1) & mask;
        m_slots[at] = quint32(i + 1);
    }
}

NameTable::Entry &NameTable::place(QByteArrayView name)
{
    grow();
    const quint32 hash = hashOf(name);
    quint32 &slotted = m_slots[slot(name, hash)];
    if (slotted == 0) {
        m_entries.push_back({m_bytes.size(), quint32(name.size()), hash, 0, Match::None});
        m_bytes.insert(m_bytes.end(), name.begin(), name.end());
        slotted = quint32(m_entries.size());
    }
    return m_entries[slotted - 1];
}

void NameTable::add(QByteArrayView name, qint64 entity)
{
    Entry &entry = place(name);
    if (entry.match == Match::None)
        entry = {entry.at, entry.size, entry.hash, entity, Match::One};
    else if (entry.entity != entity)
        entry.match = Match::Many;
}

void NameTable::remember(QByteArrayView name, Match match, qint64 entity)
{
    Entry &entry = place(name);
    entry.match = match;
    entry.entity = entity;
}

} // namespace joinery
