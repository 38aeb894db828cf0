#include "panels/linkpanel.h"

#include "cells/cellactions.h"
#include "panels/elidedlabel.h"
#include "panels/entitypanel.h"
#include "panels/findfield.h"
#include "panels/foldedcolumns.h"
#include "panels/segmentedcontrol.h"
#include "panels/thirdendpicker.h"
#include "rows/columnlayout.h"
#include "statepage.h"
#include "theme/theme.h"
#include "values/naming.h"

#include <QDropEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace joinery {

namespace {

/// The column that holds a rating by its name, or -1.
int starsColumn(const LinkModel &model)
{
    for (int column = LinkModel::FirstPayloadColumn; column < model.columnCount(); ++column) {
        const QString name = model.payloadColumn(column).toLower();
        if (name == QLatin1String("rating") || name == QLatin1String("stars"))
            return column;
    }
    return -1;
}

} // namespace

/// Lies over the panel while rows that it would take are above it.
class LinkPanel::DropFrame : public QWidget
{
public:
    explicit DropFrame(QWidget *parent) : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = colors();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QColor veil = c.accent;
        veil.setAlphaF(0.07f); // what lies under it stays readable
        painter.setPen(QPen(c.accent, 2));
        painter.setBrush(veil);
        painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), 6, 6);
    }
};

LinkPanel::LinkPanel(EditorState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_model(new LinkModel(state, this))
    , m_table(new RowTable(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(makeTitleRow());
    column->addLayout(makeFindRow());
    if (QLayout *thirdEnds = makeThirdEnds())
        column->addLayout(thirdEnds);
    makeTable();
    column->addWidget(m_table, 1);
    m_empty = new StatePage(StatePage::Size::Panel, this);
    m_empty->hide();
    m_dropFrame = new DropFrame(this);
    setAcceptDrops(true);
    setMinimumWidth(260);
    setFocusProxy(m_table);

    connect(m_find, &FindField::findChanged, this, [this](const QString &text) {
        m_table->forgetPlace();
        m_model->setFind(text);
    });
    connect(m_find, &FindField::leaveWanted, this, [this] { m_table->setFocus(Qt::ShortcutFocusReason); });
    connect(m_scope, &SegmentedControl::changed, this, [this](int scope) {
        m_table->forgetPlace();
        m_model->setScope(LinkModel::Scope(scope));
    });
    connect(m_model, &LinkModel::orderRead, this, &LinkPanel::onOrderRead);
    connect(m_model, &LinkModel::titleChanged, this, &LinkPanel::showTitle);
    connect(m_model, &LinkModel::arrived, this, [this](int row) {
        m_table->scrollTo(m_model->index(row, 0));
        m_table->startGlow();
    });
    connect(m_model, &LinkModel::failed, this, [this](const Error &error) {
        m_error = error.summary;
        showEmptyState();
        emit said({Report::Kind::Failed, error.summary, error.detail, false});
    });
    connect(&m_state, &EditorState::selectionChanged, this, [this](Side side) {
        if (side == m_state.focus() && m_model->scope() == LinkModel::Scope::These)
            m_table->forgetPlace();
    });
    connect(&Theme::instance(), &Theme::changed, this, &LinkPanel::showTitle);
    showTitle();
    showPayload();
}

QLayout *LinkPanel::makeTitleRow()
{
    m_title = new ElidedLabel;
    m_title->setFont(Theme::titleFont());
    m_count = new QLabel;
    m_count->setAccessibleName(tr("Number of links"));
    m_payload = new QToolButton;
    m_payload->setAutoRaise(true);
    m_payload->setFont(Theme::smallFont());
    m_payload->setToolTip(tr("What every new link says, because the database requires it"));
    connect(m_payload, &QToolButton::clicked, this, &LinkPanel::payloadRequested);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 8, 12, 0);
    row->setSpacing(Theme::grid);
    row->addWidget(m_title, 1);
    row->addWidget(m_payload);
    m_folded = new FoldedColumns;
    row->addWidget(m_folded);
    row->addWidget(m_count);
    m_title->setMinimumHeight(28);
    return row;
}

QLayout *LinkPanel::makeFindRow()
{
    m_find = new FindField;
    m_find->setAccessibleName(tr("Find in the links"));
    m_find->setToolTip(tr("Find in these links (Ctrl+F)"));
    m_scope = new SegmentedControl;
    m_scope->setAccessibleName(tr("Which links to show"));
    m_scope->addSegment(int(LinkModel::Scope::These), tr("These"), tr("Show the links of the selection"));
    m_scope->addSegment(int(LinkModel::Scope::All), tr("All"), tr("Show every link of the relationship"));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(Theme::grid);
    row->addWidget(m_find, 1);
    row->addWidget(m_scope);
    return row;
}

QLayout *LinkPanel::makeThirdEnds()
{
    const Relationship &relationship = m_state.relationship();
    if (relationship.others.isEmpty())
        return nullptr;
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 12, 8);
    row->setSpacing(Theme::grid);
    for (qsizetype i = 0; i < relationship.others.size(); ++i) {
        const End &end = relationship.others[i];
        if (!m_state.catalog()->schema.table(end.table) || end.key.isEmpty())
            continue;
        auto *picker = new ThirdEndPicker(m_state, end, tr("all"), m_state.thirdEnds().value(i));
        connect(picker, &ThirdEndPicker::chosen, this, [this, i](const RowKey &key) {
            QList<RowKey> keys = m_state.thirdEnds();
            keys.resize(m_state.relationship().others.size());
            keys[i] = key;
            emit thirdEndsChosen(keys);
        });
        row->addWidget(picker);
    }
    row->addStretch(1);
    return row;
}

void LinkPanel::makeTable()
{
    RowSource source;
    source.model = m_model;
    source.keyRole = LinkModel::KeyRole;
    source.placeholderRole = LinkModel::PlaceholderRole;
    source.numericRole = LinkModel::NumericRole;
    source.nullRole = LinkModel::NullRole;
    source.recentRole = LinkModel::RecentRole;
    source.starsColumn = starsColumn(*m_model);
    source.order = [this]() -> const KeyList & { return m_model->order(); };
    source.readText = [this](const KeyList &keys, const QList<int> &columns, const auto &done) {
        m_model->readText(keys, columns, m_table, done);
    };
    source.counted = [](qint64 count) { return tr("%Ln link(s)", nullptr, int(count)); };
    m_table->setSource(source);
    m_table->setAccessibleName(tr("Links"));
    m_table->setAcceptDrops(false); // the whole panel takes them
    m_table->viewport()->setAcceptDrops(false);
    m_table->horizontalHeader()->setSortIndicator(m_model->sortColumn(), m_model->sortOrder());
    m_columns = new ColumnLayout(m_table,
                                 ColumnLayout::settingsKey(m_state.session().location().path,
                                                           m_state.relationship().name, QStringLiteral("links")),
                                 {});
    m_folded->setLayoutOf(m_columns);
    m_columns->setManaged(LinkModel::FocusColumn, m_model->showsFocusLabels());
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);

    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
            [this](int section, Qt::SortOrder order) {
                if (section == m_model->sortColumn() && order == m_model->sortOrder())
                    return;
                m_table->showStart();
                m_model->sort(section, order);
            });
    m_cells = new CellActions(m_state, *m_model, m_table, this);
    connect(m_cells, &CellActions::said, this, &LinkPanel::said);
    connect(m_table, &RowTable::unlinkRequested, this, &LinkPanel::unlink);
    connect(m_table, &RowTable::said, this, &LinkPanel::said);
    connect(m_table, &RowTable::pasteRequested, this, &LinkPanel::pasteRequested);
    connect(m_table, &RowTable::dragStarted, this, &LinkPanel::linksDragStarted);
    connect(m_table, &RowTable::dragFinished, this, &LinkPanel::linksDragFinished);
    connect(m_table, &RowTable::typed, this, [this](const QString &text) {
        m_find->setFocus(Qt::ShortcutFocusReason);
        m_find->setText(text);
    });
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &pos) { emit menuRequested(m_table->viewport()->mapToGlobal(pos)); });
}

void LinkPanel::onOrderRead()
{
    m_error.clear();
    m_columns->setManaged(LinkModel::FocusColumn, m_model->showsFocusLabels());
    showTitle();
    showPayload();
    showEmptyState();
}

void LinkPanel::showTitle()
{
    const Relationship &relationship = m_state.relationship();
    const QString title = m_model->title();
    m_title->setFullText(title.isEmpty() ? relationship.end(otherSide(m_state.focus())).alias : title);
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, colors().muted);
    m_count->setPalette(quiet);
    const QString shown = QLocale().toString(m_model->rowCount());
    m_count->setText(m_model->find().isEmpty() ? shown
                                               : tr("%1 of %2").arg(shown, QLocale().toString(m_model->totalCount())));
    m_count->setVisible(m_model->totalCount() > 0 || !m_state.focused().isEmpty());
}

void LinkPanel::showPayload()
{
    QStringList parts;
    for (const QString &column : m_state.requiredColumns()) {
        const QVariant value = m_state.payload().value(column);
        const QString heading = m_state.heading(column).toLower();
        parts += value.isNull() || EditorState::isReference(m_state.joinTable(), column)
                   ? heading
                   : QStringLiteral("%1 %2").arg(heading, value.toString());
    }
    m_payload->setVisible(!parts.isEmpty() && m_state.readOnlyReason().isEmpty());
    const QString text = tr("New links: %1…").arg(parts.join(QStringLiteral(", ")));
    const QString shown = m_payload->fontMetrics().elidedText(text, Qt::ElideRight, 180);
    m_payload->setText(QString(shown).replace(u'&', QStringLiteral("&&")));
    m_payload->setAccessibleName(text);
}

void LinkPanel::showEmptyState()
{
    const bool empty = m_model->rowCount() == 0 && !m_model->isLoading();
    m_empty->setVisible(empty);
    if (!empty)
        return;
    const Side focus = m_state.focus();
    const QString these = m_state.relationship().title(focus);
    const QString others = countedNoun(m_state.relationship().title(otherSide(focus)), 2);
    StatePage::Content content;
    content.icon = QStringLiteral("link");
    if (!m_error.isEmpty()) {
        content = {QStringLiteral("error"),
                   Tone::Error,
                   tr("The links cannot be read"),
                   m_error,
                   {{tr("Try again"), [this] { m_model->reload(); }}}};
    } else if (m_model->scope() == LinkModel::Scope::These && m_state.focused().isEmpty()) {
        content.icon = focus == Side::Left ? QStringLiteral("left-side") : QStringLiteral("right-side");
        content.headline = tr("Nothing selected");
        content.text = tr("Select a row in %1 to see which %2 are linked to it.").arg(these, others);
    } else if (!m_model->find().isEmpty()) {
        content.icon = QStringLiteral("find");
        content.headline = tr("Nothing found");
        content.text = tr("No link here contains “%1”.").arg(m_model->find());
        content.choices = {{tr("Clear find"), [this] { m_find->clear(); }}};
    } else {
        content.headline = tr("No links yet");
        content.text = m_state.readOnlyReason().isEmpty() ? tr("Drag %1 here, or tick their boxes.").arg(others)
                                                          : QString();
    }
    m_empty->setContent(content);
    placeOverlays();
}

void LinkPanel::unlink()
{
    m_table->flushSelection();
    if (const QString reason = m_state.readOnlyReason(); !reason.isEmpty())
        emit said({Report::Kind::Failed, reason, {}, false});
    else if (m_table->selectedKeys().isEmpty())
        emit said({Report::Kind::Nothing, tr("Select links first."), {}, false});
    else
        m_state.unlink(m_table->selectedKeys());
}

void LinkPanel::dragEnterEvent(QDragEnterEvent *event)
{
    // Refused rows are taken in too, so that moves over the panel keep coming; see dragMoveEvent().
    if (RowMime::peek(event->mimeData()))
        event->accept();
}

void LinkPanel::dragMoveEvent(QDragMoveEvent *event)
{
    const bool takes = m_model->canDropMimeData(event->mimeData(), event->proposedAction(), -1, -1, {});
    m_dropFrame->setVisible(takes);
    if (takes)
        event->acceptProposedAction();
    else
        event->ignore();
}

void LinkPanel::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dropFrame->hide();
}

void LinkPanel::dropEvent(QDropEvent *event)
{
    m_dropFrame->hide();
    const Qt::DropAction action = event->proposedAction();
    if (!m_model->canDropMimeData(event->mimeData(), action, -1, -1, {}))
        return;
    event->acceptProposedAction();
    m_model->dropMimeData(event->mimeData(), action, -1, -1, {});
}

void LinkPanel::placeOverlays()
{
    QRect below = m_table->geometry();
    below.setTop(below.top() + m_table->horizontalHeader()->height());
    m_empty->setGeometry(below);
    m_empty->raise();
    m_dropFrame->setGeometry(rect());
    m_dropFrame->raise();
}

void LinkPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    placeOverlays();
}

void LinkPanel::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colors().base);
}

} // namespace joinery
