#include "import/importpreview.h"

#include "csv/csvreader.h"
#include "database/dialect.h"
#include "database/statement.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QIODevice>

namespace joinery {

namespace {

constexpr qint64 betweenReports = 100; // milliseconds
constexpr qint64 rowsBetweenLooks = 1024;
constexpr qsizetype mostPairs = 2'000'000; // among which duplicates are looked for: some hundred megabytes

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ImportPreview)
};

class Previewer
{
public:
    Previewer(Connection &connection, const Schema &schema, const Relationship &relationship, const ImportPlan &plan,
              qsizetype most)
        : m_connection(connection)
        , m_schema(schema)
        , m_relationship(relationship)
        , m_plan(plan)
        , m_most(most)
    {}

    Result<ImportPreview> run(QIODevice &file, const std::function<void(const ImportPreview &)> &told)
    {
        auto judge = Judge::make(m_connection, m_schema, m_relationship, m_plan.mapping, m_plan.sample.columns);
        if (!judge)
            return tl::unexpected(judge.error());
        m_judge.emplace(std::move(*judge));
        if (auto ready = prepareExisting(); !ready)
            return tl::unexpected(ready.error());
        file.seek(0);
        CsvReader reader(file, m_plan.dialect);
        CsvRecord record;
        const Judge::Take take = [&](const Judge::Row &row) { return count(row, record); };
        bool isHeader = m_plan.dialect.header.value();
        QElapsedTimer sinceTold;
        sinceTold.start();
        for (qint64 records = 0;; ++records) {
            const auto read = reader.next(record);
            if (!read)
                return tl::unexpected(read.error());
            m_preview.account.blankLines = reader.blankLines();
            if (!*read)
                break;
            if (std::exchange(isHeader, false))
                continue;
            if (auto judged = m_judge->judge(record, take); !judged)
                return tl::unexpected(judged.error());
            if (records % rowsBetweenLooks != 0)
                continue;
            if (m_connection.isCancelled())
                return failure(Error::Kind::Cancelled, Text::tr("Cancelled."));
            if (told && sinceTold.elapsed() >= betweenReports) {
                told(m_preview);
                sinceTold.restart();
            }
        }
        m_preview.openLeft = m_judge->openNames(Side::Left);
        m_preview.openRight = m_judge->openNames(Side::Right);
        m_preview.isWhole = true;
        return m_preview;
    }

private:
    /// A pair that is linked already, asked for as the join table's own columns compare.
    Result<void> prepareExisting()
    {
        if (!m_relationship.unique)
            return {};
        QStringList terms;
        for (const QString &column : m_relationship.left.columns + m_relationship.right.columns)
            terms += QStringLiteral("j.%1 = ?").arg(Dialect::quoted(column));
        for (const QString &column : m_relationship.scope.keys())
            terms += QStringLiteral("j.%1 = ?").arg(Dialect::quoted(column));
        auto statement = Statement::prepare(
            m_connection, QStringLiteral("SELECT 1 FROM %1 AS j WHERE %2")
                              .arg(Dialect::quoted(m_relationship.joinTable), terms.join(QStringLiteral(" AND "))));
        if (!statement)
            return tl::unexpected(statement.error());
        m_exists.emplace(std::move(*statement));
        for (const QVariant &value : m_relationship.scope)
            m_scope.emplace_back(value);
        return {};
    }

    Result<bool> exists(const Judge::Row &row)
    {
        if (!m_exists || row.left.isNew || row.right.isNew)
            return false;
        std::vector<CellValue> key(size_t(m_relationship.left.key.size() + m_relationship.right.key.size()));
        m_judge->lookup(Side::Left).keys().keyOf(row.left.number, key.data());
        m_judge->lookup(Side::Right).keys().keyOf(row.right.number, key.data() + m_relationship.left.key.size());
        int place = 0;
        for (const CellValue &value : key)
            m_exists->bind(place++, value);
        for (const HeldValue &value : m_scope)
            m_exists->bind(place++, value.value());
        const auto found = m_exists->step();
        m_exists->reset();
        return found;
    }

    bool wasSeen(const Judge::Row &row)
    {
        QByteArray pair;
        for (const EndRef &end : {row.left, row.right}) {
            pair.append(char(end.isNew));
            pair.append(reinterpret_cast<const char *>(&end.number), sizeof end.number);
        }
        if (m_pairs.find(pair))
            return true;
        if (m_pairs.size() < mostPairs)
            m_pairs.add(pair, 0);
        return false;
    }

    Result<void> count(const Judge::Row &row, const CsvRecord &record)
    {
        Verdict verdict = row.verdict.value_or(Verdict::Linked);
        if (!row.verdict && m_relationship.unique) {
            if (wasSeen(row)) {
                verdict = Verdict::DuplicateInFile;
            } else {
                const auto found = exists(row);
                if (!found)
                    return tl::unexpected(found.error());
                if (*found)
                    verdict = m_plan.mapping.onConflict == OnConflict::Update ? Verdict::Updated
                                                                              : Verdict::AlreadyLinked;
            }
        }
        m_preview.account.count(verdict);
        if (m_preview.account.of(verdict) > m_most)
            return {};
        PreviewRow listed{record.line, verdict, row.reason ? row.reason() : QString(), {}};
        for (const CsvField &field : record.fields)
            listed.fields += QString::fromUtf8(field.text);
        m_preview.rows += listed;
        return {};
    }

    Connection &m_connection;
    const Schema &m_schema;
    const Relationship &m_relationship;
    const ImportPlan &m_plan;
    const qsizetype m_most;
    std::optional<Judge> m_judge;
    std::optional<Statement> m_exists;
    std::vector<HeldValue> m_scope;
    NameTable m_pairs;
    ImportPreview m_preview;
};

} // namespace

Result<ImportPreview> previewImport(QIODevice &file, Connection &connection, const Schema &schema,
                                    const Relationship &relationship, const ImportPlan &plan, qsizetype most,
                                    const std::function<void(const ImportPreview &)> &told)
{
    return Previewer(connection, schema, relationship, plan, most).run(file, told);
}

} // namespace joinery
