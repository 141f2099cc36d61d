"""Location sketches on paper: where the tanks lie, in grey, never larger than their room."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from desktop.services.desk.card_places import SketchCard
from desktop.views.printing.content import Drawing, Part, Print, Text
from desktop.views.printing.faces import INCH, POINT
from desktop.views.printing.pages import lay_out
from desktop.views.widgets.stored_picture import image_of

HEIGHTS = (3.0, 2.2, 1.6, 1.2)  # inches: how high a sketch may be; a smaller one shows nothing
DOT = 0.01 * INCH  # a picture of few dots is not blown up beyond a hundredth of an inch for each
ROOM_BELOW = 4 * POINT


class Placed(NamedTuple):
    """Sketches of a place, with its address."""

    where: str
    sketches: Sequence[SketchCard]


def with_sketches(
    make: Callable[[tuple[Part, ...]], Print], places: Sequence[Placed], *, one_page: bool
) -> Print:
    """The print-out with its sketches, as high as one page allows.

    Where none fits it has no sketch if it must stay on one page, else it takes more.
    """
    found = [sketch for place in places for sketch in _images(place)]
    if not found:
        return make(())
    tried = (make(tuple(_parts(found, highest))) for highest in HEIGHTS)
    fitting = (one for one in tried if len(lay_out(one)) == 1)
    return next(fitting, None) or make(() if one_page else tuple(_parts(found, HEIGHTS[0])))


def _images(place: Placed) -> Iterator[tuple[str, QImage]]:
    """The pictures that can be read, in grey, each with what is written over it."""
    for one in place.sketches:
        image = image_of(one.picture) if one.picture else QImage()
        if not image.isNull():
            said = ": ".join(text for text in ("Location sketch", one.note or place.where) if text)
            yield said, image.convertToFormat(QImage.Format.Format_Grayscale8)


def _parts(found: Sequence[tuple[str, QImage]], highest: float) -> Iterator[Part]:
    for said, image in found:
        yield Text(said, "heading")
        yield _drawing(image, highest * INCH)


def _drawing(image: QImage, highest: float) -> Drawing:
    def size(width: float) -> QSizeF:
        dots = QSizeF(image.size())
        grown = min(width / dots.width(), highest / dots.height(), DOT)
        return dots * grown

    def paint(painter: QPainter, area: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(area.topLeft(), size(area.width())), image)

    return Drawing(lambda width: size(width).height() + ROOM_BELOW, paint)
