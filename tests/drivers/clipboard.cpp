#include <QClipboard>
#include <QGuiApplication>
#include <QTextStream>

/// clipboard TEXT: owns the clipboard, as a program from which TEXT was copied, until it is ended; "owned" on standard output when it does.
int main(int argc, char **argv)
{
    const QGuiApplication application(argc, argv);
    const QStringList words = QGuiApplication::arguments();
    if (words.size() != 2)
        return 2;
    QGuiApplication::clipboard()->setText(words[1]);
    QTextStream(stdout) << "owned" << Qt::endl;
    return QGuiApplication::exec();
}
