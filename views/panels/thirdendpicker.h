#pragma once

#include "session/editorstate.h"

#include <QToolButton>

class QFrame;
class QListWidget;

namespace joinery {

class FindField;

/// Chooses the row of a third end, by its label: "Term: Autumn". Drops down a list that finds as one types.
class ThirdEndPicker : public QToolButton
{
    Q_OBJECT

public:
    /// `all`: what stands for no row, as the first choice; empty: a row must be chosen. `state` outlives the picker.
    ThirdEndPicker(EditorState &state, const End &end, const QString &all, const RowKey &key,
                   QWidget *parent = nullptr);

    /// Empty while no row is chosen.
    const RowKey &key() const { return m_key; }
    void openList();

signals:
    void chosen(const joinery::RowKey &key);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeList();
    void read();
    void fill(const QList<EndChoice> &choices);
    void choose();
    void showChoice(const QString &label);

    EditorState &m_state;
    const End m_end;
    const QString m_all;
    RowKey m_key;
    QFrame *m_popup = nullptr;
    FindField *m_find = nullptr;
    QListWidget *m_list = nullptr;
    quint64 m_generation = 0;
};

} // namespace joinery
