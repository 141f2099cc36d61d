"""The rows of `due_items`: every service of every tank and system, worked out for a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from sqlalchemy.orm import Session

from desktop.services.care.items import service_of_tank, services_of_system
from desktop.services.care.rules import load_rules
from desktop.services.facts.care_history import read_history
from desktop.services.facts.due_rows import DueRows, Key, Row
from desktop.services.facts.grounds import KIND, TANK, TANK_KIND, ground_rows, of_system
from desktop.services.facts.scope import Scope
from desktop.services.facts.staging import bare_rows


def due_rows(db: Session, scope: Scope) -> Iterator[Row]:
    """The rows as the driver takes them, in the order of the key of the table.

    Raises:
        One of `left_out.BROKEN`, where a value cannot be read.
    """
    rules = load_rules(db)
    items = DueRows(db, scope, rules, read_history(db, scope, rules))
    by_service = _by_service(bare_rows(db, ground_rows(scope)))
    rows = [row for key, grounds in by_service.items() for row in items.of(key, grounds)]
    rows.sort()  # never past the key, which is there once
    return iter(rows)


def _by_service(grounds: Iterable[Row]) -> dict[Key, list[Row]]:
    """The ground of every item: that of its tank, or the first one of its system."""
    found: dict[Key, list[Row]] = defaultdict(list)
    for _, of_one in groupby(grounds, key=of_system):
        rows = list(of_one)
        if len(rows) > 1:  # whoever is linked twice to a property has each of them twice
            rows = list(dict.fromkeys(rows))
        kinds = tuple([row[TANK_KIND] if row[TANK] else None for row in rows])
        for key, place in _items_of(rows[0][KIND], kinds):
            found[key].append(rows[place])
    return found


@lru_cache(maxsize=1_024)
def _items_of(kind: str, tanks: tuple[str | None, ...]) -> list[tuple[Key, int]]:
    """The services of a system with such tanks, each with the place of its tank among them."""
    of_tanks = [
        (service, place)
        for place, tank in enumerate(tanks)
        if tank is not None and (service := service_of_tank(kind, tank)) is not None
    ]
    whole = services_of_system(kind, with_tanks={service for service, _ in of_tanks})
    return [
        *(((service, False), 0) for service in sorted(whole)),
        *(((service, True), place) for service, place in of_tanks),
    ]
