#pragma once

#include "values/relationship.h"

#include <QHash>

namespace joinery {

/// What may be changed in the rows of an end's entity table, and what the database asks of a new row. Pure: judged by the schema.
class EntityRules
{
public:
    EntityRules() = default;
    /// `enforced`: foreign keys are, so that what hangs on one that cannot be is read-only.
    EntityRules(const Schema &schema, const End &end, bool enforced);

    /// Why no row can be made or changed; empty when they can.
    const QString &whyReadOnly() const { return m_readOnly; }
    /// Why the column is not edited in place; empty when it is.
    QString whyNotEdited(const QString &column) const;

    /// The columns that a new row can be given, in the order in which a person fills them in: the label, what is required, the rest. What
    /// the database or a framework fills in by itself is left out.
    const QStringList &fillable() const { return m_fillable; }
    /// Those of them without which the database takes no new row.
    const QStringList &required() const { return m_required; }
    /// What is required besides the label.
    QStringList requiredBesideLabel() const;
    /// True where what a new row is called can be given, so that a name can make one.
    bool takesNames() const;
    /// `name` as values of the label's columns; empty where a name cannot be told from what else the label says.
    QMap<QString, QVariant> valuesOfName(const QString &name) const;

private:
    QString m_readOnly;
    QHash<QString, QString> m_fixed; // column → why it is not edited
    QStringList m_label;
    QStringList m_fillable;
    QStringList m_required;
};

} // namespace joinery
