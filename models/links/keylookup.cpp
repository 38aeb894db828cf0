#include "links/keylookup.h"

#include "database/dialect.h"

#include <QCoreApplication>

#include <cmath>

namespace joinery {

namespace {

constexpr int namedWhenAmbiguous = 3;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::KeyLookup)
};

/// Such a column converts nothing that it is compared with (https://www.sqlite.org/datatype3.html, sections 3.1 and
/// 4.2).
bool takesValuesAsTheyAre(const Column *column)
{
    if (!column || column->type.isEmpty())
        return true;
    const QString type = column->type.toUpper();
    for (const char16_t *converting : {u"INT", u"CHAR", u"CLOB", u"TEXT"}) {
        if (type.contains(QStringView(converting)))
            return false;
    }
    return type.contains(QStringView(u"BLOB"));
}

/// Qt binds a null string as NULL; an empty key is a text.
QString boundText(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

/// What `text` may stand for in a column that holds values of any type.
/// `column`: as bytes are written, in base64, where its type says that it holds them.
QVariantList meanings(const QString &text, const Column *column)
{
    const auto decoded = QByteArray::fromBase64Encoding(text.toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    const bool isBytes = column && !column->isUntyped() && decoded;
    QVariantList values{boundText(text), isBytes ? *decoded : text.toUtf8()};
    bool isInteger = false;
    const qlonglong integer = text.toLongLong(&isInteger);
    bool isReal = false;
    const double real = text.toDouble(&isReal);
    if (isInteger)
        values += integer;
    else if (isReal && std::isfinite(real))
        values += real;
    return values;
}

} // namespace

Result<RowName> parseRowName(const Schema &schema, const End &end, const QString &text)
{
    const Table *table = schema.table(end.table);
    for (qsizetype at = text.indexOf(u'='); table && at > 0; at = text.indexOf(u'=', at + 1)) {
        if (const Column *column = table->column(text.left(at)))
            return RowName{text, {column->name}, {text.mid(at + 1)}};
    }
    const bool explicitKey = text.startsWith(u'=');
    const QString key = explicitKey ? text.mid(1) : text;
    if (end.key.size() == 1) {
        // One value needs no separator, so commas in it are its own.
        const QStringList parts = splitKeyText(key);
        return RowName{text, end.key, {explicitKey || parts.size() != 1 ? key : parts.first()}};
    }
    const QStringList parts = splitKeyText(key);
    if (parts.size() != end.key.size()) {
        return failure(Error::Kind::Missing,
                       Text::tr("A key of %1 is made of %2, separated by commas; \"%3\" has another number of values.")
                           .arg(end.table.text(), end.key.join(QStringLiteral(", ")), text));
    }
    return RowName{text, end.key, parts};
}

Result<RowKey> findKey(Connection &connection, const Schema &schema, const End &end, const RowName &name)
{
    const Table *table = schema.table(end.table);
    if (!table)
        return failure(Error::Kind::Missing, Text::tr("The table that %1 stands for is not known.").arg(end.alias));
    QStringList conditions;
    QVariantList values;
    for (qsizetype i = 0; i < name.columns.size(); ++i) {
        const QVariantList wanted = takesValuesAsTheyAre(table->column(name.columns[i]))
                                      ? meanings(name.values[i], table->column(name.columns[i]))
                                      : QVariantList{boundText(name.values[i])};
        conditions += Dialect::inKeys(QStringLiteral("e"), {name.columns[i]}, wanted.size());
        values += wanted;
    }
    const auto found = connection.keys(QStringLiteral("SELECT %1 FROM %2 AS e WHERE %3 LIMIT %4")
                                           .arg(Dialect::quotedList(end.key, QStringLiteral("e")),
                                                Dialect::quoted(end.table), conditions.join(QStringLiteral(" AND ")),
                                                QString::number(namedWhenAmbiguous + 1)),
                                       int(end.key.size()), values);
    if (!found)
        return tl::unexpected(found.error());
    if (found->isEmpty())
        return failure(Error::Kind::Missing, Text::tr("There is no row of %1 with %2 %3.")
                                                 .arg(end.table.text(), name.columns.join(QStringLiteral(", ")),
                                                      name.values.join(QStringLiteral(", "))));
    if (found->size() > 1) {
        QStringList keys;
        for (qsizetype i = 0; i < std::min<qsizetype>(found->size(), namedWhenAmbiguous); ++i)
            keys += found->at(i).text();
        if (found->size() > namedWhenAmbiguous)
            keys += QStringLiteral("…");
        return failure(Error::Kind::Ambiguous,
                       Text::tr("More than one row of %1 answers to \"%2\"; name it by its key instead: %3.")
                           .arg(end.table.text(), name.text, keys.join(QStringLiteral("; "))));
    }
    const RowKey key = found->at(0);
    if (key.hasNull()) {
        return failure(Error::Kind::Refused,
                       Text::tr("The row of %1 that answers to \"%2\" has no %3, so nothing can refer to it.")
                           .arg(end.table.text(), name.text, end.key.join(QStringLiteral(", "))));
    }
    return key;
}

} // namespace joinery
