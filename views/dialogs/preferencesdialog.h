#pragma once

#include <QDialog>

#include <functional>

class QListWidget;
class QTabWidget;

namespace joinery {

/// Every preference; each takes effect at once.
class PreferencesDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PreferencesDialog(QWidget *parent = nullptr);

private:
    QWidget *makeLookPage();
    QWidget *makeAskingPage();
    QWidget *makeFilesPage();
    /// A list of files with a button that takes the selected one out of it.
    QWidget *makeFileList(const QString &title, const QString &emptyText, const QString &explanation, QListWidget *list,
                          const std::function<void(const QString &path)> &remove);
    void fillFiles();

    QTabWidget *m_pages;
    QListWidget *m_trusted;
    QListWidget *m_unenforced;
};

} // namespace joinery
