#include "import/importdraft.h"

#include "csv/csvsniffer.h"
#include "import/columnvalue.h"
#include "import/endguesser.h"
#include "relationships/relationshipfinder.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ImportDraft)
};

Result<void> guessEnd(Connection &connection, const Schema &schema, const Relationship &relationship, Side side,
                      const ImportWishes::End &wish, ImportPlan &plan)
{
    EndMapping &end = plan.mapping.end(side);
    end.separator = wish.separator;
    end.create = wish.create;
    end.resolutions = wish.resolutions;
    end.fileColumns = wish.places;
    end.columns = wish.columns;
    if (!schema.table(relationship.end(side).table))
        return {};
    // Chosen when the file was read in another way.
    end.fileColumns.removeIf([&](int place) { return place >= plan.sample.columns; });
    EndGuesser guesser(connection, schema, relationship, side, plan.sample, wish.separator);
    if (end.fileColumns.size() == 1 && end.columns.isEmpty()) {
        const auto guess = guesser.guessFor(end.fileColumns.first());
        if (!guess)
            return tl::unexpected(guess.error());
        if (!guess->column.isEmpty())
            end.columns = {guess->column};
    }
    if (!end.fileColumns.isEmpty())
        return {};
    const auto guesses = guesser.guesses(end.columns.value(0));
    if (!guesses)
        return tl::unexpected(guesses.error());
    EndGuesser::Guess best;
    for (const EndGuesser::Guess &guess : *guesses) {
        const bool isTaken = plan.mapping.end(otherSide(side)).fileColumns.contains(guess.fileColumn);
        if (guess.score >= EndGuesser::smallestScore && guess.score > best.score && !isTaken)
            best = guess;
    }
    if (best.fileColumn >= 0) {
        end.fileColumns = {best.fileColumn};
        end.columns = {best.column};
    }
    return {};
}

/// As much of a plan as can be guessed where planImport() finds something missing.
Result<ImportPlan> guessPartly(QIODevice &file, Connection &connection, const Schema &schema,
                               const Relationship &relationship, const ImportWishes &wishes)
{
    ImportPlan plan;
    plan.dialect = wishes.dialect;
    if (auto sniffed = sniffCsv(file, plan.dialect, {wishes.left.separator + wishes.right.separator, {}, {}}); !sniffed)
        return tl::unexpected(sniffed.error());
    auto sample = readSample(file, plan.dialect);
    if (!sample)
        return tl::unexpected(sample.error());
    plan.sample = std::move(*sample);
    plan.mapping.set = wishes.set;
    plan.mapping.onConflict = wishes.onConflict;
    plan.mapping.ignoreCase = wishes.ignoreCase;
    plan.mapping.ignoreBlanks = wishes.ignoreBlanks;
    // A side that was chosen first, so that the other's guess keeps clear of it.
    const Side first = wishes.left.places.isEmpty() && !wishes.right.places.isEmpty() ? Side::Right : Side::Left;
    for (const Side side : {first, otherSide(first)}) {
        if (auto done = guessEnd(connection, schema, relationship, side, wishes.end(side), plan); !done)
            return tl::unexpected(done.error());
    }
    return plan;
}

/// Puts the person's choices of payload in place of the guesses.
void choosePayload(const ImportChoices &choices, const QStringList &settable, ImportPlan &plan)
{
    QList<ImportMapping::PayloadColumn> &payload = plan.mapping.payload;
    payload.removeIf([&](const ImportMapping::PayloadColumn &each) {
        return choices.payload.contains(each.column) || plan.mapping.set.contains(each.column);
    });
    for (auto it = choices.payload.begin(); it != choices.payload.end(); ++it) {
        if (*it >= 0 && *it < plan.sample.columns && settable.contains(it.key())
            && !plan.mapping.set.contains(it.key()))
            payload += {*it, it.key()};
    }
}

/// Puts the values that are the same for every row among the wishes; returns what is wrong with them.
QString readConstants(const Schema &schema, const Relationship &relationship, const ImportChoices &choices,
                      ImportWishes &wishes)
{
    const Table *table = schema.table(relationship.joinTable);
    for (auto it = choices.set.begin(); table && it != choices.set.end(); ++it) {
        const Column *column = table->column(it.key());
        if (!column)
            continue;
        const ColumnKind kind = columnKind(*column);
        const QByteArray text = it->toUtf8();
        QByteArray scratch;
        if (const auto value = columnValue(kind, text, scratch))
            wishes.set.insert(it.key(), value->toVariant());
        else
            return Text::tr("%1 takes %2, not \"%3\".").arg(it.key(), kindInWords(kind), *it);
    }
    return {};
}

QString missingIn(const ImportPlan &plan, const Relationship &relationship)
{
    if (plan.sample.columns == 0)
        return Text::tr("The file holds no rows.");
    for (const Side side : {Side::Left, Side::Right}) {
        const EndMapping &end = plan.mapping.end(side);
        const QString title = relationship.title(side);
        if (end.fileColumns.isEmpty())
            return Text::tr("Choose which column of the file names the rows of %1.").arg(title);
        if (end.columns.isEmpty() || end.columns.size() != end.fileColumns.size())
            return Text::tr("Choose what the names of %1 are matched with.").arg(title);
        if (!end.separator.isEmpty() && end.columns.size() > 1)
            return Text::tr("A list of names stands in one column; %1 has several.").arg(title);
    }
    return {};
}

} // namespace

Result<ImportDraft> draftImport(QIODevice &file, Connection &connection, const Schema &schema,
                                const Relationship &relationship, const ImportChoices &choices)
{
    ImportWishes wishes = choices.wishes;
    const bool reuses = !wishes.dialect.encoding.isPersons() && !choices.sniffedEncoding.isEmpty();
    if (reuses)
        wishes.dialect.encoding.choose(choices.sniffedEncoding);
    const QString wrong = readConstants(schema, relationship, choices, wishes);
    auto plan = planImport(file, connection, schema, relationship, wishes);
    if (!plan && (plan.error().kind == Error::Kind::Missing || plan.error().kind == Error::Kind::Ambiguous))
        plan = guessPartly(file, connection, schema, relationship, wishes);
    if (!plan)
        return tl::unexpected(plan.error());
    if (reuses)
        plan->dialect.encoding.unchoose();
    ImportDraft draft;
    draft.plan = std::move(*plan);
    choosePayload(choices, settableColumns(schema, relationship), draft.plan);
    draft.missing = missingIn(draft.plan, relationship);
    if (draft.missing.isEmpty())
        draft.missing = wrong;
    for (const QString &column : requiredPayload(schema, relationship)) {
        const auto &payload = draft.plan.mapping.payload;
        const bool isGiven = draft.plan.mapping.set.contains(column)
                          || std::any_of(payload.begin(), payload.end(),
                                         [&](const auto &each) { return each.column == column; });
        if (!isGiven)
            draft.required += column;
    }
    return draft;
}

} // namespace joinery
