#include "export/linkexport.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

namespace joinery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(joinery::LinkExport)
};

/// Takes everything and keeps nothing.
class Nowhere : public QIODevice
{
protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override { return size; }
};

} // namespace

Result<Exported> exportLinks(Connection &connection, const Schema &schema, const Relationship &relationship,
                             const ExportWish &wish, const QString &path, const std::shared_ptr<Progress> &progress)
{
    LinkExporter exporter(connection, schema, relationship);
    exporter.setNeutralizing(wish.neutralize);
    exporter.setProgress(progress);
    const auto count = exporter.count(wish.filter);
    if (!count)
        return tl::unexpected(count.error());
    progress->total = *count;
    QSaveFile file(path);
    const auto refuse = [&] {
        return failure(Error::Kind::Failed,
                       Text::tr("%1 could not be written: %2.").arg(QFileInfo(path).fileName(), file.errorString()),
                       path);
    };
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return refuse();
    const auto written = exporter.write(file, wish.format, wish.filter);
    if (!written && file.error() == QFileDevice::NoError)
        return written;
    if (!written || !file.commit())
        return refuse();
    return written;
}

Result<Exported> surveyExport(Connection &connection, const Schema &schema, const Relationship &relationship,
                              const ExportWish &wish)
{
    LinkExporter exporter(connection, schema, relationship);
    if (wish.format == LinkFormat::Json || wish.format == LinkFormat::Nested) {
        const auto count = exporter.count(wish.filter);
        return count ? Result<Exported>(Exported{*count, 0}) : tl::unexpected(count.error());
    }
    Nowhere nowhere;
    nowhere.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    return exporter.write(nowhere, wish.format, wish.filter);
}

} // namespace joinery
