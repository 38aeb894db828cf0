#pragma once

#include "values/schema.h"

#include <QHash>
#include <QSet>

namespace joinery {

/// The tables of a schema by the words of their names, whatever the number (user, users), the case, the separators and the prefix
/// (wp_users, auth_user). Pure.
class TableNames
{
public:
    explicit TableNames(const Schema &schema);

    struct Match
    {
        qsizetype table = 0; ///< index in Schema::tables
        int strength = 0; ///< 100 is certain; see the constants of strength in tablenames.cpp
    };

    /// Tables that are called what `stems` say, seen from the table `from`, whose own prefix speaks for tables that share it.
    QList<Match> named(const QStringList &stems, qsizetype from) const;
    /// Tables of which `stems` may be an abbreviation: repo → repository, dept → department, u → users.
    QList<Match> abbreviated(const QStringList &stems, qsizetype from) const;
    /// Tables of people: users, accounts, persons, ….
    QList<Match> people(qsizetype from) const;
    /// True for a last word that only says that something is a table: data, list.
    static bool isEmptyEnding(const QString &stem);
    /// The stems of a table's name, without the prefix that most tables of the schema share.
    const QStringList &stems(qsizetype table) const { return m_stems[table]; }
    qsizetype indexOf(const TableName &name) const { return m_places.value(name.text(), -1); }

private:
    struct Entry
    {
        qsizetype table;
        int left; ///< words of the table's name in front of what matches
        int right; ///< words behind it that say nothing
    };
    void findSchemaPrefix(QList<QStringList> &stems) const;
    int sharedPrefix(qsizetype a, qsizetype b) const;

    QList<QStringList> m_stems;
    QHash<QString, QList<Entry>> m_entries;
    QHash<QChar, QList<qsizetype>> m_byLetter;
    QHash<QString, qsizetype> m_places;
    QList<qsizetype> m_people;
};

/// The words of an identifier, each reduced to its stem.
QStringList stemsOf(const QString &identifier);

} // namespace joinery
