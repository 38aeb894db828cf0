#pragma once

#include "import/importpreview.h"

#include <QAbstractTableModel>

#include <functional>
#include <optional>

namespace joinery {

/// The names that are unknown or ambiguous, each once with its count, what a person decided about them, and what becomes of them
/// otherwise. A name keeps its place while more of the file is read, and stays when it has been decided.
class ResolveModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, WhereColumn, RowsColumn, DecisionColumn, ColumnCount };
    enum Role {
        VerdictRole = Qt::UserRole, ///< int(Verdict)
        DecidedRole, ///< bool: nothing has to be decided any more
    };

    struct Name
    {
        OpenNameRow open;
        std::optional<Resolution> resolution;
        QString meaning; ///< of Resolution::Kind::Use: what the row that is meant is called
    };

    explicit ResolveModel(Relationship relationship, QObject *parent = nullptr);

    /// `isCut`: there are more names than these.
    void setNames(const QList<OpenNameRow> &open, bool isWhole, bool isCut = false);
    /// Forgets everything about the names of `side`.
    void clear(Side side);
    void clear();
    /// None: leaves the name undecided again.
    void decide(int row, const std::optional<Resolution> &resolution, const QString &meaning = {});
    const Name &name(int row) const { return m_names[row]; }
    /// The first undecided name after `row`, from the beginning after the last; -1 when there is none.
    int nextUndecided(int row) const;
    int undecided() const;
    /// How many become new entities, by a decision or because all that is unknown does.
    int created() const;
    /// "Names to resolve: more than 100,000, new: 3".
    QString summary() const;
    /// As ImportWishes takes them.
    QHash<QString, Resolution> resolutions(Side side) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString decisionText(const Name &name) const;
    void removeNames(const std::function<bool(const Name &)> &isGone);

    const Relationship m_relationship;
    QList<Name> m_names;
    bool m_isCut = false;
};

} // namespace joinery
