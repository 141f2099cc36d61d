"""What the Today page shows: the agenda, and whether the office has anything to go by."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer, Zone
from desktop.models.facts import DueItem
from desktop.services import facts
from desktop.services.desk.agenda import Agenda, agenda
from desktop.services.desk.due_query import UNZONED


class Choice(NamedTuple):
    """One entry of a filter: what is asked for, and how it is called."""

    value: object
    label: str


class Morning(NamedTuple):
    """The agenda of a day; without systems on file nothing can ever be due."""

    customers: int
    has_systems: bool
    agenda: Agenda


class Places(NamedTuple):
    """What the due list can be narrowed to."""

    zones: tuple[Choice, ...]
    services: tuple[Choice, ...]


def morning(db: Session, as_of: date) -> Morning | None:
    """One look at the day; None while what follows from the records is still of another day."""
    customers = db.scalar(select(func.count()).select_from(Customer)) or 0
    if customers and not facts.is_current(db, as_of):
        return None
    found = agenda(db, as_of)
    some_item = db.scalar(select(DueItem.customer_id).limit(1))
    return Morning(customers, some_item is not None, found)


def places(db: Session, as_of: date) -> Places:
    """The zones of the office, and the services that anything calls for."""
    facts.for_day(db, as_of)
    zones = db.execute(select(Zone.id, Zone.name).order_by(func.lower(Zone.name), Zone.id))
    found = set(db.scalars(select(DueItem.service).distinct()))
    services = (Choice((key,), c.SERVICE.label(key)) for key in c.SERVICE if key in found)
    return Places((*(Choice(*row) for row in zones), Choice(UNZONED, "No zone")), tuple(services))
