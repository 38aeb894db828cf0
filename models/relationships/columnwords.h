#pragma once

#include "values/schema.h"

namespace joinery {

/// What the name of a column says about what it may refer to. Pure.
struct ColumnWords
{
    QStringList
        stems; ///< without id, fk and the like: "user" of user_id, idUser, fk_user, UserUUID; without digits at their ends
    QStringList exact; ///< the same with the digits that may number a part: user1
    bool saysId = false; ///< such an affix was there
    bool saysCode = false; ///< a weaker one: code, no, key, number
};

/// Reads the column's name; `prefix` is what all columns of its table begin with (see columnPrefix) and is left out.
ColumnWords columnWords(const QString &column, const QString &prefix);

/// The word that the names of nearly all columns of a table begin with (MediaWiki: pl_from, pl_title), or an empty text.
QString columnPrefix(const Table &table);

/// Words that name a part in a relationship rather than a thing: parent, target, from, follower.
bool isRole(const QString &stem);
/// Words for a person's part: author, owner, assignee.
bool isPersonRole(const QString &stem);
/// Words that stand for a thing of any kind: object, item, target.
bool isAnyThing(const QString &stem);
/// True for who made or changed the row: created_by, modifierid. Said of a link, not linked by it.
bool isAuditColumn(const QString &column);
/// True for a column whose name and type say that it orders rows, counts, rates or switches something: a link's payload as a rule.
bool isLinkTrait(const Column &column);
/// True for when the row was made or changed: says nothing about the link.
bool isQuiet(const Column &column);
/// True for a column that describes a thing of its own: a name, a title, a body, a url.
bool isDescription(const Column &column);
/// True where the type could hold a key at all: no date, no boolean, no fraction.
bool canRefer(const Column &column);
/// True where the declared types of two columns could hold the same keys.
bool typesAgree(const Column &child, const Column &parent);

} // namespace joinery
