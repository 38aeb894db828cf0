#include "import/importsource.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::ImportSource)
};

} // namespace

bool ImportSource::holdsRows(const QString &path)
{
    static const QStringList suffixes = {QStringLiteral("csv"), QStringLiteral("tsv"), QStringLiteral("tab"),
                                         QStringLiteral("txt")};
    if (!suffixes.contains(QFileInfo(path).suffix().toLower()))
        return false;
    QFile file(path);
    return !file.open(QIODevice::ReadOnly) || !file.read(16).startsWith("SQLite format 3");
}

QString ImportSource::name() const
{
    return isText() ? Text::tr("pasted rows") : QFileInfo(path).fileName();
}

SourceStamp ImportSource::stamp() const
{
    const QFileInfo file(path);
    return isText() || !file.exists() ? SourceStamp()
                                      : SourceStamp{file.size(), file.lastModified().toMSecsSinceEpoch()};
}

Result<std::unique_ptr<QIODevice>> ImportSource::open() const
{
    if (isText()) {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(text);
        buffer->open(QIODevice::ReadOnly);
        return buffer;
    }
    const auto cannot = [&](const QString &why) {
        return failure(Error::Kind::Missing, Text::tr("%1 could not be read: %2.").arg(name(), why), path);
    };
    if (QFileInfo(path).isDir())
        return cannot(Text::tr("it is a folder"));
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return cannot(file->errorString());
    if (file->isSequential())
        return cannot(Text::tr("it is no file but a stream"));
    return file;
}

} // namespace joinery
