"""A list behind a number: back to the board, open a customer, print, write an Excel list."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.services.desk.columns import DeskColumn
from desktop.views.page import Context
from desktop.views.printing.content import Head, Print
from desktop.views.printing.leaving import preview
from desktop.views.printing.saving import WORKBOOK, ask_path, tell_saved
from desktop.views.today.list_deeds import ALL, SELECTED, Deed
from desktop.views.today.table import DeskTable
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.icons import icon


class Panel(QWidget):
    """What both kinds of lists share; `back` asks for the board."""

    back = Signal()

    def __init__(self, context: Context, name: str, columns: Sequence[DeskColumn]) -> None:
        super().__init__()
        self.context = context
        self.name = name
        self.title = parts.ElidedLabel(name)
        self.title.setFont(look.font(1.55, bold=True))
        self.file_name = name
        self.said = parts.muted()
        self.said.setWordWrap(True)
        self.said.setAccessibleName("What the list holds")
        self.table = DeskTable(name, columns, self.open_customer)
        self.empty = parts.Empty("circle-check", "Nothing here", "There is nothing on this list.")
        self.filters = QWidget()
        self.bar = FlowLayout(self.filters, look.S)
        self.dialog: QWidget | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._offered: tuple[Deed, ...] = ()
        self._lay_out()
        self.table.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.view.customContextMenuRequested.connect(self.show_menu)

    def _lay_out(self) -> None:
        self.back_button = parts.tool("Back to Today (Esc)", "arrow-left", self.back.emit)
        self.open_button = parts.button("Open &customer", self.open_current, icon_name="user")
        self.export_button = parts.button("E&xcel list…", self.export, icon_name="download")
        self.print_button = parts.button("&Print…", self.print_it, icon_name="printer")
        self.head = head = QHBoxLayout()
        head.setSpacing(look.S)
        head.addWidget(self.back_button)
        head.addWidget(self.title, 1)
        for button in (self.open_button, self.export_button, self.print_button):
            head.addWidget(button)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table.view)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addLayout(head)
        layout.addWidget(self.filters)
        self.line = QHBoxLayout()
        self.line.addWidget(self.said, 1)
        layout.addLayout(self.line)
        layout.addWidget(parts.sheet(self.stack), 1)

    def add_to_bar(self, widget: QWidget) -> None:
        """Put something into the line below the heading, which goes on in the next one."""
        self.bar.addWidget(widget)

    def show_lines(self, lines: Sequence[Any], columns: Sequence[DeskColumn]) -> None:
        """Show rows, or that there are none."""
        had_focus = self.table.view.hasFocus()
        self.table.show(lines, columns)
        self.stack.setCurrentIndex(0 if lines else 1)
        for button in (self.open_button, self.export_button, self.print_button):
            button.setEnabled(bool(lines))
        if had_focus and not lines:
            self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # What can be done with a row

    def add_deed(self, deed: Deed) -> QPushButton:
        """The button of a deed; it is shown where the deed is offered."""
        made = parts.button(deed.words, partial(self.do, deed), icon_name=deed.icon)
        made.hide()
        self.buttons[deed.label] = made
        return made

    def offer(self, deeds: Iterable[Deed]) -> None:
        """Show these deeds, as buttons and in the menu of a row."""
        self._offered = tuple(deeds)
        offered = {deed.label for deed in self._offered}
        self.table.allow_many(any(deed.takes == SELECTED for deed in self._offered))
        for label, button in self.buttons.items():
            button.setVisible(label in offered)

    def do(self, deed: Deed) -> None:
        """Do something with the current row, or with all rows that the deed takes."""
        if deed.takes:
            rows = self.table.rows() if deed.takes == ALL else self.table.selected()
            rows = [row for row in rows if deed.fits(row)]
            if rows:
                deed.do(self, self.context, rows, self._keep)
            return
        row = self.table.current()
        if row is not None and deed.fits(row):
            deed.do(self, self.context, row, self._keep)

    def _keep(self, dialog: QWidget) -> None:
        self.dialog = dialog

    def show_menu(self, where: QPoint) -> None:
        """The menu of the current row, by right click or by the Menu key."""
        if self.table.current() is None:
            return
        self.menu = QMenu(self)
        self.menu.addAction(icon("user"), "Open &customer\tEnter", self.open_current)
        row = self.table.current()
        for deed in (deed for deed in self._offered if deed.fits(row)):
            self.menu.addAction(icon(deed.icon), deed.words, partial(self.do, deed))
        self.menu.popup(self.table.view.viewport().mapToGlobal(where))

    def name_it(self, name: str) -> None:
        """Show another heading; files are called so too."""
        self.file_name = name
        self.title.set_text(name)

    def focus_list(self) -> None:
        """Go to the rows."""
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_current(self) -> None:
        """Open the customer of the current row."""
        self.open_customer(self.table.current())

    def open_customer(self, row: Any) -> None:
        """Open the card of the customer of a row."""
        if row is not None and row.customer_id:
            self.context.go("customers", row.customer_id)

    def export(self) -> None:
        """Ask for a file and write the rows into a workbook."""
        columns, rows = self.exported()
        title, about = self.file_name, self.said.text()
        path = ask_path(self, self.context, title, WORKBOOK) if rows else None
        if path is None:
            return
        as_of = self.context.as_of()

        def work(_db: Session, checkpoint: Callable[[int, int], None]) -> int:
            from desktop.services.outreach.desk_workbook import (  # noqa: PLC0415 - when wanted
                write_desk_list,
            )

            return write_desk_list(path, title, [about], as_of, columns, rows, checkpoint)

        self.context.jobs.run(work, lambda _rows: tell_saved(self.context, path, "Written"))

    def print_it(self) -> None:
        """Show the print-out of the list."""
        preview(self, self.context, self.prints())

    def exported(self) -> tuple[Sequence[DeskColumn], Sequence[Any]]:
        """Columns and rows for the workbook."""
        raise NotImplementedError

    def prints(self) -> Callable[[Session, Head], Iterable[Print]]:
        """How the print-out is made."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Ask again."""
        raise NotImplementedError
