"""Markup of our own making (the report of an import) on the same pages as everything else."""

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPainter,
    QPalette,
    QTextDocument,
)

from desktop.views.printing.content import Head
from desktop.views.printing.faces import FAMILIES, POINT
from desktop.views.printing.pages import ROOM, WIDTH, Sheet, numbered
from desktop.views.printing.pieces import Draw, Piece

POINTS = 10.0
ON_SCREEN = """
h1 { font-size: 15pt; } h2 { font-size: 11.5pt; margin-top: 14px; }
h3 { font-size: 10pt; margin-top: 8px; }
td, th { padding-right: 14px; }
"""
ON_PAPER = """
h1 { font-size: 300px; } h2 { font-size: 230px; margin-top: 200px; }
h3 { font-size: 200px; margin-top: 120px; }
td, th { padding-right: 200px; padding-top: 30px; padding-bottom: 30px; }
"""


class Document(QTextDocument):
    """Rich text that loads nothing: no picture, no address of the network."""

    def __init__(self, markup: str, parent: QObject | None = None, sheet: str = ON_SCREEN) -> None:
        super().__init__(parent)
        self.setDefaultStyleSheet(sheet)
        self.setHtml(markup)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing is loaded."""
        return None


def lay_out_markup(title: str, markup: str, head: Head) -> tuple[Sheet, ...]:
    """The pages of a text, each one piece."""
    document = Document(markup, sheet=ON_PAPER)
    letters = QFont(FAMILIES)
    letters.setPixelSize(round(POINTS * POINT))
    document.setDefaultFont(letters)
    document.setPageSize(QSizeF(WIDTH, ROOM))
    pages = [(Piece(ROOM, _page(document, number)),) for number in range(document.pageCount())]
    return tuple(numbered(title, head, pages))


def _page(document: QTextDocument, number: int) -> Draw:
    def draw(painter: QPainter, area: QRectF) -> None:
        painter.save()
        painter.translate(0, area.top() - number * ROOM)
        shown = QRectF(0, number * ROOM, WIDTH, ROOM)
        painter.setClipRect(shown)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = shown
        black = Qt.GlobalColor.black  # in dark colours too
        context.palette.setColor(QPalette.ColorRole.Text, black)
        document.documentLayout().draw(painter, context)
        painter.restore()

    return draw
