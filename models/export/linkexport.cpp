#include "export/linkexport.h"

#include "export/outputfile.h"

#include <QFileDevice>

namespace joinery {

namespace {

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
    auto file = OutputFile::open(path, databaseFiles(connection));
    if (!file)
        return tl::unexpected(file.error());
    const auto written = exporter.write((*file)->device(), wish.format, wish.filter);
    if (!written)
        return (*file)->device().error() == QFileDevice::NoError ? written : (*file)->failed();
    if (auto done = (*file)->commit(); !done)
        return tl::unexpected(done.error());
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
