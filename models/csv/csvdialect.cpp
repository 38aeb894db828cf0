#include "csv/csvdialect.h"

namespace joinery {

std::optional<char> delimiterNamed(QByteArrayView text)
{
    if (text == "\\t" || text.compare("tab", Qt::CaseInsensitive) == 0)
        return '\t';
    const bool canDelimit = text.size() == 1 && text[0] != '"' && text[0] != '\r' && text[0] != '\n' && text[0] != '\0'
                         && (text[0] & 0x80) == 0;
    return canDelimit ? std::optional(text[0]) : std::nullopt;
}

} // namespace joinery
