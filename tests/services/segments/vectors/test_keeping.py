"""What a reading connection keeps is true for the data it sees, and for nothing else."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office, interruptible, open_office
from desktop.models.errors import CancelledError
from desktop.models.work import Invoice
from desktop.services import facts
from desktop.services.segments.context import Context
from desktop.services.segments.counting import count, node_counts, read_ahead
from desktop.services.segments.tree import from_json
from desktop.services.segments.vectors.keeping import Kept, kept_answers

DAY = date(2026, 6, 15)
HOMES = from_json({"field": "customer_type", "op": "is", "value": "Residential"})
BILLED = from_json({"event": "invoice", "form": "sum", "attr": "amount", "op": "ge", "value": 100})
RECENT = from_json(
    {"event": "invoice", "form": "did", "window": {"kind": "last", "n": 7, "unit": "days"}}
)
PAIR = from_json(
    {
        "all": [
            {"field": "customer_type", "op": "is", "value": "Residential"},
            {"event": "invoice", "form": "did"},
            {"field": "city", "op": "is_not", "value": "Bryan"},
        ]
    }
)


def add(office: Office, name: str, *cents: int) -> int:
    """A home with invoices, saved by the program's own connection."""
    with office.writing.begin() as db:
        customer = Customer(display_name=name, customer_type="residential")
        db.add(customer)
        db.flush()
        for amount in cents:
            db.add(
                Invoice(
                    customer_id=customer.id,
                    date=DAY,
                    amount_cents=amount,
                    kind="invoice",
                    state="posted",
                )
            )
        facts.refresh(db, DAY)
        return customer.id


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Office]:
    """Two homes, one of them billed."""
    office = open_office(tmp_path / "office.db")
    add(office, "Ada", 6000, 6000)
    add(office, "Ben")
    yield office
    office.close()


def numbers(db: Session) -> tuple[int, int]:
    """How many homes there are, and how many of all were billed 100 dollars."""
    return count(db, HOMES, DAY).count, count(db, BILLED, DAY).count


def test_a_reading_connection_keeps_its_answers(filled: Office) -> None:
    with filled.reading() as db:
        assert numbers(db) == (2, 1)
        first = kept_answers(Context(db, DAY))
    with filled.reading() as db:
        again = kept_answers(Context(db, DAY))
        assert first is not None
        assert again is not None
        assert again.customers.kept is first.customers.kept


def test_an_edit_by_the_program_gives_the_new_answer(filled: Office) -> None:
    with filled.reading() as db:
        assert numbers(db) == (2, 1)
        read_ahead(db, DAY)
    add(filled, "Cora", 20000)
    with filled.reading() as db:
        assert numbers(db) == (3, 2)


def test_a_reading_that_has_begun_goes_on_with_what_it_saw(filled: Office) -> None:
    with filled.reading() as db:
        assert numbers(db) == (2, 1)
        add(filled, "Cora", 20000)
        assert numbers(db) == (2, 1)
        db.rollback()
        assert numbers(db) == (3, 2)


def test_an_edit_by_another_program_gives_the_new_answer(filled: Office, tmp_path: Path) -> None:
    with filled.reading() as db:
        assert numbers(db) == (2, 1)
        read_ahead(db, DAY)
    other = sqlite3.connect(tmp_path / "office.db")
    other.execute("UPDATE customer_facts SET customer_type = 'commercial'")
    other.execute("UPDATE invoices SET amount_cents = 1")
    other.commit()
    other.close()
    with filled.reading() as db:
        assert numbers(db) == (0, 0)


def test_a_connection_that_writes_keeps_nothing(filled: Office) -> None:
    with filled.writing() as db:
        assert numbers(db) == (2, 1)
        db.query(Invoice).delete()
        assert numbers(db) == (2, 0)
        db.rollback()
        assert numbers(db) == (2, 1)
        assert kept_answers(Context(db, DAY)) is None


def test_another_day_is_asked_of_the_database(filled: Office) -> None:
    with filled.reading() as db:
        assert count(db, RECENT, DAY).count == 1
        assert count(db, RECENT, DAY + timedelta(30)).count == 0
        assert kept_answers(Context(db, DAY + timedelta(30))) is None
        assert count(db, RECENT, DAY).count == 1
    with filled.reading() as db:
        assert count(db, RECENT, DAY).count == 1
        assert kept_answers(Context(db, DAY)) is not None


def test_columns_read_ahead_change_no_number(filled: Office) -> None:
    with filled.reading() as db:
        before = node_counts(db, PAIR, DAY)
        told = kept_answers(Context(db, DAY))
        assert told is not None
        assert {table.name for table, _ in told.customers.kept.missed} == {"invoices"}
        read_ahead(db, DAY)
        assert not told.customers.kept.missed
        assert node_counts(db, PAIR, DAY) == before
        told = kept_answers(Context(db, DAY))
        assert told is not None
        assert told.numbers([told.of(RECENT)]) == [1]
        assert not told.customers.kept.missed


def test_the_numbers_on_all_conditions_are_those_without_anything_kept(filled: Office) -> None:
    with filled.reading() as db, filled.writing() as plain:
        assert node_counts(db, PAIR, DAY) == node_counts(plain, PAIR, DAY)


def test_a_count_that_is_not_wanted_any_more_stops_and_spoils_nothing(filled: Office) -> None:
    with filled.reading() as db:
        facts.for_day(db, DAY)
    wanted = iter([False] * 3)
    with pytest.raises(CancelledError), filled.reading() as db:
        raw = db.connection().connection.dbapi_connection
        assert raw is not None
        with interruptible(db, lambda: next(wanted, True)):
            raw.set_progress_handler(lambda: next(wanted, True), 1)
            numbers(db)
    with filled.reading() as db:
        assert numbers(db) == (2, 1)


def test_threads_that_ask_at_once_get_the_same_numbers(filled: Office) -> None:
    def ask(_: int) -> tuple[int, int]:
        with filled.reading() as db:
            read_ahead(db, DAY)
            return numbers(db)

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(ask, range(16))) == {(2, 1)}


def test_what_was_not_used_for_the_longest_time_goes_first() -> None:
    kept = Kept(limit=10)
    kept.put("first", 1, 4)
    kept.put("second", 2, 4)
    assert kept.get("first") == 1
    kept.put("third", 3, 4)
    assert (kept.get("first"), kept.get("second"), kept.get("third")) == (1, None, 3)
    assert kept.bytes == 8
    kept.put("third", 3, 1)
    assert kept.bytes == 5
