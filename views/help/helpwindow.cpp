#include "help/helpwindow.h"

#include "help/helppages.h"
#include "theme/icons.h"
#include "theme/theme.h"

#include <QAction>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSplitter>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>
#include <QToolButton>

namespace joinery {

namespace {

/// Reads the pages, and gives their tables the look of ours, which Markdown cannot say.
class Browser : public QTextBrowser
{
public:
    using QTextBrowser::QTextBrowser;

    QVariant loadResource(int type, const QUrl &name) override
    {
        const QString markdown = helpMarkdown(name.fileName());
        return markdown.isEmpty() ? QTextBrowser::loadResource(type, name) : QVariant(markdown);
    }

protected:
    void doSetSource(const QUrl &name, QTextDocument::ResourceType type) override
    {
        // A page's links lead to other pages; what is on the web opens where the web is read.
        if (!name.scheme().isEmpty() && name.scheme() != QLatin1String("qrc")) {
            QDesktopServices::openUrl(name);
            return;
        }
        QTextBrowser::doSetSource(name, type);
        spread();
        for (QTextFrame *frame : document()->rootFrame()->childFrames()) {
            if (auto *table = qobject_cast<QTextTable *>(frame))
                shape(table);
        }
    }

private:
    /// Room above headings and lines that are easy to follow.
    void spread()
    {
        QTextCursor cursor(document());
        for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
            QTextBlockFormat format = block.blockFormat();
            if (format.headingLevel() > 1)
                format.setTopMargin(2 * Theme::grid);
            if (format.headingLevel() > 0)
                format.setBottomMargin(Theme::grid);
            format.setLineHeight(120, QTextBlockFormat::ProportionalHeight);
            cursor.setPosition(block.position());
            cursor.setBlockFormat(format);
        }
        document()->clearUndoRedoStacks();
    }

    static void shape(QTextTable *table)
    {
        QTextTableFormat format = table->format();
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        format.setColumnWidthConstraints(
            {QTextLength(QTextLength::PercentageLength, 36), QTextLength(QTextLength::PercentageLength, 64)});
        format.setCellPadding(5);
        format.setCellSpacing(0);
        format.setBorder(1);
        format.setBorderCollapse(true);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(colors().line);
        table->setFormat(format);
    }
};

QToolButton *makeButton(const QString &iconName, const QString &name, const QKeySequence &shortcut)
{
    auto *button = new QToolButton;
    button->setAutoRaise(true);
    button->setIcon(icon(iconName));
    button->setAccessibleName(name);
    button->setShortcut(shortcut);
    button->setToolTip(
        shortcut.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, shortcut.toString(QKeySequence::NativeText)));
    return button;
}

} // namespace

HelpWindow::HelpWindow(QWidget *parent)
    : QDialog(parent)
    , m_browser(new Browser)
    , m_contents(new QListWidget)
    , m_find(new QLineEdit)
    , m_found(new QLabel)
{
    setWindowTitle(tr("Joinery help"));
    QToolButton *back = makeButton(QStringLiteral("chevron-left"), tr("Back"), QKeySequence(Qt::ALT | Qt::Key_Left));
    QToolButton *forward = makeButton(QStringLiteral("chevron-right"), tr("Forward"),
                                      QKeySequence(Qt::ALT | Qt::Key_Right));
    for (QToolButton *each : {back, forward})
        each->setEnabled(false);
    m_find->setPlaceholderText(tr("Find in this page"));
    m_find->setAccessibleName(tr("Find in this page"));
    m_find->setToolTip(tr("Find in this page (Ctrl+F); Enter goes to the next place, Shift+Enter to the one before"));
    m_find->setClearButtonEnabled(true);
    m_find->setFixedWidth(240);
    m_find->installEventFilter(this);
    m_found->setFont(Theme::smallFont());
    m_found->setForegroundRole(QPalette::PlaceholderText);
    m_browser->setFrameShape(QFrame::NoFrame);
    m_browser->setAccessibleName(tr("Help page"));
    m_contents->setAccessibleName(tr("Contents"));
    m_contents->setFrameShape(QFrame::NoFrame);
    for (const HelpPage &page : helpPages()) {
        auto *item = new QListWidgetItem(page.title, m_contents);
        item->setData(Qt::UserRole, page.file);
        item->setSizeHint({0, Theme::instance().rowHeight()});
    }

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Theme::grid, Theme::grid, Theme::grid, Theme::grid);
    bar->addWidget(back);
    bar->addWidget(forward);
    bar->addStretch();
    bar->addWidget(m_found);
    bar->addSpacing(Theme::grid);
    bar->addWidget(m_find);
    auto *side = new QWidget;
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(Theme::grid, 2 * Theme::grid, Theme::grid, Theme::grid);
    sideColumn->addWidget(m_contents);
    auto *splitter = new QSplitter;
    splitter->addWidget(side);
    splitter->addWidget(m_browser);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({216, 644});
    splitter->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(splitter, 1);
    resize(860, 640);

    connect(back, &QToolButton::clicked, m_browser, &QTextBrowser::backward);
    connect(forward, &QToolButton::clicked, m_browser, &QTextBrowser::forward);
    connect(m_browser, &QTextBrowser::backwardAvailable, back, &QWidget::setEnabled);
    connect(m_browser, &QTextBrowser::forwardAvailable, forward, &QWidget::setEnabled);
    // The browser's own source() is that of the page before until this has ended.
    connect(m_browser, &QTextBrowser::sourceChanged, this, [this](const QUrl &url) { onPageShown(url.fileName()); });
    connect(m_contents, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            showPage(item->data(Qt::UserRole).toString());
    });
    connect(m_find, &QLineEdit::textChanged, this, [this] {
        m_browser->moveCursor(QTextCursor::Start);
        markAll();
        find(true);
    });
    auto *focusFind = new QAction(this);
    focusFind->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_F));
    connect(focusFind, &QAction::triggered, m_find, [this] {
        m_find->setFocus(Qt::ShortcutFocusReason);
        m_find->selectAll();
    });
    addAction(focusFind);
    // Colours are part of a page once it is read.
    connect(&Theme::instance(), &Theme::changed, this, [this] { m_browser->reload(); });
    showPage(QStringLiteral("index.md"));
    m_browser->setFocus();
}

bool HelpWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_find || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter)
        return false;
    find(!(key->modifiers() & Qt::ShiftModifier));
    return true;
}

void HelpWindow::showPage(const QString &file)
{
    if (page() != file)
        m_browser->setSource(QUrl(file), QTextDocument::MarkdownResource);
}

QString HelpWindow::page() const
{
    return m_browser->source().fileName();
}

void HelpWindow::onPageShown(const QString &file)
{
    const QSignalBlocker quiet(m_contents);
    for (int row = 0; row < m_contents->count(); ++row) {
        if (m_contents->item(row)->data(Qt::UserRole).toString() == file)
            m_contents->setCurrentRow(row);
    }
    m_browser->document()->setDocumentMargin(3 * Theme::grid);
    markAll();
}

void HelpWindow::markAll()
{
    QList<QTextEdit::ExtraSelection> places;
    const QString text = m_find->text();
    QTextCursor cursor(m_browser->document());
    while (!text.isEmpty()) {
        cursor = m_browser->document()->find(text, cursor);
        if (cursor.isNull())
            break;
        QTextEdit::ExtraSelection place;
        place.cursor = cursor;
        place.format.setBackground(colors().notice);
        places.append(place);
    }
    m_browser->setExtraSelections(places);
    m_found->setText(text.isEmpty()     ? QString()
                     : places.isEmpty() ? tr("Not on this page")
                                        : tr("%Ln place(s)", nullptr, int(places.size())));
}

void HelpWindow::find(bool forward)
{
    const QString text = m_find->text();
    const QTextDocument::FindFlags flags = forward ? QTextDocument::FindFlags() : QTextDocument::FindBackward;
    if (text.isEmpty() || m_browser->find(text, flags))
        return;
    // Once more from the other end.
    m_browser->moveCursor(forward ? QTextCursor::Start : QTextCursor::End);
    m_browser->find(text, flags);
}

} // namespace joinery
