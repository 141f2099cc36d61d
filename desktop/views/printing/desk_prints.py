"""The due list, the other lists of the morning, and the morning itself, on paper."""

from collections.abc import Iterator, Mapping, Sequence

from desktop.services.days import paper_day
from desktop.services.desk.agenda import Agenda, AgendaLine
from desktop.services.desk.columns import DeskColumn, filled
from desktop.services.desk.due_list import DueList, DueRow
from desktop.services.desk.morning import Places
from desktop.services.desk.paper import ListRow
from desktop.views.printing.content import (
    Column,
    Group,
    Head,
    Part,
    Print,
    Table,
    Text,
    by_rules,
)
from desktop.views.today import words
from desktop.views.widgets.formats import FORMATS, counted

DUE_COLUMNS = (
    Column("Name", 104),
    Column("Place", 152, keeps_end=True),
    Column("Phone", 66),
    Column("Service", 47),
    Column("Due", 49),
    Column("Days", 29, to_the_right=True),
    Column("Last", 52, to_the_right=True),
    Column("Gal", 33, to_the_right=True),
    Column("Notes", 31),
)
SERVICE_WORDS = {  # narrow enough for a column
    "PUMP": "Pump-out",
    "INSPECT": "Inspection",
    "ANNUAL_INSP": "Annual",
    "GREASE": "Grease",
    "GRIT": "Grit",
}
KEY = (
    "Days: below zero is overdue. Last: the last service. Notes: C under contract (no C:"
    " not), 2x two attempts to reach the customer so far, B booked, P postponed."
)
SHARES: Mapping[str, float] = {"name": 95, "account_no": 45, "phone": 76, "what": 145, "day": 61,
                               "by": 61, "days": 52, "amount": 60}  # fmt: skip
ROOM = 560  # points beside each other on a page; where they do not do, the account number goes


PAPER = FORMATS | {"date": FORMATS["date"]._replace(shown=paper_day)}


def due_print(found: DueList, places: Places, head: Head) -> Print:
    """The due list: one line per service, under the line of its zone and day."""
    if found.query.order == "zone":
        groups = tuple(
            Group(words.group_label(one, paper_day), _rows(one.rows)) for one in found.groups
        )
    else:
        groups = (Group("", _rows(found.rows)),)
    return Print("Due list", head, (*_due_parts(found, places, groups), *by_rules(head)))


def _due_parts(found: DueList, places: Places, groups: tuple[Group, ...]) -> Iterator[Part]:
    yield Text(f"{words.asked(found.query, places)}. {words.hidden(found)}")
    if not found.rows:
        yield Text("Nothing is due here.", "strong")
        return
    yield Table(DUE_COLUMNS, groups)
    yield Text(f"In all: {words.totals(found)}.", "strong")
    yield Text(KEY)


def _rows(rows: Sequence[DueRow]) -> tuple[tuple[str, ...], ...]:
    return tuple(_row(row) for row in rows)


def _row(row: DueRow) -> tuple[str, ...]:
    return (
        row.name,
        row.site,
        row.phone,
        SERVICE_WORDS.get(row.service, row.service_name),
        paper_day(row.due) if row.due else "not known",
        "" if row.days is None else f"{row.days:,}",
        paper_day(row.last_service) if row.last_service else "none",
        f"{row.gallons:,}" if row.gallons else "",
        _notes(row),
    )


def _notes(row: DueRow) -> str:
    marks = (
        "C" if row.under_contract else "",
        f"{row.attempts}x" if row.attempts else "",
        "B" if row.booked else "P" if row.postponed_until else "",
    )
    return " ".join(mark for mark in marks if mark)


def list_print(
    title: str, rows: Sequence[ListRow], columns: Sequence[DeskColumn], head: Head
) -> Print:
    """Any other list of the morning."""
    shown = filled(columns, rows)
    if sum(SHARES[c.key] for c in shown) > ROOM:
        shown = tuple(c for c in shown if c.key != "account_no")
    left = max(0, ROOM - sum(SHARES[c.key] for c in shown))  # goes to what the list is about
    table = Table(
        tuple(_list_column(c, left if c.key == "what" else 0) for c in shown),
        (Group("", tuple(tuple(_cell(c, row) for c in shown) for row in rows)),),
        lines=2,
    )
    total = Text(f"In all: {counted(len(rows), 'line')}.", "strong")
    return Print(title, head, (table, total, *by_rules(head)))


def _list_column(column: DeskColumn, more: float) -> Column:
    return Column(column.label, SHARES[column.key] + more, PAPER[column.kind].to_the_right)


def _cell(column: DeskColumn, row: ListRow) -> str:
    value = column.value(row)
    return "" if value is None else PAPER[column.kind].shown(value)


MORNING_COLUMNS = (Column("", 300), Column("Number", 60, to_the_right=True), Column("", 200))


def morning_print(found: Agenda, head: Head) -> Print:
    """The numbers of the day, and what is due this week zone by zone."""
    groups = tuple(Group(one.label, tuple(map(_line, one.lines))) for one in found.groups)
    zones = tuple(_line(part) for part in found.line("due_week").parts)
    parts: tuple[Part, ...] = (
        Text(f"{found.freshness.written(paper_day)}."),
        Table(MORNING_COLUMNS, groups),
        Text("Due this week by zone", "heading"),
        Table((Column("Zone", 300), *MORNING_COLUMNS[1:]), (Group("", zones),))
        if zones
        else Text("Nothing is due this week."),
        *by_rules(head),
    )
    return Print("Today", head, parts)


def _line(line: AgendaLine) -> tuple[str, ...]:
    return line.label, f"{line.number:,}", line.detail
