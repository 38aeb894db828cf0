#include "samples/sample.h"

#include <QCoreApplication>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::Sample)
};

QList<Sample> plainOnes()
{
    return {
        {QStringLiteral("favorites"),
         1,
         Text::tr("users ⇄ shows"),
         Text::tr("Users and the television shows that they like."),
         Text::tr("Every link says since when, how much and why."),
         {Text::tr("Select Ada Lovelace on the left, then click the box of a show on the right."),
          Text::tr("Select several shows and drag them onto the middle."),
          Text::tr("Double-click a rating or a note in the middle to change what a link says."),
          Text::tr("Ctrl+Z takes everything back, step by step.")}},
        {QStringLiteral("school"),
         2,
         Text::tr("teachers ⇄ students"),
         Text::tr("Teachers and the students whom they teach."),
         Text::tr("The join table holds nothing but the two keys."),
         {Text::tr("Select Arjun Mehta on the left: the middle lists his students."),
          Text::tr("Find 12A on the right, Ctrl+A, then Enter: the whole form is linked with him at once."),
          Text::tr("Ctrl+] moves the focus: select a student, and the middle lists the teachers."),
          Text::tr("Ctrl+Z unlinks exactly those who were not linked before.")}},
        {QStringLiteral("recipes"),
         3,
         Text::tr("recipes ⇄ ingredients"),
         Text::tr("Dishes from all over the world and what goes into them."),
         Text::tr("Amount and unit live on the link."),
         {Text::tr(
              "Select Shakshuka on the left and click the box of Feta on the right: a link needs an amount and a unit."),
          Text::tr("Double-click an amount in the middle to change it."),
          Text::tr("Double-click a unit: the database takes only those that it knows."),
          Text::tr("Click the box of Feta again to unlink it, and Ctrl+Z to have it back with its amount.")}},
    };
}

QList<Sample> peculiarOnes()
{
    return {
        {QStringLiteral("tags"),
         4,
         Text::tr("posts and images ⇄ tags"),
         Text::tr("Posts and images that share their tags."),
         Text::tr("Polymorphic: one join table refers to two tables."),
         {Text::tr("Choose between Images and Posts at the top right: one join table, two relationships."),
          Text::tr("Select the tag sea on the left and click the box of an image: its link says image by itself."),
          Text::tr("Go to Posts: the post with the same number was not touched."),
          Text::tr("Ctrl+Z takes the link back.")}},
        {QStringLiteral("reading-list"),
         5,
         Text::tr("medium_users ⇄ medium_articles"),
         Text::tr("Readers and the articles that they keep for later."),
         Text::tr("Made by a framework: camel-case keys, two timestamps."),
         {Text::tr("Select Inés Quintero on the left and click the box of an article on the right."),
          Text::tr("Look at the new link in the middle: it carries the time of now in the framework's own form."),
          Text::tr("Unlink it, then Ctrl+Z: the same row returns, with its number and its times.")}},
        {QStringLiteral("repositories"),
         6,
         Text::tr("repos ⇄ users"),
         Text::tr("Users and repositories, connected by organisations."),
         Text::tr("What connects them is a thing in its own right."),
         {Text::tr("Select Amit Shapiro on the left: the middle shows his organisations, and the repository of each."),
          Text::tr("Click the box of a repository: a new organisation needs a name."),
          Text::tr("Double-click its url in the middle and write one."),
          Text::tr("Ctrl+Z takes the address back, then the organisation.")}},
        {QStringLiteral("beaches"),
         7,
         Text::tr("lifeguards ⇄ beaches"),
         Text::tr("Lifeguards and the beaches that they watch, shift by shift."),
         Text::tr("The same two are linked many times."),
         {Text::tr("Select Kirra Maloney on the left: the boxes on the right count her shifts at every beach."),
          Text::tr("Click the count of Manly Beach: that adds a shift, which begins now."),
          Text::tr("Double-click its hours in the middle to change how long it lasts."),
          Text::tr(
              "Select it in the middle and press Delete: that shift goes, the others stay. Ctrl+Z brings it back.")}},
        {QStringLiteral("sandcastles"),
         8,
         Text::tr("sandcastle_types ⇄ tools"),
         Text::tr("Sandcastles and the tools to build them with."),
         Text::tr("There is no join table yet."),
         {Text::tr("Read what Joinery looked for and what it found."),
          Text::tr("Make the join table with another program: %1")
              .arg(QStringLiteral("CREATE TABLE sandcastle_tools (sandcastle_type_id REFERENCES sandcastle_types, "
                                  "tool_id REFERENCES tools, PRIMARY KEY (sandcastle_type_id, tool_id));")),
          Text::tr("Both sides appear, at once or with F5: give the Dragon round a keep its Palette knife.")}},
        {QStringLiteral("friends"),
         9,
         Text::tr("users ⇄ users"),
         Text::tr("Users and their friends."),
         Text::tr("Both sides are the same table, and a friendship holds for both."),
         {Text::tr("Select Apolline Garnier on the left: the middle shows her friends."),
          Text::tr("Click the box of somebody on the right who is not her friend yet."),
          Text::tr("Ctrl+] moves the focus: select her new friend on the right, and she stands in the middle."),
          Text::tr("Ctrl+Z ends the friendship.")}},
        {QStringLiteral("enrolment"),
         10,
         Text::tr("pupils ⇄ courses, per term"),
         Text::tr("Pupils and their courses, term by term."),
         Text::tr("A link has three ends; who fails takes a course again in another term."),
         {Text::tr("Select Arthur Aldridge on the left: the middle shows his courses with their terms and grades."),
          Text::tr("Click the box of a course on the right: a link needs a term."),
          Text::tr("Double-click a grade in the middle to change it."), Text::tr("Ctrl+Z takes it back.")}},
    };
}

} // namespace

QList<Sample> samples()
{
    return plainOnes() + peculiarOnes();
}

} // namespace joinery
