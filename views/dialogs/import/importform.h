#pragma once

#include "session/importstate.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace joinery {

class AccountList;
class ElidedLabel;
class LinkForm;
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
    /// For another source, of which nothing is known yet.
    void startAnew();
    /// Makes Import the window's default button, once the form is in its window.
    void makeDefault();
    /// After an import that came to nothing; `focus`: what had the focus before it, when it still exists.
    void takeFocusBack(QWidget *focus);

protected:
    void resizeEvent(QResizeEvent *event) override;

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
    void showReason();
    void showStatus();

    ImportState &m_state;
    ElidedLabel *m_file;
    QWidget *m_recalled;
    LinkForm *m_links;
    SegmentedControl *m_parts;
    QStackedWidget *m_stack;
    AccountList *m_account;
    QLabel *m_extent; // how many of the rows are shown
    PreviewTable *m_rows;
    QLabel *m_reason;
    ResolvePanel *m_names;
    QLabel *m_sign;
    ElidedLabel *m_status;
    QProgressBar *m_progress;
    QPushButton *m_import;
    QString m_said;
    bool m_saidWhileReading = false; // so it outlasts that reading
    QString m_note; // of what the last choice changed besides
    std::optional<ImportDraft> m_before;
    bool m_isFitted = false;
    bool m_wantsFocus = false; // for the button, once it can have it
};

} // namespace joinery
