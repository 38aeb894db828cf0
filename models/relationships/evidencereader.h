#pragma once

#include "database/connection.h"
#include "relationships/evidence.h"

#include <QHash>

namespace joinery {

/// Answers the finder's questions from the rows: never from more than a sample of a large table, and nothing any more when the time
/// is up. On the thread of its connection, whose cancel token it obeys.
class EvidenceReader : public Evidence
{
public:
    /// `budget`: milliseconds for all answers together.
    EvidenceReader(Connection &connection, const Schema &schema, int budget);
    ~EvidenceReader() override;
    Q_DISABLE_COPY_MOVE(EvidenceReader)

    std::optional<Answer> answer(const Question &question) override;

private:
    std::optional<Answer> contained(const Question &question);
    std::optional<Answer> distinct(const Question &question);
    std::optional<Answer> values(const Question &question);
    QString sample(const TableName &table, const QStringList &columns, qint64 wholeUpTo, int steps);
    std::optional<QVariantList> row(const QString &sql);

    Connection &m_connection;
    const Schema &m_schema;
    QHash<QString, qint64> m_spans; ///< the distance between the first and the last row id
    QHash<QString, std::optional<Answer>> m_known;
};

} // namespace joinery
