#pragma once

#include "values/relationship.h"

#include <QComboBox>

namespace joinery {

/// Chooses among the relationships of a database: facts first, then those that are only perhaps ones.
class RelationshipPicker : public QComboBox
{
    Q_OBJECT

public:
    explicit RelationshipPicker(QWidget *parent = nullptr);

    void setRelationships(const QList<Relationship> &relationships);
    /// Chooses without emitting picked().
    void setCurrent(const QString &name);
    QString current() const;

signals:
    void picked(const QString &name);

private:
    void addHeading(const QString &text);
};

} // namespace joinery
