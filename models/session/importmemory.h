#pragma once

#include "import/importdraft.h"

namespace joinery {

/// How files with some header were read into a relationship, so that the next one need not be mapped anew. Kept in QSettings by database
/// file and relationship; the newest hundred. Only how a file is read and what its columns mean: never what is created, overwritten
/// or decided about single names, nor values that the file does not hold.
class ImportMemory
{
public:
    ImportMemory(const QString &databasePath, const Relationship &relationship);

    /// Keeps what a person chose for files with this header; nothing without a header, as nothing tells such files apart.
    void remember(const QStringList &header, const ImportChoices &choices) const;
    /// Puts what was kept into `choices`; false, and nothing is changed, when there is nothing or when it no longer fits the tables.
    bool recall(const Schema &schema, const QStringList &header, ImportChoices &choices) const;

private:
    QString keyOf(const QStringList &header) const;

    const QString m_databasePath;
    const Relationship m_relationship;
};

} // namespace joinery
