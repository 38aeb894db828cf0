#pragma once

#include "import/importpreview.h"
#include "import/judge.h"

namespace joinery {

/// Keeps account of the names that a preview's rows would make new entities of: which row makes each, and how many need it.
class NewNames
{
public:
    /// `judge` outlives it.
    explicit NewNames(const Judge &judge) : m_judge(judge) {}

    /// Takes a row that was judged; says what it makes where it will be linked.
    std::array<PreviewRow::NewEnd, 2> take(const Judge::Row &row, Verdict verdict);
    qsizetype size() const { return qsizetype(m_names[0].size()) + qsizetype(m_names[1].size()); }
    /// Appends the names, `most` at most; true when there are more.
    bool list(QList<OpenNameRow> &names, qsizetype most) const;

private:
    struct Name
    {
        qint64 rows = 0;
        Side side = Side::Left; // that first needs it
        bool isMade = false;
    };

    std::vector<Name> &namesOf(Side side) { return m_names[m_judge.sharesEnds() ? 0 : size_t(side)]; }

    const Judge &m_judge;
    std::vector<Name> m_names[2]; // by Judge::newNames(); all in the first where both ends share theirs
};

} // namespace joinery
