#pragma once

#include "export/linkexporter.h"

namespace joinery {

/// What is to be exported, and how.
struct ExportWish
{
    LinkFormat format = LinkFormat::Csv;
    std::optional<LinkFilter> filter;
    bool neutralize = false; ///< see LinkExporter::setNeutralizing()
};

/// Writes links to the file; one that is there stays as it was unless all is written. On the connection's thread.
Result<Exported> exportLinks(Connection &connection, const Schema &schema, const Relationship &relationship,
                             const ExportWish &wish, const QString &path, const std::shared_ptr<Progress> &progress);

/// What exportLinks() would write, without writing it.
Result<Exported> surveyExport(Connection &connection, const Schema &schema, const Relationship &relationship,
                              const ExportWish &wish);

} // namespace joinery
