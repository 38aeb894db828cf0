#pragma once

#include "session/importstate.h"

#include <QWidget>

class QCheckBox;
class QGridLayout;
class QLabel;
class QToolButton;

namespace joinery {

class FormBox;

/// How the file names the rows of one side: which of its columns, and what they are matched with.
class EndForm : public QWidget
{
    Q_OBJECT

public:
    /// `state` outlives the form.
    EndForm(ImportState &state, Side side, QWidget *parent = nullptr);

private:
    struct Row
    {
        FormBox *file;
        QLabel *is;
        FormBox *entity;
        QToolButton *remove;
    };

    void addRow();
    void removeRow(int row);
    void show(const ImportDraft &draft);
    void fillFileColumns(FormBox *box, const CsvSample &sample) const;
    void choosePlaces(int row);
    void chooseColumns();
    void chooseSeparator();
    void takeRows(ImportWishes::End &end) const;
    void settleOther(ImportChoices &choices) const;

    ImportState &m_state;
    const Side m_side;
    QGridLayout *m_grid;
    QList<Row> m_rows;
    QToolButton *m_add;
    FormBox *m_list;
    QCheckBox *m_create;
};

/// What a column of the file is called in a list of choices.
QString fileColumnText(const CsvSample &sample, int place);

} // namespace joinery
