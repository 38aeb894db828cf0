#pragma once

#include "relationships/references.h"

namespace joinery {

/// What was decided about a table.
struct Verdict
{
    enum class Kind { No, Suggested, Claimed };

    Kind kind = Kind::No;
    QList<Reference> ends; ///< the two that the table is about first
    QStringList reasons;
    QString surrogate; ///< the id of the join row's own; empty where it has none
};

/// Decides whether a table says which things go together, by its keys, its name, what else it holds and its rows.
class JoinTableJudge
{
public:
    JoinTableJudge(ReferenceFinder &finder, qsizetype table);
    Verdict verdict();

private:
    bool claimByKey(Verdict &verdict) const;
    bool claimByEmptiness(Verdict &verdict) const;
    void weigh(Verdict &verdict);
    QSet<QString> wordsOfEnd(const Reference &end) const;
    int weighName(QStringList &reasons) const;
    int weighColumns(QStringList &reasons) const;
    int weighRows(QStringList &reasons);
    QStringList endColumns() const;
    QStringList restColumns() const;
    bool isEntityItself() const;
    bool hasKeyOfItsOwn() const;
    bool isTranslation() const;
    void leaveOut(bool (*isMeant)(const Reference &));
    void putMainEndsFirst(QList<Reference> &ends) const;
    void describeReferences(Verdict &verdict) const;

    ReferenceFinder &m_finder;
    const qsizetype m_place;
    const Table &m_table;
    QList<Reference> m_ends;
    QString m_surrogate;
};

} // namespace joinery
