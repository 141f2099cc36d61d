"""Which services a system and its tanks call for: one item per tank, or per system inspected."""

from collections.abc import Collection
from typing import NamedTuple

PUMPED = ("septic_tank", "trash_tank")
TRAP = "grease_trap"
TANKS = (*PUMPED, TRAP)
WHOLE = ("INSPECT", "ANNUAL_INSP")  # services of a system, whichever part a line of work names


class Needs(NamedTuple):
    """What a kind of system needs: the service of its tanks, and the one of the whole system."""

    tank: str | None
    whole: str | None = None
    always: bool = True  # also without a tank on file: then the system itself stands for it


NEEDS: dict[str, Needs] = {
    "conventional": Needs("PUMP"),
    "aerobic": Needs("PUMP", "INSPECT"),
    "advanced": Needs("PUMP", "ANNUAL_INSP"),
    "holding_tank": Needs("PUMP"),
    "grease_trap": Needs("GREASE"),
    "grit_trap": Needs("GRIT"),
    "lift_station": Needs("PUMP", always=False),
    "other": Needs("PUMP", always=False),
    "unknown": Needs("PUMP", always=False),
}


def service_of_tank(system_kind: str, asset_kind: str | None) -> str | None:
    """The service that empties a tank; None for a part that is not emptied."""
    own = NEEDS[system_kind].tank if system_kind in NEEDS else None
    if asset_kind == TRAP:
        return own if own in ("GREASE", "GRIT") else "GREASE"
    return own if asset_kind in PUMPED else None


def services_of_system(system_kind: str, *, with_tanks: Collection[str]) -> tuple[str, ...]:
    """The services of the system as a whole; emptying too, when no tank for it is on file.

    `with_tanks` are the services that tanks on file call for.
    """
    needs = NEEDS.get(system_kind)
    if needs is None:
        return ()
    found = []
    if needs.always and needs.tank and needs.tank not in with_tanks:
        found.append(needs.tank)
    if needs.whole:
        found.append(needs.whole)
    return tuple(found)
