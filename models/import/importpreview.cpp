#include "import/importpreview.h"

#include "csv/recordblock.h"
#include "import/existinglinks.h"
#include "import/foreseenrefusals.h"
#include "import/newnames.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QIODevice>
#include <QLocale>

#include <algorithm>
#include <unordered_map>

namespace joinery {

namespace {

constexpr int blocksPerLook = 16; // between looks at clock and token, and so in one reading transaction
constexpr int millisecondsPerReport = 150;
constexpr size_t mostSeenLinks = 4'000'000;
constexpr qsizetype mostNamesOnTheWay = 2000; // sorting more of them at every report would cost more than the reading
constexpr qsizetype mostOpenNames = 100'000; // as many as Judge::openNames() holds of a side
constexpr qsizetype fewestRows = 200; // of each list, however long they are
constexpr qsizetype mostKeptBytes = 32 << 20; // in all lists, before they end at that
constexpr qsizetype mostShown = 2000; // bytes of a field

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ImportPreview)
};

quint64 hashOf(const CellValue &value, size_t seed)
{
    return qHashMulti(seed, int(value.type), value.integer, value.real, value.bytes);
}

quint64 hashOf(const Judge::Row &row, const QList<int> &identifying)
{
    size_t hash = qHashMulti(0x9e3779b97f4a7c15u, row.left.number, row.left.isNew, row.right.number, row.right.isNew);
    for (const int place : identifying)
        hash = hashOf(row.payload[size_t(place)], hash);
    return hash;
}

quint64 hashOfValues(const Judge::Row &row)
{
    size_t hash = 0;
    for (const CellValue &value : row.payload)
        hash = hashOf(value, hash);
    return hash;
}

class Previewer
{
public:
    Previewer(QIODevice &file, Connection &connection, const Relationship &relationship, const ImportPlan &plan,
              Judge &judge, ExistingLinks &existing, const ForeseenRefusals &refusals,
              const std::function<void(const ImportPreview &)> &report)
        : m_file(file)
        , m_connection(connection)
        , m_plan(plan)
        , m_judge(judge)
        , m_existing(existing)
        , m_refusals(refusals)
        , m_newNames(judge)
        , m_report(report)
        , m_reader(file, plan.dialect)
        , m_left(size_t(relationship.left.key.size()))
        , m_right(size_t(relationship.right.key.size()))
    {}

    Result<ImportPreview> run()
    {
        m_preview.bytes = m_file.size();
        m_timer.start();
        for (bool isFirst = true;; isFirst = false) {
            // Short transactions: names are looked up within one snapshot at a time, and no one waits for us.
            if (auto begun = m_connection.exec(QStringLiteral("BEGIN")); !begun)
                return tl::unexpected(begun.error());
            const auto more = readSome(isFirst && m_plan.dialect.header.value());
            if (auto ended = m_connection.exec(QStringLiteral("COMMIT")); !ended) {
                m_connection.setCancelToken({}); // the next job's transaction must be able to begin
                (void)m_connection.exec(QStringLiteral("ROLLBACK"));
                return tl::unexpected(ended.error());
            }
            if (!more)
                return tl::unexpected(more.error());
            m_preview.bytesRead = m_reader.bytesRead();
            m_preview.account.blankLines = m_reader.blankLines();
            if (!*more)
                break;
            if (m_connection.isCancelled())
                return failure(Error::Kind::Cancelled, Text::tr("Cancelled."));
            if (m_timer.elapsed() >= millisecondsPerReport && m_report) {
                listNames(false);
                m_report(m_preview);
                m_timer.restart();
            }
        }
        listNames(true);
        m_preview.isWhole = true;
        return m_preview;
    }

private:
    Result<bool> readSome(bool skipHeader)
    {
        for (int i = 0; i < blocksPerLook; ++i) {
            auto read = m_block.read(m_reader);
            if (!read || !*read)
                return read;
            const auto records = m_block.records().subspan(std::exchange(skipHeader, false) ? 1 : 0);
            m_judge.foresee(records);
            for (const CsvRecord &record : records) {
                const auto judged = m_judge.judge(record, [&](const Judge::Row &row) { return take(row, record); });
                if (!judged)
                    return tl::unexpected(judged.error());
            }
        }
        return true;
    }

    /// What becomes of a row, and what its reason is made from.
    struct Judged
    {
        Verdict verdict;
        const QString *refusal = nullptr;
        qint64 firstLine = 0; // of the same link
        bool differs = false; // from that line, in its values
    };
    /// The first line of a link, and what tells its values from others: a hash's lowest bits, so that both fit into one word.
    class Seen
    {
    public:
        Seen(qint64 line, quint64 values) : m_packed(quint64(line) << valueBits | (values & ((1u << valueBits) - 1))) {}
        qint64 line() const { return qint64(m_packed >> valueBits); }
        bool differs(const Seen &other) const { return ((m_packed ^ other.m_packed) & ((1u << valueBits) - 1)) != 0; }

    private:
        static constexpr int valueBits = 24;
        quint64 m_packed;
    };

    Result<void> take(const Judge::Row &row, const CsvRecord &record)
    {
        const auto judged = row.verdict ? Result<Judged>(Judged{*row.verdict}) : judgeGood(row, record.line);
        if (!judged)
            return tl::unexpected(judged.error());
        m_preview.account.count(judged->verdict);
        PreviewRow shown{record.line, judged->verdict, {}, {}, m_newNames.take(row, judged->verdict)};
        m_preview.account.createdLeft += shown.newEnds[0] == PreviewRow::NewEnd::Made;
        m_preview.account.createdRight += shown.newEnds[1] == PreviewRow::NewEnd::Made;
        QList<PreviewRow> *lists[] = {&m_preview.rows, &m_preview.byVerdict[size_t(judged->verdict)], nullptr, nullptr};
        for (const size_t side : {0, 1}) {
            if (shown.newEnds[side] == PreviewRow::NewEnd::Made)
                lists[2 + side] = &m_preview.making[side];
        }
        const qsizetype most = m_keptBytes < mostKeptBytes ? ImportPreview::mostRows : fewestRows;
        const auto isWanted = [most](const QList<PreviewRow> *list) { return list && list->size() < most; };
        if (std::none_of(std::begin(lists), std::end(lists), isWanted))
            return {};
        shown.reason = row.verdict ? row.reason() : reasonOf(*judged);
        for (const CsvField &field : record.fields) {
            const QByteArrayView text = field.text.first(std::min<qsizetype>(field.text.size(), mostShown));
            shown.fields += QString::fromUtf8(text);
            m_keptBytes += text.size() + qsizetype(sizeof(QString));
        }
        for (QList<PreviewRow> *list : lists) {
            if (isWanted(list))
                *list += shown;
        }
        return {};
    }

    static QString reasonOf(const Judged &judged)
    {
        if (judged.refusal)
            return *judged.refusal;
        if (judged.verdict != Verdict::DuplicateInFile)
            return {};
        const QString line = QLocale().toString(judged.firstLine);
        return judged.differs ? Text::tr("the same pair as line %1, with other values").arg(line)
                              : Text::tr("the same pair as line %1").arg(line);
    }

    Result<Judged> judgeGood(const Judge::Row &row, qint64 line)
    {
        const auto asNew = [&] {
            const QString *refusal = m_refusals.ofLink(row, m_judge);
            return Judged{refusal ? Verdict::Refused : Verdict::Linked, refusal};
        };
        if (!m_existing.identifying())
            return asNew();
        const bool rejects = m_plan.mapping.onConflict == OnConflict::Reject;
        const auto isThere = rejects ? findExisting(row) : Result<ExistingLinks::Match>(ExistingLinks::Match::None);
        if (!isThere || *isThere != ExistingLinks::Match::None)
            return isThere ? Result<Judged>(Judged{Verdict::AlreadyLinked}) : tl::unexpected(isThere.error());
        const quint64 hash = hashOf(row, *m_existing.identifying());
        const Seen seen(line, hashOfValues(row));
        if (const auto first = m_seen.find(hash); first != m_seen.end()) {
            return Judged{Verdict::DuplicateInFile, nullptr, first->second.line(), first->second.differs(seen)};
        }
        const auto match = rejects ? isThere : findExisting(row);
        if (!match)
            return tl::unexpected(match.error());
        const Judged judged = *match == ExistingLinks::Match::None ? asNew() : asExisting(row, *match);
        if (judged.verdict == Verdict::Refused)
            return judged; // and so a later row of the same link is no duplicate
        if (m_seen.size() < mostSeenLinks)
            m_seen.emplace(hash, seen);
        else
            m_preview.areDuplicatesCounted = false;
        return judged;
    }

    Judged asExisting(const Judge::Row &row, ExistingLinks::Match match) const
    {
        if (m_plan.mapping.onConflict != OnConflict::Update || match == ExistingLinks::Match::Same)
            return Judged{Verdict::AlreadyLinked};
        const QString *refusal = m_refusals.ofUpdate(row);
        return Judged{refusal ? Verdict::Refused : Verdict::Updated, refusal};
    }

    Result<ExistingLinks::Match> findExisting(const Judge::Row &row)
    {
        if (row.left.isNew || row.right.isNew)
            return ExistingLinks::Match::None;
        m_judge.lookup(Side::Left).keys().keyOf(row.left.number, m_left.data());
        m_judge.lookup(Side::Right).keys().keyOf(row.right.number, m_right.data());
        return m_existing.find(m_left, m_right, row.payload);
    }

    void listNames(bool isLast)
    {
        QList<OpenNameRow> names;
        for (const Side side : {Side::Left, Side::Right}) {
            const QHash<QString, OpenName> &open = m_judge.openNames(side);
            if (!isLast && open.size() + m_newNames.size() > mostNamesOnTheWay)
                return;
            qint64 rows = 0;
            for (auto it = open.begin(); it != open.end(); ++it) {
                names += {side, it.key(), it->verdict, it->rows};
                rows += it->rows;
            }
            const bool isLeft = side == Side::Left;
            const qint64 all = m_preview.account.of(isLeft ? Verdict::UnknownLeft : Verdict::UnknownRight)
                             + m_preview.account.of(isLeft ? Verdict::AmbiguousLeft : Verdict::AmbiguousRight);
            m_preview.areNamesCut |= open.size() >= mostOpenNames && rows < all;
        }
        m_preview.areNamesCut |= m_newNames.list(names, mostOpenNames);
        std::sort(names.begin(), names.end(), [](const OpenNameRow &a, const OpenNameRow &b) {
            const bool isSettled[] = {a.fate == OpenNameRow::Fate::Created, b.fate == OpenNameRow::Fate::Created};
            if (isSettled[0] != isSettled[1])
                return isSettled[1];
            return a.rows != b.rows ? a.rows > b.rows : a.name < b.name;
        });
        m_preview.openNames = std::move(names);
    }

    QIODevice &m_file;
    Connection &m_connection;
    const ImportPlan &m_plan;
    Judge &m_judge;
    ExistingLinks &m_existing;
    const ForeseenRefusals &m_refusals;
    NewNames m_newNames;
    const std::function<void(const ImportPreview &)> &m_report;
    CsvReader m_reader;
    RecordBlock m_block;
    ImportPreview m_preview;
    // By hash: of a million links, one in thirty million previews is off by one.
    std::unordered_map<quint64, Seen> m_seen;
    qsizetype m_keptBytes = 0;
    std::vector<CellValue> m_left;
    std::vector<CellValue> m_right;
    QElapsedTimer m_timer;
};

} // namespace

const QList<PreviewRow> &ImportPreview::rowsOf(const RowFilter &filter) const
{
    if (filter.makes)
        return making[size_t(*filter.makes)];
    return filter.verdict ? byVerdict[size_t(*filter.verdict)] : rows;
}

qint64 ImportPreview::countOf(const RowFilter &filter) const
{
    if (filter.makes)
        return *filter.makes == Side::Left ? account.createdLeft : account.createdRight;
    return filter.verdict ? account.of(*filter.verdict) : account.read();
}

Result<ImportPreview> previewImport(QIODevice &file, Connection &connection, const Schema &schema,
                                    const Relationship &relationship, const ImportPlan &plan,
                                    const std::function<void(const ImportPreview &)> &report)
{
    auto judge = Judge::make(connection, schema, relationship, plan.mapping, plan.sample.columns);
    if (!judge)
        return tl::unexpected(judge.error());
    const double perRow = plan.sample.bytesPerRow;
    if (auto ready = judge->expect(perRow > 0 ? qint64(double(file.size()) / perRow) : 0); !ready)
        return tl::unexpected(ready.error());
    auto existing = ExistingLinks::make(connection, schema, relationship, plan.mapping);
    if (!existing)
        return tl::unexpected(existing.error());
    file.seek(0);
    const ForeseenRefusals refusals(schema, relationship, plan.mapping);
    return Previewer(file, connection, relationship, plan, *judge, *existing, refusals, report).run();
}

} // namespace joinery
