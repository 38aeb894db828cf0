#include "dialogs/aboutdialog.h"

#include "database/connection.h"
#include "theme/theme.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

namespace joinery {

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("About Joinery"));
    const QString versions = tr("Qt %1 · SQLite %2 · %3")
                                 .arg(QString::fromLatin1(qVersion()), Connection::libraryVersion(),
                                      QSysInfo::prettyProductName());
    auto *picture = new QLabel;
    picture->setPixmap(QIcon(QStringLiteral(":/icons/joinery.svg")).pixmap(QSize(64, 64), devicePixelRatioF()));
    picture->setAlignment(Qt::AlignTop);
    auto *name = new QLabel(tr("Joinery %1").arg(QCoreApplication::applicationVersion()));
    name->setFont(Theme::headlineFont());
    auto *text = new QLabel(
        tr("Edits many-to-many relationships in SQL databases: both sides of a join table side by side, linked by "
           "dragging, by one click or by key, and all of it can be undone."));
    text->setWordWrap(true);
    auto *small = new QLabel(versions);
    small->setFont(Theme::smallFont());
    small->setForegroundRole(QPalette::PlaceholderText);
    small->setWordWrap(true);
    small->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    small->setAccessibleName(tr("Versions: %1").arg(versions));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *copy = buttons->addButton(tr("Copy versions"), QDialogButtonBox::ActionRole);
    copy->setAutoDefault(false);
    copy->setToolTip(tr("Copy the versions as text, for a report of something that went wrong"));
    connect(copy, &QPushButton::clicked, this, [name, versions] {
        QGuiApplication::clipboard()->setText(name->text() + QStringLiteral(" · ") + versions);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    buttons->button(QDialogButtonBox::Close)->setFocus();

    auto *words = new QVBoxLayout;
    words->setSpacing(Theme::grid);
    for (QLabel *label : {name, text, small})
        words->addWidget(label);
    words->addStretch();
    auto *row = new QHBoxLayout;
    row->setSpacing(3 * Theme::grid);
    row->addWidget(picture);
    row->addLayout(words, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(2 * Theme::grid);
    column->addLayout(row, 1);
    column->addWidget(buttons);
    setFixedWidth(480);
}

} // namespace joinery
