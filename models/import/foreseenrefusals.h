#pragma once

#include "import/judge.h"

namespace joinery {

/// What the schema alone says that the database will refuse of an import: columns that must not be empty and that nothing gives a value.
/// What a constraint or a trigger says shows only when rows are written.
class ForeseenRefusals
{
public:
    ForeseenRefusals(const Schema &schema, const Relationship &relationship, const ImportMapping &mapping);

    /// Why the database will refuse the row's link, or an entity that it needs, in words for a person; null where nothing is known
    /// against it. The text lives as long as this.
    const QString *ofLink(const Judge::Row &row, const Judge &judge) const;
    /// The same where there is such a link, which takes the row's values.
    const QString *ofUpdate(const Judge::Row &row) const;

private:
    struct Given // a column that must not be empty, and that gets its values from the file
    {
        size_t place; // in the values given
        QString reason; // of an empty one
    };
    struct NewEntity
    {
        QString reason; // of all
        std::vector<Given> given;
    };

    void findForEntities(const Schema &schema, const Relationship &relationship, const ImportMapping &mapping);
    const QString *ofEntity(Side side, const EndRef &end, const Judge &judge) const;

    QString m_ofAll;
    std::vector<Given> m_payload;
    NewEntity m_entities[2];
};

} // namespace joinery
