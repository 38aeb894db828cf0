#pragma once

#include "export/linkexport.h"
#include "session/editorstate.h"

#include <QDialog>
#include <QTimer>

class QButtonGroup;
class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace joinery {

class LatestJob;

/// Writes links to a file: in which form, all or those of the selection.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `state` outlives the dialog.
    explicit ExportDialog(EditorState &state, QWidget *parent = nullptr);
    ~ExportDialog() override;

    /// As the button does once the file has been chosen.
    void exportTo(const QString &path);

public slots:
    void reject() override;

signals:
    void said(const joinery::Report &report);

private:
    void addFormats(QVBoxLayout *column);
    void addRows(QVBoxLayout *column);
    void addFoot(QVBoxLayout *column);
    ExportWish wish() const;
    void survey();
    void showSurvey(const Result<Exported> &found);
    void chooseFile();
    void setWriting(bool writing);

    EditorState &m_state;
    std::unique_ptr<Worker> m_reader;
    std::unique_ptr<LatestJob> m_job;
    QButtonGroup *m_formats;
    QButtonGroup *m_rows;
    QLabel *m_found;
    QCheckBox *m_neutralize;
    QProgressBar *m_bar;
    QPushButton *m_export;
    QWidget *m_choices;
    std::shared_ptr<Progress> m_progress; // null while nothing is written
    QTimer m_timer;
};

} // namespace joinery
