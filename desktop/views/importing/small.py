"""Small parts of the import page: the fold, wrapped text, an icon with a word, a plain table."""

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.views.importing import looks
from desktop.views.widgets import look, parts
from desktop.views.widgets.icons import icon, pixmap

Role = QPalette.ColorRole
FOLD = """
QToolButton {{ border: 1px solid transparent; border-radius: {r}px; padding: {p}px;
    font-weight: 600; }}
QToolButton:hover {{ background: palette(midlight); }}
QToolButton:focus {{ border: 1px solid palette(highlight); }}
"""
PLAIN_TABLE = """
QTableView {{ border: none; background: palette(base); }}
QTableView::item {{ padding: 0 {s}px; }}
QHeaderView::section {{ background: palette(alternate-base); color: palette(text);
    border: none; border-bottom: 1px solid palette(mid); padding: {xs}px {s}px;
    font-weight: 600; }}
"""


class Fold(QToolButton):
    """A heading that opens and closes what stands below it."""

    def __init__(self, text: str, below: QWidget, *, is_open: bool = True) -> None:
        super().__init__()
        self._below = below
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(16, 16))
        self.setStyleSheet(FOLD.format(r=look.RADIUS, p=look.XS))
        self.setChecked(is_open)
        self._show_arrow()
        if not is_open:  # what has no parent yet must not be shown: it would open a window
            below.hide()
        self.toggled.connect(self._show_below)

    def _show_below(self, is_open: bool) -> None:  # noqa: FBT001 - the signal's own shape
        self._show_arrow()
        self._below.setVisible(is_open)

    def _show_arrow(self) -> None:
        name = "chevron-down" if self.isChecked() else "chevron-right"
        self.setIcon(icon(name, Role.WindowText))


def wrapped(text: str = "", *, quiet: bool = False) -> QLabel:
    """Text that goes on in the next line."""
    label = parts.muted(text) if quiet else parts.body(text)
    label.setWordWrap(True)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def clear(layout: QVBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


def scrolled(inner: QWidget, name: str) -> QScrollArea:
    """A frameless area that scrolls up and down, never sideways."""
    area = QScrollArea()
    parts.slim_bars(area)
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area


def table(name: str) -> QTableView:
    """A table of fixed row height that only shows, made for very many rows."""
    view = QTableView()
    parts.slim_bars(view)
    view.setAccessibleName(name)
    view.setStyleSheet(PLAIN_TABLE.format(xs=look.XS, s=look.S))
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + look.M)
    view.horizontalHeader().setStretchLastSection(True)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )
    return view


def show_model(view: QTableView, widths: tuple[int, ...]) -> None:
    """Finish a table that has just got its model: widths in letters, a calm header.."""
    header = view.horizontalHeader()
    header.setSelectionModel(QItemSelectionModel(view.model(), header))
    letter = view.fontMetrics().averageCharWidth()
    for column, width in enumerate(widths[:-1]):  # the last takes what is left
        view.setColumnWidth(column, width * letter + 2 * look.S)


class SignLabel(QWidget):
    """An icon and words in the colour of a box; state is never colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self.words = parts.body()
        self._icon, self._box = "", "left_out"
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS + 2)
        layout.addSpacing(self._side() + look.XS)
        layout.addWidget(self.words, 1)

    def show_sign(self, icon_name: str, words: str, box: str) -> None:
        """Show what `box` looks like, with other words."""
        self._icon, self._box = icon_name, box
        self.words.setText(words)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon at the left."""
        if self._icon:
            side = self._side()
            mask = pixmap(self._icon, side, Role.Text, self.devicePixelRatioF())
            picture = looks.coloured(mask, looks.ink(self._box, self.palette()))
            QPainter(self).drawPixmap(0, (self.height() - side) // 2, picture)

    def _side(self) -> int:
        return self.fontMetrics().height()


def keep_room(widget: QWidget) -> None:
    """Let a widget keep its place while it is hidden, so that its neighbours stand in columns."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def between(widget: QWidget, least: int, most: int) -> None:
    """Let a widget be as wide as there is room, within two widths in letters."""
    letter = widget.fontMetrics().averageCharWidth()
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    widget.setMinimumWidth(letter * least)
    widget.setMaximumWidth(letter * most)


def fixed(widget: QWidget, letters: int) -> None:
    """Give a widget a width in letters."""
    widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    widget.setFixedWidth(widget.fontMetrics().averageCharWidth() * letters)
