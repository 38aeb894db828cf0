#include "relationships/relationshipnames.h"

#include "values/naming.h"

#include <QHash>
#include <QSet>

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::RelationshipFinder)
};

/// What the join table's name says beyond the two entities' names: "user_favorites" of users and shows → favorites.
QStringList wordsOfItsOwn(const Table &table, const End &left, const End &right)
{
    static const QSet<QString> empty = {
        QStringLiteral("to"),       QStringLiteral("has"),       QStringLiteral("and"),
        QStringLiteral("map"),      QStringLiteral("link"),      QStringLiteral("rel"),
        QStringLiteral("join"),     QStringLiteral("xref"),      QStringLiteral("assoc"),
        QStringLiteral("of"),       QStringLiteral("in"),        QStringLiteral("x"),
        QStringLiteral("ref"),      QStringLiteral("tbl"),       QStringLiteral("table"),
        QStringLiteral("links"),    QStringLiteral("detail"),    QStringLiteral("details"),
        QStringLiteral("item"),     QStringLiteral("items"),     QStringLiteral("line"),
        QStringLiteral("lines"),    QStringLiteral("entry"),     QStringLiteral("entries"),
        QStringLiteral("relation"), QStringLiteral("relations"), QStringLiteral("association"),
    };
    QSet<QString> known;
    for (const End *end : {&left, &right}) {
        for (const QString &word : wordsOf(end->table.name))
            known.insert(singular(word));
    }
    QStringList own;
    for (const QString &word : wordsOf(table.name.name)) {
        if (!known.contains(singular(word)) && !empty.contains(word))
            own += word;
    }
    return own;
}

/// The prefix that an application gives all its tables tells nothing apart: "medium_users" and "medium_articles" are users and articles.
void dropSharedPrefix(Relationship &relationship)
{
    QList<End *> ends = {&relationship.left, &relationship.right};
    for (End &other : relationship.others)
        ends += &other;
    QList<QStringList> words;
    for (const End *end : std::as_const(ends)) {
        if (end->table.isEmpty())
            return;
        words += wordsOf(end->table.name);
    }

    qsizetype shared = 0;
    const auto isShared = [&](const QStringList &each) {
        return each.size() > shared + 1 && each.at(shared) == words.first().at(shared);
    };
    while (std::all_of(words.cbegin(), words.cend(), isShared))
        ++shared;
    if (shared == 0)
        return;
    for (qsizetype i = 0; i < ends.size(); ++i)
        ends.at(i)->alias = humanized(words.at(i).mid(shared).join(u'_'));
}

} // namespace

QString aliasFromColumn(const End &end)
{
    QStringList words = wordsOf(end.columns.last());
    if (words.size() > 1 && (words.last() == QLatin1String("id") || words.last() == QLatin1String("key")))
        words.removeLast();
    return humanized(plural(words.join(u'_')));
}

void nameRelationship(Relationship &relationship, const Table &table)
{
    const QStringList own = wordsOfItsOwn(table, relationship.left, relationship.right);
    if (!relationship.isSelf())
        dropSharedPrefix(relationship);
    relationship.name = humanized(table.name.name);
    if (relationship.isSelf()) {
        relationship.left.alias = aliasFromColumn(relationship.left);
        relationship.right.alias = aliasFromColumn(relationship.right);
    } else if (!own.isEmpty() && !relationship.suggested && own.size() < wordsOf(table.name.name).size()) {
        relationship.name = humanized(own.join(u'_'));
        relationship.right.alias = relationship.name;
    }
    if (relationship.left.alias == relationship.right.alias)
        relationship.right.alias = Text::tr("%1 (2)").arg(relationship.right.alias);
}

void nameByType(Relationship &relationship, bool leftTyped, bool rightTyped)
{
    QStringList types;
    if (leftTyped)
        types += humanized(plural(relationship.left.table.name));
    if (rightTyped)
        types += humanized(plural(relationship.right.table.name));
    relationship.name = QStringLiteral("%1 (%2)").arg(humanized(relationship.joinTable.name),
                                                      types.join(QStringLiteral(", ")));
}

void makeNamesUnique(QList<Relationship> &relationships)
{
    QHash<QString, int> count;
    for (const Relationship &each : std::as_const(relationships))
        ++count[each.name.toLower()];
    for (Relationship &each : relationships) {
        if (count.value(each.name.toLower()) > 1)
            each.name = QStringLiteral("%1 (%2)").arg(each.name, each.joinTable.text());
    }
}

} // namespace joinery
