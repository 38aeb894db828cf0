#include "relationships/shapeendform.h"

#include "theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

namespace joinery {

namespace {

constexpr int widestCombo = 180;

QComboBox *makeCombo(const QString &name)
{
    auto *combo = new QComboBox;
    combo->setAccessibleName(name);
    combo->setMaximumWidth(widestCombo);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->setMaxVisibleItems(20);
    return combo;
}

} // namespace

ShapeEndForm::ShapeEndForm(const Schema &schema, const QString &what, QWidget *parent)
    : QWidget(parent)
    , m_schema(schema)
    , m_what(what)
    , m_table(makeCombo(tr("%1: table").arg(what)))
    , m_key(makeCombo(tr("%1: key").arg(what)))
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(Theme::grid);
    for (const Table &each : m_schema.tables) {
        if (each.kind != Table::Kind::Shadow)
            m_table->addItem(each.name.text(), QStringList{each.name.schema, each.name.name});
    }
    auto *arrow = new QLabel(QStringLiteral("\u2192"));
    arrow->setForegroundRole(QPalette::PlaceholderText);
    m_row->addWidget(arrow);
    m_row->addWidget(m_table);
    m_row->addWidget(m_key);
    m_row->addStretch(1);
    connect(m_table, &QComboBox::currentIndexChanged, this, [this] {
        fillKeys();
        emit changed();
    });
    connect(m_key, &QComboBox::currentIndexChanged, this, [this] {
        fillColumns();
        emit changed();
    });
    fillKeys();
}

const Table *ShapeEndForm::table() const
{
    const QStringList name = m_table->currentData().toStringList();
    return m_schema.table({name.value(0), name.value(1)});
}

void ShapeEndForm::fillKeys()
{
    const QSignalBlocker quietly(m_key);
    m_key->clear();
    const Table *chosen = table();
    if (!chosen)
        return;
    QList<QStringList> keys;
    for (const UniqueKey &key : chosen->uniqueKeys)
        keys += key.columns;
    for (const QString &column : chosen->columnNames()) {
        if (!keys.contains(QStringList(column)))
            keys += QStringList(column);
    }
    for (const QStringList &key : std::as_const(keys))
        m_key->addItem(key.join(QStringLiteral(", ")), key);
    fillColumns();
}

void ShapeEndForm::fillColumns()
{
    QStringList chosen;
    for (QComboBox *each : std::as_const(m_columns)) {
        chosen += each->currentText();
        m_row->removeWidget(each);
        each->deleteLater();
    }
    m_columns.clear();
    const qsizetype width = m_key->currentData().toStringList().size();
    for (qsizetype i = 0; i < width; ++i) {
        QComboBox *combo = makeCombo(tr("%1: column of the join table").arg(m_what));
        combo->setPlaceholderText(tr("column"));
        if (m_joinTable)
            combo->addItems(m_joinTable->columnNames());
        combo->setCurrentIndex(combo->findText(chosen.value(i)));
        connect(combo, &QComboBox::currentIndexChanged, this, &ShapeEndForm::changed);
        m_row->insertWidget(int(i), combo);
        m_columns += combo;
    }
}

void ShapeEndForm::setJoinTable(const Table *table)
{
    m_joinTable = table;
    fillColumns();
}

void ShapeEndForm::setEnd(const End &end)
{
    m_table->setCurrentIndex(m_table->findText(end.table.text()));
    if (m_key->findText(end.key.join(QStringLiteral(", "))) < 0 && !end.key.isEmpty())
        m_key->addItem(end.key.join(QStringLiteral(", ")), end.key);
    m_key->setCurrentIndex(m_key->findText(end.key.join(QStringLiteral(", "))));
    fillColumns();
    for (qsizetype i = 0; i < m_columns.size(); ++i)
        m_columns[i]->setCurrentIndex(m_columns[i]->findText(end.columns.value(i)));
}

End ShapeEndForm::end() const
{
    End end;
    if (const Table *chosen = table())
        end.table = chosen->name;
    end.key = m_key->currentData().toStringList();
    for (const QComboBox *each : m_columns) {
        if (each->currentIndex() >= 0)
            end.columns += each->currentText();
    }
    return end;
}

} // namespace joinery
