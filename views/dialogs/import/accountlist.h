#pragma once

#include "import/importpreview.h"

#include <QTreeWidget>

#include <functional>

namespace joinery {

/// An import's account, a verdict a line with its count; lines that count nothing are left out. A line can be picked to show its rows only.
class AccountList : public QTreeWidget
{
    Q_OBJECT

public:
    using Words = std::function<QString(Verdict)>;

    /// `picks`: lines can be picked, and nothing has been done yet.
    AccountList(Words words, bool picks, QWidget *parent = nullptr);

    void setAccount(const ImportAccount &account, OnConflict onConflict, const Relationship &relationship);
    /// Shows what the account says was written as taken back.
    void setUndone(bool undone);
    RowFilter picked() const;

    QSize sizeHint() const override;

signals:
    void pickedChanged();

private:
    QString textOf(const AccountLine &line) const;
    void paintLine(QTreeWidgetItem *item, const AccountLine &line) const;
    void applyDensity();

    const Words m_words;
    const bool m_picks;
    bool m_isUndone = false;
    QList<AccountLine> m_lines;
    QString m_titles[2]; // of the sides
};

} // namespace joinery
