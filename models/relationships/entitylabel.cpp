#include "relationships/entitylabel.h"

#include "values/naming.h"

#include <algorithm>

namespace joinery {

namespace {

constexpr qsizetype frontColumns = 6;

bool containsAny(const QString &text, std::initializer_list<QLatin1String> parts)
{
    return std::any_of(parts.begin(), parts.end(), [&](QLatin1String part) { return text.contains(part); });
}

const Column *columnNamed(const Table &table, std::initializer_list<QLatin1String> names)
{
    for (const QLatin1String name : names) {
        for (const Column &column : table.columns) {
            if (wordsOf(column.name).join(u'_') == name)
                return &column;
        }
    }
    return nullptr;
}

bool isForeign(const Table &table, const QString &column)
{
    return std::any_of(table.foreignKeys.begin(), table.foreignKeys.end(),
                       [&](const ForeignKey &key) { return key.from().contains(column); });
}

} // namespace

bool isTextColumn(const Column &column)
{
    return containsAny(column.type.toUpper(), {QLatin1String("CHAR"), QLatin1String("TEXT"), QLatin1String("CLOB")});
}

bool isNumberColumn(const Column &column)
{
    const QString type = column.type.toUpper();
    return !isTextColumn(column)
        && containsAny(type, {QLatin1String("INT"), QLatin1String("REAL"), QLatin1String("FLOA"), QLatin1String("DOUB"),
                              QLatin1String("NUMERIC"), QLatin1String("DECIMAL"), QLatin1String("MONEY")});
}

bool isTimeColumn(const Column &column)
{
    return containsAny(column.type.toUpper(), {QLatin1String("DATE"), QLatin1String("TIME")});
}

bool isRightAligned(const Column &column)
{
    return isNumberColumn(column) || isTimeColumn(column);
}

QStringList labelColumns(const Table &table, const QStringList &key)
{
    const auto named = [&](std::initializer_list<QLatin1String> names) { return columnNamed(table, names); };
    if (const Column *name = named({QLatin1String("name"), QLatin1String("title"), QLatin1String("label"),
                                    QLatin1String("full_name"), QLatin1String("display_name")})) {
        return {name->name};
    }
    const Column *first = named({QLatin1String("first_name"), QLatin1String("firstname"), QLatin1String("given_name")});
    const Column *last = named({QLatin1String("last_name"), QLatin1String("lastname"), QLatin1String("surname"),
                                QLatin1String("family_name")});
    if (first && last)
        return {first->name, last->name};

    // "product_name", "CompanyName", "book title": the table's own noun, else any name or title.
    const QStringList own = wordsOf(table.name.name);
    // A name far behind the key is rarely the row's own: an order's ship_name.
    const QList<Column> front = table.columns.mid(0, frontColumns);
    for (const bool ofTheTable : {true, false}) {
        for (const Column &column : ofTheTable ? table.columns : front) {
            const QStringList words = wordsOf(column.name);
            if (words.size() < 2 || isForeign(table, column.name))
                continue;
            const QString &noun = words.last();
            if (noun != QLatin1String("name") && noun != QLatin1String("title"))
                continue;
            if (!ofTheTable || singular(words[words.size() - 2]) == singular(own.isEmpty() ? QString() : own.last()))
                return {column.name};
        }
    }
    if (const Column *name = named({QLatin1String("username"), QLatin1String("identifier"), QLatin1String("slug"),
                                    QLatin1String("code"), QLatin1String("email"), QLatin1String("description"),
                                    QLatin1String("summary"), QLatin1String("text")})) {
        return {name->name};
    }
    const Column *anyText = nullptr;
    for (const Column &column : front) {
        if (!isTextColumn(column) || key.contains(column.name) || isForeign(table, column.name))
            continue;
        if (table.isUnique({column.name}))
            return {column.name};
        if (!anyText)
            anyText = &column;
    }
    if (anyText)
        return {anyText->name};
    if (!key.isEmpty())
        return key;
    return table.columns.isEmpty() ? QStringList() : QStringList(table.columns.first().name);
}

QStringList quietColumns(const Table &table, const QStringList &key)
{
    if (labelColumns(table, key) == key)
        return {};
    QStringList quiet;
    for (const QStringList &candidate : {key, table.primaryKey()}) {
        const Column *column = candidate.size() == 1 ? table.column(candidate.first()) : nullptr;
        if (column && isNumberColumn(*column) && !quiet.contains(column->name))
            quiet += column->name;
    }
    return quiet;
}

QStringList displayOrder(const Table &table, const QStringList &key)
{
    const QStringList label = labelColumns(table, key);
    const QStringList quiet = quietColumns(table, key);
    QStringList order = label;
    for (const QString &name : table.columnNames()) {
        if (!label.contains(name) && !quiet.contains(name))
            order += name;
    }
    for (const QString &name : quiet) {
        if (!order.contains(name))
            order += name;
    }
    return order;
}

} // namespace joinery
