#pragma once

#include "session/editorstate.h"

#include <QLineEdit>

class QCompleter;
class QStandardItemModel;

namespace joinery {

/// A row of another table, found by typing a part of its label; all of that table is searched.
class ReferenceField : public QLineEdit
{
    Q_OBJECT

public:
    /// `column` of `table` refers to the other table. Both outlive the field.
    ReferenceField(EditorState &state, const Table &table, const QString &column, QWidget *parent = nullptr);

    void setCurrent(const QVariant &key, const QString &label);
    /// True while it says what it was set to.
    bool isUntouched() const { return text() == m_first && m_key == m_firstKey; }
    /// The key of the row that the text names; NULL for an empty text, Refused when no row or several rows are called so, or when it is not
    /// known yet which are.
    Result<QVariant> value() const;

private:
    void search(const QString &text);
    void take(const QString &text, const QList<EditorState::Related> &rows);

    EditorState &m_state;
    const Table &m_table;
    const QString m_column;
    QCompleter *m_completer;
    QStandardItemModel *m_found;
    QVariant m_key;
    QString m_label; // of m_key
    QString m_first; // the label it was set to
    QVariant m_firstKey;
    QString m_searched; // what m_found answers
    quint64 m_search = 0;
};

} // namespace joinery
