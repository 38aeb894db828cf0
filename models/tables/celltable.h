#pragma once

#include "values/keylist.h"
#include "values/result.h"
#include "values/schema.h"

#include <functional>

namespace joinery {

/// A model of keyed rows whose cells a person edits in place: its columns are, besides others, columns of one table.
class CellTable
{
public:
    virtual ~CellTable() = default;

    /// The table that the cells belong to.
    virtual const Table &cellTable() const = 0;
    /// The definition of the column behind a column of the model; null where there is none.
    virtual const Column *definition(int column) const = 0;
    /// The model's column for a column of the table, or -1.
    virtual int columnOf(const QString &name) const = 0;
    /// Why the column cannot be edited in place; empty when it can.
    virtual QString whyNotEdited(int column) const = 0;
    /// Sets a block of cells, by rows and columns: one row of values for all rows, or one for each. Asks the EditorState; what comes of it is
    /// told by Session::reported() and cellsRefused().
    virtual void setCells(const KeyList &rows, const QList<int> &columns, const QList<QVariantList> &values) = 0;

    virtual RowKey keyAt(int row) const = 0;
    virtual const KeyList &order() const = 0;
    /// Reads rows aside as text for other programs, with these columns (see RowText).
    virtual void readText(const KeyList &keys, const QList<int> &columns, QObject *context,
                          const std::function<void(const Result<QString> &)> &done) const = 0;
};

} // namespace joinery
