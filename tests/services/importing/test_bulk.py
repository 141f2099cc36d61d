"""Many rows at once are stored like rows written one by one."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desktop.models.tables import metadata
from desktop.services.importing.batch.bulk import CHUNK, Writer, columns_of, insert_all, slices
from tests.services.importing.conftest import rows

CUSTOMERS = metadata.tables["customers"]
ANA = {"id": 1, "display_name": "Ana", "status": "active"}


def test_rows_with_different_columns_are_written_together(db: Session) -> None:
    extra = {"Middle initial": "B."}
    first = ANA | {"first_seen": date(2020, 1, 2)}
    insert_all(db, CUSTOMERS, [first, ANA | {"id": 2, "extra": extra}])
    found = db.execute(select(CUSTOMERS.c.first_seen, CUSTOMERS.c.extra).order_by(CUSTOMERS.c.id))
    assert [tuple(row) for row in found] == [(date(2020, 1, 2), None), (None, extra)]


def test_a_column_nobody_fills_gets_its_usual_value(db: Session) -> None:
    insert_all(db, CUSTOMERS, [ANA])
    phone = {"customer_id": 1, "number": "1", "kind": "phone"}
    insert_all(db, metadata.tables["customer_phones"], [phone])
    assert rows(db, "customer_phones")[0]["position"] == 0


def test_numbers_with_decimals_come_back_as_they_were(db: Session) -> None:
    insert_all(db, CUSTOMERS, [ANA])
    contract = {"customer_id": 1, "kind": "other", "visits_per_year": Decimal("2.50")}
    insert_all(db, metadata.tables["contracts"], [contract | {"start_date": date(2024, 1, 1)}])
    assert rows(db, "contracts")[0]["visits_per_year"] == Decimal("2.50")


def test_no_rows_write_nothing_and_many_are_written_in_pieces(db: Session) -> None:
    told: list[int] = []
    insert_all(db, CUSTOMERS, [])
    people = ({"display_name": f"N{n}", "status": "active"} for n in range(CHUNK + 1))
    insert_all(db, CUSTOMERS, people, lambda done, _total: told.append(done))
    assert (len(rows(db, "customers")), len(told)) == (CHUNK + 1, 2)


def test_the_database_has_more_memory_only_while_many_rows_are_written(db: Session) -> None:
    def memory() -> int:
        size: int = db.connection().exec_driver_sql("PRAGMA cache_size").scalar_one()
        return size

    before = memory()
    with Writer(db):
        assert abs(memory()) > abs(before)
    assert memory() == before


def test_a_row_that_does_not_fit_stops_the_caller(db: Session) -> None:
    with pytest.raises(IntegrityError), Writer(db) as writer:
        writer.insert(CUSTOMERS, columns_of(CUSTOMERS, [ANA, ANA]))


def test_what_was_handed_over_is_not_written_after_a_cancel(db: Session) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        insert_all(db, CUSTOMERS, [ANA], cancel)
    assert rows(db, "customers") == []


def test_slices_keep_every_row_in_order() -> None:
    columns: dict[str, list[Any]] = {"a": [1, 2, 3], "b": [4, 5, 6]}
    assert list(slices(columns, 2)) == [{"a": [1, 2], "b": [4, 5]}, {"a": [3], "b": [6]}]
    assert list(slices({})) == []
