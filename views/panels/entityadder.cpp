#include "panels/entityadder.h"

#include "cells/cellactions.h"
#include "panels/entitypanel.h"
#include "panels/findfield.h"
#include "values/naming.h"

#include <QLocale>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

namespace joinery {

namespace {

constexpr qsizetype mostNames = 10; // that a question lists

} // namespace

EntityAdder::EntityAdder(EditorState &state, EntityPanel &panel)
    : QObject(&panel)
    , m_state(state)
    , m_panel(panel)
    , m_side(panel.side())
{
    connect(&panel.model(), &EntityModel::orderRead, this, &EntityAdder::showAwaited);
    // After the model has heard of it: it reads its order anew by then.
    connect(&state.session(), &Session::rowsChanged, this, &EntityAdder::onRowsChanged);
}

bool EntityAdder::canLink() const
{
    return m_state.focus() != m_side && !m_state.focused().isEmpty() && m_state.readOnlyReason().isEmpty();
}

bool EntityAdder::refuse()
{
    const QString why = whyNot();
    if (!why.isEmpty())
        emit said({Report::Kind::Failed, why, {}, false});
    return !why.isEmpty();
}

void EntityAdder::addRow()
{
    if (refuse())
        return;
    EntityForm::Wanted wanted;
    wanted.side = m_side;
    // What was looked for and not found is most likely what is missing.
    if (const QString name = m_panel.model().find().trimmed(); !name.isEmpty() && m_panel.model().rowCount() == 0)
        wanted.names = {name};
    open(wanted);
}

void EntityAdder::addNamed(const QString &name, bool linked)
{
    if (!refuse())
        create(
            {m_side, {name}, linked, KeyList(int(m_state.relationship().end(m_side).key.size())), m_state.focused()});
}

void EntityAdder::create(const EntityForm::Wanted &wanted)
{
    const NewRows rows = EntityForm::rowsOf(m_state.rules(m_side), wanted.names);
    if (rows.columns.isEmpty() || !m_state.rules(m_side).requiredBesideLabel().isEmpty()) {
        open(wanted);
        return;
    }
    if (wanted.linked)
        m_state.createAndLink(m_side, rows, wanted.found, wanted.with, wanted.remark, whenAdded());
    else
        m_state.addEntities(m_side, rows, whenAdded());
}

EditorState::Added EntityAdder::whenAdded()
{
    return [self = QPointer<EntityAdder>(this)](const Result<KeyList> &keys) {
        if (self && keys)
            self->await(*keys);
    };
}

void EntityAdder::duplicate(bool withLinks)
{
    if (!refuse())
        m_state.duplicateEntities(m_side, m_state.selection(m_side), withLinks, whenAdded());
}

void EntityAdder::open(const EntityForm::Wanted &wanted)
{
    if (wanted.names.size() > 1 && EntityForm::rowsOf(m_state.rules(m_side), wanted.names).columns.isEmpty()) {
        emit said({Report::Kind::Nothing,
                   tr("A name alone does not say what a new row of %1 is called. Add them one by one (Ctrl+N).")
                       .arg(m_state.relationship().title(m_side)),
                   {},
                   false});
        return;
    }
    auto *form = new EntityForm(m_state, m_panel.cells()->editors(), wanted, m_panel.window());
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_panel, &QObject::destroyed, form, &QWidget::close);
    connect(form, &EntityForm::added, this, [this](const KeyList &keys) {
        await(keys);
        m_panel.table()->setFocus(Qt::OtherFocusReason);
    });
    form->open();
}

void EntityAdder::offer(const NamedRows &rows, const KeyList &with, const Remark &remark)
{
    const QString title = m_state.relationship().title(m_side);
    const auto count = int(rows.missing.size());
    const QString noun = countedNoun(title, count);
    auto *box = new QMessageBox(QMessageBox::Question, tr("New %1").arg(noun),
                                tr("%Ln name(s) is/are not in %1. Add and link?", nullptr, count).arg(title),
                                QMessageBox::Cancel, m_panel.window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QString text = rows.missing.mid(0, mostNames).join(u'\n');
    if (count > mostNames)
        text += u'\n' + tr("and %Ln more", nullptr, count - int(mostNames));
    if (const QStringList beside = m_state.rules(m_side).requiredBesideLabel(); !beside.isEmpty())
        text += QStringLiteral("\n\n")
              + tr("The table also requires %1; a form asks for it.").arg(beside.join(QStringLiteral(", ")));
    box->setInformativeText(text);
    QPushButton *add = box->addButton(tr("Add and link"), QMessageBox::AcceptRole);
    box->setDefaultButton(add);
    const EntityForm::Wanted wanted{m_side, rows.missing, true, rows.found, with, remark};
    connect(add, &QPushButton::clicked, this, [this, wanted] { create(wanted); });
    if (!rows.found.isEmpty()) {
        const QPushButton *others = box->addButton(tr("Link the others only"), QMessageBox::DestructiveRole);
        connect(others, &QPushButton::clicked, this,
                [this, wanted] { m_state.link(m_side, wanted.found, wanted.with, wanted.remark); });
    }
    connect(box->button(QMessageBox::Cancel), &QPushButton::clicked, this, [this] {
        emit said({Report::Kind::Nothing, tr("Nothing linked"), {}, false});
    });
    connect(&m_panel, &QObject::destroyed, box, &QWidget::close);
    box->open();
}

void EntityAdder::await(const KeyList &keys)
{
    m_awaited = keys;
    m_clearsFind = true;
    if (!m_panel.model().isLoading())
        showAwaited();
}

void EntityAdder::onRowsChanged(const RowsChanged &change)
{
    const End &end = m_state.relationship().end(m_side);
    // Where both sides show one table, what came back is selected on one of them.
    if (m_state.relationship().isSelf() && m_state.focus() != m_side)
        return;
    for (const RestoredRows &each : change.restored) {
        if (each.table != end.table || each.keyColumns != end.key)
            continue;
        m_awaited = each.keys;
        m_clearsFind = false;
    }
}

void EntityAdder::showAwaited()
{
    if (m_awaited.isEmpty())
        return;
    const RowKey first = m_awaited.at(0);
    EntityModel &model = m_panel.model();
    if (m_clearsFind && model.rowOf(first) < 0 && m_panel.clearFindAndFilter()) {
        const Step *step = m_state.session().history().undoStep();
        emit said({Report::Kind::Done,
                   tr("%1. Find and filter were cleared to show it.").arg(step ? step->text : QString()),
                   {},
                   step != nullptr});
        return; // the order is read anew
    }
    const KeyList keys = std::exchange(m_awaited, KeyList(m_awaited.width()));
    if (keys.size() == 1 && model.rowOf(first) >= 0) {
        m_panel.table()->showRow(first);
    } else {
        m_state.setSelection(m_side, keys);
    }
}

} // namespace joinery
