"""The due list on screen: zone by zone, narrowed by filters, with what it hides named."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QComboBox
from sqlalchemy.orm import Session

from desktop.services.desk import morning
from desktop.services.desk.columns import DUE_COLUMNS, DeskColumn
from desktop.services.desk.due_list import DueList, due_list
from desktop.services.desk.due_query import DueQuery
from desktop.services.desk.morning import Places
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.printing.content import Head, Print
from desktop.views.today import words
from desktop.views.today.list_deeds import DUE_DEEDS
from desktop.views.today.panel import Panel
from desktop.views.widgets import parts
from desktop.views.widgets.formats import counted

CHANNEL = "today.due"
ONLY_IN: Mapping[str, tuple[str, ...]] = {
    "zone": (),
    "due": ("zone", "day"),
    "name": ("zone", "day"),
}
BESIDE_THE_REST = (
    "status",
    "zone",
    "day",
    "booked",
)  # in the workbook always, on screen where needed
TITLES = {
    "booked": "Due, booked already",
    "postponed": "Due, but postponed",
}
DUE_LIST = DueQuery(within_days=7)


class DuePanel(Panel):
    """Shows the answer to one `DueQuery`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Due list", DUE_COLUMNS)
        self.query = DUE_LIST
        self.found: DueList | None = None
        self.places = Places((), ())
        self.boxes: dict[str, QComboBox] = {}
        self.hidden = parts.link("Show them", self.show_hidden, icon_name="eye")
        self._add_boxes()

    def _add_boxes(self) -> None:
        for one in words.filters(self.places):
            box = QComboBox()
            parts.field(box, one.name)
            box.setToolTip(one.name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _place, field=one.field: self._choose(field))
            self.boxes[one.field] = box
            self.add_to_bar(box)
        for deed in (deed for deed in DUE_DEEDS if not deed.in_menu):
            self.head.insertWidget(self.head.indexOf(self.open_button), self.add_deed(deed))
        self.more = parts.link("All columns", self.show_all_columns)
        self.more.hide()
        self.line.addWidget(self.more)
        self.table.hid.connect(self._offer_columns)
        self.line.addWidget(self.hidden)

    def ask(self, query: DueQuery) -> None:
        """Show the answer to another query."""
        self.query = query
        self.table.begin_anew()
        self.refresh()

    def refresh(self) -> None:
        """Ask the office, away from the window."""
        as_of, query = self.context.as_of(), self.query

        def ask(db: Session, _checkpoint: Checkpoint) -> tuple[DueList, Places]:
            return due_list(db, as_of, query), morning.places(db, as_of)

        self.context.jobs.run(ask, self._show, channel=CHANNEL)

    def _show(self, answer: tuple[DueList, Places]) -> None:
        self.found, self.places = answer
        self.name_it(TITLES.get(self.query.only) or words.month(self.query) or self.name)
        self._fill_boxes()
        told = (words.span(self.query), words.totals(self.found))
        said = ". ".join(part for part in told if part)
        self.said.setText(f"{said}. {words.hidden(self.found)}".strip())
        self._offer_hidden(self.found)
        rows = self.found.rows
        self.offer(deed for deed in DUE_DEEDS if any(map(deed.fits, rows)))
        self.show_lines(self._lines(self.found), self._columns())

    def show_all_columns(self) -> None:
        """Show all columns, which then scroll sideways, or only those that fit."""
        self.table.is_whole = not self.table.is_whole
        self.table.fit()

    def _offer_columns(self, hidden: int) -> None:
        whole = self.table.is_whole
        self.more.setText(
            "Only the columns that fit" if whole else f"{counted(hidden, 'column')} more"
        )
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(bool(hidden))

    def _lines(self, found: DueList) -> Sequence[Any]:
        if self.query.order != "zone":
            return found.rows
        return [line for group in found.groups for line in (group, *group.rows)]

    def _columns(self) -> list[DeskColumn]:
        beside = ONLY_IN[self.query.order] + (("booked",) if self.query.shows_booked else ())
        return [c for c in DUE_COLUMNS if c.key not in BESIDE_THE_REST or c.key in beside]

    def _fill_boxes(self) -> None:
        for one in words.filters(self.places):
            box = self.boxes[one.field]
            box.clear()
            for choice in one.choices:
                box.addItem(choice.label, choice.value)
            values = [choice.value for choice in one.choices]
            value = getattr(self.query, one.field)
            box.setCurrentIndex(values.index(value) if value in values else -1)

    def _choose(self, field: str) -> None:
        choices = next(one.choices for one in words.filters(self.places) if one.field == field)
        change: dict[str, Any] = {field: choices[self.boxes[field].currentIndex()].value}
        if field == "within_days":  # in place of the days of a month
            change |= {"due_from": None, "due_to": None}
        self.ask(replace(self.query, **change))

    def _offer_hidden(self, found: DueList) -> None:
        query = self.query
        if query.only:
            said = "Show the others too"
        elif query.include_booked or query.include_postponed:
            said = "Hide those booked or postponed"
        else:
            said = f"Show {found.hidden_count:,} hidden"
        self.hidden.setText(f" {said}")
        self.hidden.setAccessibleName(said)
        self.hidden.setVisible(bool(found.hidden_count) or query.shows_booked)

    def show_hidden(self) -> None:
        """Show what is booked or postponed among the rest, or hide it again."""
        among = not (self.query.include_booked or self.query.include_postponed)
        query = replace(self.query, only="", include_booked=among, include_postponed=among)
        self.ask(query)

    def exported(self) -> tuple[Sequence[DeskColumn], Sequence[Any]]:
        """All columns: a workbook has room."""
        return DUE_COLUMNS, self.found.rows if self.found else ()

    def prints(self) -> Callable[[Session, Head], Iterable[Print]]:
        """The list as it stands here."""
        found, places = self.found, self.places

        def make(_db: Session, head: Head) -> Iterable[Print]:
            from desktop.views.printing.desk_prints import due_print  # noqa: PLC0415 - when wanted

            return () if found is None else (due_print(found, places, head),)

        return make
