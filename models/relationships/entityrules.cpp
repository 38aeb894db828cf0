#include "relationships/entityrules.h"

#include "relationships/entitylabel.h"
#include "relationships/readonlyreasons.h"
#include "relationships/timestamps.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::EntityRules)
};

} // namespace

EntityRules::EntityRules(const Schema &schema, const End &end, bool enforced)
{
    const Table *table = schema.table(end.table);
    if (!table) {
        m_readOnly = Text::tr("The table %1 is not there.").arg(end.table.text());
        return;
    }
    m_readOnly = ReadOnlyReasons(schema, enforced).whyReadOnly(*table);
    if (m_readOnly.isEmpty() && !table->isUnique(end.key)) {
        m_readOnly = Text::tr("%1 of %2 may occur twice, so one row cannot be told from another.")
                         .arg(end.key.join(QStringLiteral(", ")), table->name.text());
    }
    for (const auto &[child, key] : schema.referencesTo(table->name)) {
        for (const QString &column : key->to())
            m_fixed.insert(column,
                           Text::tr("Rows of %1 refer to %2, so it is not edited.").arg(child->name.text(), column));
    }
    for (const Column &column : table->columns) {
        if (column.keyPosition > 0 || end.key.contains(column.name))
            m_fixed.insert(column.name, Text::tr("%1 is the row's key, which is not edited.").arg(column.name));
        if (column.generated)
            m_fixed.insert(column.name, Text::tr("The database computes %1.").arg(column.name));
    }

    m_label = labelColumns(*table, end.key);
    QStringList others;
    for (const QString &name : displayOrder(*table, end.key)) {
        const Column &column = *table->column(name);
        if (column.generated || isKeptTimestamp(column) || name == table->rowIdColumn)
            continue;
        const bool isKey = column.keyPosition > 0 || end.key.contains(name);
        const bool required = (column.notNull || isKey) && !column.hasDefault();
        if (required)
            m_required += name;
        if (required || m_label.contains(name))
            m_fillable += name;
        else
            others += name;
    }
    std::stable_partition(m_fillable.begin(), m_fillable.end(),
                          [this](const QString &name) { return m_label.contains(name); });
    m_fillable += others;
}

QString EntityRules::whyNotEdited(const QString &column) const
{
    return m_readOnly.isEmpty() ? m_fixed.value(column) : m_readOnly;
}

QStringList EntityRules::requiredBesideLabel() const
{
    QStringList columns = m_required;
    columns.removeIf([this](const QString &name) { return m_label.contains(name); });
    return columns;
}

bool EntityRules::takesNames() const
{
    return !m_label.isEmpty() && std::all_of(m_label.begin(), m_label.end(), [this](const QString &column) {
        return m_fillable.contains(column);
    });
}

QMap<QString, QVariant> EntityRules::valuesOfName(const QString &name) const
{
    if (!takesNames())
        return {};
    if (m_label.size() == 1)
        return {{m_label.first(), name}};
    // "Ada King Lovelace": what the label joins with a blank is a first and a last name.
    const qsizetype blank = name.lastIndexOf(u' ');
    if (m_label.size() != 2 || blank <= 0)
        return {};
    return {{m_label.first(), name.left(blank).trimmed()}, {m_label.last(), name.mid(blank + 1)}};
}

} // namespace joinery
