#pragma once

#include "dialogs/import/importdialog.h"
#include "testdatabase.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFile>
#include <QLabel>

namespace joinery {

/// A dialog over a scratch database, with its file.
struct Import
{
    explicit Import(const QByteArray &content, const QString &script = TestDatabase::favoritesScript())
        : database(script)
        , session(database.location())
    {
        if (!load(session))
            qFatal("cannot load");
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write the file");
        file.close();
        before = links();
        open(ImportSource::ofFile(path()));
    }

    void open(const ImportSource &source)
    {
        dialog.reset();
        dialog = std::make_unique<ImportDialog>(session, session.catalog()->relationships.first(), source);
        rowsTester = std::make_unique<QAbstractItemModelTester>(&dialog->state().rows());
        namesTester = std::make_unique<QAbstractItemModelTester>(&dialog->state().names());
        dialog->show();
    }

    QString path() const { return folder.filePath(QStringLiteral("pairs.csv")); }
    QStringList links() { return database.rows(QStringLiteral("SELECT * FROM user_favorites ORDER BY 1, 2")); }
    bool isJudged()
    {
        return QTest::qWaitFor([&] { return !dialog->state().isReading() && dialog->state().preview().isWhole; },
                               20'000);
    }
    template <class W>
    W *named(const QString &name)
    {
        for (W *each : dialog->findChildren<W *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
    QAbstractButton *button(const QString &text)
    {
        for (QAbstractButton *each : dialog->findChildren<QAbstractButton *>()) {
            if (each->isVisible() && each->text().remove(u'&').startsWith(text))
                return each;
        }
        return nullptr;
    }
    bool press(const QString &text)
    {
        QAbstractButton *found = button(text);
        if (found && found->isEnabled())
            found->click();
        return found;
    }
    void pick(const QString &box, const QString &text)
    {
        auto *found = named<QComboBox>(box);
        QVERIFY2(found, qPrintable(box));
        const int index = found->findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        found->setCurrentIndex(index);
        emit found->activated(index);
    }
    QStringList verdicts()
    {
        QStringList words;
        ImportModel &rows = dialog->state().rows();
        for (int row = 0; row < rows.rowCount(); ++row)
            words += rows.index(row, ImportModel::VerdictColumn).data().toString();
        return words;
    }
    bool import()
    {
        if (!press(QStringLiteral("Import")))
            return false;
        return QTest::qWaitFor([&] { return !dialog->state().isImporting() && button(QStringLiteral("Close")); },
                               20'000);
    }
    bool says(const QString &text)
    {
        for (const QLabel *label : dialog->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }

    QTemporaryDir folder;
    TestDatabase database;
    Session session;
    QStringList before;
    std::unique_ptr<ImportDialog> dialog;
    std::unique_ptr<QAbstractItemModelTester> rowsTester;
    std::unique_ptr<QAbstractItemModelTester> namesTester;
};

inline const QByteArray goodFile = "user,show,rating\nAda,Borgen,5\nAlan,Dark,3\n";
inline const QByteArray badFile = "user;show;rating\n"
                                  "Ada;Severance;5\n" // linked already
                                  "Ada;Borgen;4\n"
                                  "Ada;Borgen;4\n"
                                  "Adda;Dark;1\n"
                                  "Adda;Borgen;1\n"
                                  "Alan;Nothing at all;2\n"
                                  "Alan;Dark;ten\n"
                                  "Grace\n";

} // namespace joinery
