#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QTextBrowser;

namespace joinery {

/// The help, beside the window it belongs to: contents, a page, and find in the page.
class HelpWindow : public QDialog
{
    Q_OBJECT

public:
    explicit HelpWindow(QWidget *parent = nullptr);

    /// Shows a page, "linking.md" for one.
    void showPage(const QString &file);
    QString page() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void find(bool forward);
    void markAll();
    void onPageShown(const QString &file);

    QTextBrowser *m_browser;
    QListWidget *m_contents;
    QLineEdit *m_find;
    QLabel *m_found;
};

} // namespace joinery
