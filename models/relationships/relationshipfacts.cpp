#include "relationships/relationshipfacts.h"

#include "links/rowidentity.h"

#include <QCoreApplication>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::RelationshipFacts)
};

QString listed(const QStringList &names)
{
    return names.join(QStringLiteral(", "));
}

QString endText(const End &end)
{
    if (end.table.isEmpty())
        return Text::tr("%1 → a table that is not known").arg(listed(end.columns));
    QStringList pairs;
    for (qsizetype i = 0; i < end.columns.size(); ++i)
        pairs += QStringLiteral("%1 → %2.%3").arg(end.columns[i], end.table.text(), end.key.value(i));
    return listed(pairs);
}

QString keyText(const Table &table)
{
    const RowIdentity identity = identityOf(table);
    if (identity.columns.isEmpty())
        return Text::tr("none: its rows cannot be told apart");
    if (identity.implicit)
        return Text::tr("none of its own: rows are told apart by their row id");
    if (identity.columns.size() == 1)
        return identity.columns.first();
    return Text::tr("%1 together").arg(listed(identity.columns));
}

} // namespace

QList<Fact> factsOf(const Relationship &relationship, const Schema &schema)
{
    QList<Fact> facts{{Text::tr("Join table"), relationship.joinTable.text()},
                      {relationship.left.alias, endText(relationship.left)},
                      {relationship.right.alias, endText(relationship.right)}};
    for (const End &other : relationship.others)
        facts += {Text::tr("Third end"), endText(other)};
    QStringList scope;
    for (auto it = relationship.scope.begin(); it != relationship.scope.end(); ++it)
        scope += QStringLiteral("%1 = %2").arg(it.key(), it.value().toString());
    if (!scope.isEmpty())
        facts += {Text::tr("Only where"), listed(scope)};
    if (const Table *table = schema.table(relationship.joinTable))
        facts += {Text::tr("Key"), keyText(*table)};
    facts += {Text::tr("Payload"), relationship.payload.isEmpty() ? Text::tr("none") : listed(relationship.payload)};
    facts += {Text::tr("The same pair"),
              relationship.unique ? Text::tr("can be linked once") : Text::tr("may be linked more than once")};
    facts += {Text::tr("Foreign keys"),
              relationship.declared ? Text::tr("declared in the database") : Text::tr("not declared in the database")};
    if (!relationship.readOnlyReason.isEmpty())
        facts += {Text::tr("Read only"), relationship.readOnlyReason};
    return facts;
}

QString certaintyOf(const Reviewed &reviewed)
{
    switch (reviewed.origin) {
    case Reviewed::Origin::ByHand:
        return Text::tr("You added it.");
    case Reviewed::Origin::Corrected:
        return Text::tr("It was found, and you corrected what it is made of.");
    case Reviewed::Origin::Found:
        break;
    }
    if (reviewed.accepted)
        return Text::tr("It was suggested, and you took it.");
    if (reviewed.relationship.suggested)
        return Text::tr("Perhaps: too little speaks for it to show it as a fact.");
    return reviewed.relationship.declared ? Text::tr("Certain: the database declares both of its foreign keys.")
                                          : Text::tr("Found by what the names and the rows say.");
}

QString endsText(const Relationship &relationship)
{
    const auto name = [](const End &end) { return end.table.isEmpty() ? QStringLiteral("?") : end.table.text(); };
    return QStringLiteral("%1 \u21c4 %2").arg(name(relationship.left), name(relationship.right));
}

} // namespace joinery
