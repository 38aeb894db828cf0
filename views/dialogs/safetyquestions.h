#pragma once

#include "database/connection.h"

#include <functional>

class QWidget;

namespace joinery {

/// Asks whether the file's triggers and views may use what is given to trusted files only. `accepted` on the window's thread.
void askTrust(QWidget *parent, const DatabaseLocation &location, const std::function<void()> &accepted);

/// Asks whether to edit without enforcing foreign keys, for this sitting or (`remember`) for good.
void askNoEnforcement(QWidget *parent, const DatabaseLocation &location,
                      const std::function<void(bool remember)> &accepted);

} // namespace joinery
