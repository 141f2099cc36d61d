"""The letter to the new owner of a house."""

from collections.abc import Iterator

from desktop.services.days import paper_day
from desktop.services.outreach.welcome import House, Welcome
from desktop.views.printing.content import Column, Facts, Group, Head, Part, Table, Text
from desktop.views.printing.letter_page import Envelope, letter_sheets
from desktop.views.printing.pages import Sheet

TITLE = "Letter to the new owner"
SERVICE_COLUMNS = (
    Column("Date", 70),
    Column("Last services", 160),
    Column("Tank", 160),
    Column("Gallons", 60, to_the_right=True),
)
OPENING = (
    "Welcome to your new property. {name} has cared for the septic system there, and we would like"
    " to go on doing so for you. This is what we know of it:"
)
ADVICE = (
    "What you can do: tell us your telephone number and how many people live in the house, so that"
    " the due dates fit. Keep lids and drainfield free of cars, sheds and trees. Let nothing go"
    " down the drain that does not belong there: no wipes, no grease, no chemicals."
)
CONTRACT = (
    "This kind of system must be checked and tested regularly. We gladly send you an offer for a"
    " service contract."
)
CALL = "To book a service or to ask anything, call us{phone}."
SIGNED = "Sincerely,"


def welcome_sheets(letter: Welcome, head: Head) -> tuple[Sheet, ...]:
    """The pages of the letter."""
    beside = (("Date", paper_day(head.as_of)), ("Account", letter.to.account_no))
    envelope = Envelope(letter.to.lines, tuple(pair for pair in beside if pair[1]), letter.to.name)
    return letter_sheets(TITLE, head, envelope, tuple(_parts(letter, head)))


def _parts(letter: Welcome, head: Head) -> Iterator[Part]:
    yield Text(letter.to.greeting, "letter")
    yield Text(OPENING.format(name=head.company.name), "letter")
    for house in letter.houses:
        yield from _house(house)
    if any(house.wants_contract for house in letter.houses):
        yield Text(CONTRACT, "letter")
    yield Text(ADVICE, "letter")
    phone = head.company.phone
    yield Text(CALL.format(phone=f" at {phone}" if phone else ""), "letter")
    yield Text(SIGNED, "letter")
    yield Text(head.company.name, "letter")


def _house(house: House) -> Iterator[Part]:
    yield Text(house.site or "Your property", "heading")
    due = "; ".join(f"{service} {paper_day(when)}" for service, when in house.next_due)
    yield Facts(
        (
            ("System", "; ".join(house.systems) or "not known to us yet"),
            ("Tanks", "; ".join(house.tanks) or "size not known to us yet"),
            ("Next due", due or "not known to us yet"),
            ("Contract", " ".join(house.contracts) or "none"),
        ),
        1,
    )
    if not house.services:
        yield Text("We have no service on file there.")
        return
    rows = tuple(
        (paper_day(one.day), one.service, one.tank, f"{one.gallons:,}" if one.gallons else "")
        for one in house.services
    )
    yield Table(SERVICE_COLUMNS, (Group("", rows),))
