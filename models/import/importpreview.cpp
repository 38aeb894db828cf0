#include "import/importpreview.h"

#include "csv/csvreader.h"
#include "import/existinglinks.h"
#include "import/judge.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QIODevice>

#include <algorithm>
#include <unordered_set>

namespace joinery {

namespace {

constexpr int recordsPerLook = 1000; // between looks at clock and token, and so in one reading transaction
constexpr int millisecondsPerReport = 150;
constexpr size_t mostSeenLinks = 4'000'000;
constexpr qsizetype mostNamesOnTheWay = 2000; // sorting more of them at every report would cost more than the reading

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ImportPreview)
};

quint64 hashOf(const Judge::Row &row, const QList<int> &identifying)
{
    size_t hash = qHashMulti(0x9e3779b97f4a7c15u, row.left.number, row.left.isNew, row.right.number, row.right.isNew);
    for (const int place : identifying) {
        const CellValue &value = row.payload[size_t(place)];
        hash = qHashMulti(hash, int(value.type), value.integer, value.real, value.bytes);
    }
    return hash;
}

class Previewer
{
public:
    Previewer(QIODevice &file, Connection &connection, const Relationship &relationship, const ImportPlan &plan,
              Judge &judge, ExistingLinks &existing, const std::function<void(const ImportPreview &)> &report)
        : m_file(file)
        , m_connection(connection)
        , m_plan(plan)
        , m_judge(judge)
        , m_existing(existing)
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
        CsvRecord record;
        const Judge::Take taker = [&](const Judge::Row &row) { return take(row, record); };
        for (int i = 0; i < recordsPerLook; ++i) {
            auto read = m_reader.next(record);
            if (!read || !*read)
                return read;
            if (std::exchange(skipHeader, false))
                continue;
            if (auto judged = m_judge.judge(record, taker); !judged)
                return tl::unexpected(judged.error());
        }
        return true;
    }

    Result<void> take(const Judge::Row &row, const CsvRecord &record)
    {
        auto verdict = row.verdict;
        if (!verdict) {
            const auto good = judgeGood(row);
            if (!good)
                return tl::unexpected(good.error());
            verdict = *good;
        }
        m_preview.account.count(*verdict);
        QList<PreviewRow> &same = m_preview.byVerdict[size_t(*verdict)];
        const bool isWanted = m_preview.rows.size() < ImportPreview::mostRows;
        if (!isWanted && same.size() >= ImportPreview::mostRows)
            return {};
        PreviewRow shown{record.line, *verdict, row.verdict ? row.reason() : QString(), {}};
        for (const CsvField &field : record.fields)
            shown.fields += QString::fromUtf8(field.text.first(std::min<qsizetype>(field.text.size(), mostShown)));
        if (isWanted)
            m_preview.rows += shown;
        if (same.size() < ImportPreview::mostRows)
            same += shown;
        return {};
    }

    Result<Verdict> judgeGood(const Judge::Row &row)
    {
        if (!m_existing.identifying())
            return Verdict::Linked;
        const ImportMapping &mapping = m_plan.mapping;
        const auto isThere = mapping.onConflict == OnConflict::Reject ? exists(row) : Result<bool>(false);
        if (!isThere || *isThere)
            return isThere ? Result<Verdict>(Verdict::AlreadyLinked) : tl::unexpected(isThere.error());
        if (m_seen.size() >= mostSeenLinks)
            m_preview.areDuplicatesCounted = false;
        else if (!m_seen.insert(hashOf(row, *m_existing.identifying())).second)
            return Verdict::DuplicateInFile;
        if (mapping.onConflict == OnConflict::Reject)
            return Verdict::Linked;
        const auto isLinked = exists(row);
        if (!isLinked)
            return tl::unexpected(isLinked.error());
        if (!*isLinked)
            return Verdict::Linked;
        const bool saysSomething = mapping.payload.size() > m_existing.identifying()->size() || !mapping.set.isEmpty();
        return mapping.onConflict == OnConflict::Update && saysSomething ? Verdict::Updated : Verdict::AlreadyLinked;
    }

    Result<bool> exists(const Judge::Row &row)
    {
        if (row.left.isNew || row.right.isNew)
            return false;
        m_judge.lookup(Side::Left).keys().keyOf(row.left.number, m_left.data());
        m_judge.lookup(Side::Right).keys().keyOf(row.right.number, m_right.data());
        return m_existing.contains(m_left, m_right, row.payload);
    }

    void listNames(bool isLast)
    {
        QList<OpenNameRow> names;
        for (const Side side : {Side::Left, Side::Right}) {
            const QHash<QString, OpenName> &open = m_judge.openNames(side);
            if (!isLast && open.size() > mostNamesOnTheWay)
                return;
            for (auto it = open.begin(); it != open.end(); ++it)
                names += {side, it.key(), it->verdict, it->rows};
        }
        std::sort(names.begin(), names.end(), [](const OpenNameRow &a, const OpenNameRow &b) {
            return a.rows != b.rows ? a.rows > b.rows : a.name < b.name;
        });
        m_preview.openNames = std::move(names);
    }

    static constexpr qsizetype mostShown = 2000; // bytes of a field

    QIODevice &m_file;
    Connection &m_connection;
    const ImportPlan &m_plan;
    Judge &m_judge;
    ExistingLinks &m_existing;
    const std::function<void(const ImportPreview &)> &m_report;
    CsvReader m_reader;
    ImportPreview m_preview;
    std::unordered_set<quint64> m_seen; // by hash: of a million links, one in thirty million previews is off by one
    std::vector<CellValue> m_left;
    std::vector<CellValue> m_right;
    QElapsedTimer m_timer;
};

} // namespace

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
    return Previewer(file, connection, relationship, plan, *judge, *existing, report).run();
}

} // namespace joinery
