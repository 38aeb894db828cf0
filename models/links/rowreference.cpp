#include "links/rowreference.h"

#include "database/dialect.h"
#include "links/endjoin.h"

#include <algorithm>

namespace joinery {

namespace {

RowReference::Effect effectOf(const ForeignKey &key)
{
    switch (key.onDelete) {
    case ForeignKey::Action::Cascade:
        return RowReference::Effect::Removes;
    case ForeignKey::Action::SetNull:
        return RowReference::Effect::Empties;
    case ForeignKey::Action::SetDefault:
        return RowReference::Effect::Defaults;
    case ForeignKey::Action::None:
    case ForeignKey::Action::Restrict:
        break;
    }
    return RowReference::Effect::Hinders;
}

bool isSame(const RowReference &a, const RowReference &b)
{
    return a.child == b.child && a.columns == b.columns && a.to == b.to && a.scope == b.scope;
}

} // namespace

QString RowReference::condition(const QString &parentAlias, const QString &childAlias) const
{
    QString terms = referenceJoin(parent, to, parentAlias, child, columns, childAlias);
    for (auto it = scope.begin(); it != scope.end(); ++it)
        terms += QStringLiteral(" AND %1.%2 IS ?").arg(childAlias, Dialect::quoted(it.key()));
    return terms;
}

QList<RowReference> referencesTo(const Schema &schema, const QList<Relationship> &known, const Table &parent,
                                 bool enforced)
{
    QList<RowReference> found;
    for (const auto &[child, key] : schema.referencesTo(parent.name)) {
        const bool works = enforced && key->fault.isEmpty();
        found += RowReference{child,     &parent, key->from(),
                              key->to(), {},      works ? effectOf(*key) : RowReference::Effect::Dangles};
    }
    const qsizetype declared = found.size();
    for (const Relationship &relationship : known) {
        const Table *child = schema.table(relationship.joinTable);
        if (!child || child->kind != Table::Kind::Table || relationship.suggested)
            continue;
        for (const End &end : QList<End>{relationship.left, relationship.right} + relationship.others) {
            if (end.table != parent.name || end.key.isEmpty())
                continue;
            const bool isDeclared = std::any_of(found.begin(), found.begin() + declared, [&](const RowReference &each) {
                return each.child == child && each.columns == end.columns;
            });
            // Only a typed end needs the scope to say which table it means; elsewhere it narrows what is shown.
            const RowReference guessed{child,
                                       &parent,
                                       end.columns,
                                       end.key,
                                       relationship.kind == Relationship::Kind::Polymorphic ? relationship.scope
                                                                                            : QMap<QString, QVariant>(),
                                       RowReference::Effect::Dangles};
            const bool isKnown = std::any_of(found.begin(), found.end(),
                                             [&](const RowReference &each) { return isSame(each, guessed); });
            if (!isDeclared && !isKnown)
                found += guessed;
        }
    }
    return found;
}

} // namespace joinery
