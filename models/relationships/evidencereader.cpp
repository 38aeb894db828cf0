#include "relationships/evidencereader.h"

#include "database/dialect.h"

#include <QSqlRecord>

namespace joinery {

namespace {

constexpr qint64 wholeTable = 600; // rows that are read without taking a sample
constexpr int steps = 200;
constexpr qint64 wholeForValues = 20'000; // a rare type must not be missed
constexpr int stepsForValues = 2'000;
constexpr int mostValues = 60;
constexpr int rowsForDistinct = 3'000;

QString notNull(const QStringList &columns)
{
    QStringList terms;
    for (const QString &column : columns)
        terms += Dialect::quoted(column) + QStringLiteral(" IS NOT NULL");
    return terms.join(QStringLiteral(" AND "));
}

} // namespace

EvidenceReader::EvidenceReader(Connection &connection, const Schema &schema, int budget)
    : m_connection(connection)
    , m_schema(schema)
{
    m_connection.setDeadline(QDeadlineTimer(budget));
}

EvidenceReader::~EvidenceReader()
{
    m_connection.setDeadline(QDeadlineTimer(QDeadlineTimer::Forever));
}

std::optional<Answer> EvidenceReader::answer(const Question &question)
{
    const QString key = (QStringList{QString::number(int(question.kind)), question.table.text(), question.parent.text(),
                                     question.parentColumn}
                         + question.columns)
                            .join(QChar(0));
    if (const auto known = m_known.constFind(key); known != m_known.cend())
        return *known;
    if (m_connection.isCancelled())
        return std::nullopt;
    std::optional<Answer> answer;
    switch (question.kind) {
    case Question::Kind::Contained:
        answer = contained(question);
        break;
    case Question::Kind::Distinct:
        answer = distinct(question);
        break;
    case Question::Kind::Values:
        answer = values(question);
        break;
    }
    m_known.insert(key, answer);
    return answer;
}

std::optional<QVariantList> EvidenceReader::row(const QString &sql)
{
    auto query = m_connection.exec(sql);
    if (!query || !query->next())
        return std::nullopt;
    QVariantList values;
    for (int i = 0; i < query->record().count(); ++i)
        values += query->value(i);
    return values;
}

/// A subquery: the whole of a small table, else rows at even distances.
QString EvidenceReader::sample(const TableName &table, const QStringList &columns, qint64 wholeUpTo, int steps)
{
    const QString name = Dialect::quoted(table);
    const Table *read = m_schema.table(table);
    const QString list = Dialect::quotedList(columns);
    QString front = QStringLiteral("(SELECT %1 FROM %2 LIMIT %3)").arg(list, name, QString::number(wholeUpTo));
    if (!read || read->rowId.isEmpty())
        return front;
    const QString rowId = Dialect::quoted(read->rowId);
    auto span = m_spans.constFind(table.text());
    if (span == m_spans.cend()) {
        const auto ends = row(
            QStringLiteral("SELECT (SELECT max(%1) FROM %2) - (SELECT min(%1) FROM %2)").arg(rowId, name));
        span = m_spans.insert(table.text(), ends ? ends->first().toLongLong() : 0);
    }
    if (*span < wholeUpTo)
        return front;
    return QStringLiteral(
               "(SELECT %1 FROM %2 WHERE %3 IN (WITH RECURSIVE step(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM step "
               "WHERE i < %4) SELECT (SELECT %3 FROM %2 WHERE %3 >= (SELECT min(%3) FROM %2) + i * %5 ORDER BY %3 "
               "LIMIT 1) FROM step))")
        .arg(list, name, rowId, QString::number(steps), QString::number(*span / steps));
}

std::optional<Answer> EvidenceReader::contained(const Question &question)
{
    // A zero or an empty text that the parent does not have stands for nothing.
    const auto values = row(
        QStringLiteral("SELECT sum(n), sum(n) FILTER (WHERE NOT void), count(*) FILTER (WHERE NOT void), "
                       "sum(hit), (SELECT NOT EXISTS (SELECT 1 FROM %4)) FROM (SELECT n, hit, "
                       "v IS NULL OR (v IN (0, '', '0') AND NOT hit) AS void FROM (SELECT v, n, "
                       "v IN (SELECT %3 FROM %4) AS hit FROM (SELECT %1 AS v, count(*) AS n FROM %2 GROUP BY 1)))")
            .arg(Dialect::quoted(question.columns.first()), sample(question.table, question.columns, wholeTable, steps),
                 Dialect::quoted(question.parentColumn), Dialect::quoted(question.parent)));
    if (!values)
        return std::nullopt;
    Answer answer;
    answer.rows = values->value(0).toLongLong();
    answer.filled = values->value(1).toLongLong();
    answer.distinct = values->value(2).toLongLong();
    answer.found = values->value(3).toLongLong();
    answer.parentEmpty = values->value(4).toBool();
    return answer;
}

std::optional<Answer> EvidenceReader::distinct(const Question &question)
{
    // Rows that lie together, for repetitions would hide between rows taken here and there.
    const QString list = Dialect::quotedList(question.columns);
    const QString rows = QStringLiteral("(SELECT %1 FROM %2 LIMIT %3)")
                             .arg(list, Dialect::quoted(question.table), QString::number(rowsForDistinct));
    QStringList each;
    for (const QString &column : question.columns)
        each += QStringLiteral("count(DISTINCT %1)").arg(Dialect::quoted(column));
    const auto values = row(
        QStringLiteral("SELECT count(*), count(*) FILTER (WHERE %1), (SELECT count(*) FROM (SELECT DISTINCT %2 "
                       "FROM %3 WHERE %1)), %4 FROM %3")
            .arg(notNull(question.columns), list, rows, each.join(QStringLiteral(", "))));
    if (!values)
        return std::nullopt;
    Answer answer;
    answer.rows = values->value(0).toLongLong();
    answer.filled = values->value(1).toLongLong();
    answer.distinct = values->value(2).toLongLong();
    for (qsizetype i = 3; i < values->size(); ++i)
        answer.distinctEach += values->value(i).toLongLong();
    return answer;
}

std::optional<Answer> EvidenceReader::values(const Question &question)
{
    const QString list = Dialect::quotedList(question.columns);
    auto query = m_connection.exec(
        QStringLiteral("SELECT %1, count(*) FROM %2 WHERE %3 GROUP BY %1 ORDER BY count(*) DESC, %1 LIMIT %4")
            .arg(list, sample(question.table, question.columns, wholeForValues, stepsForValues),
                 notNull(question.columns), QString::number(mostValues)));
    if (!query)
        return std::nullopt;
    Answer answer;
    const int width = int(question.columns.size());
    while (query->next()) {
        QVariantList value;
        for (int i = 0; i < width; ++i)
            value += query->value(i);
        answer.values += value;
        answer.rows += query->value(width).toLongLong();
    }
    answer.filled = answer.rows;
    answer.distinct = answer.values.size();
    if (query->lastError().isValid())
        return std::nullopt;
    return answer;
}

} // namespace joinery
