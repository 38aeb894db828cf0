#pragma once

#include <QStringList>

namespace joinery {

/// A database that comes with the program: one classic shape of a many-to-many relationship.
struct Sample
{
    QString name; ///< of its script and its file
    int number; ///< PRAGMA user_version of its files; never given to another
    QString ends; ///< "users ⇄ shows"
    QString sentence; ///< what it holds
    QString twist; ///< what is special about its shape
    QStringList steps; ///< what to try in the window, in this order
};

/// All samples, from the plain to the peculiar, in the person's language.
QList<Sample> samples();

} // namespace joinery
