#pragma once

#include <QListWidget>

namespace joinery {

class Session;

/// The gestures of a sitting, done and undone. A click on one undoes or redoes up to it.
class HistoryPanel : public QListWidget
{
    Q_OBJECT

public:
    explicit HistoryPanel(QWidget *parent = nullptr);

    /// Null while no database is open.
    void setSession(Session *session);

private:
    void refresh();

    Session *m_session = nullptr;
};

} // namespace joinery
