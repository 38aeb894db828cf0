#include "import/mappingguesser.h"

#include "import/endguesser.h"
#include "import/endlookup.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::MappingGuesser)
};

using Guess = EndGuesser::Guess;

/// The place of the column that a person calls `name`: as the header writes it, in another case, or its place from 1.
Result<int> fileColumn(const CsvSample &sample, const QString &name)
{
    const auto count = sample.header.count(name);
    if (count == 1)
        return int(sample.header.indexOf(name));
    if (count > 1) {
        return failure(Error::Kind::Ambiguous,
                       Text::tr("The file has more than one column \"%1\"; say which by its place, from 1.").arg(name));
    }
    QList<int> alike;
    for (int i = 0; i < sample.header.size(); ++i) {
        if (plainName(sample.header[i]) == plainName(name))
            alike += i;
    }
    if (alike.size() == 1)
        return alike.first();
    bool isPlace = false;
    const int place = name.toInt(&isPlace);
    if (isPlace && place >= 1 && place <= sample.columns)
        return place - 1;
    if (sample.header.isEmpty()) {
        return failure(
            Error::Kind::Missing,
            Text::tr("The file has no header, so its columns are named by their places, 1 to %1, not by \"%2\".")
                .arg(QString::number(sample.columns), name));
    }
    return failure(
        Error::Kind::Missing,
        Text::tr("The file has no column \"%1\", but these: %2.").arg(name, sample.header.join(QStringLiteral(", "))));
}

class Guesser
{
public:
    Guesser(Connection &connection, const Schema &schema, const Relationship &relationship, const CsvSample &sample,
            const ImportWishes &wishes)
        : m_schema(schema)
        , m_relationship(relationship)
        , m_sample(sample)
        , m_wishes(wishes)
        , m_left(connection, schema, relationship, Side::Left, sample, wishes.left.separator)
        , m_right(connection, schema, relationship, Side::Right, sample, wishes.right.separator)
    {}

    Result<ImportMapping> mapping()
    {
        m_mapping.set = m_wishes.set;
        m_mapping.onConflict = m_wishes.onConflict;
        m_mapping.ignoreCase = m_wishes.ignoreCase;
        m_mapping.ignoreBlanks = m_wishes.ignoreBlanks;
        for (const Side side : {Side::Left, Side::Right}) {
            EndMapping &end = m_mapping.end(side);
            const ImportWishes::End &wish = m_wishes.end(side);
            end.separator = wish.separator;
            end.create = wish.create;
            end.resolutions = wish.resolutions;
            if (auto done = takeWishes(side); !done)
                return tl::unexpected(done.error());
            if (end.fileColumns.isEmpty())
                takeSeveral(side);
        }
        if (auto done = guessEnds(); !done)
            return tl::unexpected(done.error());
        for (const Side side : {Side::Left, Side::Right}) {
            if (auto done = checkEnd(side); !done)
                return tl::unexpected(done.error());
        }
        if (auto done = mapPayload(); !done)
            return tl::unexpected(done.error());
        mapScope();
        return m_mapping;
    }

private:
    EndGuesser &guesser(Side side) { return side == Side::Left ? m_left : m_right; }
    static QString sideName(Side side) { return side == Side::Left ? QStringLiteral("left") : QStringLiteral("right"); }

    Result<void> takeWishes(Side side)
    {
        EndMapping &end = m_mapping.end(side);
        const Table *table = m_schema.table(m_relationship.end(side).table);
        end.fileColumns = m_wishes.end(side).places;
        if (!end.fileColumns.isEmpty()
            && *std::max_element(end.fileColumns.begin(), end.fileColumns.end()) >= m_sample.columns)
            return failure(Error::Kind::Missing, Text::tr("The file has %1 columns only.").arg(m_sample.columns));
        for (const QString &name : end.fileColumns.isEmpty() ? m_wishes.end(side).fileColumns : QStringList()) {
            const auto column = fileColumn(m_sample, name);
            if (!column)
                return tl::unexpected(column.error());
            end.fileColumns += *column;
        }
        for (const QString &name : m_wishes.end(side).columns) {
            const Column *column = table ? table->column(name) : nullptr;
            if (!column) {
                return failure(Error::Kind::Missing,
                               Text::tr("%1 has no column %2.").arg(m_relationship.end(side).table.text(), name));
            }
            end.columns += column->name;
        }
        return {};
    }

    /// Ends that take several of the file's columns are guessed by their names alone.
    void takeSeveral(Side side)
    {
        EndMapping &end = m_mapping.end(side);
        const End &described = m_relationship.end(side);
        if (end.columns.size() > 1) {
            end.fileColumns = guesser(side).namedAs(end.columns);
            return;
        }
        if (!end.columns.isEmpty() || described.key.size() < 2)
            return;
        for (const QStringList &names : {described.columns, described.key}) {
            end.fileColumns = guesser(side).namedAs(names);
            if (!end.fileColumns.isEmpty()) {
                end.columns = described.key;
                return;
            }
        }
    }

    Result<QList<Guess>> candidates(Side side)
    {
        const EndMapping &end = m_mapping.end(side);
        if (!end.fileColumns.isEmpty())
            return QList<Guess>{{end.fileColumns.first(), {}, 1}};
        if (end.columns.size() > 1)
            return QList<Guess>();
        auto all = guesser(side).guesses(end.columns.value(0));
        if (all && m_sample.columns > 2)
            all->removeIf([&](const Guess &guess) {
                return guesser(side).nameScore(guess.fileColumn) == 0 && isPayload(guess.fileColumn);
            });
        return all;
    }

    /// True for a column that is wished to be payload, or is called as a payload column is.
    bool isPayload(int place) const
    {
        const bool isWished = std::any_of(m_wishes.payload.begin(), m_wishes.payload.end(), [&](const auto &wish) {
            const auto column = fileColumn(m_sample, wish.first);
            return column && *column == place;
        });
        const QStringList settable = settableColumns(m_schema, m_relationship);
        const QString header = plainName(m_sample.header.value(place));
        return isWished
            || (!header.isEmpty() && std::any_of(settable.begin(), settable.end(), [&](const QString &column) {
                   return plainName(column) == header;
               }));
    }

    Result<void> guessEnds()
    {
        const auto left = candidates(Side::Left);
        const auto right = left ? candidates(Side::Right) : left;
        if (!right)
            return tl::unexpected(right.error());
        const bool onlyTwo = m_sample.columns == 2;
        double best = 0;
        Guess bestLeft;
        Guess bestRight;
        for (const Guess &a : *left) {
            for (const Guess &b : *right) {
                const bool sameColumn = a.fileColumn == b.fileColumn
                                     && (m_mapping.left.fileColumns.isEmpty() || m_mapping.right.fileColumns.isEmpty());
                const bool good = onlyTwo
                               || (a.score >= EndGuesser::smallestScore && b.score >= EndGuesser::smallestScore);
                // Left before right where nothing else decides.
                const double score = a.score + b.score + (a.fileColumn < b.fileColumn ? 0.02 : 0.01)
                                   - 0.0001 * (a.fileColumn + b.fileColumn);
                if (!sameColumn && good && score > best) {
                    best = score;
                    bestLeft = a;
                    bestRight = b;
                }
            }
        }
        for (const auto &[side, guess] : {std::pair{Side::Left, bestLeft}, std::pair{Side::Right, bestRight}}) {
            EndMapping &end = m_mapping.end(side);
            if (end.fileColumns.isEmpty() && guess.fileColumn >= 0) {
                end.fileColumns = {guess.fileColumn};
                if (end.columns.isEmpty())
                    end.columns = {guess.column};
            }
            if (auto done = guessColumns(side); !done)
                return done;
        }
        return {};
    }

    /// The entity columns for file columns that are known.
    Result<void> guessColumns(Side side)
    {
        EndMapping &end = m_mapping.end(side);
        const End &described = m_relationship.end(side);
        if (!end.columns.isEmpty() || end.fileColumns.isEmpty())
            return {};
        if (end.fileColumns.size() == 1) {
            const auto guess = guesser(side).guessFor(end.fileColumns.first());
            if (!guess)
                return tl::unexpected(guess.error());
            if (!guess->column.isEmpty())
                end.columns = {guess->column};
            return {};
        }
        // Several: columns of these names, else the key.
        const Table *table = m_schema.table(described.table);
        QStringList named;
        for (const int place : std::as_const(end.fileColumns)) {
            for (const Column &column : table ? table->columns : QList<Column>()) {
                if (plainName(column.name) == plainName(m_sample.header.value(place)))
                    named += column.name;
            }
        }
        if (named.size() == end.fileColumns.size())
            end.columns = named;
        else if (described.key.size() == end.fileColumns.size())
            end.columns = described.key;
        return {};
    }

    Result<void> checkEnd(Side side)
    {
        const EndMapping &end = m_mapping.end(side);
        const QString option = sideName(side);
        const QString table = m_relationship.end(side).table.text();
        if (end.fileColumns.isEmpty()) {
            return failure(
                Error::Kind::Missing,
                Text::tr("It is not clear which of the file's columns names the rows of %1; say it with --%2.")
                    .arg(table, option));
        }
        if (end.columns.isEmpty()) {
            return failure(
                Error::Kind::Missing,
                Text::tr("It is not clear which columns of %1 the file's are matched with; say it with --%2-by.")
                    .arg(table, option));
        }
        if (end.columns.size() != end.fileColumns.size()) {
            return failure(
                Error::Kind::Missing,
                Text::tr("%1 columns of the file cannot be matched with %2 columns of %3 (--%4, --%4-by).")
                    .arg(QString::number(end.fileColumns.size()), QString::number(end.columns.size()), table, option));
        }
        if (!end.separator.isEmpty() && end.columns.size() > 1) {
            return failure(Error::Kind::Missing,
                           Text::tr("A list stands in one column; --list %1 does not go with several.").arg(option));
        }
        return {};
    }

    Result<void> mapPayload()
    {
        const QStringList settable = settableColumns(m_schema, m_relationship);
        const Table *table = m_schema.table(m_relationship.joinTable);
        QStringList taken = m_mapping.set.keys();
        const auto add = [&](int place, const QString &column) {
            m_mapping.payload += {place, column};
            taken += column;
        };
        for (const auto &[from, to] : m_wishes.payload) {
            const auto place = fileColumn(m_sample, from);
            if (!place)
                return tl::unexpected(place.error());
            const Column *column = table ? table->column(to.isEmpty() ? from : to) : nullptr;
            if (!column || !settable.contains(column->name)) {
                return failure(Error::Kind::Missing,
                               Text::tr("%1 has no payload column and no third end %2.")
                                   .arg(m_relationship.joinTable.text(), to.isEmpty() ? from : to));
            }
            if (taken.contains(column->name))
                return failure(Error::Kind::Ambiguous, Text::tr("%1 is set twice.").arg(column->name));
            add(*place, column->name);
        }
        for (const QString &column : settable) {
            for (int place = 0; place < m_sample.header.size() && !taken.contains(column); ++place) {
                const bool isUsed = m_mapping.left.fileColumns.contains(place)
                                 || m_mapping.right.fileColumns.contains(place);
                if (!isUsed && plainName(m_sample.header[place]) == plainName(column))
                    add(place, column);
            }
        }
        return {};
    }

    /// What the file says of the relationship's own fixed values, by name: rows that say another one are none of it.
    void mapScope()
    {
        for (auto it = m_relationship.scope.begin(); it != m_relationship.scope.end(); ++it) {
            const QList<int> named = m_left.namedAs({it.key()});
            const bool isUsed = named.isEmpty() || m_mapping.left.fileColumns.contains(named.first())
                             || m_mapping.right.fileColumns.contains(named.first());
            if (!isUsed)
                m_mapping.scope += {named.first(), it.key(), it->toString().toUtf8()};
        }
    }

    const Schema &m_schema;
    const Relationship &m_relationship;
    const CsvSample &m_sample;
    const ImportWishes &m_wishes;
    EndGuesser m_left;
    EndGuesser m_right;
    ImportMapping m_mapping;
};

/// True where a column has a name that is no number above numbers.
bool hasNameAboveNumbers(const CsvSample &sample)
{
    const auto isNumber = [](const QByteArray &text) {
        bool is = false;
        text.toDouble(&is);
        return is;
    };
    for (int column = 0; column < sample.columns; ++column) {
        const QByteArray name = sample.header.value(column).toUtf8();
        const bool areNumbers = !sample.rows.empty()
                             && std::all_of(sample.rows.begin(), sample.rows.end(), [&](const auto &row) {
                                    return column < row.size() && isNumber(row[column].text);
                                });
        if (areNumbers && !name.isEmpty() && !isNumber(name))
            return true;
    }
    return false;
}

} // namespace

Result<ImportMapping> guessMapping(Connection &connection, const Schema &schema, const Relationship &relationship,
                                   const CsvSample &sample, const ImportWishes &wishes)
{
    return Guesser(connection, schema, relationship, sample, wishes).mapping();
}

Result<bool> isHeaderARow(Connection &connection, const Schema &schema, const Relationship &relationship,
                          const CsvSample &sample, const ImportMapping &mapping)
{
    int known = 0;
    for (const Side side : {Side::Left, Side::Right}) {
        const EndMapping &end = mapping.end(side);
        if (end.fileColumns.size() != 1
            || EndGuesser(connection, schema, relationship, side, sample, end.separator)
                       .nameScore(end.fileColumns.first())
                   > 0)
            return false;
        auto lookup = EndLookup::make(connection, schema, relationship.end(side), end.columns, mapping.ignoreCase);
        if (!lookup)
            return tl::unexpected(lookup.error());
        const QByteArray name = sample.header.value(end.fileColumns.first()).toUtf8();
        const CsvField field{end.separator.isEmpty() || !name.contains(end.separator)
                                 ? QByteArrayView(name)
                                 : QByteArrayView(name).first(name.indexOf(end.separator)),
                             true};
        const auto found = lookup->find(std::span(&field, 1));
        if (!found)
            return tl::unexpected(found.error());
        known += found->match != NameTable::Match::None;
    }
    // One of both does where nothing speaks for a header.
    return known == 2 || (known == 1 && !hasNameAboveNumbers(sample));
}

} // namespace joinery
