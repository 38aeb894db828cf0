#include "dialogs/questions.h"

#include "theme/theme.h"

#include <QCoreApplication>
#include <QLabel>
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
    if (!question.consequences.isEmpty()) {
        if (auto *headline = box->findChild<QLabel *>(QStringLiteral("qt_msgbox_label")))
            headline->setFont(Theme::titleFont());
    }
    QString text = QStringLiteral("<html>");
    for (const Confirmation::Consequence &each : question.consequences)
        text += QStringLiteral("<p style='margin: 0 0 8px 0'>%1<br/><span style='color: %2'>%3</span></p>")
                    .arg(each.what.toHtmlEscaped(), colors().muted.name(), each.which.toHtmlEscaped());
    box->setInformativeText(text + Text::tr("You can undo it as long as this window is open.").toHtmlEscaped());
    QPushButton *yes = box->addButton(question.action, QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(yes, &QPushButton::clicked, session, goAhead);
    QObject::connect(box, &QDialog::rejected, session, declined);
    QObject::connect(session, &QObject::destroyed, box, &QWidget::close);
    box->open();
}

void askToDiscard(QWidget *parent, const Confirmation &question, const std::function<void()> &goAhead)
{
    auto *box = new QMessageBox(QMessageBox::Question, question.title, question.text, QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *keep = box->addButton(Text::tr("&Keep working"), QMessageBox::RejectRole);
    const QPushButton *discard = box->addButton(question.action, QMessageBox::DestructiveRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    QObject::connect(discard, &QPushButton::clicked, parent, goAhead);
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
