#include "theme/icons.h"

#include "theme/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace joinery {

namespace {

QColor colorOf(Tone tone, QIcon::Mode mode)
{
    const Colors &c = colors();
    if (mode == QIcon::Disabled)
        return c.disabled;
    switch (tone) {
    case Tone::Text:
        return c.text;
    case Tone::Muted:
        return c.muted;
    case Tone::Accent:
        return c.accent;
    case Tone::Success:
        return c.success;
    case Tone::Warning:
        return c.warning;
    case Tone::Error:
        return c.error;
    case Tone::OnAccent:
        return c.onAccent;
    }
    return c.text;
}

/// Draws an SVG whose strokes and fills are `currentColor` in a colour looked up at the time of drawing.
class ToneIconEngine : public QIconEngine
{
public:
    ToneIconEngine(QString name, QByteArray svg, Tone tone)
        : m_name(std::move(name))
        , m_svg(std::move(svg))
        , m_tone(tone)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal scale = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const QColor color = colorOf(m_tone, mode);
        const QString key = QStringLiteral("joinery-icon/%1/%2x%3@%4/%5")
                                .arg(m_name)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(scale)
                                .arg(color.rgb(), 0, 16);
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        QByteArray svg = m_svg;
        svg.replace("currentColor", color.name().toLatin1());
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(QPointF(), QSizeF(size)));
        painter.end();
        pixmap.setDevicePixelRatio(scale);
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QIconEngine *clone() const override { return new ToneIconEngine(m_name, m_svg, m_tone); }
    bool isNull() override { return m_svg.isEmpty(); }
    QString key() const override { return QStringLiteral("joinery"); }

private:
    const QString m_name;
    const QByteArray m_svg;
    const Tone m_tone;
};

} // namespace

QIcon icon(const QString &name, Tone tone)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new ToneIconEngine(name, file.readAll(), tone));
}

} // namespace joinery
