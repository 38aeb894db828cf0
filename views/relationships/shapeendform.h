#pragma once

#include "values/relationship.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;

namespace joinery {

/// Says what one end is made of: the entity table, what identifies a row of it, and the join table's columns that refer to that.
class ShapeEndForm : public QWidget
{
    Q_OBJECT

public:
    /// `schema` outlives the form. `what` names the end for screen readers.
    ShapeEndForm(const Schema &schema, const QString &what, QWidget *parent = nullptr);

    /// The table whose columns refer; keeps what is chosen where it is still there.
    void setJoinTable(const Table *table);
    void setEnd(const End &end);
    /// Without an alias.
    End end() const;

signals:
    void changed();

private:
    void fillKeys();
    void fillColumns();
    const Table *table() const;

    const Schema &m_schema;
    const QString m_what;
    const Table *m_joinTable = nullptr;
    QComboBox *m_table;
    QComboBox *m_key;
    QHBoxLayout *m_row;
    QList<QComboBox *> m_columns; // one for each column of the key
};

} // namespace joinery
