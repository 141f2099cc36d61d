"""The icons: Lucide drawings from `resources/icons`, in the colours of the palette of the moment.

`icon("search")` may be set once and kept: it is drawn anew whenever the palette changes.
"""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.places import resource

Role = QPalette.ColorRole


@cache
def icon(name: str, role: QPalette.ColorRole = Role.ButtonText) -> QIcon:
    """The icon `name`, drawn in the palette's colour for `role`."""
    return QIcon(_kept(_Drawing(name, role)))


def pixmap(name: str, size: int, role: QPalette.ColorRole, ratio: float = 1.0) -> QPixmap:
    """The icon `name` as a picture of `size` logical pixels, for widgets that paint themselves."""
    colour = QGuiApplication.palette().color(role).name()
    return _render(name, colour, size, ratio)


class _Drawing(QIconEngine):
    """Draws one SVG file with "currentColor" replaced."""

    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def clone(self) -> QIconEngine:
        """Make a copy, as Qt asks for when an icon is changed."""
        return _kept(_Drawing(self._name, self._role))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self._picture(rect.size(), mode, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        return self._picture(size, mode, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float
    ) -> QPixmap:
        return self._picture(size, mode, scale)

    def _picture(self, size: QSize, mode: QIcon.Mode, ratio: float) -> QPixmap:
        group, role = QPalette.ColorGroup.Active, self._role
        if mode == QIcon.Mode.Disabled:
            group = QPalette.ColorGroup.Disabled
        colour = QGuiApplication.palette().color(group, role).name()
        return _render(self._name, colour, size.width(), ratio)


# WORKAROUND PySide6: an engine that Qt still holds is freed with its Python wrapper, and the
# program dies when the icon goes. There are a few dozen, so each is kept for good.
_ENGINES: list[_Drawing] = []


def _kept(engine: _Drawing) -> _Drawing:
    _ENGINES.append(engine)
    return engine


@lru_cache(maxsize=512)
def _render(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    drawing = (
        resource(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    )
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
