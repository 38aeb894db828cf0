#include "dialogs/import/dialectform.h"

#include "csv/textencoding.h"
#include "dialogs/import/formbox.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>

namespace joinery {

namespace {

/// Puts `data` into the box where it is not among its choices yet, and shows it.
void showChoice(FormBox *box, const QVariant &data, const QString &text)
{
    const QSignalBlocker quiet(box);
    if (box->findData(data) < 0)
        box->addItem(text, data);
    box->setCurrentIndex(box->findData(data));
}

FormBox *addBox(QHBoxLayout *row, const QString &text, const QString &toolTip)
{
    auto *both = new QWidget;
    auto *pair = new QHBoxLayout(both);
    pair->setContentsMargins(0, 0, Theme::grid, 0);
    auto *label = new QLabel(text);
    auto *box = new FormBox(text);
    label->setBuddy(box);
    label->setForegroundRole(QPalette::PlaceholderText);
    box->setToolTip(toolTip);
    pair->addWidget(label);
    pair->addWidget(box);
    row->addWidget(both);
    return box;
}

} // namespace

DialectForm::DialectForm(ImportState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_header(new QCheckBox(tr("The first line names the columns")))
    , m_found(new QLabel)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    m_delimiter = addBox(row, tr("Fields end with"), tr("What stands between two fields"));
    for (const auto &[text, delimiter] : {std::pair{tr("comma ,"), ','},
                                          {tr("semicolon ;"), ';'},
                                          {tr("tab"), '\t'},
                                          {tr("bar |"), '|'},
                                          {tr("colon :"), ':'},
                                          {tr("space"), ' '}})
        m_delimiter->addItem(text, int(delimiter));
    m_quote = addBox(row, tr("Quotes"), tr("What encloses a field that holds such a character"));
    for (const auto &[text, quote] : {std::pair{tr("double \""), '"'}, {tr("single '"), '\''}, {tr("none"), '\0'}})
        m_quote->addItem(text, int(quote));
    m_encoding = addBox(row, tr("Encoding"), tr("How letters are written as bytes"));
    for (const char *name : {"UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "ISO-8859-15", "windows-1250",
                             "windows-1251", "windows-1252", "windows-1253", "windows-1254", "Shift_JIS", "EUC-JP",
                             "GB18030", "Big5", "EUC-KR", "KOI8-R", "IBM437", "macintosh"}) {
        if (const QByteArray known = encodingNamed(name); !known.isEmpty() && m_encoding->findData(known) < 0)
            m_encoding->addItem(QString::fromLatin1(known), known);
    }
    row->addWidget(m_header);
    row->addStretch(1);
    m_found->setFont(Theme::smallFont());
    m_found->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_found);
    for (FormBox *box : {m_delimiter, m_quote, m_encoding})
        connect(box, &FormBox::activated, this, &DialectForm::choose);
    connect(m_header, &QCheckBox::clicked, this, &DialectForm::choose);
    connect(&m_state, &ImportState::drafted, this, [this] { show(m_state.draft()->plan.dialect); });
}

void DialectForm::show(const CsvDialect &dialect)
{
    m_shown = dialect;
    const char delimiter = dialect.delimiter.value();
    const char quote = dialect.quote.value();
    showChoice(m_delimiter, int(delimiter), QString(QLatin1Char(delimiter)));
    showChoice(m_quote, int(quote), QString(QLatin1Char(quote)));
    showChoice(m_encoding, dialect.encoding.value(), QString::fromLatin1(dialect.encoding.value()));
    m_header->setChecked(dialect.header.value());
    m_encoding->parentWidget()->setVisible(!m_state.source().isText()); // text that was pasted is text already
    const bool isPersons = dialect.delimiter.isPersons() || dialect.quote.isPersons() || dialect.header.isPersons()
                        || (dialect.encoding.isPersons() && !m_state.source().isText());
    m_found->setText(isPersons                   ? tr("partly chosen by you")
                     : m_state.source().isText() ? tr("found in what was pasted")
                                                 : tr("found in the file"));
}

void DialectForm::choose()
{
    ImportChoices choices = m_state.choices();
    CsvDialect &dialect = choices.wishes.dialect;
    const auto chosen = [](const FormBox *box) { return char(box->currentData().toInt()); };
    const bool otherDelimiter = chosen(m_delimiter) != m_shown.delimiter.value();
    const bool otherQuote = chosen(m_quote) != m_shown.quote.value();
    if (otherDelimiter)
        dialect.delimiter.choose(chosen(m_delimiter));
    if (otherQuote)
        dialect.quote.choose(chosen(m_quote));
    if (m_encoding->currentData().toByteArray() != m_shown.encoding.value())
        dialect.encoding.choose(m_encoding->currentData().toByteArray());
    if (m_header->isChecked() != m_shown.header.value())
        dialect.header.choose(m_header->isChecked());
    // Other columns than those that were chosen before.
    if (otherDelimiter || otherQuote) {
        for (const Side side : {Side::Left, Side::Right}) {
            choices.wishes.end(side).places.clear();
            choices.wishes.end(side).columns.clear();
        }
        choices.payload.clear();
    }
    m_state.choose(choices);
}

} // namespace joinery
