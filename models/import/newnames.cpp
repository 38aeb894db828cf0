#include "import/newnames.h"

namespace joinery {

namespace {

QString textOf(const NewName &name)
{
    std::vector<CsvField> fields;
    for (const HeldValue &value : name.values)
        fields.push_back({value.value().bytes, false});
    return nameText(fields);
}

} // namespace

std::array<PreviewRow::NewEnd, 2> NewNames::take(const Judge::Row &row, Verdict verdict)
{
    std::array<PreviewRow::NewEnd, 2> ends{};
    if (row.verdict)
        return ends; // one end may be new, and still nothing comes of it
    for (const Side side : {Side::Left, Side::Right}) {
        const EndRef &end = side == Side::Left ? row.left : row.right;
        if (!end.isNew)
            continue;
        std::vector<Name> &names = namesOf(side);
        if (names.size() <= size_t(end.number))
            names.resize(size_t(end.number) + 1);
        Name &name = names[size_t(end.number)];
        if (name.rows++ == 0)
            name.side = side;
        if (verdict != Verdict::Linked)
            continue;
        ends[size_t(side)] = std::exchange(name.isMade, true) ? PreviewRow::NewEnd::Shared : PreviewRow::NewEnd::Made;
    }
    return ends;
}

bool NewNames::list(QList<OpenNameRow> &names, qsizetype most) const
{
    for (const size_t at : {0, 1}) {
        for (size_t i = 0; i < m_names[at].size(); ++i) {
            const Name &name = m_names[at][i];
            if (name.rows == 0)
                continue;
            if (most-- == 0)
                return true;
            names += {name.side, textOf(m_judge.newNames(Side(at))[i]),
                      name.side == Side::Left ? Verdict::UnknownLeft : Verdict::UnknownRight, name.rows,
                      name.isMade ? OpenNameRow::Fate::Created : OpenNameRow::Fate::Refused};
        }
    }
    return false;
}

} // namespace joinery
