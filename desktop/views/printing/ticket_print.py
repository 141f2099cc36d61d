"""The annual summary of trip tickets for the state, tickets that are not complete first."""

from collections.abc import Iterator, Sequence
from typing import Any

from desktop.services.days import paper_day
from desktop.services.desk.columns import DeskColumn
from desktop.services.desk.ticket_year import COLUMNS, OPEN_COLUMNS, TicketYear, WasteLine
from desktop.views.printing.content import Column, Facts, Group, Head, Part, Print, Table, Text
from desktop.views.printing.desk_prints import PAPER
from desktop.views.widgets.formats import counted

TITLE = "TCEQ annual summary"
SHARES = {
    "waste": 110, "site": 170, "permit": 80, "tickets": 50, "collected": 90, "received": 90,
    "ticket": 60, "day": 65, "customer": 130, "lacks": 300,
}  # fmt: skip


def ticket_print(found: TicketYear, head: Head) -> Print:
    """The summary of a year."""
    return Print(TITLE, head, tuple(_parts(found, head)))


def _parts(found: TicketYear, head: Head) -> Iterator[Part]:
    start, end = paper_day(found.year.start), paper_day(found.year.end)
    company = head.company
    yield Facts(
        (
            ("Year", f"{start} to {end}"),
            ("Transporter", company.name or "not known"),
            ("Address", company.address or "not known"),
            ("Telephone", company.phone or "not known"),
            ("Registration", ", ".join(found.registrations) or company.licence or "not known"),
        )
    )
    yield from _incomplete(found)
    yield Text("Collected and delivered", "heading")
    if not found.lines:
        yield Text("No ticket in this year.")
        return
    yield _table(COLUMNS, found.lines, total(found))
    yield Text(
        f"In all: {counted(found.tickets, 'ticket')}, {found.collected:,} gallons collected,"
        f" {found.received:,} gallons delivered.",
        "strong",
    )


def _incomplete(found: TicketYear) -> Iterator[Part]:
    if not found.incomplete:
        yield Text("All tickets of the year are complete.", "strong")
        return
    yield Text(f"Not complete: {counted(len(found.incomplete), 'ticket')}", "heading")
    yield _table(OPEN_COLUMNS, found.incomplete)
    if found.undated:
        yield Text(f"{counted(found.undated, 'ticket')} without a day, so in no year.")


def total(found: TicketYear) -> WasteLine:
    """The last line of the table."""
    return WasteLine("All", "", "", found.tickets, found.collected, found.received)


def _table(columns: Sequence[DeskColumn], rows: Sequence[Any], *more: Any) -> Table:
    shown = (tuple(_cell(column, row) for column in columns) for row in (*rows, *more))
    heads = (Column(one.label, SHARES[one.key], PAPER[one.kind].to_the_right) for one in columns)
    return Table(tuple(heads), (Group("", tuple(shown)),), lines=2)


def _cell(column: DeskColumn, row: Any) -> str:
    value = column.value(row)
    return "" if value is None else PAPER[column.kind].shown(value)
