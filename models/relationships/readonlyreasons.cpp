#include "relationships/readonlyreasons.h"

#include "links/rowidentity.h"

#include <QCoreApplication>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ReadOnlyReasons)
};

} // namespace

ReadOnlyReasons::ReadOnlyReasons(const Schema &schema, bool enforced) : m_enforced(enforced)
{
    for (const Table &table : schema.tables) {
        for (const ForeignKey &key : table.foreignKeys) {
            if (!key.fault.isEmpty())
                m_faults.insert(key.table.text(), {table.name.text(), key.fault});
        }
    }
}

void ReadOnlyReasons::explain(Relationship &relationship, const Table &joinTable) const
{
    relationship.readOnlyReason = whyNotTrusted(joinTable);
    relationship.remedy = Remedy::None;
    if (!relationship.readOnlyReason.isEmpty() || !m_enforced)
        return;
    relationship.readOnlyReason = whyUnenforceable(joinTable);
    if (!relationship.readOnlyReason.isEmpty())
        relationship.remedy = Remedy::NoEnforcement;
}

QString ReadOnlyReasons::whyReadOnly(const Table &table) const
{
    const QString reason = whyNotTrusted(table);
    return reason.isEmpty() && m_enforced ? whyUnenforceable(table) : reason;
}

QString ReadOnlyReasons::whyNotTrusted(const Table &joinTable) const
{
    if (joinTable.kind == Table::Kind::View)
        return Text::tr("%1 is a view: its rows are other tables' rows.").arg(joinTable.name.text());
    if (identityOf(joinTable).columns.isEmpty()) {
        return Text::tr("%1 has no key, and its columns hide the row id: a row cannot be told from its twin.")
            .arg(joinTable.name.text());
    }
    return {};
}

QString ReadOnlyReasons::whyUnenforceable(const Table &joinTable) const
{
    for (const ForeignKey &key : joinTable.foreignKeys) {
        if (!key.fault.isEmpty()) {
            return Text::tr("The foreign key %1 of %2 cannot be enforced: %3.")
                .arg(key.from().join(QStringLiteral(", ")), joinTable.name.text(), key.fault);
        }
    }
    const auto fault = m_faults.constFind(joinTable.name.text());
    if (fault != m_faults.cend())
        return Text::tr("A foreign key of %1 cannot be enforced: %2.").arg(fault->first, fault->second);
    return {};
}

} // namespace joinery
