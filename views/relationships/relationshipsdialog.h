#pragma once

#include "relationships/relationshipsettings.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace joinery {

class FindField;
class RelationshipDetails;
class RelationshipList;
class Session;

/// Everything that was found in a database and what the person makes of it. What is changed here applies at once and is kept for the
/// database; the database itself is not changed.
class RelationshipsDialog : public QDialog
{
    Q_OBJECT

public:
    /// Closes with the session. `current`: the relationship to show first.
    RelationshipsDialog(Session &session, const QString &current, QWidget *parent = nullptr);

    RelationshipList *list() { return m_list; }
    RelationshipDetails *details() { return m_details; }

private:
    QWidget *makeListSide();
    QLayout *makeButtons();
    void refresh();
    void apply(const RelationshipSettings &settings);
    void move(bool up);
    void add();
    void saveToFile();
    void loadFromFile();
    void resetAll();
    void complain(const QString &sentence, const QString &detail);

    Session &m_session;
    FindField *m_find;
    RelationshipList *m_list;
    RelationshipDetails *m_details;
    QPushButton *m_up = nullptr;
    QPushButton *m_down = nullptr;
    QPushButton *m_reset = nullptr;
    QLabel *m_outdated = nullptr;
};

} // namespace joinery
