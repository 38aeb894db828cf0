#include "importing.h"

#include "relationships/relationshipfinder.h"

#include <QBuffer>

namespace joinery {

Importing::Importing(const TestDatabase &database, const QString &relationship)
    : m_connection(std::move(*Connection::open(database.location())))
    , m_catalog(*readCatalog(*m_connection, database.location()))
{
    const Relationship *named = relationship.isEmpty() ? &m_catalog->relationships.first()
                                                       : relationshipNamed(m_catalog->relationships, relationship);
    if (!named)
        qFatal("there is no relationship %s", qPrintable(relationship));
    m_relationship = *named;
}

Result<ImportOutcome> Importing::run(QByteArray text)
{
    QBuffer file(&text);
    file.open(QIODevice::ReadOnly);
    const auto plan = planImport(file, *m_connection, m_catalog->schema, m_relationship, wishes);
    if (!plan)
        return tl::unexpected(plan.error());
    return Importer(*m_connection, m_catalog->schema, m_relationship).run(file, *plan, options);
}

QString Importing::inWords(const ImportAccount &account)
{
    static const char *names[verdictCount] = {"linked",       "already",       "updated",        "twice",
                                              "unknown left", "unknown right", "ambiguous left", "ambiguous right",
                                              "malformed",    "refused"};
    QStringList parts;
    const auto add = [&](const char *name, qint64 count) {
        if (count != 0)
            parts += QStringLiteral("%1 %2").arg(QString::fromLatin1(name), QString::number(count));
    };
    for (int i = 0; i < verdictCount; ++i)
        add(names[i], account.of(Verdict(i)));
    add("blank", account.blankLines);
    add("created left", account.createdLeft);
    add("created right", account.createdRight);
    if (!account.written)
        parts += QStringLiteral("not written");
    return QStringLiteral("read %1: %2").arg(QString::number(account.read()), parts.join(QStringLiteral(", ")));
}

QString Importing::account(const QByteArray &text)
{
    const auto outcome = run(text);
    return outcome ? inWords(outcome->account) : outcome.error().summary;
}

} // namespace joinery
