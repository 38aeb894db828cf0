#pragma once

#include "relationships/entityrules.h"
#include "session/endchoices.h"
#include "session/session.h"
#include "tables/rowmime.h"

#include <array>

namespace joinery {

/// Names that were looked up.
struct NamedRows
{
    KeyList found; ///< the rows that exactly one name stands for, each once
    QStringList missing; ///< names that no row answers to, each once however its case and accents are written
    QStringList ambiguous; ///< names that several rows answer to
};

/// What the editor is looking at: one relationship, which side has the focus, and each side's selection. Resolves every gesture,
/// whether dragged, clicked, typed or pasted, to one call of the Session. Window's thread.
class EditorState : public QObject
{
    Q_OBJECT

public:
    /// `thirdEnds`: the rows that third ends are narrowed to (see narrowed()).
    EditorState(Session &session, const Relationship &relationship, QList<RowKey> thirdEnds = {},
                QObject *parent = nullptr);

    Session &session() const { return m_session; }
    /// As far as the third ends reach; everything here is about that part.
    const Relationship &relationship() const { return m_relationship; }
    /// In the order of Relationship::others; an empty key: every row.
    const QList<RowKey> &thirdEnds() const { return m_thirdEnds; }
    /// Reads rows that a third end can be narrowed to, or that new links can be given.
    void findChoices(const End &end, const QString &find, QObject *context,
                     const std::function<void(const Result<QList<EndChoice>> &)> &done);
    /// Whether a row may be linked with itself; at first it may not.
    bool allowsSelfLinks() const { return m_relationship.selfLinks; }
    void setSelfLinks(bool allowed) { m_relationship.selfLinks = allowed; }
    /// The catalog that the relationship was found in; it stays the same for this object's life.
    std::shared_ptr<const Catalog> catalog() const { return m_catalog; }
    const Table &joinTable() const;
    const Table &entityTable(Side side) const;
    /// Why links cannot be edited here; empty when they can.
    QString readOnlyReason() const;

    Side focus() const { return m_focus; }
    void setFocus(Side side);
    const KeyList &selection(Side side) const { return m_selection[size_t(side)]; }
    void setSelection(Side side, const KeyList &keys);
    /// The focus side's selection: whose links the middle shows.
    const KeyList &focused() const { return selection(m_focus); }

    /// Links rows of the side without the focus with the focus side's selection.
    void linkToFocus(const KeyList &keys);
    /// Links every row of `side` in `many` with every row of the other side in `one`.
    void link(Side side, const KeyList &many, const KeyList &one, const Remark &remark = {});
    /// Removes their links with the focus side's selection.
    void unlinkFromFocus(const KeyList &keys);
    /// Says what Session::outsideChanges() was when the links that are shown were read.
    void setLinksSeen(quint64 outsideChanges) { m_linksSeen = outsideChanges; }
    /// Removes links by key (see linkKeyColumns).
    void unlink(const KeyList &links);

    /// Sets columns of links by key (see LinkStore::setPayload).
    void setLinkPayload(const KeyList &links, const QStringList &columns, const QList<QVariantList> &values);

    /// What the rows of a side take.
    const EntityRules &rules(Side side) const { return m_rules[size_t(side)]; }
    /// Why no row can be added on a side; empty when one can.
    QString whyNotAdded(Side side) const;
    /// Sets columns of a side's rows by key (see setEntitiesGesture).
    void setEntities(Side side, const KeyList &keys, const QStringList &columns, const QList<QVariantList> &values);
    /// Gets the keys of the rows that were added, or why none was; on the window's thread, after the report.
    using Added = std::function<void(const Result<KeyList> &)>;
    void addEntities(Side side, const NewRows &rows, const Added &added = {});
    /// Adds rows and links them and the rows `found` of the same side with the rows `with` of the other, as one step.
    void createAndLink(Side side, const NewRows &rows, const KeyList &found, const KeyList &with,
                       const Remark &remark = {}, const Added &added = {});
    /// Why no row of a side can be deleted; empty when one can, as far as the schema tells.
    QString whyNotDeleted(Side side) const;
    /// See deleteEntitiesGesture.
    void deleteEntities(Side side, const KeyList &keys);
    /// See duplicateEntitiesGesture.
    void duplicateEntities(Side side, const KeyList &keys, bool withLinks, const Added &added = {});

    /// What may be chosen for a column of a table: what its CHECK lists, or the few values that its rows hold.
    struct Choices
    {
        QStringList values;
        bool onlyThese = false; ///< the database takes no other
    };
    void findChoices(const Table &table, const QString &column, QObject *context,
                     const std::function<void(const Choices &)> &done);
    /// A row of the table that a column refers to.
    struct Related
    {
        QVariant key;
        QString label;
    };
    /// True when the column alone refers to another table.
    static bool isReference(const Table &table, const QString &column);
    static constexpr int mostRelated = 50;
    /// The first rows there (at most `mostRelated`) whose label contains `text`, without regard to case and accents; those that are called
    /// just so come first.
    void findRelated(const Table &table, const QString &column, const QString &text, QObject *context,
                     const std::function<void(const QList<Related> &)> &done);

    /// Why dropping (or pasting) `rows` on a row of `target` would do nothing; empty when it would do something. Without a row,
    /// `target` stands for the whole of that side: only links have a use for that, on the side without the focus.
    QString whyNotOnSide(const RowMime &rows, Side target, bool onRow) const;
    /// The same for the middle.
    QString whyNotOnMiddle(const RowMime &rows) const;
    /// Rows dropped on the row `key` of `target`; on a selected row it means the whole selection. Links dropped on the focus side are
    /// copied to it, moved with `move`; on the other side they are unlinked.
    void dropOnSide(const RowMime &rows, Side target, const RowKey &key, bool move);
    void dropOnMiddle(const RowMime &rows);

    /// Payload columns that every new link must give, and what they are given in this sitting.
    QStringList requiredColumns() const { return m_required; }
    /// What a column of the join table is called where a person fills it: "Term" for the third end term_id.
    QString heading(const QString &column) const;
    const Payload &payload() const { return m_payload; }
    bool isPayloadKnown() const;
    /// Sets the values for new links and does the gesture that waits for them, if one does.
    void setPayload(const Payload &payload);
    /// Forgets the gesture that waits for payload.
    void dropPending();
    /// Suggests values for the required columns: the newest row's, now for times. `done` is called on the window's thread.
    void suggestPayload(QObject *context, const std::function<void(const Payload &)> &done);

    /// Looks names up among the labels of `side` (exact first, else without regard to case and accents).
    void findByName(Side side, const QStringList &names, QObject *context,
                    const std::function<void(const Result<NamedRows> &)> &done);

signals:
    void focusChanged(joinery::Side focus);
    void selectionChanged(joinery::Side side);
    /// A gesture waits until setPayload() or dropPending().
    void payloadNeeded();
    /// The gesture that waited has been given up.
    void pendingDropped();

private:
    /// Does it now, or once the payload that every new link must give is known.
    void whenPayloadKnown(const std::function<void()> &start);
    KeyList widened(Side side, const RowKey &key) const;
    bool belongsHere(const RowMime &rows) const;

    Session &m_session;
    const std::shared_ptr<const Catalog> m_catalog;
    const QList<RowKey> m_thirdEnds;
    Relationship m_relationship;
    Side m_focus = Side::Left;
    std::array<KeyList, 2> m_selection;
    std::array<EntityRules, 2> m_rules;
    QStringList m_required;
    Payload m_payload;
    std::function<void()> m_pending;
    quint64 m_linksSeen = 0;
    Worker *m_reader;
};

} // namespace joinery
