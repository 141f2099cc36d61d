"""What a letter tells the new owner of a house: what lies there, what was done, what is due."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.equipment import Contract, System
from desktop.services.days import paper_day
from desktop.services.desk.card_places import PlaceCard, SystemCard, places
from desktop.services.desk.next_action import NEW_OWNER_DAYS
from desktop.services.desk.site_history import Service, site_history
from desktop.services.outreach.consent import held_back
from desktop.services.outreach.noting import Piece
from desktop.services.outreach.people import Person, people

PURPOSE = "Welcome"
NEWEST = 3  # services of each house in the letter
UNDER_CONTRACT = ("aerobic", "advanced")


class House(NamedTuple):
    """A house that changed hands; texts are "" where nothing is known."""

    site: str
    since: date
    systems: tuple[str, ...]
    tanks: tuple[str, ...]
    services: tuple[Service, ...]  # the latest
    next_due: tuple[tuple[str, date], ...]
    contracts: tuple[str, ...]  # sentences
    wants_contract: bool  # it has a system that must be inspected, and no contract


class Welcome(NamedTuple):
    """A letter to a new owner; `held` says why none may go."""

    to: Person
    houses: tuple[House, ...]
    held: str


def welcome(db: Session, customer_id: int, as_of: date) -> Welcome | None:
    """What to write to a customer who came to a house of late; None for anybody else."""
    to = people(db, [customer_id], as_of).get(customer_id)
    came = [one for one in places(db, customer_id, as_of) if _is_new(one, as_of)]
    houses = tuple(house for one in came if (house := _house(db, one, customer_id, as_of)))
    return Welcome(to, houses, held_back(to.mail)) if to and houses else None


def _is_new(place: PlaceCard, as_of: date) -> bool:
    came = place.taken_over
    return came is not None and (as_of - came).days <= NEW_OWNER_DAYS


def _house(db: Session, place: PlaceCard, customer_id: int, as_of: date) -> House | None:
    past = site_history(db, place.property_id, as_of)
    if past is None or place.taken_over is None:
        return None
    told = tuple(_contracts(db, place.property_id, customer_id, as_of))
    kinds = {c.SYSTEM_KIND.key(one.kind) for one in place.systems if one.active}
    return House(
        past.site, place.taken_over,
        tuple(_system(one) for one in place.systems if one.active),
        past.tanks, past.services[:NEWEST], past.next_due, told,
        not told and not kinds.isdisjoint(UNDER_CONTRACT),
    )  # fmt: skip


def _system(one: SystemCard) -> str:
    """A system: "Aerobic Hoot H-500, installed 2017, permit 17"."""
    name = " ".join(part for part in (one.kind, one.make) if part)
    installed = f"installed {one.installed.year}" if one.installed else ""
    permit = f"permit {one.permit_no}" if one.permit_no else ""
    return ", ".join(part for part in (name, installed, permit) if part)


def _contracts(db: Session, property_id: int, customer_id: int, as_of: date) -> Iterator[str]:
    """The contracts that run at a place: those of the new owner, those left by another."""
    here = select(System.id).where(System.property_id == property_id)
    running = select(Contract).where(
        or_(Contract.property_id == property_id, Contract.system_id.in_(here)),
        Contract.start_date <= as_of,
        or_(Contract.end_date.is_(None), Contract.end_date >= as_of),
        or_(Contract.cancel_date.is_(None), Contract.cancel_date > as_of),
    )
    for one in db.scalars(running.order_by(Contract.start_date, Contract.id)):
        named = " ".join(part for part in (one.no, f"({c.CONTRACT_KIND.label(one.kind)})") if part)
        until = f" until {paper_day(one.end_date)}" if one.end_date else ""
        if one.customer_id == customer_id:
            yield f"Your contract {named} runs{until}."
        else:
            yield f"The contract {named} of the previous owner runs{until}: ask us to take it over."


def welcome_piece(letter: Welcome) -> Piece:
    """What is noted of it on the card."""
    sites = "; ".join(house.site for house in letter.houses if house.site)
    note = f"Welcome letter: {sites}" if sites else "Welcome letter"
    return Piece(letter.to.mail.customer_id, PURPOSE, note)
