#include "help/gestures.h"

#include <QCoreApplication>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Gestures)
};

/// As the text of a table's cell; a character that Markdown reads is escaped.
QString cell(const QString &text)
{
    QString escaped;
    for (const QChar c : text) {
        if (QStringLiteral("\\|[]*_`<").contains(c))
            escaped += u'\\';
        escaped += c;
    }
    return escaped;
}

} // namespace

QList<GestureSection> gestures()
{
    return {
        {Text::tr("Focus"),
         {{Text::tr("● in a side's title"), Text::tr("The middle shows the links of what is selected on that side.")},
          {Text::tr("Click on a link count"), Text::tr("Selects that row and moves the focus to its side.")},
          {Text::tr("Ctrl+[ and Ctrl+]"), Text::tr("Focus on the left or on the right side.")}}},
        {Text::tr("Linking"),
         {{Text::tr("Click on a box"), Text::tr("Links the row with the selection of the focus side, or unlinks it.")},
          {Text::tr("Drag rows onto the middle"), Text::tr("Links them with the selection of the focus side.")},
          {Text::tr("Drag rows onto a row of the other side"),
           Text::tr("Links them with it; on a selected row, with the whole selection.")},
          {Text::tr("Enter"), Text::tr("Links what is selected on both sides.")},
          {Text::tr("Space"), Text::tr("Links the selected rows, or unlinks them when all are linked.")},
          {Text::tr("Ctrl+V"), Text::tr("Links copied rows, or the rows that a copied column names.")}}},
        {Text::tr("Unlinking, copying and moving links"),
         {{Text::tr("Drag links out of the middle"), Text::tr("Drop them on Unlink to remove them.")},
          {Text::tr("Drag links onto a row of the focus side"),
           Text::tr("Copies them to that row; with Shift it moves them.")},
          {Text::tr("Delete"), Text::tr("Unlinks what is selected.")},
          {Text::tr("Ctrl+Z, Ctrl+Shift+Z or Ctrl+Y"),
           Text::tr("Undo and redo. The history list (Ctrl+H) goes back several steps.")}}},
        {Text::tr("Values, in the middle and on both sides"),
         {{Text::tr("Double click, F2 or typing on a value"),
           Text::tr("Edits it; with several rows selected, all of them take the new value.")},
          {Text::tr("Alt+Down, Up and Down in a date"),
           Text::tr("Opens a calendar; changes the number at the cursor.")},
          {Text::tr("Ctrl+Shift+N"), Text::tr("Sets it to NULL, which is not the same as an empty text.")},
          {Text::tr("Ctrl+D"), Text::tr("The first selected row's value goes to all selected rows.")},
          {Text::tr("Ctrl+Shift+C"), Text::tr("Copies the values of one column.")},
          {Text::tr("Ctrl+V on a value in the middle"),
           Text::tr("Pastes a value, or a block of them from a spreadsheet.")}}},
        {Text::tr("New rows"),
         {{Text::tr("Ctrl+N"), Text::tr("Asks for a new row of the side with the keyboard.")},
          {Text::tr("Find a name that is not there"),
           Text::tr("Offers to add it, and to link it with the selection of the focus side.")},
          {Text::tr("Ctrl+V of names that are not there"), Text::tr("Offers to add and link them, as one step.")}}},
        {Text::tr("Rows of a side"),
         {{Text::tr("Ctrl+Shift+D, Ctrl+Shift+L"), Text::tr("Duplicates the selected rows; with their links.")},
          {Text::tr("Shift+Del"),
           Text::tr("Deletes the selected rows themselves. What goes with them is said first.")}}},
        {Text::tr("Finding and moving"),
         {{Text::tr("Ctrl+F, typing where nothing is edited"), Text::tr("Finds in every row of that list.")},
          {Text::tr("Down or Enter in a find field"), Text::tr("Goes to the table. Escape clears the field.")},
          {Text::tr("F6, Shift+F6"), Text::tr("Next and previous panel.")},
          {Text::tr("Ctrl+1, Ctrl+2, Ctrl+3"), Text::tr("Left side, links, right side.")},
          {Text::tr("Ctrl+A, Ctrl+C"), Text::tr("Select all, copy as text.")},
          {Text::tr("Click on a column's title"), Text::tr("Sorts. Right click: which columns to show.")}}},
        {Text::tr("Files and the window"),
         {{Text::tr("Ctrl+O"), Text::tr("Open a database. A file that is dropped on the window is opened too.")},
          {Text::tr("Ctrl+W"), Text::tr("Close the database; the start page shows the samples.")},
          {Text::tr("Ctrl+I, Ctrl+E"),
           Text::tr("Import links from a CSV file, which can be dropped on the window too; export them.")},
          {Text::tr("Ctrl+Shift+S"), Text::tr("Save a copy of the whole database.")},
          {Text::tr("Ctrl+R"), Text::tr("Choose a relationship.")},
          {Text::tr("Ctrl+Shift+R"),
           Text::tr("See which relationships were found and why; correct, rename, hide or add them.")},
          {Text::tr("F5"), Text::tr("Read everything anew.")},
          {Text::tr("Ctrl+,"), Text::tr("Preferences.")},
          {Text::tr("F1"), Text::tr("Help.")},
          {Text::tr("Ctrl+Q"), Text::tr("Quit.")}}},
    };
}

QString gesturesAsMarkdown()
{
    QString markdown;
    for (const GestureSection &section : gestures()) {
        markdown += QStringLiteral("\n## %1\n\n| %2 | %3 |\n|---|---|\n")
                        .arg(section.title, Text::tr("Gesture or key"), Text::tr("What it does"));
        for (const auto &[how, what] : section.rows)
            markdown += QStringLiteral("| **%1** | %2 |\n").arg(cell(how), cell(what));
    }
    return markdown;
}

} // namespace joinery
