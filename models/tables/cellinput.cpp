#include "tables/cellinput.h"

#include "export/valuetext.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::CellInput)
};

const QVariant null(QMetaType::fromType<QString>());

} // namespace

Result<QVariant> valueFromInput(const Column &column, const QString &text)
{
    const ColumnKind kind = columnKind(column);
    if (text.isEmpty() && kind != ColumnKind::Any)
        return null;
    QByteArray scratch;
    const QByteArray utf8 = text.toUtf8();
    const auto value = columnValue(kind, utf8, scratch);
    if (!value)
        return failure(Error::Kind::Refused,
                       Text::tr("%1 takes %2, and “%3” is none.").arg(column.name, kindInWords(kind), text));
    return value->toVariant();
}

QString inputText(const QVariant &value)
{
    return QString::fromUtf8(valueText(value));
}

QStringList checkedChoices(const QString &tableSql, const QString &column)
{
    // CHECK (unit IN ('g', 'ml')), the name quoted or not: https://www.sqlite.org/lang_createtable.html#check_constraints
    static const QString form = QStringLiteral(
        "CHECK\\s*\\(\\s*(?:[\"`\\[]?%1[\"`\\]]?)\\s+IN\\s*\\(((?:\\s*(?:'(?:[^']|'')*'|-?\\d+(?:\\.\\d+)?)\\s*,?)+)\\)\\s*\\)");
    const QRegularExpression check(form.arg(QRegularExpression::escape(column)),
                                   QRegularExpression::CaseInsensitiveOption);
    const QString list = check.match(tableSql).captured(1);
    static const QRegularExpression item(QStringLiteral("'((?:[^']|'')*)'|(-?\\d+(?:\\.\\d+)?)"));
    QStringList choices;
    for (auto it = item.globalMatch(list); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        choices += match.capturedStart(2) >= 0 ? match.captured(2)
                                               : match.captured(1).replace(QLatin1String("''"), QLatin1String("'"));
    }
    return choices;
}

} // namespace joinery
