#include "dialogs/safetyquestions.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::SafetyQuestions)
};

QMessageBox *makeBox(QWidget *parent, const QString &title, const QString &question, const QString &explanation)
{
    auto *box = new QMessageBox(QMessageBox::Question, title, question, QMessageBox::Cancel, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(explanation);
    box->setDefaultButton(QMessageBox::Cancel);
    return box;
}

} // namespace

void askTrust(QWidget *parent, const DatabaseLocation &location, const std::function<void()> &accepted)
{
    QMessageBox *box = makeBox(
        parent, Text::tr("Trust this file"), Text::tr("Trust %1?").arg(location.name()),
        Text::tr(
            "Its triggers and views may then use virtual tables, such as a full-text index, and every function, as in "
            "the program that made it. Trust only files whose origin you know. Joinery remembers it for this file; "
            "Preferences ▸ Files takes it back."));
    const QPushButton *yes = box->addButton(Text::tr("Trust this file"), QMessageBox::AcceptRole);
    QObject::connect(yes, &QPushButton::clicked, parent, accepted);
    box->open();
}

void askNoEnforcement(QWidget *parent, const DatabaseLocation &location, const std::function<void(bool)> &accepted)
{
    QMessageBox *box = makeBox(
        parent, Text::tr("Edit without enforcement"),
        Text::tr("Edit %1 without enforcing its foreign keys?").arg(location.name()),
        Text::tr(
            "The database cannot check the foreign keys here, because one of them refers to nothing that it could check. "
            "Until this window is closed it then checks none of them, in no table of the file, and what a key "
            "deletes or changes along with a row stays as it is."));
    auto *remember = new QCheckBox(Text::tr("Remember this for this file"));
    remember->setToolTip(Text::tr("Preferences ▸ Files takes it back"));
    box->setCheckBox(remember);
    const QPushButton *yes = box->addButton(Text::tr("Edit without enforcement"), QMessageBox::AcceptRole);
    QObject::connect(yes, &QPushButton::clicked, parent, [accepted, remember] { accepted(remember->isChecked()); });
    box->open();
}

} // namespace joinery
