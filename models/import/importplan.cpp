#include "import/importplan.h"

#include "csv/csvsniffer.h"
#include "import/mappingguesser.h"

#include <algorithm>

namespace joinery {

namespace {

/// What the wishes tell the sniffer about the file.
CsvHints hintsFrom(const ImportWishes &wishes, const Schema &schema, const Relationship &relationship)
{
    CsvHints hints;
    QStringList names = wishes.left.fileColumns + wishes.right.fileColumns;
    for (const auto &[from, to] : wishes.payload)
        names += from;
    for (const QString &name : std::as_const(names)) {
        bool isPlace = false;
        name.toInt(&isPlace);
        if (!isPlace)
            hints.names += name;
    }
    for (const QByteArray &separator : {wishes.left.separator, wishes.right.separator}) {
        if (separator.size() == 1)
            hints.notDelimiters += separator;
    }
    if (const Table *table = schema.table(relationship.joinTable))
        hints.likely = table->columnNames();
    return hints;
}

} // namespace

QStringList settableColumns(const Schema &schema, const Relationship &relationship)
{
    QStringList columns = relationship.payload;
    for (const End &other : relationship.others)
        columns += other.columns;
    const Table *table = schema.table(relationship.joinTable);
    // A key of the link's own, too, unless it is the row id, which the database gives.
    for (const Column &column : table ? table->columns : QList<Column>()) {
        if (column.name != table->rowIdColumn)
            columns += column.name;
    }
    columns.removeIf([&](const QString &name) {
        const Column *column = table ? table->column(name) : nullptr;
        return !column || column->generated || relationship.left.columns.contains(name)
            || relationship.right.columns.contains(name) || relationship.scope.contains(name);
    });
    columns.removeDuplicates();
    return columns;
}

QStringList ImportPlan::unusedColumns() const
{
    QList<int> used = mapping.left.fileColumns + mapping.right.fileColumns;
    for (const ImportMapping::PayloadColumn &payload : mapping.payload)
        used += payload.fileColumn;
    for (const ImportMapping::ScopeColumn &scope : mapping.scope)
        used += scope.fileColumn;
    QStringList unused;
    for (int place = 0; place < sample.header.size(); ++place) {
        const QString &name = sample.header[place];
        const bool isLabel = name == QLatin1String("left_label") || name == QLatin1String("right_label");
        if (!used.contains(place) && !isLabel)
            unused += name;
    }
    return unused;
}

Result<ImportPlan> planImport(QIODevice &file, Connection &connection, const Schema &schema,
                              const Relationship &relationship, const ImportWishes &wishes)
{
    ImportPlan plan;
    plan.dialect = wishes.dialect;
    const CsvHints hints = hintsFrom(wishes, schema, relationship);
    if (auto sniffed = sniffCsv(file, plan.dialect, hints); !sniffed)
        return tl::unexpected(sniffed.error());
    for (;;) {
        auto sample = readSample(file, plan.dialect);
        if (!sample)
            return tl::unexpected(sample.error());
        plan.sample = std::move(*sample);
        if (plan.sample.columns == 0) // nothing to be read
            return plan;
        const auto mapping = guessMapping(connection, schema, relationship, plan.sample, wishes);
        if (!mapping)
            return tl::unexpected(mapping.error());
        plan.mapping = *mapping;
        const bool isGuessed = !plan.dialect.header.isPersons() && hints.names.isEmpty();
        if (!plan.dialect.header.value() || !isGuessed)
            return plan;
        const auto isRow = isHeaderARow(connection, schema, relationship, plan.sample, plan.mapping);
        if (!isRow)
            return tl::unexpected(isRow.error());
        if (!*isRow)
            return plan;
        plan.dialect.header.guess(false);
    }
}

} // namespace joinery
