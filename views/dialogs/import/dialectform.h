#pragma once

#include "session/importstate.h"

#include <QWidget>

class QCheckBox;
class QLabel;

namespace joinery {

class FormBox;

/// How the file is read: what was found, and a person's say in it.
class DialectForm : public QWidget
{
    Q_OBJECT

public:
    /// `state` outlives the form.
    explicit DialectForm(ImportState &state, QWidget *parent = nullptr);

private:
    void show(const CsvDialect &dialect);
    void choose();

    ImportState &m_state;
    FormBox *m_delimiter;
    FormBox *m_quote;
    FormBox *m_encoding;
    QCheckBox *m_header;
    QLabel *m_found;
    CsvDialect m_shown;
};

} // namespace joinery
