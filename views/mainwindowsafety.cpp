// What the window says above the lists, and what it remembers and prefers.

#include "banner.h"
#include "dialogs/safetyquestions.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "panels/segmentedcontrol.h"
#include "preferences/databasememory.h"
#include "preferences/preferences.h"
#include "relationshipeditor.h"

namespace joinery {

void MainWindow::connectSafety()
{
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (m_noteAction)
            m_noteAction();
    });
    connect(m_banner, &Banner::closed, this, [this] {
        if (m_noteClosed)
            m_noteClosed();
    });
    connect(m_messages, &MessageBar::remedyRequested, this, &MainWindow::offerRemedy);
    connect(&Preferences::instance(), &Preferences::changed, this, &MainWindow::applyPreferences);
}

void MainWindow::showNote(const QString &icon, const QString &text, const QString &action,
                          const std::function<void()> &act, const std::function<void()> &closed)
{
    m_noteAction = act;
    m_noteClosed = closed;
    m_banner->show(icon, text, action, bool(closed));
}

void MainWindow::showBanner()
{
    if (!m_session || !m_editor)
        return;
    const QString reason = m_editor->state().readOnlyReason();
    const bool whole = !m_session->readOnlyReason().isEmpty(); // then no remedy for one relationship helps
    const Remedy remedy = whole ? Remedy::None : m_editor->state().relationship().remedy;
    const Preferences &preferences = Preferences::instance();
    const bool offersCopy = preferences.offersCopy() && !isSample() && !m_session->catalog()->isSample
                         && m_session->history().texts().isEmpty() && !preferences.isCopyAnswered(m_path);
    if (!reason.isEmpty()) {
        const QString action = remedy == Remedy::Trust         ? tr("Trust this file…")
                             : remedy == Remedy::NoEnforcement ? tr("Edit without enforcement…")
                                                               : QString();
        showNote(QStringLiteral("lock"), tr("Read only: %1").arg(reason), action,
                 [this, remedy] { offerRemedy(remedy); });
    } else if (offersCopy) {
        showNote(
            QStringLiteral("save"),
            tr("Undo lasts until this window is closed. Keep a copy of %1 before you change it?")
                .arg(m_session->location().name()),
            tr("Save a copy…"), [this] { saveCopy(); }, [this] { Preferences::instance().setCopyAnswered(m_path); });
    } else if (!m_session->location().enforced && !m_enforcementNoteClosed) {
        showNote(
            QStringLiteral("warning"), tr("Foreign keys are not enforced in this file while you edit it here."),
            tr("Enforce them again"),
            [this] {
                m_session->setSafety(m_session->location().trusted, true);
                Preferences::instance().setEnforced(m_path, true);
            },
            [this] { m_enforcementNoteClosed = true; });
    } else {
        m_banner->hide();
    }
}

void MainWindow::offerRemedy(Remedy remedy)
{
    if (!m_session || remedy == Remedy::None)
        return;
    const QPointer<Session> session = m_session; // the question may outlive it
    if (remedy == Remedy::Trust) {
        askTrust(this, session->location(), [this, session] {
            if (!session)
                return;
            Preferences::instance().setTrusted(m_path, true); // see applyPreferences()
            m_messages->show({Report::Kind::Done, tr("%1 is trusted now").arg(session->location().name()), {}, false});
        });
        return;
    }
    askNoEnforcement(this, session->location(), [this, session](bool remember) {
        if (!session)
            return;
        session->setSafety(session->location().trusted, false);
        if (remember)
            Preferences::instance().setEnforced(m_path, false);
        m_messages->show({Report::Kind::Done,
                          tr("Foreign keys of %1 are not enforced now").arg(session->location().name()),
                          {},
                          false});
    });
}

void MainWindow::applyPreferences()
{
    if (!m_session)
        return;
    const Preferences &preferences = Preferences::instance();
    m_session->setLimits(preferences.limits());
    const DatabaseLocation wanted = preferences.location(m_path);
    const DatabaseLocation &now = m_session->location();
    // What was allowed for this sitting only is not in the preferences, and stays until it is taken back in the window.
    const bool forgotten = m_unenforcedByFile && wanted.enforced;
    m_unenforcedByFile = !wanted.enforced;
    const bool enforced = forgotten || (wanted.enforced && now.enforced);
    if (wanted.trusted != now.trusted || enforced != now.enforced)
        m_session->setSafety(wanted.trusted, enforced);
    else
        showBanner();
    if (m_shownStyle != preferences.valueStyle()) {
        m_shownStyle = preferences.valueStyle();
        if (m_editor)
            m_editor->reload();
    }
}

void MainWindow::rememberLook()
{
    const EditorState &state = m_editor->state();
    DatabaseMemory(m_path).setLook(state.relationship().name,
                                   {state.focus(), m_editor->panel(Side::Left)->model().filter(),
                                    m_editor->panel(Side::Right)->model().filter(),
                                    m_editor->linkPanel()->model().scope()});
}

void MainWindow::restoreLook(const Relationship &relationship, bool first)
{
    const DatabaseMemory::Look look = DatabaseMemory(m_path).look(relationship.name);
    if (first)
        m_editor->state().setFocus(look.focus);
    m_editor->panel(Side::Left)->model().setFilter(look.left);
    m_editor->panel(Side::Right)->model().setFilter(look.right);
    m_editor->linkPanel()->model().setScope(look.scope);
    m_editor->linkPanel()->scopeControl()->setCurrent(int(look.scope));
}

} // namespace joinery
