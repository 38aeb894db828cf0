#pragma once

#include "import/importbatch.h"
#include "links/entitymaker.h"
#include "links/linkstore.h"

namespace joinery {

/// Writes the good rows of an import, batch by batch, in one transaction: links, and the entities that they need. Nothing remains
/// unless commit() succeeds. Writer's thread; what it was made from outlives it.
class ImportWriter
{
public:
    /// `mapping` lives as long as the writer.
    static Result<std::unique_ptr<ImportWriter>> begin(Connection &connection, const Schema &schema,
                                                       const Relationship &relationship, const ImportMapping &mapping,
                                                       const LoadPlan &plan);
    ~ImportWriter();
    Q_DISABLE_COPY_MOVE(ImportWriter)

    /// Told each row's verdict, in the order in which rows are written; refusal() says why. An error ends the batch.
    using Told = std::function<Result<void>(size_t row, Verdict verdict)>;
    /// Writes the rows that `judge` found good: in the order of their keys where that changes nothing but time. The batch may be reordered.
    /// `isLast`: no further one comes.
    Result<void> write(ImportBatch &batch, Judge &judge, bool isLast, const Told &told);
    /// Why the row just told was not written.
    const QString &refusal() const { return m_refusal; }
    qint64 created(Side side) const { return m_created[size_t(side)]; }

    /// What has been done, for undo: new entities first, then the links, which refer to them.
    Result<Change> finish();
    Result<void> commit();

private:
    struct Made // an end's new entities
    {
        std::optional<EntityMaker> maker;
        std::vector<std::optional<qint64>> entities; // by Judge::newNames()
    };

    ImportWriter(Connection &connection, const Schema &schema, const Relationship &relationship,
                 const ImportMapping &mapping, const LoadPlan &plan);

    Result<void> writeGroup();
    Result<void> writeAlone(size_t row);
    Result<void> settle(size_t row, Verdict verdict);
    Result<Verdict> writeRow(size_t row);
    Result<Verdict> writeExisting(size_t row, const LoadedLink &link);
    Verdict refuse(const Error &error);
    Made &made(Side side);
    bool mustMake(Side side, const EndRef &end);
    Result<bool> make(Side side, const EndRef &end);
    void keyOf(Side side, const EndRef &end, CellValue *key);
    LoadedLink readLink(size_t row, CellValue *values);
    Result<void> remember();
    Result<bool> wasSeen(size_t row);

    Connection &m_connection;
    const Schema &m_schema;
    const Relationship &m_relationship;
    const ImportMapping &m_mapping;
    const bool m_keepForUndo;
    std::unique_ptr<LinkLoader> m_loader;
    ImportBatch *m_batch = nullptr; // being written
    Judge *m_judge = nullptr;
    const Told *m_told = nullptr;
    std::vector<bool> m_good; // by the place of the first row of the same link
    std::vector<size_t> m_group; // rows that wait for being written together
    std::optional<Statement> m_remember; // links of earlier batches
    std::optional<Statement> m_recall;
    std::array<Made, 2> m_made;
    std::array<qint64, 2> m_created{};
    const size_t m_leftWidth; // how many values a link has of each
    const size_t m_rightWidth;
    const size_t m_payloadWidth;
    std::vector<CellValue> m_values; // of what is being written
    std::vector<LoadedLink> m_links;
    QString m_refusal;
};

} // namespace joinery
