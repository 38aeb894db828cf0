#include "session/importmemory.h"

#include "csv/textencoding.h"
#include "relationships/relationshipsettings.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>

namespace joinery {

namespace {

constexpr qsizetype mostKept = 100;
const QString kept = QStringLiteral("import/mappings");

QVariantMap formOf(const ImportWishes::End &end)
{
    QVariantList places;
    for (const int place : end.places)
        places += place;
    return {{QStringLiteral("places"), places},
            {QStringLiteral("columns"), end.columns},
            {QStringLiteral("separator"), QString::fromUtf8(end.separator)}};
}

bool readEnd(const QVariantMap &form, const Table *table, qsizetype fileColumns, ImportWishes::End &end)
{
    for (const QVariant &place : form.value(QStringLiteral("places")).toList())
        end.places += place.toInt();
    end.columns = form.value(QStringLiteral("columns")).toStringList();
    end.separator = form.value(QStringLiteral("separator")).toString().toUtf8();
    return table
        && std::all_of(end.columns.begin(), end.columns.end(),
                       [table](const QString &column) { return table->column(column); })
        && std::all_of(end.places.begin(), end.places.end(),
                       [fileColumns](int place) { return place >= 0 && place < fileColumns; });
}

/// What a person chose; what was guessed is guessed anew.
QVariantMap formOf(const CsvDialect &dialect)
{
    QVariantMap form;
    if (dialect.delimiter.isPersons())
        form.insert(QStringLiteral("delimiter"), int(dialect.delimiter.value()));
    if (dialect.quote.isPersons())
        form.insert(QStringLiteral("quote"), int(dialect.quote.value()));
    if (dialect.encoding.isPersons())
        form.insert(QStringLiteral("encoding"), QString::fromLatin1(dialect.encoding.value()));
    if (dialect.header.isPersons())
        form.insert(QStringLiteral("header"), dialect.header.value());
    return form;
}

void readDialect(const QVariantMap &form, CsvDialect &dialect)
{
    const auto charOf = [&](const QString &name) { return char(std::clamp(form.value(name).toInt(), 0, 127)); };
    if (form.contains(QStringLiteral("delimiter")) && !dialect.delimiter.isPersons())
        dialect.delimiter.choose(charOf(QStringLiteral("delimiter")));
    if (form.contains(QStringLiteral("quote")) && !dialect.quote.isPersons())
        dialect.quote.choose(charOf(QStringLiteral("quote")));
    const QByteArray encoding = encodingNamed(form.value(QStringLiteral("encoding")).toString().toLatin1());
    if (!encoding.isEmpty() && !dialect.encoding.isPersons())
        dialect.encoding.choose(encoding);
    if (form.contains(QStringLiteral("header")) && !dialect.header.isPersons())
        dialect.header.choose(form.value(QStringLiteral("header")).toBool());
}

} // namespace

ImportMemory::ImportMemory(const QString &databasePath, const Relationship &relationship)
    : m_databasePath(databasePath)
    , m_relationship(relationship)
{}

QString ImportMemory::keyOf(const QStringList &header) const
{
    const QFileInfo file(m_databasePath);
    const QString path = file.canonicalFilePath().isEmpty() ? file.absoluteFilePath() : file.canonicalFilePath();
    const QStringList parts = QStringList{path, relationshipId(m_relationship)} + header;
    return QString::fromLatin1(
        QCryptographicHash::hash(parts.join(QChar(0x1f)).toUtf8(), QCryptographicHash::Sha1).toHex());
}

void ImportMemory::remember(const QStringList &header, const ImportChoices &choices) const
{
    if (header.isEmpty())
        return;
    const ImportWishes &wishes = choices.wishes;
    QVariantMap payload;
    for (auto it = choices.payload.begin(); it != choices.payload.end(); ++it)
        payload.insert(it.key(), *it);
    const QString key = keyOf(header);
    QSettings settings;
    QVariantList all = settings.value(kept).toList();
    all.removeIf([&](const QVariant &each) { return each.toMap().value(QStringLiteral("key")) == key; });
    all.prepend(QVariantMap{{QStringLiteral("key"), key},
                            {QStringLiteral("dialect"), formOf(wishes.dialect)},
                            {QStringLiteral("left"), formOf(wishes.left)},
                            {QStringLiteral("right"), formOf(wishes.right)},
                            {QStringLiteral("payload"), payload},
                            {QStringLiteral("ignoreCase"), wishes.ignoreCase},
                            {QStringLiteral("ignoreBlanks"), wishes.ignoreBlanks}});
    settings.setValue(kept, all.mid(0, mostKept));
    settings.remove(QStringLiteral("import/choices")); // of earlier versions, which kept what is dangerous, too
}

bool ImportMemory::recall(const Schema &schema, const QStringList &header, ImportChoices &choices) const
{
    const QString key = keyOf(header);
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
        if (!readEnd(form.value(name).toMap(), schema.table(m_relationship.end(side).table), header.size(),
                     wishes.end(side)))
            return false;
    }
    const QStringList settable = settableColumns(schema, m_relationship);
    const QVariantMap payload = form.value(QStringLiteral("payload")).toMap();
    for (auto it = payload.begin(); it != payload.end(); ++it) {
        if (settable.contains(it.key()) && it->toInt() < header.size())
            recalled.payload.insert(it.key(), it->toInt());
    }
    readDialect(form.value(QStringLiteral("dialect")).toMap(), wishes.dialect);
    wishes.ignoreCase = form.value(QStringLiteral("ignoreCase")).toBool();
    wishes.ignoreBlanks = form.value(QStringLiteral("ignoreBlanks"), true).toBool();
    choices = recalled;
    return true;
}

} // namespace joinery
