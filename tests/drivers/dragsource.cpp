#include <QApplication>
#include <QDrag>
#include <QLabel>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>

namespace {

/// A window from which a file can be dragged, as from a file browser.
class DragSource : public QLabel
{
public:
    explicit DragSource(QString path) : QLabel(QStringLiteral("file")), m_path(std::move(path)) {}

protected:
    void mousePressEvent(QMouseEvent *event) override { event->accept(); }

    void mouseMoveEvent(QMouseEvent *) override
    {
        auto *mime = new QMimeData;
        mime->setUrls({QUrl::fromLocalFile(m_path)});
        auto *drag = new QDrag(this);
        drag->setMimeData(mime);
        drag->exec(Qt::CopyAction);
    }

private:
    const QString m_path;
};

} // namespace

/// dragsource FILE X Y: shows the window with its upper left corner there until it is ended.
int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const QStringList words = QApplication::arguments();
    if (words.size() != 4)
        return 2;
    DragSource source(words[1]);
    source.setWindowFlag(Qt::FramelessWindowHint);
    source.setGeometry(words[2].toInt(), words[3].toInt(), 80, 80);
    source.show();
    return QApplication::exec();
}
