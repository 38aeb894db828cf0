#pragma once

#include "values/schema.h"

#include <QVariant>

#include <optional>

namespace joinery {

/// What the relationship finder may ask of the rows. Answers come from a sample; they never are the whole truth of a large table.
struct Question
{
    enum class Kind {
        Contained, ///< are the values of `columns` (one) found in `parentColumn` of `parent`?
        Distinct, ///< how many different values do `columns` take, together and each alone?
        Values, ///< which values do `columns` take together?
    };

    Kind kind = Kind::Contained;
    TableName table;
    QStringList columns;
    TableName parent;
    QString parentColumn;

    friend bool operator==(const Question &, const Question &) = default;
};

struct Answer
{
    qint64 rows = 0; ///< read from the table
    qint64 filled =
        0; ///< of these, rows in which no column asked for is NULL (Contained: nor a zero that stands for nothing)
    qint64 distinct = 0; ///< different values among the filled rows
    qint64 found = 0; ///< Contained: of the different values, those that the parent has
    bool parentEmpty = false; ///< Contained: the parent has no row at all
    QList<qint64> distinctEach; ///< Distinct: of each column alone
    QList<QVariantList> values; ///< Values: the most frequent first
};

/// Where the finder gets its answers from.
class Evidence
{
public:
    virtual ~Evidence() = default;
    /// Nothing when it cannot be told: the time is up, or there is nobody to ask.
    virtual std::optional<Answer> answer(const Question &question) = 0;
};

} // namespace joinery
