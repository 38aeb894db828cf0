#include "database/textfolding.h"

#include <algorithm>

namespace joinery {

namespace {

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

} // namespace

QString foldedText(const QString &text)
{
    // By way of upper case, because that mapping is full where Qt's case folding is simple: ß and SS meet only there.
    const QString decomposed = text.normalized(QString::NormalizationForm_KD).toUpper().toCaseFolded();
    QString folded;
    folded.reserve(decomposed.size());
    for (const QChar c : decomposed) {
        if (c.category() != QChar::Mark_NonSpacing)
            folded += c;
    }
    return folded;
}

QByteArray foldedUtf8(QByteArrayView text)
{
    if (!isAscii(text))
        return foldedText(QString::fromUtf8(text)).toUtf8();
    QByteArray folded = text.toByteArray();
    std::transform(folded.begin(), folded.end(), folded.begin(), lower);
    return folded;
}

bool containsFolded(QByteArrayView text, QByteArrayView needle)
{
    if (isAscii(text)) {
        const auto equal = [](char a, char b) { return lower(a) == b; };
        return std::search(text.begin(), text.end(), needle.begin(), needle.end(), equal) != text.end()
            || needle.isEmpty();
    }
    return foldedUtf8(text).contains(needle);
}

} // namespace joinery
