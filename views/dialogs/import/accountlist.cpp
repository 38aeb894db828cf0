#include "dialogs/import/accountlist.h"

#include "dialogs/import/verdictlook.h"
#include "theme/theme.h"

#include <QHeaderView>
#include <QLocale>

#include <algorithm>

namespace joinery {

namespace {

using Kind = AccountLine::Kind;

RowFilter rowsOf(const AccountLine &line)
{
    switch (line.kind) {
    case Kind::OfVerdict:
        return {line.verdict, {}};
    case Kind::CreatedLeft:
        return {{}, Side::Left};
    case Kind::CreatedRight:
        return {{}, Side::Right};
    default:
        return {};
    }
}

bool isSameLine(const AccountLine &a, const AccountLine &b)
{
    return a.kind == b.kind && a.verdict == b.verdict;
}

} // namespace

AccountList::AccountList(Words words, bool picks, QWidget *parent)
    : QTreeWidget(parent)
    , m_words(std::move(words))
    , m_picks(picks)
{
    setAccessibleName(tr("Account"));
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setFrameShape(NoFrame);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(picks ? SingleSelection : NoSelection);
    if (!picks)
        setFocusPolicy(Qt::NoFocus);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(16);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    setFont(Theme::tabular(font()));
    connect(this, &QTreeWidget::currentItemChanged, this, [this] { emit pickedChanged(); });
    connect(&Theme::instance(), &Theme::changed, this, &AccountList::applyDensity);
}

void AccountList::setAccount(const ImportAccount &account, OnConflict onConflict, const Relationship &relationship)
{
    const RowFilter pickedBefore = picked();
    const QList<AccountLine> before = std::exchange(m_lines, accountLines(account, onConflict));
    for (const Side side : {Side::Left, Side::Right})
        m_titles[size_t(side)] = relationship.title(side);
    if (std::equal(m_lines.begin(), m_lines.end(), before.begin(), before.end(), isSameLine)) {
        applyDensity();
        return;
    }
    {
        const QSignalBlocker quiet(this);
        clear();
        for (const AccountLine &line : std::as_const(m_lines)) {
            auto *item = new QTreeWidgetItem(this);
            if (!m_picks || line.kind == Kind::BlankLines)
                item->setFlags(Qt::ItemIsEnabled);
            paintLine(item, line);
            if (m_picks && line.kind != Kind::BlankLines && rowsOf(line) == pickedBefore)
                setCurrentItem(item);
        }
        if (m_picks && !currentItem())
            setCurrentItem(topLevelItem(0));
    }
    updateGeometry();
    if (picked() != pickedBefore)
        emit pickedChanged();
}

void AccountList::setUndone(bool undone)
{
    m_isUndone = undone;
    applyDensity();
}

QString AccountList::textOf(const AccountLine &line) const
{
    switch (line.kind) {
    case Kind::Read:
        return tr("rows read");
    case Kind::OfVerdict:
        return m_words(line.verdict);
    case Kind::CreatedLeft:
    case Kind::CreatedRight: {
        const QString &title = m_titles[size_t(line.kind == Kind::CreatedLeft ? Side::Left : Side::Right)];
        return m_picks ? tr("will be created in %1").arg(title) : tr("created in %1").arg(title);
    }
    case Kind::BlankLines:
        break;
    }
    return tr("blank lines passed over");
}

void AccountList::paintLine(QTreeWidgetItem *item, const AccountLine &line) const
{
    const Colors &c = colors();
    const bool isWritten = line.kind == Kind::CreatedLeft || line.kind == Kind::CreatedRight
                        || (line.kind == Kind::OfVerdict
                            && (line.verdict == Verdict::Linked || line.verdict == Verdict::Updated));
    const QString text = m_isUndone && isWritten ? tr("%1, undone").arg(textOf(line)) : textOf(line);
    item->setText(0, line.isRejected && !m_picks ? tr("%1 (rejected)").arg(text) : text);
    item->setText(1, QLocale().toString(line.count));
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setToolTip(0, line.isRejected ? tr("%1: rejected").arg(text) : text);
    item->setSizeHint(0, {0, Theme::instance().rowHeight()});
    if (line.kind == Kind::OfVerdict) {
        const VerdictLook look = m_isUndone && isWritten ? VerdictLook{QStringLiteral("undo"), Tone::Muted}
                                                         : lookOf(line.verdict, line.isRejected);
        item->setIcon(0, icon(look.icon, look.tone));
        item->setForeground(0, colorOf(look));
        item->setForeground(1, m_isUndone ? c.muted : c.text);
    } else {
        item->setIcon(0, icon(line.kind == Kind::Read         ? QStringLiteral("table")
                              : line.kind == Kind::BlankLines ? QStringLiteral("minus")
                                                              : QStringLiteral("plus"),
                              Tone::Muted));
        item->setForeground(0, line.kind == Kind::Read ? c.text : c.muted);
        item->setForeground(1, line.kind == Kind::Read ? c.text : c.muted);
    }
}

void AccountList::applyDensity()
{
    for (int i = 0; i < topLevelItemCount(); ++i)
        paintLine(topLevelItem(i), m_lines[i]);
}

RowFilter AccountList::picked() const
{
    const int line = indexOfTopLevelItem(currentItem());
    return line >= 0 && line < m_lines.size() ? rowsOf(m_lines[line]) : RowFilter();
}

QSize AccountList::sizeHint() const
{
    return {250, int(m_lines.size()) * Theme::instance().rowHeight() + 2};
}

} // namespace joinery
