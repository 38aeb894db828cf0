#pragma once

#include "database/connection.h"
#include "import/importplan.h"

namespace joinery {

/// Guesses, for one end, which of a file's columns names its entities and which entity column that is. Reads from the database.
class EndGuesser
{
public:
    /// With less, a guess is none.
    static constexpr double smallestScore = 0.3;

    /// What a pair of columns has going for it.
    struct Guess
    {
        int fileColumn = -1;
        QString column; ///< the entity's
        double score = 0; ///< 0: nothing
    };

    /// All outlive the guesser.
    /// `separator`: between several names in one field; empty: one name.
    EndGuesser(Connection &connection, const Schema &schema, const Relationship &relationship, Side side,
               const CsvSample &sample, const QByteArray &separator);

    /// Every file column with its best entity column; with `by` only that one.
    Result<QList<Guess>> guesses(const QString &by = {});
    /// The best entity column for that file column.
    Result<Guess> guessFor(int fileColumn, const QString &by = {});
    /// How well a header names this end, from 0 to 1.
    double nameScore(int fileColumn) const;
    /// The file's columns that are named as `columns` are, in that order; empty unless all are there.
    QList<int> namedAs(const QStringList &columns) const;

private:
    QStringList candidates() const;
    Result<double> shareKnown(int fileColumn, const QString &by);
    bool looksLikeNumbers(int fileColumn) const;
    QList<QByteArray> namesIn(int fileColumn) const;
    QString headerOf(int fileColumn) const;
    QStringList nouns() const;

    Connection &m_connection;
    const Schema &m_schema;
    const Relationship &m_relationship;
    const Side m_side;
    const End &m_end;
    const Table *m_table;
    const CsvSample &m_sample;
    const QByteArray m_separator;
};

/// A name as headers are compared: its words in lower case and without accents, joined by underscores.
QString plainName(const QString &name);

} // namespace joinery
