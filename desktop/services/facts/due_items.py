"""The rows of `due_items`: every service of every tank and system, worked out for a day."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.facts import DueItem
from desktop.services.care.items import service_of_tank, services_of_system
from desktop.services.care.rules import load_rules
from desktop.services.facts.care_history import read_history
from desktop.services.facts.due_rows import NO_TANK, DueRows, Row
from desktop.services.facts.grounds import KIND, TANK, TANK_KIND, ground_rows, of_system
from desktop.services.facts.scope import Scope
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import bare_rows

BROKEN = (ArithmeticError, AttributeError, TypeError, ValueError)  # what unreadable values raise


def due_rows(db: Session, scope: Scope) -> Iterator[Row]:
    """The rows as the driver takes them, in the order of the key of the table."""
    rules = load_rules(db)
    history = read_history(db, scope, rules)
    made = DueRows(db, scope, rules, history)
    grounds = bare_rows(db, ground_rows(scope))
    for _, found in groupby(grounds, key=of_system):
        rows = list(found)
        if len(rows) > 1:  # whoever is linked twice to a property has each of them twice
            rows = list(dict.fromkeys(rows))
        kinds = tuple([row[TANK_KIND] if row[TANK] else None for row in rows])
        for service, place in _items_of(rows[0][KIND], kinds):
            ground, is_tank = rows[place or 0], place is not None
            try:
                yield made[service, is_tank](ground)
            except BROKEN:
                yield last_known(db, service, ground, history.answering, is_tank=is_tank)


@lru_cache(maxsize=1_024)
def _items_of(kind: str, tanks: tuple[str | None, ...]) -> list[tuple[str, int | None]]:
    """The services of a system with such tanks, each with the place of its tank among them.

    Those of the whole system come first, as the numbers of tanks are above 0.
    """
    of_tanks = [
        (service, place)
        for place, tank in enumerate(tanks)
        if tank is not None and (service := service_of_tank(kind, tank)) is not None
    ]
    whole = services_of_system(kind, with_tanks={service for service, _ in of_tanks})
    return [*((service, None) for service in sorted(whole)), *of_tanks]


def last_known(
    db: Session, service: str, ground: Row, answering: dict[int, int], *, is_tank: bool
) -> Row:
    """The stored item, marked as stale; one without a due day where nothing was known before.

    What cannot be read of one customer must not stop the facts of all.
    """
    customer, place, system = ground[:TANK]
    tank = ground[TANK] if is_tank else NO_TANK
    item = table_of(DueItem)
    key = zip(item.primary_key, (customer, system, tank, service), strict=True)
    stored = list(bare_rows(db, select(item).where(*(column == value for column, value in key))))
    if stored:
        return (*stored[0][:-1], True)
    return (
        customer, system, tank, service, place, answering.get(place, customer) == customer,
        "unknown", None, "UNK", None, None, None, None, None, "customer", False, None, is_tank,
        True,
    )  # fmt: skip
