#include "import/judge.h"

#include "database/dialect.h"
#include "links/keylookup.h"

#include <QCoreApplication>

#include <algorithm>

namespace joinery {

namespace {

constexpr qsizetype mostOpenNames = 100'000;
constexpr int mostHeldSeen = 100; // values of a column

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Judge)
};

/// A key's value as findKey() reads it.
QString keyText(const Schema &schema, const End &end, qsizetype place, const QVariant &value)
{
    const Table *table = schema.table(end.table);
    const Column *column = table ? table->column(end.key.value(place)) : nullptr;
    const bool isBytes = value.typeId() == QMetaType::QByteArray && column && !column->isUntyped();
    return isBytes ? QString::fromLatin1(value.toByteArray().toBase64()) : value.toString();
}

} // namespace

QString nameText(std::span<const CsvField> name)
{
    if (name.size() == 1)
        return QString::fromUtf8(name[0].text);
    RowKey key;
    for (const CsvField &field : name)
        key.values += QString::fromUtf8(field.text);
    return key.text();
}

Result<Judge> Judge::make(Connection &connection, const Schema &schema, const Relationship &relationship,
                          const ImportMapping &mapping, qsizetype fields)
{
    Judge judge;
    judge.m_connection = &connection;
    judge.m_fields = fields;
    for (const Side side : {Side::Left, Side::Right}) {
        JudgedEnd &judged = judge.m_ends[size_t(side)];
        const End &end = relationship.end(side);
        judged.mapping = mapping.end(side);
        judged.table = end.table.text();
        const bool sameAsLeft = side == Side::Right && relationship.isSelf()
                             && relationship.left.key == relationship.right.key
                             && mapping.left.columns == mapping.right.columns;
        if (sameAsLeft) {
            judged.lookup = judge.m_ends[0].lookup;
            judged.made = judge.m_ends[0].made;
        } else {
            auto lookup = EndLookup::make(connection, schema, end, judged.mapping.columns, mapping.ignoreCase);
            if (!lookup)
                return tl::unexpected(lookup.error());
            judged.lookup = std::make_shared<EndLookup>(std::move(*lookup));
            judged.made = std::make_shared<MadeNames>();
        }
        if (auto done = judge.resolve(connection, schema, end, judged); !done)
            return tl::unexpected(done.error());
        judge.m_name[size_t(side)].resize(size_t(judged.mapping.fileColumns.size()));
    }
    for (const ImportMapping::PayloadColumn &mapped : mapping.payload) {
        const Table *table = schema.table(relationship.joinTable);
        if (!table)
            break;
        auto payload = judge.payloadColumn(connection, *table, mapped);
        if (!payload)
            return tl::unexpected(payload.error());
        judge.m_payload.push_back(std::move(*payload));
    }
    judge.m_scope = mapping.scope;
    judge.m_ignoreBlanks = mapping.ignoreBlanks;
    judge.m_values.resize(judge.m_payload.size());
    judge.m_scratch.resize(judge.m_payload.size());
    return judge;
}

/// How the column's values are read: as its type says, and as the values are that it holds already.
Result<Judge::PayloadColumn> Judge::payloadColumn(Connection &connection, const Table &table,
                                                  const ImportMapping::PayloadColumn &mapped) const
{
    const Column *column = table.column(mapped.column);
    PayloadColumn payload{mapped.fileColumn, mapped.column, column ? columnKind(*column) : ColumnKind::Any, false,
                          false};
    payload.untyped = column && column->isUntyped();
    const bool isMoment = payload.kind == ColumnKind::Date || payload.kind == ColumnKind::Time
                       || payload.kind == ColumnKind::DateTime;
    if (!isMoment && payload.kind != ColumnKind::Truth)
        return payload;
    auto held = connection.exec(QStringLiteral("SELECT %1 FROM %2 WHERE typeof(%1) = 'text' LIMIT %3")
                                    .arg(Dialect::quoted(mapped.column), Dialect::quoted(table.name))
                                    .arg(mostHeldSeen));
    if (!held)
        return tl::unexpected(held.error());
    QByteArray scratch;
    while (held->next()) {
        payload.asText = true;
        if (!columnValue(payload.kind, held->value(0).toString().toUtf8(), scratch))
            payload.kind = ColumnKind::Any;
    }
    return payload;
}

Result<void> Judge::resolve(Connection &connection, const Schema &schema, const End &end, JudgedEnd &judged)
{
    for (auto it = judged.mapping.resolutions.begin(); it != judged.mapping.resolutions.end(); ++it) {
        Resolved resolved{it->kind, 0};
        if (it->kind == Resolution::Kind::Use) {
            QStringList texts;
            for (qsizetype i = 0; i < it->key.values.size(); ++i)
                texts += keyText(schema, end, i, it->key.values[i]);
            const auto key = findKey(connection, schema, end, {it.key(), end.key, texts});
            if (!key)
                return tl::unexpected(key.error());
            std::vector<HeldValue> held;
            std::vector<CellValue> values;
            values.reserve(size_t(key->values.size()));
            for (const QVariant &value : key->values)
                held.emplace_back(value);
            for (const HeldValue &value : held)
                values.push_back(value.value());
            resolved.entity = judged.lookup->keys().numberOf(values);
        }
        judged.resolved.insert(it.key(), resolved);
    }
    return {};
}

Result<void> Judge::expect(qint64 rows)
{
    const auto isToBeLoaded = [rows](const JudgedEnd &end) { return end.lookup->isToBeLoaded(rows); };
    if (!sharesEnds() && std::all_of(m_ends.begin(), m_ends.end(), isToBeLoaded))
        return loadBoth(*m_connection, *m_ends[0].lookup, *m_ends[1].lookup);
    for (const JudgedEnd &end : m_ends) {
        if (!isToBeLoaded(end))
            continue;
        if (auto done = end.lookup->load(*m_connection); !done)
            return done;
    }
    return {};
}

QString Judge::malformation(const CsvRecord &record) const
{
    switch (record.fault) {
    case CsvRecord::Fault::BadEncoding:
        return Text::tr("it holds bytes that are no text in the file's encoding");
    case CsvRecord::Fault::UnclosedQuote:
        return Text::tr("a quote opens and does not close");
    case CsvRecord::Fault::TooLong:
        return Text::tr("it is too long");
    case CsvRecord::Fault::None:
        break;
    }
    if (qsizetype(record.fields.size()) != m_fields) {
        return Text::tr("it has %1 fields where %2 are expected")
            .arg(QString::number(record.fields.size()), QString::number(m_fields));
    }
    return {};
}

/// Where the record itself says that it is of another relationship; null where it does not.
const ImportMapping::ScopeColumn *Judge::otherScope(const CsvRecord &record) const
{
    const auto other = std::find_if(m_scope.begin(), m_scope.end(), [&](const ImportMapping::ScopeColumn &scope) {
        const CsvField &field = record.fields[size_t(scope.fileColumn)];
        return !field.isNull() && field.text != scope.value;
    });
    return other == m_scope.end() ? nullptr : &*other;
}

bool Judge::convertPayload(const CsvRecord &record)
{
    for (size_t i = 0; i < m_payload.size(); ++i) {
        const CsvField &field = record.fields[size_t(m_payload[i].fileColumn)];
        if (field.isNull()) {
            m_values[i] = {};
            continue;
        }
        const auto value = m_payload[i].untyped && !field.quoted
                             ? numberOrText(field.text)
                             : columnValue(m_payload[i].kind, field.text, m_scratch[i]);
        if (!value) {
            m_badPayload = i;
            return false;
        }
        m_values[i] = m_payload[i].asText ? CellValue::ofText(field.text) : *value;
    }
    return true;
}

std::vector<std::vector<CsvField>> Judge::namesIn(const CsvRecord &record, const EndMapping &mapping) const
{
    std::vector<std::vector<CsvField>> names;
    const CsvField &field = record.fields[size_t(mapping.fileColumns.first())];
    for (qsizetype at = 0; at >= 0;) {
        const qsizetype end = field.text.indexOf(mapping.separator, at);
        const QByteArrayView piece = end < 0 ? field.text.sliced(at) : field.text.sliced(at, end - at);
        at = end < 0 ? -1 : end + mapping.separator.size();
        const bool isGap = m_ignoreBlanks && piece.trimmed().isEmpty() && piece.size() < field.text.size();
        if (!isGap)
            names.push_back({CsvField{piece, field.quoted && piece.size() == field.text.size()}});
    }
    if (names.empty())
        names.push_back({CsvField{field.text, field.quoted}});
    return names;
}

Judge::Answer Judge::makeName(JudgedEnd &end, std::span<const CsvField> name)
{
    const QByteArrayView form = end.lookup->sameForm(name);
    if (const auto known = end.made->numbers.find(form))
        return {std::nullopt, {known->entity, true}};
    const auto number = qint64(end.made->names.size());
    end.made->numbers.add(form, number);
    NewName made;
    for (const CsvField &field : name)
        made.values += HeldValue(field.isNull() ? CellValue() : CellValue::ofText(field.text));
    end.made->names.push_back(std::move(made));
    return {std::nullopt, {number, true}};
}

/// Where blanks do not count, a name is looked for with them first, for they may be its own.
Result<EndLookup::Found> Judge::lookUp(JudgedEnd &end, std::span<const CsvField> name)
{
    auto found = end.lookup->find(name);
    if (!found || found->match != NameTable::Match::None || !trim(name))
        return found;
    return end.lookup->find(m_trimmed);
}

/// Sets m_trimmed; false where there is nothing to be trimmed.
bool Judge::trim(std::span<const CsvField> name)
{
    if (!m_ignoreBlanks)
        return false;
    m_trimmed.assign(name.begin(), name.end());
    bool any = false;
    for (CsvField &field : m_trimmed) {
        const QByteArrayView inner = field.text.trimmed();
        any |= !inner.isEmpty() && inner.size() != field.text.size();
        if (!inner.isEmpty())
            field.text = inner;
    }
    return any;
}

Result<Judge::Answer> Judge::find(Side side, std::span<const CsvField> name)
{
    JudgedEnd &end = m_ends[size_t(side)];
    const auto found = lookUp(end, name);
    if (!found)
        return tl::unexpected(found.error());
    if (found->match == NameTable::Match::One)
        return Answer{std::nullopt, {found->entity, false}};
    const bool isLeft = side == Side::Left;
    const bool isUnknown = found->match == NameTable::Match::None;
    const Verdict verdict = isUnknown ? (isLeft ? Verdict::UnknownLeft : Verdict::UnknownRight)
                                      : (isLeft ? Verdict::AmbiguousLeft : Verdict::AmbiguousRight);
    const bool isNameless = std::all_of(name.begin(), name.end(), [](const CsvField &field) { return field.isNull(); });
    if (isNameless)
        return Answer{verdict, {}};
    const QString text = nameText(name);
    const auto resolved = end.resolved.constFind(text);
    if (resolved != end.resolved.cend() && resolved->kind == Resolution::Kind::Use)
        return Answer{std::nullopt, {resolved->entity, false}};
    const bool skip = resolved != end.resolved.cend() && resolved->kind == Resolution::Kind::Skip;
    const bool create = end.mapping.create || (resolved != end.resolved.cend() && !skip);
    const std::span<const CsvField> made = trim(name) ? std::span<const CsvField>(m_trimmed) : name;
    if (isUnknown && create && !skip)
        return makeName(end, made);
    if (isUnknown && end.made->numbers.find(end.lookup->sameForm(made))) // made by the other side
        return makeName(end, made);
    if (const auto open = end.open.find(text); open != end.open.end())
        ++open->rows;
    else if (end.open.size() < mostOpenNames)
        end.open.insert(text, {verdict, 1});
    return Answer{verdict, {}};
}

QString Judge::reasonOf(Verdict verdict, Side side, std::span<const CsvField> name) const
{
    const JudgedEnd &end = m_ends[size_t(side)];
    const QString columns = end.mapping.columns.join(QStringLiteral(", "));
    if (std::all_of(name.begin(), name.end(), [](const CsvField &field) { return field.isNull(); }))
        return Text::tr("it names no row of %1: the field is empty").arg(end.table);
    if (verdict == Verdict::UnknownLeft || verdict == Verdict::UnknownRight)
        return Text::tr("there is no row of %1 with %2 \"%3\"").arg(end.table, columns, nameText(name));
    return Text::tr("more than one row of %1 has %2 \"%3\"").arg(end.table, columns, nameText(name));
}

/// Sets m_name.
void Judge::readName(const CsvRecord &record, size_t side)
{
    for (size_t i = 0; i < m_name[side].size(); ++i)
        m_name[side][i] = record.fields[size_t(m_ends[side].mapping.fileColumns[qsizetype(i)])];
}

void Judge::foresee(std::span<const CsvRecord> records)
{
    for (const size_t side : {0, 1}) {
        const JudgedEnd &end = m_ends[side];
        if (!end.mapping.separator.isEmpty() || !end.lookup->foresees())
            continue;
        m_hashes.clear();
        for (const CsvRecord &record : records) {
            if (qsizetype(record.fields.size()) != m_fields)
                continue;
            readName(record, side);
            m_hashes.push_back(NameTable::hashOf(end.lookup->sameForm(m_name[side])));
        }
        end.lookup->foresee(m_hashes);
    }
}

Result<void> Judge::judge(const CsvRecord &record, const Take &take)
{
    if (record.fault != CsvRecord::Fault::None || qsizetype(record.fields.size()) != m_fields) {
        return take({Verdict::Malformed, {}, {}, {}, [&] { return malformation(record); }});
    }
    if (const auto *other = otherScope(record)) {
        return take({Verdict::Malformed, {}, {}, {}, [&] {
                         return Text::tr("%1 is \"%2\" here, and \"%3\" in this relationship")
                             .arg(other->column, QString::fromUtf8(record.fields[size_t(other->fileColumn)].text),
                                  QString::fromUtf8(other->value));
                     }});
    }
    const bool isGood = convertPayload(record);
    const auto badPayload = [&] {
        const PayloadColumn &payload = m_payload[m_badPayload];
        return Text::tr("%1 takes %2, not \"%3\"")
            .arg(payload.column, kindInWords(payload.kind),
                 QString::fromUtf8(record.fields[size_t(payload.fileColumn)].text));
    };
    const auto judgePair = [&](std::span<const CsvField> left, std::span<const CsvField> right) -> Result<void> {
        if (!isGood)
            return take({Verdict::Malformed, {}, {}, {}, badPayload});
        const auto leftAnswer = find(Side::Left, left);
        if (!leftAnswer)
            return tl::unexpected(leftAnswer.error());
        if (leftAnswer->verdict) {
            return take(
                {leftAnswer->verdict, {}, {}, {}, [&] { return reasonOf(*leftAnswer->verdict, Side::Left, left); }});
        }
        const auto rightAnswer = find(Side::Right, right);
        if (!rightAnswer)
            return tl::unexpected(rightAnswer.error());
        if (rightAnswer->verdict) {
            return take({rightAnswer->verdict, {}, {}, {}, [&] {
                             return reasonOf(*rightAnswer->verdict, Side::Right, right);
                         }});
        }
        return take({std::nullopt, leftAnswer->ref, rightAnswer->ref, m_values, {}});
    };
    if (m_ends[0].mapping.separator.isEmpty() && m_ends[1].mapping.separator.isEmpty()) {
        readName(record, 0);
        readName(record, 1);
        return judgePair(m_name[0], m_name[1]);
    }
    std::vector<std::vector<CsvField>> names[2];
    for (const size_t side : {0, 1}) {
        const EndMapping &mapping = m_ends[side].mapping;
        if (!mapping.separator.isEmpty()) {
            names[side] = namesIn(record, mapping);
            continue;
        }
        names[side].emplace_back();
        for (const int column : mapping.fileColumns)
            names[side].back().push_back(record.fields[size_t(column)]);
    }
    for (const auto &left : names[0]) {
        for (const auto &right : names[1]) {
            if (auto judged = judgePair(left, right); !judged)
                return judged;
        }
    }
    return {};
}

} // namespace joinery
