#pragma once

#include "session/importstate.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;

namespace joinery {

/// What the new links say, and what becomes of pairs that are linked already.
class LinkForm : public QWidget
{
    Q_OBJECT

public:
    /// `state` outlives the form.
    explicit LinkForm(ImportState &state, QWidget *parent = nullptr);

private:
    struct Field
    {
        QString column;
        QComboBox *source; // data: a place in the file, or a Source
        QLineEdit *value;
    };
    enum Source { NoSource = -1, FixedValue = -2 };

    void addField(QFormLayout *form, const QString &name);
    void show(const ImportDraft &draft);
    void choose(const Field &field);

    ImportState &m_state;
    QList<Field> m_fields;
    QComboBox *m_conflict;
    QCheckBox *m_ignoreCase;
};

} // namespace joinery
