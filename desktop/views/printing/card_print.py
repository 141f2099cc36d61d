"""The card of a customer on paper: what is due first, then how to reach and find the place."""

from collections.abc import Callable, Iterator, Mapping

from desktop.services.desk.card import Card
from desktop.services.desk.card_sheet import PLACE, VISITS, card_sheet, found_on, why_due
from desktop.views.printing.content import (
    Column,
    Facts,
    Group,
    Head,
    Part,
    Print,
    Table,
    Text,
    by_rules,
)
from desktop.views.printing.sketches import Placed, with_sketches
from desktop.views.widgets.formats import counted

DUE_COLUMNS = (
    Column("Service", 90),
    Column("Of", 125),
    Column("Due", 55),
    Column("Status", 95),
    Column("Why", 195),
)
VISIT_COLUMNS = (
    Column("Day", 55),
    Column("Work", 100),
    Column("Gallons", 42, to_the_right=True),
    Column("Condition", 58),
    Column("Technician", 75),
    Column("Found, parts, note", 230),
)
MOST_LINES = 60  # of a row: nothing is cut, and no row is parted by the end of a page
SIDE_BY_SIDE = ("Contact", "Labels")  # short lines


def card_print(card: Card, head: Head) -> Print:
    """One customer, on one page where that is enough."""

    def make(sketches: tuple[Part, ...]) -> Print:
        return Print(card.who.name, head, (*_parts(card, sketches), *by_rules(head)))

    places = [Placed(place.address, place.sketches) for place in card.places]
    return with_sketches(make, places, one_page=False)


def _parts(card: Card, sketches: tuple[Part, ...]) -> Iterator[Part]:
    who = card.who
    state = "Active" if who.is_active else f"Inactive, {who.inactive_reason}".rstrip(", ")
    pairs = (
        ("Account", who.account_no or "none"),
        ("Kind", who.kind or "not known"),
        ("State", state),
        ("Services for this customer", counted(card.visit_count, "service")),
        ("Tags", ", ".join(who.tags)),
        ("Terms", who.payment_terms),
    )
    yield Facts(tuple(pair for pair in pairs if pair[1]))
    sections = card_sheet(card)
    places = [section for section in sections if section.key == PLACE]
    for section in sections:
        yield Text(section.head, "heading")
        if section.head in AS_TABLES:
            columns, rows = AS_TABLES[section.head]
            yield Table(columns, (Group("", tuple(rows(card))),), lines=MOST_LINES)
        elif section.head in SIDE_BY_SIDE:
            yield Facts(tuple(("", line) for line in section.lines))
        else:
            yield Facts(tuple(("", line) for line in section.lines), 1)
        if places and section is places[-1]:
            yield from sketches


def _due_rows(card: Card) -> Iterator[tuple[str, ...]]:
    for item in card.due:
        until = item.postponed_until
        marks = (
            item.status_words,
            "booked" if item.booked else "",
            f"postponed until {card.write_day(until)}" if until else "",
        )
        due = card.write_day(item.due) if item.due else "not known"
        status = ", ".join(mark for mark in marks if mark)
        yield item.service_name, item.name, due, status, why_due(item)


def _visit_rows(card: Card) -> Iterator[tuple[str, ...]]:
    for one in card.visits:
        yield (
            card.write_day(one.day) if one.day else "",
            one.services or "Visit",
            f"{one.gallons:,}" if one.gallons else "",
            one.conditions,
            one.technician,
            found_on(one),
        )


Rows = Callable[[Card], Iterator[tuple[str, ...]]]
# The sections that read better in columns.
AS_TABLES: Mapping[str, tuple[tuple[Column, ...], Rows]] = {
    "Due": (DUE_COLUMNS, _due_rows),
    VISITS: (VISIT_COLUMNS, _visit_rows),
}
