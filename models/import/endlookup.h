#pragma once

#include "csv/csvrecord.h"
#include "database/columntraits.h"
#include "database/idset.h"
#include "database/statement.h"
#include "import/entitykeys.h"
#include "values/relationship.h"

#include <map>
#include <span>

namespace joinery {

/// Finds the entities that a file's names stand for. Compares as the database does (column affinity and collation), or without
/// regard to case in any script. Few names are looked up one by one; when they become many, or the database has to search its
/// whole table for each, all names are read into a hash. Lives and works on its connection's thread, within one snapshot.
class EndLookup
{
public:
    struct Found
    {
        NameTable::Match match;
        qint64 entity; ///< a number of keys(), when the match is One
    };

    /// `columns`: those of the end's table that the names are compared with. Fails when the end's table is not there.
    static Result<EndLookup> make(Connection &connection, const Schema &schema, const End &end,
                                  const QStringList &columns, bool ignoreCase);

    /// True when load() pays for so many names.
    bool isToBeLoaded(qint64 names) const;
    /// Reads all names, by way of any connection that sees the same rows, on the thread that calls; no other call meanwhile.
    Result<void> load(Connection &connection);
    /// `name`: one field for each column. An entity without a key is none: nothing can refer to it.
    Result<Found> find(std::span<const CsvField> name);
    /// True when foresee() is of use.
    bool foresees() const { return m_loaded && !m_byIds; }
    /// Says that find() will be asked for names of these hashes soon: see NameTable::hashOf() of sameForm().
    void foresee(std::span<const quint32> hashes) const { m_names.foresee(hashes); }
    /// The same for every name that is the same to the database; valid until the next call.
    QByteArrayView sameForm(std::span<const CsvField> name);

    /// Every entity's key, where they have been read and are row ids; null otherwise.
    const IdSet *ids() const { return m_loaded && m_keys.areIntegers() ? &m_ids : nullptr; }
    const EntityKeys &keys() const { return m_keys; }
    EntityKeys &keys() { return m_keys; }

private:
    struct ByColumn
    {
        QString name;
        Affinity affinity;
        Collation collation;
        bool bytes; // written as base64
    };

    EndLookup(Connection &connection, const End &end, QList<ByColumn> columns, bool ignoreCase, bool integerKeys);

    Result<Found> ask(std::span<const CsvField> name);
    Result<Statement *> question(quint32 nulls);
    void appendForm(QByteArray &form, const ByColumn &column, const CsvField &field) const;
    bool appendStored(QByteArray &form, const ByColumn &column, const CellValue &value) const;
    bool needsDatabase(std::span<const CsvField> name) const;
    bool canLoad() const;
    QString keyList() const;

    Connection *m_connection;
    End m_end;
    QList<ByColumn> m_columns;
    bool m_ignoreCase;
    bool m_byIds; // the names are integer keys
    bool m_loaded = false;
    EntityKeys m_keys;
    NameTable m_names; // all of them, once loaded; answers that have been given, until then
    IdSet m_ids;
    std::map<quint32, Statement> m_questions; // by which fields are NULL
    qint64 m_asked = 0;
    qint64 m_askedNanoseconds = 0;
    QByteArray m_form;
};

/// EndLookup::load() of both, side by side, on two threads. Where the connection is in a transaction, nothing has been written in it yet, so that
/// another connection sees the same rows.
Result<void> loadBoth(Connection &connection, EndLookup &one, EndLookup &other);

} // namespace joinery
