#pragma once

#include "import/importplan.h"

namespace joinery {

/// What a person has chosen so far. What they leave open is guessed anew each time; a guess never replaces a choice.
struct ImportChoices
{
    ImportWishes wishes;
    QMap<QString, int> payload; ///< by the join table's column: a place in the file, from 0; -1: not from the file
    QMap<QString, QString> set; ///< the same text for every row, by the join table's column
    QByteArray sniffedEncoding; ///< what the file was found to be before; spares reading all of it again
};

/// An import as far as it is known.
struct ImportDraft
{
    ImportPlan plan;
    QString missing; ///< what must be chosen before anything can be imported; empty when nothing is
    QStringList required; ///< columns that every new link must give and that nothing gives
};

/// Fills in what the choices leave open, as planImport() does; what cannot be guessed is left open and named. Fails when the file or
/// the database cannot be read. `file` is seekable and stands at its beginning afterwards.
Result<ImportDraft> draftImport(QIODevice &file, Connection &connection, const Schema &schema,
                                const Relationship &relationship, const ImportChoices &choices);

} // namespace joinery
