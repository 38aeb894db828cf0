#pragma once

#include "relationships/columnwords.h"
#include "relationships/evidence.h"
#include "relationships/tablenames.h"
#include "values/schema.h"

#include <QMap>

namespace joinery {

/// A column, or several, that refer to rows of another table, and how that is known.
struct Reference
{
    enum class Source { Declared, Trigger, Name, Rows, Nothing };

    /// One table that a typed reference may mean, and what its type columns say then.
    struct Target
    {
        TableName table;
        QString key;
        QMap<QString, QVariant> scope;
    };

    ForeignKey key; ///< without a table where the target is not known or depends on the row
    Source source = Source::Declared;
    bool checked = false; ///< the rows were asked, and agreed
    bool nullable = false; ///< some rows hold nothing here
    QString typeColumn; ///< names the table that the row means; empty where there is but one
    QList<Target> targets; ///< of a typed reference, the most frequent first

    bool isTyped() const { return !typeColumn.isEmpty(); }
    QStringList from() const { return key.from(); }
    /// All columns that it takes: its own and the type column.
    QStringList columns() const { return isTyped() ? key.from() << typeColumn : key.from(); }
};

/// Finds what the columns of a table refer to, declared or not. Pure, but for what it asks `evidence`.
class ReferenceFinder
{
public:
    ReferenceFinder(const Schema &schema, Evidence &evidence);

    /// The references of the table at this place in the schema, in the order of its columns. Only those declared while these alone tell enough.
    QList<Reference> references(qsizetype place);
    const TableNames &names() const { return m_names; }
    const Schema &schema() const { return m_schema; }
    Evidence &evidence() const { return m_evidence; }
    /// The column that identifies a row of an entity table, declared or inferred; empty where there is no single one.
    QString entityKey(qsizetype place);
    /// See columnWords(); remembered.
    ColumnWords readWords(const QString &column, const QString &prefix) const;
    /// How many columns of the schema refer to the table, as far as keys and plain names tell.
    int popularity(qsizetype table) const { return m_popularity[table]; }
    /// True where a foreign key, or a column called exactly so, refers to the table.
    bool isReferredTo(qsizetype table) const { return m_referredTo[table]; }

private:
    using Matches = QList<TableNames::Match>;

    QList<Reference> declared(const Table &table) const;
    void addFromTriggers(const Table &table, QList<Reference> &found) const;
    void addGuessed(qsizetype place, QList<Reference> &found);
    void addRoles(qsizetype place, QList<Reference> &found, const QStringList &left);
    void addPair(qsizetype place, QList<Reference> &found);
    void addByRows(qsizetype place, QList<Reference> &found, const QStringList &left);
    void addTheOther(qsizetype place, QList<Reference> &found, const QStringList &left);
    Matches candidates(qsizetype place, const Column &column) const;
    Matches plainMatches(qsizetype place, const Column &column) const;
    std::optional<Reference> tested(qsizetype place, const Column &column, const TableNames::Match &match,
                                    bool mustBeSeen = false);
    QString inferredKey(qsizetype place);
    void countPopularity();
    void findLinkLike();
    bool mayLink(qsizetype place, const QList<Reference> &known) const;

    const Schema &m_schema;
    Evidence &m_evidence;
    const TableNames m_names;
    QHash<QString, QList<qsizetype>> m_byKeyName; // single-column keys with a name of their own: nid → node
    QHash<qsizetype, QString> m_keys;
    mutable QHash<std::pair<QString, QString>, ColumnWords> m_words;
    QStringList m_prefixes; // see columnPrefix
    QList<int> m_popularity;
    QList<bool> m_referredTo;
    QList<bool> m_linkLike; // called after two tables and holding little but ids
};

} // namespace joinery
