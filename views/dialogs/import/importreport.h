#pragma once

#include "session/importstate.h"

#include "theme/icons.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace joinery {

class AccountList;
class ElidedLabel;

/// What an import did: the account, the rejected rows, and the way back.
class ImportReportPage : public QWidget
{
    Q_OBJECT

public:
    /// `state` outlives the page.
    explicit ImportReportPage(ImportState &state, QWidget *parent = nullptr);

    void show(const Report &report);

signals:
    void closeRequested();
    void anotherRequested();
    /// The person would change something and import the same rows again.
    void againRequested();

private:
    void saveRejects();
    void undo();
    void say(const QString &iconName, Tone tone, const QString &text);

    ImportState &m_state;
    QLabel *m_sign;
    QLabel *m_headline;
    QLabel *m_text;
    AccountList *m_account;
    ElidedLabel *m_note; // what was done since
    QPushButton *m_save;
    QPushButton *m_undo;
    QPushButton *m_again;
    QPushButton *m_close;
};

} // namespace joinery
