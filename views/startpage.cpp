#include "startpage.h"

#include "samplecard.h"
#include "samples/sample.h"
#include "theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace joinery {

namespace {

constexpr int columns = 2;
constexpr int widest = 920;

QLabel *paragraph(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
    , m_headline(paragraph(tr("Open a database")))
    , m_text(paragraph(tr("Joinery shows both sides of a many-to-many relationship and lets you link them by dragging. "
                          "Open an SQLite file, or drop one on this window.")))
    , m_samplesTitle(paragraph(tr("Or try a sample")))
    , m_samplesText(
          paragraph(tr("Each is a small database of one shape, kept for you as a file of its own, with a note "
                       "that says what to try.")))
    , m_samples(new QWidget)
    , m_cards(new QGridLayout)
{
    setAccessibleName(tr("Start page"));
    m_headline->setFont(Theme::headlineFont());
    m_samplesTitle->setFont(Theme::titleFont());
    auto *open = new QPushButton(icon(QStringLiteral("open"), Tone::OnAccent), tr("Open…"));
    open->setDefault(true);
    open->setAutoDefault(false);
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);

    m_cards->setSpacing(Theme::grid);
    for (int i = 0; i < columns; ++i)
        m_cards->setColumnStretch(i, 1);
    auto *samples = new QVBoxLayout(m_samples);
    samples->setContentsMargins(0, 2 * Theme::grid, 0, 0);
    samples->setSpacing(Theme::grid / 2);
    samples->addWidget(m_samplesTitle);
    samples->addWidget(m_samplesText);
    samples->addSpacing(Theme::grid);
    samples->addLayout(m_cards);
    m_samples->hide();

    auto *content = new QWidget;
    content->setMaximumWidth(widest);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(3 * Theme::grid, 4 * Theme::grid, 3 * Theme::grid, 4 * Theme::grid);
    column->setSpacing(Theme::grid);
    column->addStretch(1);
    column->addWidget(m_headline);
    column->addWidget(m_text);
    column->addSpacing(Theme::grid / 2);
    column->addWidget(open, 0, Qt::AlignLeft);
    column->addWidget(m_samples);
    column->addStretch(2);
    auto *middle = new QWidget;
    auto *row = new QHBoxLayout(middle);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(content, 1000);
    row->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(middle);
    middle->setAutoFillBackground(false);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    setFocusProxy(open);
    connect(&Theme::instance(), &Theme::changed, this, &StartPage::showColors);
    showColors();
}

void StartPage::showSamples()
{
    if (m_cards->count() > 0)
        return;
    const QList<Sample> all = joinery::samples();
    for (int i = 0; i < all.size(); ++i) {
        auto *card = new SampleCard(all[i]);
        connect(card, &SampleCard::clicked, this, [this, name = all[i].name] { emit sampleRequested(name); });
        m_cards->addWidget(card, i / columns, i % columns);
    }
    m_samples->show();
}

void StartPage::showColors()
{
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, colors().muted);
    m_text->setPalette(quiet);
    m_samplesText->setPalette(quiet);
    QPalette plain = palette();
    plain.setColor(QPalette::WindowText, colors().text);
    m_headline->setPalette(plain);
    m_samplesTitle->setPalette(plain);
}

void StartPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), colors().base);
}

} // namespace joinery
