#include "links/linkmatch.h"

#include "database/dialect.h"
#include "links/endjoin.h"
#include "links/rowidentity.h"

namespace joinery {

namespace {

const QString existingLinks = QStringLiteral("load_existing");
const QString linkAlias = QStringLiteral("j");

QString allOf(const QStringList &terms)
{
    return terms.join(QStringLiteral(" AND "));
}

} // namespace

LinkMatch::LinkMatch(const LoadColumns &columns, bool comparesAsStored)
    : m_columns(&columns)
    , m_comparesAsStored(comparesAsStored)
{}

void LinkMatch::drop(Connection &connection)
{
    (void)connection.exec(QStringLiteral("DROP TABLE IF EXISTS ") + Dialect::temporary(existingLinks));
}

Result<LinkMatch> LinkMatch::make(Connection &connection, const Schema &schema, const Relationship &relationship,
                                  const LoadColumns &columns)
{
    LinkMatch match(columns, joinery::comparesAsStored(connection, schema, relationship));
    const auto question = match.m_comparesAsStored ? match.compareAsStored(relationship)
                                                   : match.keepAside(connection, schema, relationship);
    if (!question)
        return tl::unexpected(question.error());
    auto statement = Statement::prepare(connection, *question);
    if (!statement)
        return tl::unexpected(statement.error());
    match.m_exists.emplace(std::move(*statement));
    return match;
}

/// Sets the condition; returns the question whether there is such a link.
Result<QString> LinkMatch::compareAsStored(const Relationship &relationship)
{
    QStringList terms;
    for (const QString &column : m_columns->identity()) {
        terms += QStringLiteral("j.%1 = ?").arg(Dialect::quoted(column));
        m_sources += m_columns->sourceOf(column);
    }
    m_condition = allOf(terms);
    return QStringLiteral("SELECT 1 FROM %1 AS j WHERE %2").arg(Dialect::quoted(relationship.joinTable), m_condition);
}

/// What is linked, once, in the parents' own spelling: the foreign key compares by that.
Result<QString> LinkMatch::keepAside(Connection &connection, const Schema &schema, const Relationship &relationship)
{
    using Kind = LoadColumns::Source::Kind;
    QStringList selected;
    QStringList names;
    QStringList terms;
    const auto add = [&](const QString &expression, const LoadColumns::Source &source) {
        selected += expression;
        names += QStringLiteral("k%1").arg(names.size());
        terms += QStringLiteral("%1 = ?").arg(names.last());
        m_sources += source;
    };
    for (qsizetype i = 0; i < relationship.left.key.size(); ++i)
        add(QStringLiteral("a.") + Dialect::quoted(relationship.left.key[i]), {Kind::Left, int(i)});
    for (qsizetype i = 0; i < relationship.right.key.size(); ++i)
        add(QStringLiteral("b.") + Dialect::quoted(relationship.right.key[i]), {Kind::Right, int(i)});
    for (const QString &column : m_columns->identity()) {
        const LoadColumns::Source source = m_columns->sourceOf(column);
        if (source.kind == Kind::OfRow || source.kind == Kind::Constant)
            add(QStringLiteral("j.") + Dialect::quoted(column), source);
    }
    const QStringList compared = names;
    const QStringList identity = identityOf(*schema.table(relationship.joinTable)).columns;
    QStringList identityNames;
    for (const QString &column : identity) {
        selected += QStringLiteral("j.") + Dialect::quoted(column);
        identityNames += QStringLiteral("i%1").arg(identityNames.size());
    }
    names += identityNames;
    const QString table = Dialect::temporary(existingLinks);
    const QString fill = QStringLiteral("INSERT INTO %1 SELECT %2 FROM %3 AS j JOIN %4 AS a ON %5 JOIN %6 AS b ON %7")
                             .arg(table, selected.join(QStringLiteral(", ")), Dialect::quoted(relationship.joinTable),
                                  Dialect::quoted(relationship.left.table),
                                  endJoin(schema, relationship, relationship.left, QStringLiteral("a"), linkAlias),
                                  Dialect::quoted(relationship.right.table),
                                  endJoin(schema, relationship, relationship.right, QStringLiteral("b"), linkAlias));
    const QString index = QStringLiteral("CREATE INDEX temp.%1 ON %2 (%3)")
                              .arg(Dialect::quoted(Dialect::temporaryName(existingLinks + QStringLiteral("_index"))),
                                   Dialect::quoted(Dialect::temporaryName(existingLinks)), compared.join(u','));
    for (const QString &sql : {QStringLiteral("DROP TABLE IF EXISTS ") + table,
                               Dialect::createTemporary(existingLinks, names), fill, index}) {
        if (auto done = connection.exec(sql); !done)
            return tl::unexpected(done.error());
    }
    m_condition = QStringLiteral("(%1) IN (SELECT %2 FROM %3 WHERE %4)")
                      .arg(Dialect::quotedList(identity, linkAlias), identityNames.join(u','), table, allOf(terms));
    return QStringLiteral("SELECT 1 FROM %1 WHERE %2").arg(table, allOf(terms));
}

void LinkMatch::bind(Statement &statement, const LoadedLink &link, int first) const
{
    m_columns->bind(statement, m_sources, link, first);
}

Result<bool> LinkMatch::exists(const LoadedLink &link)
{
    bind(*m_exists, link);
    auto found = m_exists->step();
    m_exists->reset();
    return found;
}

} // namespace joinery
