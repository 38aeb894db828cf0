#pragma once

#include "session/importstate.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QScrollArea;

namespace joinery {

class FormBox;

/// What the new links say, and what becomes of pairs that are linked already.
class LinkForm : public QWidget
{
    Q_OBJECT

public:
    /// `state` outlives the form.
    explicit LinkForm(ImportState &state, QWidget *parent = nullptr);

    /// How many payload columns can be seen at a time, where there are more than a few.
    void setFieldsInView(int count);

private:
    struct Field
    {
        QString column;
        QLabel *label;
        FormBox *source; // data: a place in the file, or a Source
        QLineEdit *value;
    };
    enum Source { NoSource = -1, FixedValue = -2 };

    void addField(const QString &name);
    void sortFields(const ImportDraft &draft);
    void show(const ImportDraft &draft);
    void choose(const Field &field);

    ImportState &m_state;
    QFormLayout *m_form = nullptr;
    QScrollArea *m_area = nullptr; // none for a few fields
    QList<Field> m_fields;
    std::optional<QStringList> m_sortedFor; // the file's columns
    FormBox *m_conflict;
    QCheckBox *m_ignoreCase;
    QCheckBox *m_ignoreBlanks;
};

} // namespace joinery
