#pragma once

#include "session/editorstate.h"
#include "tables/entitymodel.h"
#include "tables/linkmodel.h"

namespace joinery {

/// What the window remembers of one database from sitting to sitting, in QSettings: by the file's canonical path, so that files
/// of one name do not mix and links to a file share it. (Columns: see ColumnLayout.) Window's thread.
class DatabaseMemory
{
public:
    /// How one relationship was last looked at.
    struct Look
    {
        Side focus = Side::Left;
        EntityModel::Filter left = EntityModel::Filter::All;
        EntityModel::Filter right = EntityModel::Filter::All;
        LinkModel::Scope scope = LinkModel::Scope::These;
    };

    explicit DatabaseMemory(const QString &path);

    /// The relationship that was shown last; empty when none was.
    QString relationship() const;
    void setRelationship(const QString &name);
    Look look(const QString &relationship) const;
    void setLook(const QString &relationship, const Look &look);
    /// As QMainWindow saves it; empty when nothing is remembered.
    QByteArray geometry() const;
    void setGeometry(const QByteArray &geometry);

private:
    QString m_group;
};

} // namespace joinery
