"""The card of a customer on paper: what is due first, then how to reach and find the place."""

from collections.abc import Iterator

from desktop.services.desk.card import Card
from desktop.services.desk.card_sheet import PLACE, card_sheet
from desktop.views.printing.content import Column, Facts, Group, Head, Part, Print, Table, Text
from desktop.views.printing.sketches import Placed, with_sketches
from desktop.views.widgets.formats import counted

DUE_COLUMNS = (
    Column("Service", 95),
    Column("Of", 170),
    Column("Due", 52),
    Column("Status", 85),
    Column("Why", 160),
)
SIDE_BY_SIDE = ("Contact", "Booked", "Last visits", "Contracts", "Labels")  # short lines
AS_TABLE = "Due"  # the section that reads better in columns


def card_print(card: Card, head: Head) -> Print:
    """One customer, on one page where that is enough."""

    def make(sketches: tuple[Part, ...]) -> Print:
        return Print(card.who.name, head, tuple(_parts(card, sketches)))

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
        if section.head == AS_TABLE:
            yield Table(DUE_COLUMNS, (Group("", tuple(_due_rows(card))),), lines=2)
        elif section.head in SIDE_BY_SIDE:
            yield Facts(tuple(("", line) for line in section.lines))
        else:
            yield from (Text(line) for line in section.lines)
        if places and section is places[-1]:
            yield from sketches


def _due_rows(card: Card) -> Iterator[tuple[str, ...]]:
    for item in card.due:
        marks = (
            item.status_words,
            "booked" if item.booked else "",
            "postponed" if item.postponed_until else "",
        )
        why = item.why_not or " · ".join(
            text for text in (item.interval, item.code_words.lower()) if text
        )
        due = card.write_day(item.due) if item.due else "not known"
        status = ", ".join(mark for mark in marks if mark)
        yield item.service_name, item.name, due, status, why
