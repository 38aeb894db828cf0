// What the window's actions say of themselves.

#include "plaintooltip.h"
#include "windowactions.h"

#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace joinery {

void WindowActions::explain()
{
    const QList<QAction *> panel = panels->actions();
    const QList<QAction *> theme = themes->actions();
    const QList<QAction *> density = densities->actions();
    const std::pair<QAction *, QString> hints[] = {
        {open, tr("Open an SQLite database in place of this one")},
        {showStart, tr("The start page: what each sample is about")},
        {closeDatabase, tr("Close this database and go back to the start page")},
        {resetSample, tr("Put the sample back as it was at first")},
        {importRows, tr("Link what a CSV file names; a preview shows first what would be done")},
        {exportLinks, tr("Write the links of this relationship to a CSV, TSV or JSON file")},
        {saveCopy, tr("Write the whole database, as it is now, to another file")},
        {reload, tr("Read everything anew; what other programs change appears by itself")},
        {quit, tr("Close the window; what is shown as done is in the file already")},
        {copy, tr("Copy the selected rows as text, for a spreadsheet or for pasting them here")},
        {paste,
         tr("Link the copied rows, or the rows that a copied column names; offers to add those that are missing")},
        {selectAll, tr("Select every row of this list, also those out of view")},
        {find, tr("Find in every row of this list; typing does the same where nothing is edited")},
        {newRow, tr("Add a row to the side with the keyboard; from the middle, to the side without the focus")},
        {duplicate, tr("Copy the selected rows of a side; what must be unique gets “(copy)”")},
        {duplicateWithLinks, tr("Copy the selected rows of a side, and link the copies as they are")},
        {deleteRows, tr("Delete the selected rows of a side; what goes with them is said first")},
        {preferences, tr("Theme, dates, when to ask, and trusted files")},
        {link, tr("Link every selected row of one side with every one of the other")},
        {unlink, tr("Remove the selected links, or the links of the selected rows")},
        {payload, tr("Change the values that every new link is given because the database requires them")},
        {focusLeft, tr("The middle shows the links of what is selected on the left")},
        {focusRight, tr("The middle shows the links of what is selected on the right")},
        {pickRelationship, tr("Choose which join table of this database to edit")},
        {relationships, tr("What was found in this database and why, and what to make of it")},
        {history, tr("List every step, to go back or forward several at once")},
        {theme.at(0), tr("Light or dark as the desktop is")},
        {theme.at(1), tr("Dark text on light ground")},
        {theme.at(2), tr("Light text on dark ground")},
        {density.at(0), tr("Rows 28 pixels high")},
        {density.at(1), tr("Rows 22 pixels high, so that more fit")},
        {panel.at(0), tr("Put the keyboard into the list on the left")},
        {panel.at(1), tr("Put the keyboard into the links in the middle")},
        {panel.at(2), tr("Put the keyboard into the list on the right")},
        {nextPanel, tr("Put the keyboard into the next list")},
        {previousPanel, tr("Put the keyboard into the list before")},
        {help, tr("How everything works, page by page")},
        {gestures, tr("Everything that the mouse and the keyboard do")},
        {about, tr("Versions of Joinery, Qt and SQLite")},
    };
    for (const auto &[action, hint] : hints) {
        const QKeySequence key = action->shortcut();
        action->setToolTip(plainToolTip(
            key.isEmpty() ? hint : QStringLiteral("%1 (%2)").arg(hint, key.toString(QKeySequence::NativeText))));
    }
    link->setToolTip(tr("%1 (Enter)").arg(link->toolTip()));
    unlink->setToolTip(tr("%1 (Delete)").arg(unlink->toolTip()));
    for (QMenu *menu : m_window->menuBar()->findChildren<QMenu *>())
        menu->setToolTipsVisible(true);
}

} // namespace joinery
