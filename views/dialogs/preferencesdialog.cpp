#include "dialogs/preferencesdialog.h"

#include "preferences/preferences.h"
#include "theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

namespace joinery {

namespace {

constexpr int edge = 3 * Theme::grid;
constexpr int choiceWidth = 220;

QLabel *hint(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setFont(Theme::smallFont());
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// A choice among `texts`, by their place.
QComboBox *choiceOf(const QStringList &texts, int current, const QString &name, const QString &toolTip)
{
    auto *box = new QComboBox;
    box->addItems(texts);
    box->setCurrentIndex(current);
    box->setMinimumWidth(choiceWidth);
    box->setAccessibleName(name);
    box->setToolTip(toolTip);
    return box;
}

QSpinBox *threshold(qint64 value, const QString &name, const QString &toolTip)
{
    auto *box = new QSpinBox;
    box->setRange(1, 1'000'000'000);
    box->setValue(int(qMin<qint64>(value, box->maximum())));
    box->setGroupSeparatorShown(true);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    box->setKeyboardTracking(false);
    box->setAccessibleName(name);
    box->setToolTip(toolTip);
    return box;
}

QFormLayout *makeForm(QWidget *page)
{
    auto *form = new QFormLayout(page);
    form->setContentsMargins(edge, edge, edge, edge);
    form->setHorizontalSpacing(2 * Theme::grid);
    form->setVerticalSpacing(Theme::grid);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    return form;
}

} // namespace

PreferencesDialog::PreferencesDialog(QWidget *parent)
    : QDialog(parent)
    , m_pages(new QTabWidget)
    , m_trusted(new QListWidget)
    , m_unenforced(new QListWidget)
{
    setWindowTitle(tr("Preferences"));
    m_pages->setAccessibleName(tr("Preferences"));
    m_pages->setDocumentMode(true);
    m_pages->addTab(makeLookPage(), tr("&Look"));
    m_pages->addTab(makeAskingPage(), tr("&Asking"));
    m_pages->addTab(makeFilesPage(), tr("&Files"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->setContentsMargins(edge, Theme::grid, edge, 2 * Theme::grid);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pages, 1);
    column->addWidget(buttons);
    connect(&Preferences::instance(), &Preferences::changed, this, &PreferencesDialog::fillFiles);
    fillFiles();
    resize(580, 460);
}

QWidget *PreferencesDialog::makeLookPage()
{
    const Theme &theme = Theme::instance();
    auto *page = new QWidget;
    QFormLayout *form = makeForm(page);
    QComboBox *scheme = choiceOf({tr("As the desktop"), tr("Light"), tr("Dark")}, int(theme.scheme()), tr("Theme"),
                                 tr("Light or dark; as the desktop where it says which it wants"));
    connect(scheme, &QComboBox::activated, this, [](int index) { Theme::instance().setScheme(Theme::Scheme(index)); });
    QComboBox *density = choiceOf({tr("Comfortable"), tr("Compact")}, int(theme.density()), tr("Density"),
                                  tr("How high the rows of every list are: 28 or 22 pixels"));
    connect(density, &QComboBox::activated, this,
            [](int index) { Theme::instance().setDensity(Theme::Density(index)); });
    QComboBox *values = choiceOf(
        {tr("As stored"), tr("As the desktop writes them")}, int(Preferences::instance().valueStyle()),
        tr("Dates and numbers"),
        tr("How cells show dates, times and fractions; what is copied or edited is as stored"));
    connect(values, &QComboBox::activated, this,
            [](int index) { Preferences::instance().setValueStyle(ValueStyle(index)); });
    // The View menu sets these two as well.
    connect(&theme, &Theme::changed, page, [scheme, density] {
        scheme->setCurrentIndex(int(Theme::instance().scheme()));
        density->setCurrentIndex(int(Theme::instance().density()));
    });
    form->addRow(tr("&Theme"), scheme);
    form->addRow(tr("&Density"), density);
    form->addRow(tr("Dates and &numbers"), values);
    form->addRow(hint(tr("Whole numbers always stay as they are stored: most of them are keys or years.")));
    return page;
}

QWidget *PreferencesDialog::makeAskingPage()
{
    const Limits limits = Preferences::instance().limits();
    auto *page = new QWidget;
    QFormLayout *form = makeForm(page);
    QSpinBox *removed = threshold(limits.removed, tr("Ask before removing more links than"),
                                  tr("A gesture that removes more links than this asks first"));
    QSpinBox *linked = threshold(limits.linked, tr("Ask before linking more pairs than"),
                                 tr("A gesture that links more pairs than this asks first"));
    const auto store = [removed, linked] { Preferences::instance().setLimits({removed->value(), linked->value()}); };
    connect(removed, &QSpinBox::valueChanged, this, store);
    connect(linked, &QSpinBox::valueChanged, this, store);
    form->addRow(tr("Ask before &removing more links than"), removed);
    form->addRow(tr("Ask before linking more &pairs than"), linked);
    form->addRow(hint(tr("Whatever is done, undo takes it back as long as the window is open.")));
    return page;
}

QWidget *PreferencesDialog::makeFilesPage()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(edge, edge, edge, Theme::grid);
    column->setSpacing(2 * Theme::grid);
    auto *copy = new QCheckBox(tr("&Offer a copy before the first change of a file"));
    copy->setChecked(Preferences::instance().offersCopy());
    copy->setToolTip(tr("Undo ends with the window; a copy stays. Joinery's own samples are never asked about."));
    connect(copy, &QCheckBox::toggled, this, [](bool on) { Preferences::instance().setOffersCopy(on); });
    column->addWidget(copy);
    column->addWidget(makeFileList(tr("&Trusted files"), tr("No file is trusted."),
                                   tr("Their triggers and views may use virtual tables and every function."), m_trusted,
                                   [](const QString &path) { Preferences::instance().setTrusted(path, false); }));
    column->addWidget(makeFileList(tr("Files edited &without enforcement"),
                                   tr("Foreign keys are enforced in every file."),
                                   tr("Their foreign keys are not enforced while Joinery edits them."), m_unenforced,
                                   [](const QString &path) { Preferences::instance().setEnforced(path, true); }));
    return page;
}

QWidget *PreferencesDialog::makeFileList(const QString &title, const QString &emptyText, const QString &explanation,
                                         QListWidget *list, const std::function<void(const QString &)> &remove)
{
    auto *group = new QWidget;
    auto *grid = new QGridLayout(group);
    grid->setContentsMargins(0, 0, 0, 0);
    auto *label = new QLabel(title);
    label->setBuddy(list);
    list->setAccessibleName(QString(title).remove(u'&'));
    list->setAccessibleDescription(explanation);
    list->setToolTip(explanation);
    list->setTextElideMode(Qt::ElideMiddle);
    list->setMinimumHeight(72);
    auto *button = new QPushButton(tr("Remove"));
    button->setAutoDefault(false);
    button->setAccessibleName(tr("Remove from: %1").arg(list->accessibleName()));
    button->setToolTip(tr("Take the selected file out of this list; it takes effect at once"));
    button->setEnabled(false);
    QLabel *empty = hint(emptyText);
    connect(list, &QListWidget::itemSelectionChanged, button,
            [list, button] { button->setEnabled(!list->selectedItems().isEmpty()); });
    // The list clears its model while it is destroyed, when it is no QListWidget any more: only the model is asked.
    connect(list->model(), &QAbstractItemModel::modelReset, empty,
            [model = list->model(), empty, emptyText, explanation] {
                empty->setText(model->rowCount() == 0 ? emptyText : explanation);
            });
    connect(list->model(), &QAbstractItemModel::rowsInserted, empty,
            [empty, explanation] { empty->setText(explanation); });
    connect(button, &QPushButton::clicked, this, [list, remove] {
        if (const QListWidgetItem *item = list->currentItem())
            remove(item->text());
    });
    grid->addWidget(label, 0, 0);
    grid->addWidget(list, 1, 0);
    grid->addWidget(button, 1, 1, Qt::AlignTop);
    grid->addWidget(empty, 2, 0);
    return group;
}

void PreferencesDialog::fillFiles()
{
    const auto fill = [](QListWidget *list, const QStringList &files) {
        QStringList shown;
        for (int row = 0; row < list->count(); ++row)
            shown += list->item(row)->text();
        if (shown == files && !files.isEmpty())
            return;
        list->clear();
        list->addItems(files);
    };
    fill(m_trusted, Preferences::instance().trustedFiles());
    fill(m_unenforced, Preferences::instance().unenforcedFiles());
}

} // namespace joinery
