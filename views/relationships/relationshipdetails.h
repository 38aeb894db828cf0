#pragma once

#include "relationships/relationshipsettings.h"
#include "session/catalog.h"

#include <QScrollArea>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace joinery {

/// One relationship: how sure it is and why, what it is made of, and what the person makes of it. Changes nothing itself: it says
/// what the settings should be.
class RelationshipDetails : public QScrollArea
{
    Q_OBJECT

public:
    explicit RelationshipDetails(QWidget *parent = nullptr);

    /// Shows the relationship with this id; nothing when there is none.
    void show(std::shared_ptr<const Catalog> catalog, const QString &id);
    QString id() const { return m_id; }

signals:
    /// The person wants these settings.
    void edited(const joinery::RelationshipSettings &settings);

private:
    const Reviewed *reviewed() const;
    void change(const std::function<void(RelationshipSettings &, RelationshipSettings::Entry &)> &how);
    void makeButtons(QVBoxLayout *column);
    void makeNames(QVBoxLayout *column);
    void showFacts(const Reviewed &reviewed);
    void showLabels(const Reviewed &reviewed);
    QPushButton *labelButton(const Table &table, const End &end);
    void correct();

    std::shared_ptr<const Catalog> m_catalog;
    QString m_id;
    QLabel *m_title;
    QLabel *m_certainty;
    QPushButton *m_use;
    QPushButton *m_correct;
    QPushButton *m_hide;
    QPushButton *m_reset;
    QLabel *m_reasons;
    QLineEdit *m_name;
    QLineEdit *m_left;
    QLineEdit *m_right;
    QCheckBox *m_symmetric;
    QFormLayout *m_labels;
    QFormLayout *m_facts;
};

} // namespace joinery
