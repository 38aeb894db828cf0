#include "dialogs/import/accountlist.h"

#include "dialogs/import/verdictlook.h"
#include "theme/theme.h"

#include <QHeaderView>
#include <QLocale>

namespace joinery {

namespace {

enum LineId { AllRows = -1, CreatedLeft = -2, CreatedRight = -3, BlankLines = -4 };
constexpr int idRole = Qt::UserRole;

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
    QList<Line> lines{{AllRows, tr("rows read"), account.read(), false}};
    for (int i = 0; i < verdictCount; ++i) {
        if (account.rows[size_t(i)] > 0)
            lines += {i, m_words(Verdict(i)), account.rows[size_t(i)], isRejected(Verdict(i), onConflict)};
    }
    const QString created = tr("created in %1");
    if (account.createdLeft > 0)
        lines += {CreatedLeft, created.arg(relationship.title(Side::Left)), account.createdLeft, false};
    if (account.createdRight > 0)
        lines += {CreatedRight, created.arg(relationship.title(Side::Right)), account.createdRight, false};
    if (account.blankLines > 0)
        lines += {BlankLines, tr("blank lines passed over"), account.blankLines, false};
    showLines(lines);
}

void AccountList::showLines(const QList<Line> &lines)
{
    bool isSameShape = lines.size() == m_lines.size();
    for (qsizetype i = 0; isSameShape && i < lines.size(); ++i)
        isSameShape = lines[i].id == m_lines[i].id;
    m_lines = lines;
    if (isSameShape) {
        for (int i = 0; i < topLevelItemCount(); ++i)
            paintLine(topLevelItem(i), lines[i]);
        return;
    }
    const auto before = picked();
    {
        const QSignalBlocker quiet(this);
        clear();
        for (const Line &line : lines) {
            auto *item = new QTreeWidgetItem(this);
            item->setData(0, idRole, line.id);
            if (line.id < AllRows || !m_picks)
                item->setFlags(Qt::ItemIsEnabled);
            paintLine(item, line);
            if (m_picks && line.id == (before ? int(*before) : AllRows))
                setCurrentItem(item);
        }
        if (m_picks && !currentItem())
            setCurrentItem(topLevelItem(0));
    }
    updateGeometry();
    if (picked() != before)
        emit pickedChanged();
}

void AccountList::paintLine(QTreeWidgetItem *item, const Line &line) const
{
    const Colors &c = colors();
    item->setText(0, line.isRejected && !m_picks ? tr("%1 (rejected)").arg(line.text) : line.text);
    item->setText(1, QLocale().toString(line.count));
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setToolTip(0, line.isRejected ? tr("%1: rejected").arg(line.text) : line.text);
    item->setSizeHint(0, {0, Theme::instance().rowHeight()});
    if (line.id >= 0) {
        const VerdictLook look = lookOf(Verdict(line.id), line.isRejected);
        item->setIcon(0, icon(look.icon, look.tone));
        item->setForeground(0, colorOf(look));
        item->setForeground(1, c.text);
    } else {
        item->setIcon(0, icon(line.id == AllRows      ? QStringLiteral("table")
                              : line.id == BlankLines ? QStringLiteral("minus")
                                                      : QStringLiteral("plus"),
                              Tone::Muted));
        item->setForeground(0, line.id == AllRows ? c.text : c.muted);
        item->setForeground(1, line.id == AllRows ? c.text : c.muted);
    }
}

void AccountList::applyDensity()
{
    for (int i = 0; i < topLevelItemCount(); ++i)
        paintLine(topLevelItem(i), m_lines[i]);
}

std::optional<Verdict> AccountList::picked() const
{
    const QTreeWidgetItem *item = currentItem();
    const int id = item ? item->data(0, idRole).toInt() : int(AllRows);
    return id < 0 ? std::nullopt : std::optional(Verdict(id));
}

QSize AccountList::sizeHint() const
{
    return {250, int(m_lines.size()) * Theme::instance().rowHeight() + 2};
}

} // namespace joinery
