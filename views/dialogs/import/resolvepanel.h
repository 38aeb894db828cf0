#pragma once

#include "session/importstate.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace joinery {

class FindField;
class PreviewTable;

/// The names that no row, or more than one, answers to, each once; and what each of them may mean, the nearest spelling first.
class ResolvePanel : public QWidget
{
    Q_OBJECT

public:
    /// `state` outlives the panel.
    explicit ResolvePanel(ImportState &state, QWidget *parent = nullptr);

    PreviewTable *names() { return m_names; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    int current() const;
    void showName();
    void search();
    void use();
    void decide(const std::optional<Resolution> &resolution, const QString &meaning = {});

    ImportState &m_state;
    PreviewTable *m_names;
    QLabel *m_question;
    FindField *m_find;
    QListWidget *m_found;
    QPushButton *m_use;
    QPushButton *m_create;
    QPushButton *m_skip;
    QPushButton *m_leave;
    QList<Suggestion> m_suggestions;
    QString m_shown; // the name that the question is about
};

} // namespace joinery
