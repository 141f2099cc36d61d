"""Trip tickets: which are missing, and what a complete one says (domain 2.6)."""

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, null, or_, select
from sqlalchemy.orm import Session

from desktop.models.care import TripTicket
from desktop.models.work import DisposalSite, ServiceLine, Visit
from desktop.services.dates import add_days
from desktop.services.desk.loose_ends import columns

TICKETED = ("GREASE", "GRIT", "PUMP")  # what is hauled away wants a ticket
TICKET_DAYS = 90  # how far back a missing ticket is asked for: the cycle of a grease trap
DIFFER_PER_CENT = 5  # of the gallons collected; a larger difference wants a word
_WHOLE = 100


def _agree(collected: Any, received: Any) -> ColumnElement[bool]:
    """Both sides times a hundred: whole numbers in every database."""
    found: ColumnElement[bool] = (
        func.abs(received - collected) * _WHOLE <= collected * DIFFER_PER_CENT
    )
    return found


def _is_said(note: Any) -> ColumnElement[bool]:
    return func.coalesce(func.trim(note), "") != ""


# Tickets of one truck for one site and day are one load: the site writes down what all brought.
_KEY = (TripTicket.truck_id, TripTicket.disposal_site_id, TripTicket.deposited_on)
_LOAD = (
    select(
        *_KEY,
        func.count().label("tickets"),
        func.sum(TripTicket.gallons_collected).label("collected"),
        func.sum(TripTicket.gallons_received).label("received"),
        func.max(case((_is_said(TripTicket.discrepancy_note), 1), else_=0)).label("said"),
    )
    .where(*(column.is_not(None) for column in _KEY))
    .group_by(*_KEY)
    .subquery("load")
)
_OF_LOAD = and_(*(_LOAD.c[column.key] == column for column in _KEY))
_LOAD_AGREES: ColumnElement[bool] = func.coalesce(
    _agree(_LOAD.c.collected, _LOAD.c.received), False
)


def _blank(column: Any) -> ColumnElement[bool]:
    return func.coalesce(func.trim(column), "") == ""


def _of_site(column: Any) -> ColumnElement[bool]:
    """Something that a known site lacks."""
    return and_(DisposalSite.id.is_not(None), _blank(column))


class Part(NamedTuple):
    """Something a complete ticket says: the group of the form, how it is called, when it lacks."""

    group: str
    name: str
    is_missing: ColumnElement[bool]


# In the order of the form; the transporter's own part is the same on all of them.
TICKET_PARTS = (
    Part("customer", "visit", TripTicket.visit_id.is_(None)),
    Part("customer", "signature", TripTicket.generator_signed.is_not(True)),
    Part("customer", "day collected", TripTicket.collected_on.is_(None)),
    Part("waste", "kind", TripTicket.waste_kind.is_(None)),
    Part("waste", "gallons collected", TripTicket.gallons_collected.is_(None)),
    Part("people", "driver", TripTicket.technician_id.is_(None)),
    Part("deposit", "day", TripTicket.deposited_on.is_(None)),
    Part("deposit", "site", TripTicket.disposal_site_id.is_(None)),
    Part("site", "permit", _of_site(DisposalSite.permit_no)),
    Part("site", "address", _of_site(DisposalSite.address)),
    Part("site", "operator", _of_site(DisposalSite.operator)),
    Part(
        "receiver", "gallons received",
        and_(TripTicket.gallons_received.is_(None), not_(_LOAD_AGREES)),
    ),
    Part("receiver", "name", _blank(TripTicket.received_by)),
    Part("trap or tank", "size", TripTicket.trap_volume_gal.is_(None)),
)  # fmt: skip
# Of a mixed load the whole counts: a word on any of its tickets is enough.
GALLONS_DIFFER: ColumnElement[bool] = and_(
    not_(_agree(TripTicket.gallons_collected, TripTicket.gallons_received)),
    not_(_is_said(TripTicket.discrepancy_note)),
    not_(_LOAD_AGREES),
    func.coalesce(_LOAD.c.said, 0) == 0,
)


def tickets_missing(as_of: date) -> Select[Any]:
    """Visits of late that hauled something away and have no trip ticket on file."""
    emptied = (
        select(ServiceLine.id)
        .where(ServiceLine.visit_id == Visit.id, ServiceLine.service.in_(TICKETED))
        .exists()
    )
    ticket = select(TripTicket.id).where(TripTicket.visit_id == Visit.id).exists()
    return columns(Visit.id, Visit.customer_id, null(), Visit.completed_date, null()).where(
        Visit.status == "completed",
        Visit.completed_date >= add_days(as_of, -TICKET_DAYS),
        Visit.completed_date <= as_of,
        emptied,
        ~ticket,
    )


def tickets_open(_as_of: date) -> Select[Any]:
    """Trip tickets with something missing, or with gallons that differ and no word about it."""
    return (
        columns(TripTicket.id, Visit.customer_id, null(), TripTicket.collected_on, null())
        .join_from(TripTicket, Visit, Visit.id == TripTicket.visit_id, isouter=True)
        .outerjoin(DisposalSite, DisposalSite.id == TripTicket.disposal_site_id)
        .outerjoin(_LOAD, _OF_LOAD)
        .where(or_(GALLONS_DIFFER, *(part.is_missing for part in TICKET_PARTS)))
    )


def ticket_words(db: Session, ids: Any) -> dict[int, str]:
    """The number of each ticket and what it lacks: "T-1001: missing deposit (day, site)"."""
    named = (part.is_missing.label(f"part{n}") for n, part in enumerate(TICKET_PARTS))
    statement = (
        select(
            TripTicket, GALLONS_DIFFER.label("differ"), _LOAD.c.tickets, _LOAD.c.collected,
            _LOAD.c.received, *named,
        )
        .outerjoin(DisposalSite, DisposalSite.id == TripTicket.disposal_site_id)
        .outerjoin(_LOAD, _OF_LOAD)
        .where(TripTicket.id.in_(ids))
    )  # fmt: skip
    told = {}
    for ticket, differ, number, collected, received, *missing in db.execute(statement):
        load = _Load(number, collected, received) if (number or 0) > 1 else _alone(ticket)
        said = (_lacks(missing), load.words if differ else "")
        told[ticket.id] = f"{ticket.ticket_no}: {'; '.join(part for part in said if part)}"
    return told


class _Load(NamedTuple):
    """What so many tickets of one load say together."""

    tickets: int
    collected: int | None
    received: int | None

    @property
    def words(self) -> str:
        """How the gallons differ: "1,000 gal collected but 900 received"."""
        of = f"load of {self.tickets}, " if self.tickets > 1 else ""
        return f"{of}{self.collected or 0:,} gal collected but {self.received or 0:,} received"


def _alone(ticket: TripTicket) -> _Load:
    return _Load(1, ticket.gallons_collected, ticket.gallons_received)


def _lacks(missing: list[Any]) -> str:
    """What is missing, group by group."""
    groups: dict[str, list[str]] = defaultdict(list)
    for part, is_missing in zip(TICKET_PARTS, missing, strict=True):
        if is_missing:
            groups[part.group].append(part.name)
    told = (f"{group} ({', '.join(names)})" for group, names in groups.items())
    return f"missing {', '.join(told)}" if groups else ""
