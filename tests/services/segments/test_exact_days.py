"""Moves that were found late get the day on which they became true, where that is certain."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office, open_office
from desktop.models.work import ServiceLine, Visit
from desktop.services import facts
from desktop.services.segments import exact_days, history, membership, membership_log, saved
from desktop.services.segments.tree import from_json

DAY = date(2026, 6, 28)
LATE = date(2026, 7, 4)
NOON = datetime(2026, 6, 28, 12, 0, tzinfo=UTC)
HOMES = {"field": "customer_type", "op": "is", "value": "Residential"}
RECENT = {"field": "last_service", "op": "in_last", "value": 30, "unit": "days"}
QUIET = {"field": "last_service", "op": "more_than_ago", "value": 30, "unit": "days"}
ONCE = {"field": "last_service", "op": "exactly_ago", "value": 28, "unit": "days"}
FRESH = {"field": "rfm_r", "op": "ge", "value": 3}
OFTEN = {
    "event": "service",
    "form": "count",
    "window": {"kind": "last", "n": 2, "unit": "weeks"},
    "op": "ge",
    "value": 2,
}


def add_customer(db: Session, name: str, *served: date, kind: str = "residential") -> int:
    customer = Customer(display_name=name, customer_type=kind)
    db.add(customer)
    db.flush()
    for day in served:
        visit = Visit(
            customer_id=customer.id, status="completed", completed_date=day, amount_cents=100
        )
        db.add(visit)
        db.flush()
        db.add(ServiceLine(visit_id=visit.id, service="PUMP"))
    db.flush()
    return customer.id


def save(office: Office, definition: dict[str, Any], name: str = "S") -> int:
    """A segment, worked out on the first day."""
    with office.writing.begin() as db:
        segment = saved.save(
            db, name=name, node=from_json(definition), kind="active", as_of=DAY, saved_at=NOON
        )
        facts.refresh(db, DAY)
        membership.refresh(db, DAY, NOON)
        return segment


def go_on(office: Office, day: date) -> None:
    """The program is opened on a day: what follows from it is worked out."""
    with office.writing.begin() as db:
        facts.refresh(db, day, ())
        membership.refresh(db, day, NOON, touched=())


def date_them(office: Office, day: date) -> int:
    with office.reading() as db:
        found = exact_days.dated(db, day)
    with office.writing.begin() as db:
        return exact_days.write_days(db, found)


def log(office: Office, segment: int) -> list[tuple[date, bool, date | None]]:
    with office.reading() as db:
        found = membership_log.history(db, segment)
        return sorted((one.day, one.came_in, one.since) for one in found)


@pytest.fixture
def ada(office: Office) -> int:
    with office.writing.begin() as db:
        return add_customer(db, "Ada", date(2026, 6, 1))


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    ("definition", "day", "came_in"),
    [
        (RECENT, date(2026, 7, 1), False),
        (QUIET, date(2026, 7, 2), True),
        # Also true on 29 June, but not since then: the customer is in from 2 July on.
        ({"any": [ONCE, QUIET]}, date(2026, 7, 2), True),
    ],
)
def test_a_late_move_gets_its_day(
    office: Office,
    definition: dict[str, Any],
    day: date,
    came_in: bool,  # noqa: FBT001 - a case
) -> None:
    segment = save(office, definition)
    go_on(office, LATE)
    assert log(office, segment) == [(LATE, came_in, DAY)]
    assert date_them(office, LATE) == 1
    assert log(office, segment) == [(day, came_in, None)]
    with office.reading() as db:
        inside = len(history.as_it_was(db, segment, day))
        book = history.book(db, segment, DAY, LATE)
    assert inside == int(came_in)
    assert book is not None
    assert book.before + book.entered - book.left == book.after


def test_what_the_records_moved_keeps_saying_since_when(office: Office, ada: int) -> None:
    segment = save(office, HOMES)
    with office.writing.begin() as db:
        db.get_one(Customer, ada).customer_type = "commercial"
        facts.refresh(db, LATE, [ada])
        membership.refresh(db, LATE, NOON, touched=[ada])
    late = [(LATE, False, DAY)]
    assert log(office, segment) == late
    assert date_them(office, LATE) == 0
    assert log(office, segment) == late


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("gap", [1, 40])
def test_a_gap_of_no_day_or_of_very_many_is_not_asked(office: Office, gap: int) -> None:
    segment = save(office, RECENT)
    go_on(office, date(2026, 6, 30))
    late = date(2026, 6, 30) + timedelta(gap)
    go_on(office, late)
    assert date_them(office, late) == 0
    assert [one[0] for one in log(office, segment)] == [late]


@pytest.mark.usefixtures("ada")
def test_nothing_is_written_over_a_log_that_went_on(office: Office) -> None:
    segment = save(office, RECENT)
    go_on(office, LATE)
    with office.reading() as db:
        (found,) = exact_days.dated(db, LATE)
    assert found.day == date(2026, 7, 1)
    with office.writing.begin() as db:
        assert exact_days.write_days(db, [found]) == 1
        assert exact_days.write_days(db, [found]) == 0
    assert log(office, segment) == [(date(2026, 7, 1), False, None)]


def test_an_office_without_segments_has_no_late_moves(office: Office) -> None:
    assert date_them(office, DAY) == 0


@pytest.fixture
def twins(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    """Two offices with the same customers."""
    offices = []
    for name in ("daily", "late"):
        dice, office = Random(7), open_office(tmp_path / f"{name}.db")
        with office.writing.begin() as db:
            for number in range(24):
                served = [DAY - timedelta(dice.randrange(8, 34)) for _ in range(dice.randrange(3))]
                add_customer(db, f"C{number}", *sorted(served))
        offices.append(office)
    yield offices[0], offices[1]
    for office in offices:
        office.close()


def test_the_days_found_are_those_of_an_office_opened_every_day(
    twins: tuple[Office, Office],
) -> None:
    daily, late = twins
    definitions: tuple[dict[str, Any], ...] = (RECENT, {"not": QUIET}, OFTEN, FRESH)
    last = DAY + timedelta(5)
    for office in twins:
        for number, definition in enumerate(definitions):
            save(office, definition, f"S{number}")
    for number in range(1, 6):
        go_on(daily, DAY + timedelta(number))
    go_on(late, last)
    found = date_them(late, last)
    assert found >= 4
    for segment in range(1, len(definitions) + 1):
        with daily.reading() as db:
            true = {stay[0]: stay for stay in _last_moves(db, segment, last)}
        with late.reading() as db:
            told = {stay[0]: stay for stay in _last_moves(db, segment, last)}
        assert told == {key: one for key, one in true.items() if key in told}


def _last_moves(db: Session, segment: int, last: date) -> list[tuple[Any, ...]]:
    """The newest move of each customer."""
    newest = {one.customer_id: one for one in reversed(membership_log.history(db, segment))}
    return [(key, one.day, one.came_in) for key, one in newest.items() if one.day <= last]
