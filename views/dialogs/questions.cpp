#include "dialogs/questions.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Questions)
};

} // namespace

void ask(QWidget *parent, Session *session, const Confirmation &question, const std::function<void()> &goAhead,
         const std::function<void()> &declined)
{
    auto *box = new QMessageBox(QMessageBox::Question, question.title, question.text, QMessageBox::Cancel, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QStringList paragraphs;
    for (const QString &detail : question.details)
        paragraphs += QStringLiteral("• ") + detail;
    if (!paragraphs.isEmpty())
        paragraphs += QString();
    paragraphs += Text::tr("You can undo it as long as this window is open.");
    box->setInformativeText(paragraphs.join(u'\n'));
    QPushButton *yes = box->addButton(question.action, QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(yes, &QPushButton::clicked, session, goAhead);
    QObject::connect(box, &QDialog::rejected, session, declined);
    QObject::connect(session, &QObject::destroyed, box, &QWidget::close);
    box->open();
}

bool mayLeave(QWidget *parent, Session &session)
{
    if (!session.isBusy())
        return true;
    QMessageBox box(QMessageBox::Question, Text::tr("Still working"),
                    Text::tr("Joinery is still working on %1.").arg(session.location().name()), QMessageBox::NoButton,
                    parent);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(Text::tr("Stopping takes back what the work in flight has done so far."));
    QPushButton *wait = box.addButton(Text::tr("Wait"), QMessageBox::RejectRole);
    box.setDefaultButton(wait);
    // Once the work has ended there is nothing left to ask.
    QObject::connect(&session, &Session::busyChanged, &box, [&box](bool busy) {
        if (!busy)
            box.reject();
    });
    const QPushButton *stop = box.addButton(Text::tr("Stop and leave"), QMessageBox::DestructiveRole);
    box.exec();
    if (box.clickedButton() != stop)
        return box.clickedButton() != wait && !session.isBusy();
    session.cancel();
    return true;
}

} // namespace joinery
