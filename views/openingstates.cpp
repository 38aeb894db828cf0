#include "openingstates.h"

#include <QCoreApplication>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::OpeningStates)
};

constexpr int tablesNamed = 12;

QList<StatePage::Choice> openOrSamples(const OpeningChoices &choices)
{
    QList<StatePage::Choice> list{{Text::tr("Open another…"), choices.open}};
    if (choices.showSamples)
        list.append({Text::tr("Try a sample"), choices.showSamples});
    return list;
}

} // namespace

StatePage::Content openingContent(const DatabaseLocation &location)
{
    return {QStringLiteral("database"), Tone::Muted, Text::tr("Opening %1…").arg(location.name()), {}, {}};
}

StatePage::Content failureContent(const Error &error, const DatabaseLocation &location, const OpeningChoices &choices)
{
    StatePage::Content content;
    content.icon = QStringLiteral("error");
    content.tone = Tone::Error;
    content.choices = openOrSamples(choices);
    const StatePage::Choice again{Text::tr("Try again"), choices.tryAgain, true};
    switch (error.kind) {
    case Error::Kind::Missing:
        content.icon = QStringLiteral("find");
        content.tone = Tone::Muted;
        content.headline = Text::tr("%1 is not there").arg(location.name());
        content.choices.prepend(again);
        break;
    case Error::Kind::NotADatabase:
        content.headline = Text::tr("%1 is not a database").arg(location.name());
        break;
    case Error::Kind::Damaged:
        content.headline = Text::tr("%1 is damaged").arg(location.name());
        break;
    case Error::Kind::Locked:
        content.icon = QStringLiteral("lock");
        content.tone = Tone::Warning;
        content.headline = Text::tr("%1 is locked").arg(location.name());
        content.choices.prepend(again);
        break;
    case Error::Kind::Untrusted:
        content.icon = QStringLiteral("lock");
        content.tone = Tone::Warning;
        content.headline = Text::tr("%1 is not trusted yet").arg(location.name());
        content.choices.prepend({Text::tr("Trust this file…"), choices.trust, true});
        break;
    case Error::Kind::ReadOnly:
        content.icon = QStringLiteral("lock");
        content.tone = Tone::Warning;
        content.headline = Text::tr("%1 cannot be changed").arg(location.name());
        content.choices.prepend(again);
        break;
    default:
        content.headline = Text::tr("%1 cannot be opened").arg(location.name());
        content.choices.prepend(again);
        break;
    }
    content.text = error.summary;
    if (!error.detail.isEmpty() && !error.summary.contains(error.detail))
        content.text += QStringLiteral("\n\n") + error.detail;
    return content;
}

StatePage::Content noRelationshipContent(const Catalog &catalog, const OpeningChoices &choices)
{
    QStringList names;
    for (const Table &table : catalog.schema.tables) {
        if (table.kind == Table::Kind::Table)
            names += table.name.text();
    }
    StatePage::Content content;
    content.icon = QStringLiteral("relationship");
    content.choices = openOrSamples(choices);
    if (names.isEmpty()) {
        content.headline = Text::tr("%1 holds no tables").arg(catalog.location.name());
        content.text = Text::tr("Create tables with another program first, then reload with F5.");
        return content;
    }
    const qsizetype count = names.size();
    QString list = names.mid(0, tablesNamed).join(QStringLiteral(", "));
    if (count > tablesNamed)
        list += QStringLiteral(", \u2026");
    content.headline = Text::tr("No join table found");
    content.text =
        Text::tr(
            "A many-to-many relationship needs a table with two foreign keys, one to each side, such as user_favorites with "
            "user_id and show_id. None of the tables here has them.")
        + QStringLiteral("\n\n") + Text::tr("%Ln table(s) found: %1", nullptr, int(count)).arg(list)
        + QStringLiteral("\n\n")
        + Text::tr("Declare the foreign keys with REFERENCES, or create such a table, then reload with F5.");
    return content;
}

} // namespace joinery
