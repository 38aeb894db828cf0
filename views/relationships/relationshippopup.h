#pragma once

#include "relationships/relationshiplist.h"

#include <QFrame>

namespace joinery {

class FindField;

/// The list that drops down from the picker: type to find, Return or a click to choose.
class RelationshipPopup : public QFrame
{
    Q_OBJECT

public:
    explicit RelationshipPopup(QWidget *parent = nullptr);

    void setSections(const QList<RelationshipList::Section> &sections);
    /// Opens under (or, without room, above) `anchor`, right edges aligned, with `id` chosen.
    void openAt(const QWidget *anchor, const QString &id);
    RelationshipList *list() { return m_list; }
    FindField *findField() { return m_find; }

signals:
    void chosen(const QString &id);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void choose();
    int heightForRows() const;

    QWidget *m_head; ///< with the find field
    FindField *m_find;
    RelationshipList *m_list;
};

} // namespace joinery
