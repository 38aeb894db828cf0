#pragma once

#include <QByteArray>

#include <optional>

namespace joinery {

/// An option's value, and who set it. A guess never overwrites what a person chose.
template <class T>
class Choice
{
public:
    Choice(T value) : m_value(std::move(value)) {}

    const T &value() const { return m_value; }
    bool isPersons() const { return m_person; }
    /// The guesser's value; without effect on a person's choice.
    void guess(T value)
    {
        if (!m_person)
            m_value = std::move(value);
    }
    void choose(T value)
    {
        m_value = std::move(value);
        m_person = true;
    }
    /// Leaves the option to the guesser again.
    void unchoose() { m_person = false; }

private:
    T m_value;
    bool m_person = false;
};

/// How a file of delimited text is to be read.
struct CsvDialect
{
    Choice<char> delimiter = ','; ///< an ASCII character
    Choice<char> quote = '"'; ///< an ASCII character; NUL where nothing is quoted
    Choice<QByteArray> encoding = QByteArray("UTF-8"); ///< a name that textencoding knows
    Choice<bool> header = true; ///< the first record names the columns
    bool separatorLine = false; ///< the file begins with the line "sep=;" that spreadsheets write, which is no record
};

/// The delimiter that `text` stands for: one ASCII character that can delimit, or "tab" or "\t".
std::optional<char> delimiterNamed(QByteArrayView text);

} // namespace joinery
