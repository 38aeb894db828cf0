#include "import/endlookup.h"

#include "database/dialect.h"
#include "import/columnvalue.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <list>
#include <thread>

namespace joinery {

namespace {

// Asking costs some microseconds each while an index serves it; reading all names pays off beyond.
constexpr qint64 mostAsked = 20'000;
constexpr qint64 longestAsking = 100'000'000; // nanoseconds
constexpr quint32 nullSize = 0xFFFFFFFF;

std::optional<qint64> canonicalInteger(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 20)
        return std::nullopt;
    const QByteArrayView digits = text[0] == '-' ? text.sliced(1) : text;
    if (digits.isEmpty() || (digits[0] == '0' && text.size() > 1))
        return std::nullopt;
    qint64 number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// A text that could be a number to SQLite, blanks before it included.
bool beginsLikeANumber(QByteArrayView text)
{
    for (const char c : text) {
        if (c == ' ' || (c >= '\t' && c <= '\r'))
            continue;
        return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
    }
    return false;
}

/// Upper case first, because that mapping is full where Qt's case folding is simple: ß and SS meet only there.
QByteArray withoutCase(QByteArrayView text)
{
    if (std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; }))
        return text.toByteArray().toLower();
    return QString::fromUtf8(text).toUpper().toCaseFolded().toUtf8();
}

void appendPart(QByteArray &form, QByteArrayView part, bool isOnly)
{
    if (!isOnly) {
        const auto size = quint32(part.size());
        form.append(reinterpret_cast<const char *>(&size), sizeof size);
    }
    form.append(part.data(), part.size());
}

void appendNull(QByteArray &form)
{
    form.append(reinterpret_cast<const char *>(&nullSize), sizeof nullSize);
}

/// The bytes that a text stands for: what base64 says where a column of bytes is meant, which exports write so, and its own otherwise.
QByteArray bytesOf(QByteArrayView text, bool isBase64)
{
    const auto decoded = QByteArray::fromBase64Encoding(text.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    return isBase64 && decoded ? *decoded : text.toByteArray();
}

/// What a text may stand for in a column that takes values of any type.
QList<CellValue> meanings(QByteArrayView text, QByteArrayView bytes)
{
    QList<CellValue> values{CellValue::ofText(text), CellValue::ofBlob(bytes)};
    const QString string = QString::fromUtf8(text);
    bool isInteger = false;
    const qlonglong integer = string.toLongLong(&isInteger);
    bool isReal = false;
    const double real = string.toDouble(&isReal);
    if (isInteger)
        values += CellValue::ofInteger(integer);
    else if (isReal && std::isfinite(real))
        values += CellValue::ofReal(real);
    else
        values += values.first();
    return values;
}

constexpr int meaningCount = 3;

} // namespace

EndLookup::EndLookup(Connection &connection, const End &end, QList<ByColumn> columns, bool ignoreCase, bool integerKeys)
    : m_connection(&connection)
    , m_end(end)
    , m_columns(std::move(columns))
    , m_ignoreCase(ignoreCase)
    , m_byIds(integerKeys && m_columns.size() == 1 && m_columns.first().name == end.key.first())
    , m_keys(int(end.key.size()), integerKeys)
{}

Result<EndLookup> EndLookup::make(Connection &connection, const Schema &schema, const End &end,
                                  const QStringList &columns, bool ignoreCase)
{
    const Table *table = schema.table(end.table);
    if (!table) {
        return failure(Error::Kind::Missing,
                       QCoreApplication::translate("joinery::EndLookup", "The table that %1 stands for is not known.")
                           .arg(end.alias));
    }
    QList<ByColumn> by;
    for (const QString &name : columns) {
        const Column *column = table->column(name);
        by += {name, affinityOf(column ? column->type : QString()), collationOf(connection, end.table, name),
               column && columnKind(*column) == ColumnKind::Bytes};
    }
    const bool integerKeys = end.key.size() == 1 && !table->rowIdColumn.isEmpty()
                          && end.key.first() == table->rowIdColumn;
    return EndLookup(connection, end, by, ignoreCase, integerKeys);
}

bool EndLookup::canLoad() const
{
    return m_ignoreCase || std::none_of(m_columns.begin(), m_columns.end(), [](const ByColumn &column) {
               return column.collation == Collation::Unknown;
           });
}

bool EndLookup::isToBeLoaded(qint64 names) const
{
    return !m_loaded && (m_ignoreCase || names > mostAsked) && canLoad();
}

QString EndLookup::keyList() const
{
    return Dialect::quotedList(m_end.key, QStringLiteral("e"));
}

Result<void> EndLookup::load(Connection &connection)
{
    if (m_byIds) {
        auto ids = IdSet::read(connection, m_end.table, m_end.key.first());
        if (!ids)
            return tl::unexpected(ids.error());
        m_ids = std::move(*ids);
        m_loaded = true;
        return {};
    }
    QStringList by;
    for (const ByColumn &column : std::as_const(m_columns))
        by += column.name;
    // In the order of the keys: so entities are numbered in it, and rows sorted by number are sorted by key.
    auto statement = Statement::prepare(
        connection, QStringLiteral("SELECT %1, %2 FROM %3 AS e ORDER BY %1")
                        .arg(keyList(), Dialect::quotedList(by, QStringLiteral("e")), Dialect::quoted(m_end.table)));
    if (!statement)
        return tl::unexpected(statement.error());
    m_names = NameTable();
    const int width = m_keys.width();
    std::vector<CellValue> key(static_cast<size_t>(width));
    std::vector<qint64> ids;
    Result<void> read;
    m_names.addAll([&]() -> std::optional<NameTable::Named> {
        for (;;) {
            const auto row = statement->step();
            if (!row)
                read = tl::unexpected(row.error());
            if (!row || !*row)
                return std::nullopt;
            for (int i = 0; i < width; ++i)
                key[size_t(i)] = statement->column(i);
            if (std::any_of(key.begin(), key.end(), [](const CellValue &value) { return value.isNull(); }))
                continue;
            if (m_keys.areIntegers())
                ids.push_back(key[0].integer);
            m_form.resize(0);
            bool canBeNamed = true;
            for (int i = 0; i < m_columns.size(); ++i)
                canBeNamed = appendStored(m_form, m_columns[i], statement->column(width + i)) && canBeNamed;
            if (canBeNamed)
                return NameTable::Named{m_form, m_keys.numberOf(key)};
        }
    });
    if (!read)
        return read;
    m_ids = IdSet(std::move(ids));
    m_loaded = true;
    return {};
}

bool EndLookup::appendStored(QByteArray &form, const ByColumn &column, const CellValue &value) const
{
    const bool isOnly = m_columns.size() == 1;
    switch (value.type) {
    case CellValue::Type::Null:
        if (isOnly)
            return false;
        appendNull(form);
        return true;
    case CellValue::Type::Integer:
        appendPart(form, QByteArray::number(value.integer), isOnly);
        return true;
    case CellValue::Type::Real: {
        constexpr double limit = 9e18;
        const bool whole = std::abs(value.real) < limit && value.real == std::trunc(value.real);
        appendPart(form, whole ? QByteArray::number(qint64(value.real)) : QByteArray::number(value.real, 'g', 17),
                   isOnly);
        return true;
    }
    case CellValue::Type::Blob:
        // Only a column without a type compares a text with a blob.
        if (column.affinity != Affinity::Blob)
            return false;
        appendPart(form, column.bytes ? value.bytes.toByteArray().toBase64() : value.bytes.toByteArray(), isOnly);
        return true;
    case CellValue::Type::Text:
        appendForm(form, column, {value.bytes, true});
        return true;
    }
    return false;
}

void EndLookup::appendForm(QByteArray &form, const ByColumn &column, const CsvField &field) const
{
    const bool isOnly = m_columns.size() == 1;
    if (field.isNull() && !isOnly) {
        appendNull(form);
        return;
    }
    QByteArrayView text = field.text;
    if (column.collation == Collation::RightTrim) {
        while (text.endsWith(' '))
            text.chop(1);
    }
    if (m_ignoreCase)
        appendPart(form, withoutCase(text), isOnly);
    else if (column.collation == Collation::NoCase)
        appendPart(form, text.toByteArray().toLower(), isOnly); // of ASCII letters only
    else
        appendPart(form, text, isOnly);
}

QByteArrayView EndLookup::sameForm(std::span<const CsvField> name)
{
    if (m_columns.size() == 1 && !m_ignoreCase && m_columns.first().collation == Collation::Binary)
        return name[0].text;
    m_form.resize(0);
    for (int i = 0; i < m_columns.size(); ++i)
        appendForm(m_form, m_columns[i], name[size_t(i)]);
    return m_form;
}

bool EndLookup::needsDatabase(std::span<const CsvField> name) const
{
    for (int i = 0; i < m_columns.size(); ++i) {
        const QByteArrayView text = name[size_t(i)].text;
        if (m_columns[i].affinity != Affinity::Text && beginsLikeANumber(text) && !canonicalInteger(text))
            return true;
    }
    return false;
}

Result<Statement *> EndLookup::question(quint32 nulls)
{
    if (const auto known = m_questions.find(nulls); known != m_questions.end())
        return &known->second;
    QStringList conditions;
    for (const QString &column : std::as_const(m_end.key))
        conditions += QStringLiteral("e.%1 IS NOT NULL").arg(Dialect::quoted(column));
    for (int i = 0; i < m_columns.size(); ++i) {
        const QString column = Dialect::quotedList({m_columns[i].name}, QStringLiteral("e"));
        if (nulls >> i & 1)
            conditions += column + QStringLiteral(" IS NULL");
        else if (m_columns[i].affinity == Affinity::Blob)
            conditions += column + QStringLiteral(" IN (?, ?, ?)");
        else
            conditions += column + QStringLiteral(" = ?");
    }
    auto statement = Statement::prepare(
        *m_connection, QStringLiteral("SELECT DISTINCT %1 FROM %2 AS e WHERE %3 LIMIT 2")
                           .arg(keyList(), Dialect::quoted(m_end.table), conditions.join(QStringLiteral(" AND "))));
    if (!statement)
        return tl::unexpected(statement.error());
    return &m_questions.emplace(nulls, std::move(*statement)).first->second;
}

Result<EndLookup::Found> EndLookup::ask(std::span<const CsvField> name)
{
    QElapsedTimer timer;
    timer.start();
    quint32 nulls = 0;
    for (int i = 0; i < m_columns.size(); ++i) {
        if (name[size_t(i)].isNull())
            nulls |= 1u << i;
    }
    const auto statement = question(nulls);
    if (!statement)
        return tl::unexpected(statement.error());
    int place = 0;
    std::list<QByteArray> decoded; // until the statement has run
    for (int i = 0; i < m_columns.size(); ++i) {
        const QByteArrayView text = name[size_t(i)].text;
        if (name[size_t(i)].isNull())
            continue;
        if (m_columns[i].affinity != Affinity::Blob) {
            (*statement)->bind(place++, CellValue::ofText(text));
            continue;
        }
        decoded.push_back(bytesOf(text, m_columns[i].bytes));
        for (const CellValue &meaning : meanings(text, decoded.back()))
            (*statement)->bind(place++, meaning);
    }
    Found found{NameTable::Match::None, 0};
    std::vector<CellValue> key(static_cast<size_t>(m_keys.width()));
    for (;;) {
        const auto row = (*statement)->step();
        if (!row) {
            (*statement)->reset();
            return tl::unexpected(row.error());
        }
        if (!*row)
            break;
        if (found.match != NameTable::Match::None) {
            found.match = NameTable::Match::Many;
            break;
        }
        for (int i = 0; i < m_keys.width(); ++i)
            key[size_t(i)] = (*statement)->column(i);
        found = {NameTable::Match::One, m_keys.numberOf(key)};
    }
    (*statement)->reset();
    ++m_asked;
    m_askedNanoseconds += timer.nsecsElapsed();
    return found;
}

Result<EndLookup::Found> EndLookup::find(std::span<const CsvField> name)
{
    if (std::all_of(name.begin(), name.end(), [](const CsvField &field) { return field.isNull(); }))
        return Found{NameTable::Match::None, 0};
    const bool tooMany = m_ignoreCase || m_asked > mostAsked || m_askedNanoseconds > longestAsking;
    if (!m_loaded && tooMany && canLoad()) {
        if (auto loaded = load(*m_connection); !loaded)
            return tl::unexpected(loaded.error());
    }
    if (m_loaded && m_byIds) {
        if (const auto id = canonicalInteger(name[0].text))
            return m_ids.contains(*id) ? Found{NameTable::Match::One, *id} : Found{NameTable::Match::None, 0};
    }
    const QByteArrayView form = sameForm(name);
    if (const auto entry = m_names.find(form))
        return Found{entry->match, entry->entity};
    if (m_loaded && !needsDatabase(name))
        return Found{NameTable::Match::None, 0};
    auto answer = ask(name);
    if (answer)
        m_names.remember(sameForm(name), answer->match, answer->entity);
    return answer;
}

Result<void> loadBoth(Connection &connection, EndLookup &one, EndLookup &other)
{
    Result<void> aside;
    std::jthread thread([&] {
        const auto another = connection.openAnother();
        aside = another ? other.load(**another) : tl::unexpected(another.error());
    });
    auto here = one.load(connection);
    thread.join();
    if (!here)
        return here;
    return aside ? aside : other.load(connection);
}

} // namespace joinery
