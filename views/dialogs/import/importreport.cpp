#include "dialogs/import/importreport.h"

#include "dialogs/import/accountlist.h"
#include "panels/elidedlabel.h"
#include "theme/theme.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace joinery {

namespace {

constexpr int contentWidth = 680;

} // namespace

ImportReportPage::ImportReportPage(ImportState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_sign(new QLabel)
    , m_headline(new QLabel)
    , m_text(new QLabel)
    , m_account(
          new AccountList([&state](Verdict verdict) { return verdictInWords(verdict, state.relationship()); }, false))
    , m_note(new ElidedLabel)
    , m_save(new QPushButton(tr("&Save rejects…")))
    , m_undo(new QPushButton(icon(QStringLiteral("undo")), tr("&Undo")))
    , m_again(new QPushButton(tr("C&hange and try again…")))
    , m_close(new QPushButton(tr("&Close")))
{
    m_headline->setFont(Theme::headlineFont());
    m_headline->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    auto *content = new QWidget;
    content->setFixedWidth(contentWidth);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_sign);
    head->addWidget(m_headline, 1);
    column->addLayout(head);
    column->addWidget(m_text);
    auto *account = new QWidget;
    account->setAutoFillBackground(true);
    account->setBackgroundRole(QPalette::Base);
    auto *accountColumn = new QVBoxLayout(account);
    accountColumn->setContentsMargins(Theme::grid, 4, Theme::grid, 4);
    accountColumn->addWidget(m_account);
    column->addWidget(account);
    column->addWidget(m_note);
    auto *buttons = new QHBoxLayout;
    auto *another = new QPushButton(tr("Import &another file…"));
    buttons->addWidget(m_save);
    buttons->addWidget(m_undo);
    buttons->addStretch(1);
    buttons->addWidget(m_again);
    buttons->addWidget(another);
    buttons->addWidget(m_close);
    column->addSpacing(4);
    column->addLayout(buttons);
    auto *page = new QVBoxLayout(this);
    page->addStretch(2);
    page->addWidget(content, 0, Qt::AlignHCenter);
    page->addStretch(3);
    connect(m_save, &QPushButton::clicked, this, &ImportReportPage::saveRejects);
    connect(m_undo, &QPushButton::clicked, this, &ImportReportPage::undo);
    connect(m_again, &QPushButton::clicked, this, &ImportReportPage::againRequested);
    connect(another, &QPushButton::clicked, this, &ImportReportPage::anotherRequested);
    connect(m_close, &QPushButton::clicked, this, &ImportReportPage::closeRequested);
}

void ImportReportPage::say(const QString &iconName, Tone tone, const QString &text)
{
    m_sign->setPixmap(icon(iconName, tone).pixmap(QSize(24, 24), devicePixelRatioF()));
    m_sign->setFixedSize(24, 24);
    m_headline->setText(text);
}

void ImportReportPage::show(const Report &report)
{
    const ImportAccount &account = m_state.run()->account;
    const OnConflict onConflict = m_state.draft()->plan.mapping.onConflict;
    const qint64 changed = account.of(Verdict::Linked) + account.of(Verdict::Updated);
    const qint64 rejected = account.rejected(onConflict);
    const bool isPartly = report.kind == Report::Kind::Partly;
    if (changed == 0)
        say(QStringLiteral("info"), Tone::Muted, tr("Nothing was imported"));
    else
        say(isPartly ? QStringLiteral("warning") : QStringLiteral("success"), isPartly ? Tone::Warning : Tone::Success,
            account.of(Verdict::Updated) == 0 ? tr("%Ln link(s) imported", nullptr, int(changed))
                                              : tr("%Ln link(s) imported or updated", nullptr, int(changed)));
    const qint64 elapsed = std::max<qint64>(1, m_state.elapsed());
    QString text = tr("%1 from %2").arg(tr("%Ln row(s)", nullptr, int(account.read())), m_state.source().name());
    if (elapsed > 1000)
        text += QStringLiteral(" · ") + tr("%1 rows a second").arg(QLocale().toString(account.read() * 1000 / elapsed));
    if (rejected > 0)
        text += u'\n'
              + tr("%Ln row(s) rejected; the file that can be saved gives each with its line and reason.", nullptr,
                   int(rejected));
    m_text->setText(text);
    m_note->setFullText({});
    m_account->setUndone(false);
    m_account->setAccount(account, onConflict, m_state.relationship());
    m_account->setFixedHeight(m_account->sizeHint().height());
    m_save->setVisible(rejected > 0);
    m_again->setVisible(rejected > 0);
    m_undo->setVisible(report.undoable);
    m_undo->setEnabled(true);
    m_close->setDefault(true);
    m_close->setFocus();
}

void ImportReportPage::saveRejects()
{
    const QFileInfo source(m_state.source().isText() ? QStringLiteral("rows.csv") : m_state.source().path);
    const QString suggested = source.absoluteDir().filePath(tr("%1 rejects.csv").arg(source.completeBaseName()));
    const QString path = QFileDialog::getSaveFileName(this, tr("Save rejected rows"), suggested,
                                                      tr("CSV files (*.csv)") + QStringLiteral(";;")
                                                          + tr("All files (*)"));
    if (path.isEmpty())
        return;
    m_state.saveRejects(path, this, [this, path](const Result<void> &saved) {
        m_note->setFullText(saved ? tr("The rejected rows are in %1.").arg(path) : saved.error().summary);
    });
}

void ImportReportPage::undo()
{
    m_undo->setEnabled(false);
    // What the session says next is about this step: nothing else can be done while the dialog is open.
    auto *once = new QObject(this);
    connect(&m_state.session(), &Session::reported, once, [this, once](const Report &report) {
        once->deleteLater();
        if (report.kind == Report::Kind::Failed || report.kind == Report::Kind::Nothing) {
            m_note->setFullText(report.text);
            m_undo->setEnabled(m_state.session().history().undoStep() != nullptr);
            return;
        }
        say(QStringLiteral("undo"), Tone::Muted, tr("The import was undone"));
        m_note->setFullText(tr("The links are as they were before. Redo is in the Edit menu."));
        m_account->setUndone(true);
        m_again->show();
        m_close->setFocus();
    });
    m_state.session().undo();
}

} // namespace joinery
