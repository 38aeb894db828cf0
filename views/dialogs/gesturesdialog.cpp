#include "dialogs/gesturesdialog.h"

#include "theme/theme.h"

#include <QDialogButtonBox>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace joinery {

namespace {

using Rows = QList<std::pair<QString, QString>>;

QString section(const QString &title, const Rows &rows)
{
    const Colors &c = colors();
    QString html =
        QStringLiteral("<h3>%1</h3><table cellspacing='0' cellpadding='4' width='100%'>").arg(title.toHtmlEscaped());
    for (const auto &[how, what] : rows) {
        html += QStringLiteral("<tr><td width='38%' style='color:%3'><b>%1</b></td><td>%2</td></tr>")
                    .arg(how.toHtmlEscaped(), what.toHtmlEscaped(), c.secondary.name());
    }
    return html + QStringLiteral("</table>");
}

} // namespace

GesturesDialog::GesturesDialog(QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard and gestures"));
    const QString html =
        section(tr("Focus"),
                {{tr("● in a side's title"), tr("The middle shows the links of what is selected on that side.")},
                 {tr("Click on a link count"), tr("Selects that row and moves the focus to its side.")},
                 {tr("Ctrl+[ and Ctrl+]"), tr("Focus on the left or on the right side.")}})
        + section(tr("Linking"),
                  {{tr("Click on a box"), tr("Links the row with the selection of the focus side, or unlinks it.")},
                   {tr("Drag rows onto the middle"), tr("Links them with the selection of the focus side.")},
                   {tr("Drag rows onto a row of the other side"),
                    tr("Links them with it; on a selected row, with the whole selection.")},
                   {tr("Enter"), tr("Links what is selected on both sides.")},
                   {tr("Space"), tr("Links the selected rows, or unlinks them when all are linked.")},
                   {tr("Ctrl+V"), tr("Links copied rows, or the rows that a copied column names.")}})
        + section(
            tr("Unlinking, copying and moving links"),
            {{tr("Drag links out of the middle"), tr("Drop them on Unlink to remove them.")},
             {tr("Drag links onto a row of the focus side"), tr("Copies them to that row; with Shift it moves them.")},
             {tr("Delete"), tr("Unlinks what is selected.")},
             {tr("Ctrl+Z, Ctrl+Shift+Z"), tr("Undo and redo. The history list goes back several steps.")}})
        + section(tr("Finding and moving"),
                  {{tr("Typing in a table, Ctrl+F"), tr("Finds in every row of that list.")},
                   {tr("Down or Enter in a find field"), tr("Goes to the table. Escape clears the field.")},
                   {tr("F6, Shift+F6"), tr("Next and previous panel.")},
                   {tr("Ctrl+1, Ctrl+2, Ctrl+3"), tr("Left side, links, right side.")},
                   {tr("Ctrl+A, Ctrl+C"), tr("Select all, copy as text.")},
                   {tr("Click on a column's title"), tr("Sorts. Right click: which columns to show.")},
                   {tr("Ctrl+R, F5, Ctrl+H"), tr("Choose a relationship, reload, history list.")}});
    auto *text = new QTextBrowser;
    text->setFrameShape(QFrame::NoFrame);
    text->setHtml(html);
    text->setAccessibleName(windowTitle());
    text->document()->setDocumentMargin(2 * Theme::grid);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->setContentsMargins(16, 0, 16, 0);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 12);
    column->addWidget(text, 1);
    column->addWidget(buttons);
    resize(640, 620);
}

} // namespace joinery
