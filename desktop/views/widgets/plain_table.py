"""A table that only shows, made for very many rows."""

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.views.widgets import look, parts

PLAIN_TABLE = """
QTableView {{ border: none; background: palette(base); }}
QTableView::item {{ padding: 0 {s}px; }}
QHeaderView::section {{ background: palette(alternate-base); color: palette(text);
    border: none; border-bottom: 1px solid palette(mid); padding: {xs}px {s}px;
    font-weight: 600; }}
"""


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
