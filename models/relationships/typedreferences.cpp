#include "relationships/typedreferences.h"

#include "relationships/columnwords.h"
#include "relationships/entitylabel.h"
#include "values/naming.h"

#include <algorithm>

namespace joinery {

namespace {

constexpr int plain = 80; // see references.cpp
constexpr int wholeName = 95; // an item may be anything even where there are grade_items

/// What stands before "type" in the name of a type column: "taggable" of taggable_type; nothing where it is no such column.
std::optional<QStringList> typedBase(const QString &column, const QString &prefix)
{
    static const QStringList endings = {QStringLiteral("type"),  QStringLiteral("kind"),  QStringLiteral("class"),
                                        QStringLiteral("table"), QStringLiteral("model"), QStringLiteral("entity")};
    QStringList words = wordsOf(column);
    if (!prefix.isEmpty() && words.size() > 1 && words.first() == prefix)
        words.removeFirst();
    if (words.size() > 1 && (words.last() == QLatin1String("id") || words.last() == QLatin1String("name")))
        words.removeLast();
    QString last = words.takeLast();
    for (const QString &ending : endings) {
        if (!last.endsWith(ending))
            continue;
        last.chop(ending.size());
        if (!last.isEmpty())
            words += last;
        QStringList stems;
        for (const QString &word : std::as_const(words))
            stems += stem(word);
        return stems;
    }
    return std::nullopt;
}

bool isGeneral(const QStringList &stems)
{
    return stems.isEmpty()
        || (stems.size() <= 2
            && (isAnyThing(stems.last()) || stems.last() == QLatin1String("model")
                || stems.last() == QLatin1String("relatabl")));
}

class TypedFinder
{
public:
    TypedFinder(ReferenceFinder &finder, qsizetype place)
        : m_finder(finder)
        , m_place(place)
        , m_table(finder.schema().tables[place])
        , m_prefix(columnPrefix(m_table))
    {}

    void add(QList<Reference> &found)
    {
        QStringList usedTypes;
        for (const bool exact : {true, false}) {
            for (const Column &column : m_table.columns) {
                ColumnWords words = m_finder.readWords(column.name, m_prefix);
                const bool bareId = column.name.compare(QLatin1String("id"), Qt::CaseInsensitive) == 0;
                if (bareId)
                    words = {{}, {}, isInWideKey(column), false};
                const bool taken = std::any_of(found.begin(), found.end(), [&](const Reference &each) {
                    return each.columns().contains(column.name);
                });
                if (taken || !words.saysId || !canRefer(column) || m_table.primaryKey() == QStringList(column.name)) {
                    continue;
                }
                for (const Column &type : m_table.columns) {
                    if (type.name == column.name || usedTypes.contains(type.name) || !pairs(type, words.stems, exact))
                        continue;
                    const auto reference = typed(column, words, type);
                    if (reference && (reference->checked || !seemsOwnNumber(column))) {
                        usedTypes += type.name;
                        dropDeclared(found, type.name);
                        found += *reference;
                        break;
                    }
                }
            }
        }
    }

private:
    bool isInWideKey(const Column &column) const
    {
        return std::any_of(m_table.uniqueKeys.begin(), m_table.uniqueKeys.end(), [&](const UniqueKey &key) {
            return key.columns.size() > 1 && key.columns.contains(column.name);
        });
    }

    /// rating_id of a table of ratings, whatever rating_type says.
    bool seemsOwnNumber(const Column &column) const
    {
        if (!m_table.uniqueKeys.isEmpty()
            || m_finder.names().stems(m_place) != m_finder.readWords(column.name, m_prefix).stems)
            return false;
        const auto answer = m_finder.evidence().answer({Question::Kind::Distinct, m_table.name, {column.name}, {}, {}});
        return answer && answer->rows > 1 && answer->distinct == answer->rows;
    }

    bool pairs(const Column &type, const QStringList &base, bool exact) const
    {
        const auto typed = typedBase(type.name, m_prefix);
        if (exact) {
            if (base.isEmpty())
                return false;
            // taggable beside taggable_id
            if (isTextColumn(type) && stemsOf(type.name) == base)
                return true;
            return typed && !typed->isEmpty() && *typed == base;
        }
        const bool content = typed && *typed == QStringList(QStringLiteral("content"));
        return typed && (isGeneral(*typed) || content) && isGeneral(base);
    }

    /// The type column may be declared to refer to a table of types: then it says which table is meant and is no end of its own.
    static void dropDeclared(QList<Reference> &found, const QString &type)
    {
        found.removeIf([&](const Reference &each) { return each.from() == QStringList(type); });
    }

    /// The table that lists the types, where the type column refers to one (django_content_type).
    qsizetype tableOfTypes(const Column &type) const
    {
        for (const ForeignKey &key : m_table.foreignKeys) {
            if (key.from() == QStringList(type.name))
                return m_finder.names().indexOf(key.table);
        }
        const ColumnWords words = m_finder.readWords(type.name, m_prefix);
        if (!words.saysId)
            return -1;
        const auto matches = m_finder.names().named(words.stems, m_place);
        return !matches.isEmpty() && matches.first().strength >= plain ? matches.first().table : -1;
    }

    std::optional<Reference> typed(const Column &column, const ColumnWords &words, const Column &type) const
    {
        const qsizetype types = tableOfTypes(type);
        const bool general = isGeneral(words.stems);
        const bool text = isTextColumn(type) || type.type.isEmpty();
        if (types < 0 && !text && m_finder.readWords(type.name, m_prefix).saysId)
            return std::nullopt;
        Reference reference;
        reference.key.columns = {{column.name, QString()}};
        reference.source = Reference::Source::Name;
        reference.typeColumn = type.name;
        const auto answer = m_finder.evidence().answer({Question::Kind::Values, m_table.name, {type.name}, {}, {}});
        const QHash<QString, QString> literals = types >= 0 ? literalsOfTypes(types) : QHash<QString, QString>();
        if (types >= 0 && literals.isEmpty() && !general)
            return std::nullopt;
        qsizetype meant = 0;
        if (answer) {
            for (const QVariantList &row : answer->values) {
                const QVariant &value = row.first();
                const QString literal = types >= 0 ? literals.value(value.toString()) : value.toString();
                if (const qsizetype target = tableOf(literal); target >= 0 && target != m_place) {
                    ++meant;
                    reference.targets += Reference::Target{
                        m_finder.schema().tables[target].name, m_finder.entityKey(target), {{type.name, value}}};
                }
            }
            reference.checked = meant > 0;
        }
        // user_type beside user_id is a trait of the user, unless the rows name tables.
        const auto named = m_finder.names().named(words.stems, m_place);
        const bool namesATable = std::any_of(named.begin(), named.end(), [&](const TableNames::Match &match) {
            const bool asked = answer && !answer->values.isEmpty();
            return match.table != m_place && match.strength >= (general || !asked ? wholeName : plain);
        });
        if (namesATable && (meant == 0 || meant * 2 < answer->values.size()))
            return std::nullopt;
        if (types < 0 && !text && (namesATable || !general))
            return std::nullopt;
        return reference;
    }

    QHash<QString, QString> literalsOfTypes(qsizetype types) const
    {
        const Table &table = m_finder.schema().tables[types];
        const QString key = m_finder.entityKey(types);
        QStringList columns{key};
        for (const QString &wanted :
             {QStringLiteral("app_label"), QStringLiteral("model"), QStringLiteral("table_name"),
              QStringLiteral("class_name"), QStringLiteral("class"), QStringLiteral("name")}) {
            const Column *column = table.column(wanted);
            if (column && (columns.size() == 1 || wanted == QLatin1String("model")))
                columns += column->name;
        }
        QHash<QString, QString> literals;
        if (key.isEmpty() || columns.size() < 2)
            return literals;
        const auto answer = m_finder.evidence().answer({Question::Kind::Values, table.name, columns, {}, {}});
        if (!answer)
            return literals;
        for (const QVariantList &row : answer->values) {
            QStringList parts;
            for (const QVariant &part : row.mid(1))
                parts += part.toString();
            literals.insert(row.first().toString(), parts.join(u'.'));
        }
        return literals;
    }

    /// "post", "posts", "Post", "App\Models\Post", "Blog::Post", "blog.post": the table of posts.
    qsizetype tableOf(const QString &literal) const
    {
        QString spaced = literal;
        for (const QChar separator : {u'\\', u':', u'.', u'/'})
            spaced.replace(separator, u'_');
        const QStringList stems = stemsOf(spaced);
        for (qsizetype skip = 0; skip < stems.size(); ++skip) {
            for (const TableNames::Match &match : m_finder.names().named(stems.mid(skip), m_place)) {
                if (!m_finder.entityKey(match.table).isEmpty())
                    return match.table;
            }
        }
        return -1;
    }

    ReferenceFinder &m_finder;
    const qsizetype m_place;
    const Table &m_table;
    const QString m_prefix;
};

} // namespace

void addTypedReferences(ReferenceFinder &finder, qsizetype table, QList<Reference> &found)
{
    if (finder.schema().tables[table].columns.size() >= 3)
        TypedFinder(finder, table).add(found);
}

} // namespace joinery
