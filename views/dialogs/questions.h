#pragma once

#include "session/session.h"

class QWidget;

namespace joinery {

/// Asks before a gesture that touches very much. One of the two is called, on the window's thread, unless `session` goes first.
void ask(QWidget *parent, Session *session, const Confirmation &question, const std::function<void()> &goAhead,
         const std::function<void()> &declined);

/// Asks before what the person entered is lost; `goAhead` is called, on the window's thread, when they let it go, unless `parent` goes first.
void askToDiscard(QWidget *parent, const Confirmation &question, const std::function<void()> &goAhead);

/// Asks before leaving a session that is still at work; true at once when it is not. Stops the work when the person says so.
bool mayLeave(QWidget *parent, Session &session);

} // namespace joinery
