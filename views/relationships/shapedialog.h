#pragma once

#include "relationships/relationshipsettings.h"

#include <QDialog>

#include <memory>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace joinery {

struct Catalog;
class ShapeEndForm;

/// Says what a relationship is made of: join table, both ends, third ends and scope. Tells what is missing while one chooses.
class ShapeDialog : public QDialog
{
    Q_OBJECT

public:
    /// Starts from `shape`, or from nothing where there is none.
    ShapeDialog(std::shared_ptr<const Catalog> catalog, const std::optional<RelationshipSettings::Shape> &shape,
                QWidget *parent = nullptr);

    RelationshipSettings::Shape shape() const;
    /// True when it can be accepted.
    bool isValid() const;

private:
    struct ScopeRow
    {
        QWidget *row;
        QComboBox *column;
        QLineEdit *value;
    };
    struct OtherRow
    {
        QWidget *row;
        ShapeEndForm *form;
    };

    const Table *joinTable() const;
    QWidget *withRemove(QWidget *widget, const QString &what, const std::function<void()> &remove);
    void addOther(const End &end);
    void addScope(const QString &column, const QVariant &value);
    void onJoinTableChanged();
    void check();

    const std::shared_ptr<const Catalog> m_catalog;
    QComboBox *m_joinTable;
    ShapeEndForm *m_left;
    ShapeEndForm *m_right;
    QVBoxLayout *m_others;
    QVBoxLayout *m_scopes;
    QList<OtherRow> m_otherRows;
    QList<ScopeRow> m_scopeRows;
    QLabel *m_problem;
    QPushButton *m_ok;
};

} // namespace joinery
