#pragma once

#include "import/importer.h"
#include "session/catalog.h"
#include "testdatabase.h"

namespace joinery {

/// An import into a test database, through a connection of its own.
class Importing
{
public:
    /// `relationship`: by name or join table; empty: the only one.
    explicit Importing(const TestDatabase &database, const QString &relationship = {});

    ImportWishes wishes;
    ImportOptions options;

    /// Imports the text. Fails as planImport() and Importer::run() do.
    Result<ImportOutcome> run(QByteArray text);
    /// The account as words, what is zero left out: "read 3: linked 2, malformed 1". A failure's sentence.
    QString account(const QByteArray &text);
    static QString inWords(const ImportAccount &account);

    Connection &connection() { return *m_connection; }
    const Catalog &catalog() const { return *m_catalog; }
    const Relationship &relationship() const { return m_relationship; }

private:
    std::unique_ptr<Connection> m_connection;
    std::shared_ptr<const Catalog> m_catalog;
    Relationship m_relationship;
};

} // namespace joinery
