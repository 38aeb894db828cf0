#include "relationships/relationshipsdialog.h"

#include "panels/findfield.h"
#include "relationships/relationshipdetails.h"
#include "relationships/relationshipfacts.h"
#include "relationships/relationshiplist.h"
#include "relationships/shapedialog.h"
#include "session/session.h"
#include "theme/theme.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace joinery {

RelationshipsDialog::RelationshipsDialog(Session &session, const QString &current, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_find(new FindField)
    , m_list(new RelationshipList)
    , m_details(new RelationshipDetails)
{
    setWindowTitle(tr("Relationships of %1").arg(session.location().name()));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeListSide());
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({400, 560});
    column->addWidget(splitter, 1);
    auto *line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    column->addWidget(line);
    column->addLayout(makeButtons());
    resize(960, 640);

    connect(m_find, &FindField::findChanged, m_list, &RelationshipList::setFind);
    connect(m_find, &FindField::leaveWanted, this, [this] {
        m_list->chooseShown();
        m_list->setFocus(Qt::ShortcutFocusReason);
    });
    connect(m_list, &QListWidget::currentRowChanged, this,
            [this] { m_details->show(m_session.catalog(), m_list->currentId()); });
    connect(m_details, &RelationshipDetails::edited, this, &RelationshipsDialog::apply);
    connect(&m_session, &Session::loaded, this, &RelationshipsDialog::refresh);
    connect(&m_session, &QObject::destroyed, this, &QWidget::close);
    refresh();
    for (const Reviewed &each : m_session.catalog()->review.relationships) {
        if (each.relationship.name == current)
            m_list->setCurrentId(each.id);
    }
    m_list->chooseShown();
    m_list->setFocus();
}

QWidget *RelationshipsDialog::makeListSide()
{
    auto *side = new QWidget;
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    side->setMinimumWidth(280);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_find->setPlaceholderText(tr("Find a relationship or a table"));
    m_find->setAccessibleName(tr("Find a relationship or a table"));
    auto *findRow = new QHBoxLayout;
    findRow->setContentsMargins(12, 12, 12, Theme::grid);
    findRow->addWidget(m_find);
    column->addLayout(findRow);
    column->addWidget(m_list, 1);
    m_outdated = new QLabel;
    m_outdated->setTextFormat(Qt::PlainText);
    m_outdated->setWordWrap(true);
    m_outdated->setContentsMargins(12, Theme::grid, 12, 0);
    column->addWidget(m_outdated);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, Theme::grid, 12, Theme::grid);
    row->setSpacing(Theme::grid);
    auto *addButton = new QPushButton(tr("&Add…"));
    addButton->setToolTip(tr("Say which table joins which, where it was not found"));
    m_up = new QPushButton(tr("Move u&p"));
    m_down = new QPushButton(tr("Move &down"));
    for (QPushButton *each : {addButton, m_up, m_down}) {
        each->setAutoDefault(false);
        row->addWidget(each);
    }
    row->addStretch(1);
    column->addLayout(row);
    connect(addButton, &QPushButton::clicked, this, &RelationshipsDialog::add);
    connect(m_up, &QPushButton::clicked, this, [this] { move(true); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(false); });
    return side;
}

QLayout *RelationshipsDialog::makeButtons()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, Theme::grid, 12, 12);
    row->setSpacing(Theme::grid);
    auto *save = new QPushButton(tr("&Save settings…"));
    auto *load = new QPushButton(tr("&Load settings…"));
    m_reset = new QPushButton(tr("Rese&t all…"));
    m_reset->setToolTip(tr("Back to what was found"));
    auto *close = new QPushButton(tr("Close"));
    for (QPushButton *each : {save, load, m_reset})
        row->addWidget(each);
    row->addStretch(1);
    row->addWidget(close);
    for (QPushButton *each : {save, load, m_reset, close})
        each->setAutoDefault(false);
    connect(save, &QPushButton::clicked, this, &RelationshipsDialog::saveToFile);
    connect(load, &QPushButton::clicked, this, &RelationshipsDialog::loadFromFile);
    connect(m_reset, &QPushButton::clicked, this, &RelationshipsDialog::resetAll);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    return row;
}

void RelationshipsDialog::refresh()
{
    const std::shared_ptr<const Catalog> catalog = m_session.catalog();
    RelationshipList::Section shown;
    RelationshipList::Section suggested{tr("Perhaps also"), {}};
    RelationshipList::Section hidden{tr("Hidden"), {}};
    for (const Reviewed &each : catalog->review.relationships) {
        const Relationship &relationship = each.relationship;
        const QString why = catalog->whyNotShown(relationship);
        RelationshipList::Row row{
            each.id, relationship.name, endsText(relationship), {}, why, each.hidden || !why.isEmpty()};
        if (each.origin == Reviewed::Origin::ByHand)
            row.mark = tr("added");
        else if (!why.isEmpty())
            row.mark = tr("not known where to");
        else if (each.changed)
            row.mark = tr("changed");
        (each.hidden ? hidden : relationship.suggested ? suggested : shown).rows += row;
    }
    m_list->setSections({shown, suggested, hidden});
    if (m_list->currentId().isEmpty())
        m_list->chooseShown();
    QStringList outdated;
    for (const Outdated &each : catalog->review.outdated)
        outdated += tr("Not applied: %1 %2").arg(each.id, each.reason);
    m_outdated->setText(outdated.join(u'\n'));
    m_outdated->setVisible(!outdated.isEmpty());
    m_reset->setEnabled(!catalog->settings.isEmpty());
    m_details->show(catalog, m_list->currentId());
}

void RelationshipsDialog::apply(const RelationshipSettings &settings)
{
    m_session.setSettings(settings);
}

void RelationshipsDialog::move(bool up)
{
    const Review &review = m_session.catalog()->review;
    QStringList order;
    for (const Reviewed &each : review.relationships)
        order += each.id;
    const qsizetype from = order.indexOf(m_list->currentId());
    const Reviewed *moved = review.find(m_list->currentId());
    if (from < 0 || !moved)
        return;
    // Past its neighbour in the list, which hidden and suggested ones may lie between.
    for (qsizetype to = from + (up ? -1 : 1); to >= 0 && to < order.size(); to += up ? -1 : 1) {
        const Reviewed &neighbour = review.relationships[to];
        if (neighbour.hidden != moved->hidden || neighbour.relationship.suggested != moved->relationship.suggested)
            continue;
        order.move(from, to);
        RelationshipSettings settings = m_session.catalog()->settings;
        // What is not in this database now keeps its place at the end.
        for (const QString &each : std::as_const(settings.order)) {
            if (!order.contains(each))
                order += each;
        }
        settings.order = order;
        apply(settings);
        return;
    }
}

void RelationshipsDialog::add()
{
    auto *dialog = new ShapeDialog(m_session.catalog(), std::nullopt, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const auto made = relationshipOf(dialog->shape(), m_session.catalog()->schema);
        if (!made)
            return complain(made.error().summary, made.error().detail);
        const QString id = relationshipId(*made);
        RelationshipSettings settings = m_session.catalog()->settings;
        RelationshipSettings::Entry &entry = settings.entry(id);
        // What is found already is not added a second time.
        entry.byHand = !m_session.catalog()->review.find(id);
        entry.hidden = false;
        entry.shape = dialog->shape();
        apply(settings);
        m_find->clear();
        m_list->setCurrentId(id);
    });
    dialog->open();
}

void RelationshipsDialog::saveToFile()
{
    const QFileInfo database(m_session.location().path);
    const QString suggestion = database.dir().filePath(database.completeBaseName()
                                                       + QStringLiteral(".relationships.json"));
    const QString path = QFileDialog::getSaveFileName(this, tr("Save settings"), suggestion,
                                                      tr("Relationship settings (*.json)"));
    if (path.isEmpty())
        return;
    if (const auto saved = m_session.catalog()->settings.save(path); !saved)
        complain(saved.error().summary, saved.error().detail);
}

void RelationshipsDialog::loadFromFile()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Load settings"), QFileInfo(m_session.location().path).absolutePath(),
        tr("Relationship settings (*.json)") + QStringLiteral(";;") + tr("All files (*)"));
    if (path.isEmpty())
        return;
    const auto settings = RelationshipSettings::load(path);
    if (settings)
        apply(*settings);
    else
        complain(settings.error().summary, settings.error().detail);
}

void RelationshipsDialog::resetAll()
{
    auto *box = new QMessageBox(
        QMessageBox::Question, tr("Reset all"),
        tr("Forget every name, order, label and correction for %1?").arg(m_session.location().name()),
        QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("The relationships will be as they were found. The database itself is not changed."));
    const QPushButton *yes = box->addButton(tr("Reset all"), QMessageBox::DestructiveRole);
    connect(yes, &QPushButton::clicked, this, [this] { apply({}); });
    box->open();
}

void RelationshipsDialog::complain(const QString &sentence, const QString &detail)
{
    auto *box = new QMessageBox(QMessageBox::Warning, windowTitle(), sentence, QMessageBox::Ok, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(detail);
    box->open();
}

} // namespace joinery
