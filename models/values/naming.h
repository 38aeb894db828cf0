#pragma once

#include <QString>
#include <QStringList>

namespace joinery {

/// The words of an identifier, lower case: "user_favorites", "UserFavorites" and "User Favorites" → user, favorites.
QStringList wordsOf(const QString &identifier);
/// An identifier as a heading: "user_favorites" → "User favorites"; a name that holds spaces stays as it is.
QString humanized(const QString &identifier);
/// English singular of a (last) word: "shows" → "show", "countries" → "country". Unchanged when it looks singular, or like no English noun.
QString singular(const QString &word);
/// English plural of a (last) word. Unchanged when it looks plural, or like no English noun.
QString plural(const QString &word);
/// What singular and plural forms of one lower-case word have in common, for comparing: "caches" and "cache" → "cach". No word of
/// its own.
QString stem(const QString &word);
/// "show" for 1, "shows" otherwise: the lower-case noun for `count` rows of what is called `alias`.
QString countedNoun(const QString &alias, qint64 count);

} // namespace joinery
