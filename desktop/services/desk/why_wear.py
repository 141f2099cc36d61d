"""Which visits and parts decided that a system is repaired again and again, or shows its age."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import PropertyLink
from desktop.models.equipment import Asset, System
from desktop.models.work import ServiceLine, Visit
from desktop.services.care.lives import LIVES, age
from desktop.services.care.rules import Rules
from desktop.services.dates import add_months
from desktop.services.days import DayWriter
from desktop.services.facts.scope import at
from desktop.services.facts.wear import RATED, RATINGS, REPAIRS, REPEAT_MONTHS, REPEAT_VISITS

MOST_NAMED = 2
Facts = tuple[tuple[str, Any], ...]


class Work(NamedTuple):
    """A repair, or a line that says in what condition a system was."""

    system: str  # its kind in words; "" where there is but one
    system_id: int
    visit_id: int
    day: date
    service: str
    condition: str | None


class OldPart(NamedTuple):
    """A part in use that has come near its planning age."""

    name: str
    installed: date
    years: Fraction
    planning_years: int


class Wear(NamedTuple):
    """What the systems in use at the current places of a customer show."""

    as_of: date
    works: tuple[Work, ...]  # the latest first
    aged: int  # parts whose age is known
    old_parts: tuple[OldPart, ...]


def read_wear(db: Session, customer_id: int, as_of: date, rules: Rules) -> Wear:
    """Read the repairs, ratings and parts of a customer's systems."""
    systems = {
        one.id: one
        for one in db.execute(
            select(System.id, System.kind, System.property_id)
            .join(PropertyLink, PropertyLink.property_id == System.property_id)
            .where(PropertyLink.customer_id == customer_id, at(as_of), System.active.is_(True))
            .order_by(System.id)
        )
    }
    aged = _parts(db, systems, as_of, rules)
    old = (part for part, is_old in aged if is_old)
    works = sorted(
        _works(db, systems, as_of), key=lambda one: (one.day, one.visit_id), reverse=True
    )
    return Wear(as_of, tuple(works), len(aged), tuple(old))


def _works(db: Session, systems: Mapping[int, Any], as_of: date) -> Iterator[Work]:
    """Work at a part is of its system; work at no part is of every system of the property."""
    names = {key: c.SYSTEM_KIND.label(one.kind) for key, one in systems.items()}
    if len(names) == 1:
        names = dict.fromkeys(names, "")
    of_part = select(Asset.id).where(Asset.system_id.in_(systems))
    parts = _lines(as_of).where(ServiceLine.asset_id.in_(of_part))
    for system, _, *line in _dated(db, parts):
        yield Work(names[system], system, *line)
    places = {one.property_id for one in systems.values()}
    unnamed = _lines(as_of).where(ServiceLine.asset_id.is_(None), Visit.property_id.in_(places))
    for _, place, *line in _dated(db, unnamed):
        for system, one in systems.items():
            if one.property_id == place:
                yield Work(names[system], system, *line)


def _dated(db: Session, statement: Any) -> Iterator[Any]:
    """The rows whose day can be read; `check` names the others."""
    return (row for row in db.execute(statement) if row.completed_date is not None)


def _lines(as_of: date) -> Any:
    return (
        select(
            Asset.system_id, Visit.property_id, Visit.id, Visit.completed_date,
            ServiceLine.service, ServiceLine.condition,
        )
        .join_from(ServiceLine, Visit, Visit.id == ServiceLine.visit_id)
        .outerjoin(Asset, Asset.id == ServiceLine.asset_id)
        .where(
            Visit.status == "completed",
            Visit.completed_date <= as_of,
            or_(ServiceLine.service.in_(REPAIRS), ServiceLine.condition.in_(RATINGS)),
        )
        .order_by(ServiceLine.id)
    )  # fmt: skip


def _parts(
    db: Session, systems: Collection[int], as_of: date, rules: Rules
) -> list[tuple[OldPart, bool]]:
    """The parts whose age is known, and whether it comes near the planning age."""
    statement = (
        select(Asset.kind, Asset.material, Asset.install_date, System.install_date.label("whole"))
        .join(System, System.id == Asset.system_id)
        .where(Asset.system_id.in_(systems), Asset.in_service.is_(True))
        .order_by(Asset.id)
    )
    return [part for one in db.execute(statement) for part in _aged(one, as_of, rules)]


def _aged(one: Any, as_of: date, rules: Rules) -> Iterator[tuple[OldPart, bool]]:
    for life in LIVES:
        if one.kind in life.kinds and (not life.materials or one.material in life.materials):
            since = one.install_date or (one.whole if life.lies_in_ground else None)
            if since is not None and since <= as_of:
                years, typical = age(since, as_of), getattr(rules, life.rule)
                is_old = years >= Fraction(typical * rules.high_risk_percent, 100)
                yield OldPart(c.ASSET_KIND.label(one.kind), since, years, typical), is_old


def _by_system(works: Iterable[Work]) -> list[dict[int, list[Work]]]:
    """The lines by visit, latest first, for each system."""
    found: dict[int, dict[int, list[Work]]] = defaultdict(lambda: defaultdict(list))
    for one in works:
        found[one.system_id][one.visit_id].append(one)
    return list(found.values())


def repairs(wear: Wear, _write_day: DayWriter) -> Facts:
    """The repairs of each system that had several; else how many there were."""
    since = add_months(wear.as_of, -REPEAT_MONTHS)
    recent = [one for one in wear.works if one.service in REPAIRS and one.day > since]
    again = [visits for visits in _by_system(recent) if len(visits) >= REPEAT_VISITS]
    if not again:
        number = len({one.visit_id for one in recent})
        return ((f"Repairs and emergencies in {REPEAT_MONTHS} months", number),)
    return tuple(
        (_named(c.SERVICE.label(lines[0].service), lines[0]), lines[0].day)
        for visits in again
        for lines in visits.values()
    )


def _named(what: str, one: Work) -> str:
    return f"{what}, {one.system}" if one.system else what


def ratings(wear: Wear, write_day: DayWriter) -> Facts:
    """The ratings of each system that gets worse, oldest first; else how many there are."""
    rated = [one for one in wear.works if one.condition in RATINGS]
    systems = [list(visits.values())[:RATED][::-1] for visits in _by_system(rated)]
    worse = [visits for visits in systems if _is_worse([_rating(lines) for lines in visits])]
    if not worse:
        return (("Visits with a rating", len({one.visit_id for one in rated})),)
    words = {number: key for key, number in RATINGS.items()}
    return tuple(
        (_named(write_day(lines[0].day), lines[0]), c.CONDITION.label(words[_rating(lines)]))
        for visits in worse
        for lines in visits
    )


def _rating(lines: Iterable[Work]) -> int:
    """The worst condition of a visit."""
    return max(RATINGS[one.condition] for one in lines if one.condition)


def _is_worse(oldest_first: list[int]) -> bool:
    is_full = len(oldest_first) == RATED
    return is_full and sorted(oldest_first) == oldest_first and oldest_first[0] < oldest_first[-1]


def old_parts(wear: Wear, write_day: DayWriter) -> Facts:
    """Each old part with its age beside the planning age; else how many have a known age."""
    if not wear.old_parts:
        return (("Parts whose age is known", wear.aged),)
    return tuple((one.name, _aging(one, write_day)) for one in wear.old_parts)


def _aging(one: OldPart, write_day: DayWriter) -> str:
    years = Decimal(one.years.numerator) / one.years.denominator
    said = years.quantize(Decimal("0.1"), ROUND_HALF_UP)
    installed = f"installed {write_day(one.installed)}, {said} years old"
    return f"{installed}; planning age {one.planning_years} years"


def part_names(wear: Wear) -> str:
    """The old parts in a few words: "Aerator, Spray pump and 2 more"."""
    names = list(dict.fromkeys(one.name for one in wear.old_parts))
    more = len(names) - MOST_NAMED
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


WORN: Mapping[str, Callable[[Wear, DayWriter], Facts]] = {
    "repeat_service": repairs,
    "degradation": ratings,
    "high_risk_component": old_parts,
}
