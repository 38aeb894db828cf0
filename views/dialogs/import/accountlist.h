#pragma once

#include "import/importaccount.h"
#include "values/relationship.h"

#include <QTreeWidget>

#include <functional>
#include <optional>

namespace joinery {

/// An import's account, a verdict a line with its count; lines that count nothing are left out. A line can be picked to show its rows only.
class AccountList : public QTreeWidget
{
    Q_OBJECT

public:
    using Words = std::function<QString(Verdict)>;

    /// `picks`: lines can be picked.
    AccountList(Words words, bool picks, QWidget *parent = nullptr);

    void setAccount(const ImportAccount &account, OnConflict onConflict, const Relationship &relationship);
    std::optional<Verdict> picked() const;

    QSize sizeHint() const override;

signals:
    void pickedChanged();

private:
    struct Line
    {
        int id; ///< a verdict, or below zero
        QString text;
        qint64 count;
        bool isRejected;
    };

    void showLines(const QList<Line> &lines);
    void paintLine(QTreeWidgetItem *item, const Line &line) const;
    void applyDensity();

    const Words m_words;
    const bool m_picks;
    QList<Line> m_lines;
};

} // namespace joinery
