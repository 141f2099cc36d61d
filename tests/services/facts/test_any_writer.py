"""Facts kept up to date equal facts from nothing, after whatever the program can write."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.database import Office, open_office
from desktop.models.errors import UserError
from desktop.models.facts import CustomerText, ServiceFact
from desktop.services import facts, records
from tests.services.facts.random_office import Maker
from tests.services.facts.random_writers import ONE_BY_ONE, WRITERS, Desk
from tests.services.facts.test_care_facts import everything, stored
from tests.services.records.filled import fill

DAYS = st.sampled_from([date(2026, 11, 22), date(2024, 2, 28), date(2024, 2, 29)])
READERS = {"children", "history", "read"}
# What others need, or what nothing hangs on yet.
SUPPLIES = (
    "book_visit",
    "postpone",
    *(f"create {kind}" for kind in ("customer", "property", "system", "asset", "contract")),
    *(f"create {kind}" for kind in ("task", "visit", "inspection_report", "invoice")),
)


@pytest.fixture(scope="module")
def shared_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for many examples, each of which is rolled back."""
    opened = open_office(tmp_path_factory.mktemp("writers") / "office.db")
    yield opened
    opened.close()


def take(desk: Desk, name: str, tries: int) -> Collection[int] | None:
    """One step; whom it touched, None for everybody.

    Raises:
        UserError: it was refused each time, and nothing was done.
    """
    try:
        with desk.db.begin_nested():
            return WRITERS[name](desk)
    except UserError:
        if tries == 1:
            raise
        return take(desk, name, tries - 1)


def all_facts(db: Session) -> list[Any]:
    return [*everything(db), stored(db, CustomerText), stored(db, ServiceFact)]


def prove(desk: Desk) -> None:
    """`check` finds nothing, and working all out anew changes nothing."""
    assert facts.check(desk.db, desk.as_of) == []
    kept = all_facts(desk.db)
    facts.mark_stale(desk.db)
    facts.refresh(desk.db, desk.as_of)
    assert all_facts(desk.db) == kept


def test_every_writer_of_records_is_drawn() -> None:
    writers = {name for name in records.__all__ if name[0].islower()} - READERS
    assert writers <= {*WRITERS, "create", "change", "remove"}
    assert {one.split()[1] for one in ONE_BY_ONE} == set(records.KINDS)


def taken(desk: Desk, names: Iterable[str], tries: int = 1) -> list[str]:
    """Take steps and refresh once for all of them; those that were refused."""
    refused, touched = [], set[int]()
    for name in names:
        try:
            touched |= set(take(desk, name, tries) or ())
        except UserError:
            refused.append(name)
    facts.refresh(desk.db, desk.as_of, touched)
    return refused


def test_every_writer_takes_effect_and_leaves_the_facts_true(
    shared_office: Office, tmp_path: Path
) -> None:
    with shared_office.writing() as db:
        fill(db)
        desk = Desk(db, date(2026, 11, 22), Random(1), tmp_path)
        facts.refresh(db, desk.as_of)
        left = list(WRITERS)
        for _ in range(6):
            # What is refused for want of something, or because something hangs on it, goes then.
            left = taken(desk, [*SUPPLIES, *left], tries=12)
            left = [name for name in left if name not in SUPPLIES]
        assert left == [], left
        prove(desk)
        db.rollback()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 2**32),
    as_of=DAYS,
    steps=st.lists(st.sampled_from(sorted(WRITERS)), min_size=1, max_size=8),
)
def test_any_sequence_of_writers_leaves_the_facts_true(
    shared_office: Office, tmp_path_factory: Any, seed: int, as_of: date, steps: list[str]
) -> None:
    with shared_office.writing() as db:
        Maker(seed, as_of).fill(db)
        desk = Desk(db, as_of, Random(seed), tmp_path_factory.mktemp("lists"))
        facts.refresh(db, as_of)
        for name in steps:
            taken(desk, [name])
        prove(desk)
        db.rollback()
