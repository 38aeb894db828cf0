#pragma once

#include <QList>
#include <QStringList>

#include <tl/expected.hpp>

namespace joinery {

/// An option that a call may carry.
struct Option
{
    QString name; ///< without its two dashes
    QChar letter; ///< its short form, or null
    QStringList values; ///< what its values are called in the help; its number of values
    QString help;
    bool repeatable = false;
};

/// The words of a call, told apart: options with their values, and the rest in order.
///
/// What QCommandLineParser cannot do and a call here needs: a negative number is no option, an option's value may start
/// with a dash, an option may take two values. `--name=value` gives the first value; `--` ends the options.
class Arguments
{
public:
    /// Fails with a sentence that says what is wrong with the call.
    static tl::expected<Arguments, QString> parse(const QStringList &words, const QList<Option> &options);

    const QStringList &positionals() const { return m_positionals; }
    bool has(const QString &name) const;
    /// The option's first value; empty when the call does not carry it.
    QString value(const QString &name) const;
    /// Each occurrence's values, in order.
    QList<QStringList> all(const QString &name) const;

private:
    struct Given
    {
        QString name;
        QStringList values;
    };

    QStringList m_positionals;
    QList<Given> m_given;
};

} // namespace joinery
