#include "messagebar.h"

#include "busybar.h"
#include "panels/elidedlabel.h"
#include "plaintooltip.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QAccessible>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QToolButton>

namespace joinery {

namespace {

constexpr int patience = 150; // milliseconds of work that nobody needs to be told of

QToolButton *makeButton(const QString &iconName, const QString &text)
{
    auto *button = new QToolButton;
    button->setAutoRaise(true);
    button->setText(text);
    button->setAccessibleName(text);
    if (!iconName.isEmpty()) {
        button->setIcon(icon(iconName));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    button->hide();
    return button;
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QWidget(parent)
    , m_sign(new QLabel)
    , m_text(new ElidedLabel)
    , m_details(makeButton({}, tr("Details…")))
    , m_undo(makeButton(QStringLiteral("undo"), tr("Undo")))
    , m_busyBar(new BusyBar)
    , m_busyText(new ElidedLabel)
    , m_cancel(makeButton(QStringLiteral("cancel"), tr("Cancel")))
{
    setFixedHeight(36);
    setAccessibleName(tr("Messages"));
    m_undo->setToolTip(tr("Undo (Ctrl+Z)"));
    m_cancel->setToolTip(tr("Stop; what has been done so far of it is taken back"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(Theme::grid);
    row->addWidget(m_sign);
    row->addWidget(m_text, 1);
    row->addWidget(m_details);
    row->addWidget(m_undo);
    row->addWidget(m_busyText);
    row->addWidget(m_busyBar);
    row->addWidget(m_cancel);
    m_sign->setFixedSize(16, 16);
    m_busyBar->hide();
    m_busyText->hide();
    m_busyTimer.setSingleShot(true);
    m_busyTimer.setInterval(patience);
    connect(&m_busyTimer, &QTimer::timeout, this, [this] {
        for (QWidget *each :
             {static_cast<QWidget *>(m_busyBar), static_cast<QWidget *>(m_busyText), static_cast<QWidget *>(m_cancel)})
            each->show();
        m_undo->hide();
    });
    connect(m_undo, &QToolButton::clicked, this, &MessageBar::undoRequested);
    connect(m_cancel, &QToolButton::clicked, this, &MessageBar::cancelRequested);
    connect(m_details, &QToolButton::clicked, this, &MessageBar::showDetails);
    connect(&Theme::instance(), &Theme::changed, this, &MessageBar::showSign);
}

void MessageBar::show(const Report &report)
{
    m_report = report;
    m_empty = false;
    m_text->setFullText(report.text);
    if (!report.detail.isEmpty())
        m_text->setToolTip(plainToolTip(report.detail.left(600)));
    m_details->setVisible(!report.detail.isEmpty());
    m_undo->setVisible(report.undoable);
    showSign();
    announce();
}

void MessageBar::clear()
{
    m_report = Report();
    m_empty = true;
    m_text->setFullText({});
    m_details->hide();
    m_undo->hide();
    m_busyTimer.stop();
    setBusy(false, {});
    showSign();
}

QString MessageBar::text() const
{
    return m_text->fullText();
}

void MessageBar::setProgress(qint64 done, qint64 total)
{
    m_busyText->setFullText(
        tr("%1 %2 of %3").arg(m_what, QLocale().toString(qMin(done, total)), QLocale().toString(total)));
}

void MessageBar::setBusy(bool busy, const QString &what)
{
    m_what = what;
    m_busyText->setFullText(what);
    if (busy) {
        if (m_busyBar->isHidden() && !m_busyTimer.isActive())
            m_busyTimer.start();
        return;
    }
    m_busyTimer.stop();
    for (QWidget *each :
         {static_cast<QWidget *>(m_busyBar), static_cast<QWidget *>(m_busyText), static_cast<QWidget *>(m_cancel)})
        each->hide();
    m_undo->setVisible(m_report.undoable);
}

void MessageBar::showSign()
{
    QString name;
    Tone tone = Tone::Muted;
    switch (m_report.kind) {
    case Report::Kind::Done:
        name = QStringLiteral("success");
        tone = Tone::Success;
        break;
    case Report::Kind::Nothing:
        name = QStringLiteral("info");
        break;
    case Report::Kind::Partly:
        name = QStringLiteral("warning");
        tone = Tone::Warning;
        break;
    case Report::Kind::Failed:
        name = QStringLiteral("error");
        tone = Tone::Error;
        break;
    }
    m_sign->setPixmap(m_empty ? QPixmap() : icon(name, tone).pixmap(QSize(16, 16), devicePixelRatioF()));
}

void MessageBar::announce()
{
    setAccessibleDescription(m_report.text);
    QAccessibleEvent named(m_text, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&named);
    QAccessibleEvent alert(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::showDetails()
{
    auto *dialog = new QDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Details"));
    auto *column = new QVBoxLayout(dialog);
    auto *headline = new QLabel(m_report.text);
    headline->setTextFormat(Qt::PlainText);
    headline->setWordWrap(true);
    auto *text = new QPlainTextEdit(m_report.detail);
    text->setReadOnly(true);
    text->setAccessibleName(tr("Details"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    column->addWidget(headline);
    column->addWidget(text, 1);
    column->addWidget(buttons);
    dialog->resize(560, 320);
    dialog->open();
}

void MessageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colors().window);
    painter.setPen(colors().border);
    painter.drawLine(0, 0, width(), 0);
}

} // namespace joinery
