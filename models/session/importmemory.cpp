#include "session/importmemory.h"

#include <QCryptographicHash>
#include <QSettings>

#include <algorithm>

namespace joinery {

namespace {

constexpr qsizetype mostKept = 100;
const QString kept = QStringLiteral("import/choices");

QString keyOf(const Relationship &relationship, const QStringList &header)
{
    const QStringList parts = QStringList{relationship.name, relationship.joinTable.text()} + header;
    return QString::fromLatin1(
        QCryptographicHash::hash(parts.join(QChar(0x1f)).toUtf8(), QCryptographicHash::Sha1).toHex());
}

QVariantMap formOf(const ImportWishes::End &end)
{
    QVariantList places;
    for (const int place : end.places)
        places += place;
    return {{QStringLiteral("places"), places},
            {QStringLiteral("columns"), end.columns},
            {QStringLiteral("separator"), QString::fromUtf8(end.separator)},
            {QStringLiteral("create"), end.create}};
}

bool readEnd(const QVariantMap &form, const Table *table, qsizetype fileColumns, ImportWishes::End &end)
{
    for (const QVariant &place : form.value(QStringLiteral("places")).toList())
        end.places += place.toInt();
    end.columns = form.value(QStringLiteral("columns")).toStringList();
    end.separator = form.value(QStringLiteral("separator")).toString().toUtf8();
    end.create = form.value(QStringLiteral("create")).toBool();
    return table
        && std::all_of(end.columns.begin(), end.columns.end(),
                       [table](const QString &column) { return table->column(column); })
        && std::all_of(end.places.begin(), end.places.end(),
                       [fileColumns](int place) { return place >= 0 && place < fileColumns; });
}

QList<QVariant> withoutKey(QVariantList all, const QString &key)
{
    all.removeIf([&](const QVariant &each) { return each.toMap().value(QStringLiteral("key")) == key; });
    return all;
}

} // namespace

void rememberChoices(const Relationship &relationship, const QStringList &header, const ImportChoices &choices)
{
    if (header.isEmpty())
        return; // nothing tells such files apart
    const ImportWishes &wishes = choices.wishes;
    QVariantMap payload;
    for (auto it = choices.payload.begin(); it != choices.payload.end(); ++it)
        payload.insert(it.key(), *it);
    QVariantMap set;
    for (auto it = choices.set.begin(); it != choices.set.end(); ++it)
        set.insert(it.key(), *it);
    const QString key = keyOf(relationship, header);
    QSettings settings;
    QVariantList all = withoutKey(settings.value(kept).toList(), key);
    all.prepend(QVariantMap{{QStringLiteral("key"), key},
                            {QStringLiteral("left"), formOf(wishes.left)},
                            {QStringLiteral("right"), formOf(wishes.right)},
                            {QStringLiteral("payload"), payload},
                            {QStringLiteral("set"), set},
                            {QStringLiteral("onConflict"), int(wishes.onConflict)},
                            {QStringLiteral("ignoreCase"), wishes.ignoreCase}});
    settings.setValue(kept, all.mid(0, mostKept));
}

bool recallChoices(const Schema &schema, const Relationship &relationship, const QStringList &header,
                   ImportChoices &choices)
{
    const QString key = keyOf(relationship, header);
    const QVariantList all = QSettings().value(kept).toList();
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const QVariant &each) { return each.toMap().value(QStringLiteral("key")) == key; });
    if (header.isEmpty() || found == all.end())
        return false;
    const QVariantMap form = found->toMap();
    ImportChoices recalled = choices;
    ImportWishes &wishes = recalled.wishes;
    for (const Side side : {Side::Left, Side::Right}) {
        const QString name = side == Side::Left ? QStringLiteral("left") : QStringLiteral("right");
        wishes.end(side) = {};
        if (!readEnd(form.value(name).toMap(), schema.table(relationship.end(side).table), header.size(),
                     wishes.end(side)))
            return false;
    }
    const QStringList settable = settableColumns(schema, relationship);
    const QVariantMap payload = form.value(QStringLiteral("payload")).toMap();
    for (auto it = payload.begin(); it != payload.end(); ++it) {
        if (settable.contains(it.key()) && it->toInt() < header.size())
            recalled.payload.insert(it.key(), it->toInt());
    }
    const QVariantMap set = form.value(QStringLiteral("set")).toMap();
    for (auto it = set.begin(); it != set.end(); ++it) {
        if (settable.contains(it.key()))
            recalled.set.insert(it.key(), it->toString());
    }
    wishes.onConflict = OnConflict(
        std::clamp(form.value(QStringLiteral("onConflict")).toInt(), 0, int(OnConflict::Reject)));
    wishes.ignoreCase = form.value(QStringLiteral("ignoreCase")).toBool();
    choices = recalled;
    return true;
}

} // namespace joinery
