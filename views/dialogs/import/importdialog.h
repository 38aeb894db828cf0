#pragma once

#include "session/importstate.h"

#include <QDialog>
#include <QPointer>

#include <functional>

class QStackedWidget;

namespace joinery {

class ImportForm;
class ImportProgressPage;
class ImportReportPage;

/// Imports join rows: shows what will happen to each row before it does, then does it as one step, then says what it did.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `session` and its catalog outlive the dialog, which closes with the session.
    ImportDialog(Session &session, const Relationship &relationship, const ImportSource &source,
                 QWidget *parent = nullptr);

    ImportState &state() { return m_state; }
    ImportForm *form() { return m_form; }

    /// Asks for a file of rows; empty when the person thinks better of it.
    static QString chooseFile(QWidget *parent);

public slots:
    void reject() override;

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void start();
    void letDecisionsGo(const std::function<void()> &goAhead);
    void chooseAnother();
    void setSource(const ImportSource &source);

    ImportState m_state;
    QStackedWidget *m_stack;
    ImportForm *m_form;
    ImportProgressPage *m_progress;
    ImportReportPage *m_report;
    QPointer<QWidget> m_focusBefore; // the import
};

} // namespace joinery
