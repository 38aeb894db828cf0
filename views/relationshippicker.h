#pragma once

#include "values/relationship.h"

#include <QComboBox>

#include <functional>

namespace joinery {

class RelationshipPopup;

/// Chooses among the relationships of a database: facts first, then those that are only perhaps ones. Its list finds as one types.
class RelationshipPicker : public QComboBox
{
    Q_OBJECT

public:
    explicit RelationshipPicker(QWidget *parent = nullptr);

    /// `whyNotShown`: why one cannot be opened; empty when it can.
    void setRelationships(const QList<Relationship> &relationships,
                          const std::function<QString(const Relationship &)> &whyNotShown = {});
    /// Chooses without emitting picked().
    void setCurrent(const QString &name);
    QString current() const;
    RelationshipPopup *popup() { return m_popup; }

    void showPopup() override;
    void hidePopup() override;

signals:
    void picked(const QString &name);

private:
    RelationshipPopup *m_popup;
};

} // namespace joinery
