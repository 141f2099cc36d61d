"""Which columns the list of customers shows, in which order and how wide; kept for next time."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from desktop.services.office.customer_columns import BY_KEY, COLUMNS, Column
from desktop.views.settings import Settings
from desktop.views.widgets import parts
from desktop.views.widgets.grid import Grid
from desktop.views.widgets.id_model import IdModel


class ShownColumns(QObject):
    """The columns of a table, and the button that chooses them; `changed` wants the rows anew."""

    changed = Signal()

    def __init__(self, table: Grid, model: IdModel, settings: Settings) -> None:
        super().__init__(table)
        self._table, self._model, self._settings = table, model, settings
        self._measured = self._is_new_at_the_end = False
        self.button = parts.tool("Columns", "columns-3")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.button.setMenu(self.menu)
        table.filter_header.sectionMoved.connect(lambda *_places: self._remember())

    def measure(self) -> None:
        """Give the columns their widths, once there are rows to measure."""
        if not self._measured:
            self._measured = True
            self._table.measure(self._settings.get("customers.widths"), self._model.keys())
            if self._is_new_at_the_end:
                QTimer.singleShot(0, self._scroll_to_the_end)
            self._is_new_at_the_end = False

    def _scroll_to_the_end(self) -> None:
        self._table.updateGeometries()  # so that the bar knows the widths
        bar = self._table.horizontalScrollBar()
        bar.setValue(bar.maximum())

    def visual(self) -> list[Column]:
        """The columns from left to right."""
        header = self._table.filter_header
        keys = self._model.keys()
        return [BY_KEY[keys[header.logicalIndex(place)]] for place in range(len(keys))]

    def _fill_menu(self) -> None:
        self.menu.clear()
        shown = self._model.keys()
        within = {"": self.menu}
        for column in COLUMNS:
            if column.group not in within:
                within[column.group] = self.menu.addMenu(column.group)
            action = QAction(column.label, self.menu)
            action.setCheckable(True)
            action.setChecked(column.key in shown)
            action.setEnabled(column.key != "name")
            action.toggled.connect(lambda on, key=column.key: self.show_column(key, on=on))
            within[column.group].addAction(action)

    def show_column(self, key: str, *, on: bool) -> None:
        """Show or hide a column."""
        self.remember_widths()
        shown = [column.key for column in self.visual() if column.key != key]
        if on:
            shown.append(key)
        self._is_new_at_the_end = on
        self._set(shown)

    def _set(self, keys: Sequence[str]) -> None:
        header = self._table.filter_header
        header.blockSignals(True)  # the moves back are not the user's
        for place in range(header.count()):
            header.moveSection(header.visualIndex(place), place)
        header.blockSignals(False)
        self._model.set_columns([BY_KEY[key] for key in keys])
        self._measured = False
        self._remember()
        self.changed.emit()

    def _remember(self) -> None:
        self._settings.set("customers.columns", [column.key for column in self.visual()])

    def remember_widths(self) -> None:
        """Keep the widths of the columns shown."""
        if not self._measured:
            return
        widths = dict(self._settings.get("customers.widths"))
        for section, key in enumerate(self._model.keys()):
            widths[key] = self._table.columnWidth(section)
        self._settings.set("customers.widths", widths)
