"""Trip tickets of a year, as the state wants them summed: kind of waste by disposal site.

The year goes from June 1 to May 31 and is reported by July 1 (domain 2.6).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import TripTicket
from desktop.models.customers import Customer
from desktop.models.work import DisposalSite, Truck, Visit
from desktop.services.desk.columns import DeskColumn
from desktop.services.desk.trip_tickets import ticket_words, tickets_open

JUNE, LAST_OF_MAY = (6, 1), (5, 31)
YEARS = 6  # so many can be chosen: tickets are kept for five years
REPORTED_IN = (6, 7)  # months in which the year before is what one wants to see
NO_WASTE, NO_SITE = "Kind not stated", "No disposal site yet"


class Year(NamedTuple):
    """A year of tickets, both days included."""

    start: date
    end: date


class WasteLine(NamedTuple):
    """One kind of waste at one site."""

    waste: str
    site: str
    permit_no: str
    tickets: int
    collected: int  # gallons
    received: int


class OpenTicket(NamedTuple):
    """A ticket of the year that is not complete; without a day it belongs to no year."""

    ticket_id: int
    customer_id: int | None
    ticket_no: str
    day: date | None
    customer: str
    lacks: str


class TicketYear(NamedTuple):
    """The summary: its lines add up to `tickets`."""

    year: Year
    lines: tuple[WasteLine, ...]
    incomplete: tuple[OpenTicket, ...]
    undated: int  # of the incomplete ones: without any day, so in no line
    registrations: tuple[str, ...]  # of the trucks

    @property
    def tickets(self) -> int:
        """All tickets of the year."""
        return sum(line.tickets for line in self.lines)

    @property
    def collected(self) -> int:
        """All gallons collected."""
        return sum(line.collected for line in self.lines)

    @property
    def received(self) -> int:
        """All gallons that the sites received."""
        return sum(line.received for line in self.lines)


def year_of(day: date) -> Year:
    """The year of tickets in which a day lies."""
    first = day.year if (day.month, day.day) >= JUNE else day.year - 1
    return Year(date(first, *JUNE), date(first + 1, *LAST_OF_MAY))


def years(as_of: date) -> list[Year]:
    """The running year and those before it."""
    first = year_of(as_of).start.year
    return [year_of(date(first - back, *JUNE)) for back in range(YEARS)]


def wanted_year(as_of: date) -> Year:
    """The year to look at first: the one that is to be reported, else the running one."""
    return years(as_of)[1 if as_of.month in REPORTED_IN else 0]


# The day that puts a ticket into a year.
_DAY: Any = func.coalesce(TripTicket.collected_on, TripTicket.deposited_on)


def ticket_year(db: Session, year: Year) -> TicketYear:
    """The summary of a year."""
    incomplete = tuple(_incomplete(db, year))
    return TicketYear(
        year, tuple(_lines(db, year)), incomplete,
        sum(1 for one in incomplete if one.day is None), _registrations(db),
    )  # fmt: skip


def _lines(db: Session, year: Year) -> Iterator[WasteLine]:
    gallons = (TripTicket.gallons_collected, TripTicket.gallons_received)
    statement = (
        select(
            TripTicket.waste_kind, DisposalSite.name, DisposalSite.permit_no, func.count(),
            *(func.coalesce(func.sum(one), 0) for one in gallons),
        )
        .outerjoin_from(TripTicket, DisposalSite, DisposalSite.id == TripTicket.disposal_site_id)
        .where(_DAY.between(year.start, year.end))
        .group_by(TripTicket.waste_kind, DisposalSite.id, DisposalSite.name, DisposalSite.permit_no)
        .order_by(
            TripTicket.waste_kind.asc().nulls_last(), DisposalSite.name.asc().nulls_last(),
            DisposalSite.id,
        )
    )  # fmt: skip
    for waste, site, permit, *numbers in db.execute(statement):
        kind = c.WASTE_KIND.label(waste) or NO_WASTE
        tickets, collected, received = map(int, numbers)
        yield WasteLine(kind, site or NO_SITE, permit or "", tickets, collected, received)


def _incomplete(db: Session, year: Year) -> Iterator[OpenTicket]:
    """Those of the year, the oldest first; then those without any day."""
    ids: Select[Any] = (
        select(TripTicket.id)
        .where(TripTicket.id.in_(select(tickets_open(year.end).subquery().c.record_id)))
        .where(or_(_DAY.is_(None), _DAY.between(year.start, year.end)))
    )
    told = ticket_words(db, ids)
    statement = (
        select(TripTicket.id, TripTicket.ticket_no, _DAY.label("day"), Visit.customer_id,
               Customer.display_name)
        .outerjoin_from(TripTicket, Visit, Visit.id == TripTicket.visit_id)
        .outerjoin(Customer, Customer.id == Visit.customer_id)
        .where(TripTicket.id.in_(ids))
        .order_by(_DAY.asc().nulls_last(), TripTicket.ticket_no)
    )  # fmt: skip
    for number, ticket_no, day, customer_id, name in db.execute(statement):
        lacks = told[number].removeprefix(f"{ticket_no}: ")
        yield OpenTicket(number, customer_id, ticket_no, day, name or "", lacks)


def _registrations(db: Session) -> tuple[str, ...]:
    found = db.scalars(select(Truck.registration_no).order_by(Truck.registration_no).distinct())
    return tuple(text.strip() for text in found if text and text.strip())


COLUMNS: Sequence[DeskColumn] = (
    DeskColumn("waste", "Kind of waste", "text", lambda line: line.waste),
    DeskColumn("site", "Disposal site", "text", lambda line: line.site),
    DeskColumn("permit", "Permit", "text", lambda line: line.permit_no),
    DeskColumn("tickets", "Tickets", "number", lambda line: line.tickets),
    DeskColumn("collected", "Gallons collected", "number", lambda line: line.collected),
    DeskColumn("received", "Gallons delivered", "number", lambda line: line.received),
)
OPEN_COLUMNS: Sequence[DeskColumn] = (
    DeskColumn("ticket", "Ticket", "text", lambda one: one.ticket_no),
    DeskColumn("day", "Collected on", "date", lambda one: one.day),
    DeskColumn("customer", "Customer", "text", lambda one: one.customer),
    DeskColumn("lacks", "What is missing", "text", lambda one: one.lacks),
)
