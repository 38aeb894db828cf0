#pragma once

#include "session/importstate.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace joinery {

class AccountList;
class ElidedLabel;
class PreviewTable;
class ResolvePanel;
class SegmentedControl;

/// File, dialect, mapping and preview on one page, and the names that have to be resolved.
class ImportForm : public QWidget
{
    Q_OBJECT

public:
    /// `state` outlives the form.
    explicit ImportForm(ImportState &state, QWidget *parent = nullptr);

    PreviewTable *rows() { return m_rows; }
    AccountList *account() { return m_account; }
    ResolvePanel *names() { return m_names; }
    /// Says something that went wrong, until something is chosen.
    void say(const QString &text);

signals:
    void importRequested();
    void fileRequested();
    void cancelRequested();

private:
    enum Part { RowsPart, NamesPart };

    QLayout *makeHead();
    QLayout *makeMapping();
    QLayout *makeParts();
    QLayout *makeFoot();
    void onDrafted();
    void onPreviewed();
    void showStatus();

    ImportState &m_state;
    ElidedLabel *m_file;
    QToolButton *m_recalled;
    SegmentedControl *m_parts;
    QStackedWidget *m_stack;
    AccountList *m_account;
    QLabel *m_extent; // how many of the rows are shown
    PreviewTable *m_rows;
    ResolvePanel *m_names;
    QLabel *m_sign;
    ElidedLabel *m_status;
    QProgressBar *m_progress;
    QPushButton *m_import;
    QString m_said;
    qsizetype m_fittedColumns = -1;
};

} // namespace joinery
