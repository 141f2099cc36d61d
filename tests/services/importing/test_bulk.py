"""Many rows at once are stored like rows written one by one."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.tables import metadata
from desktop.services.importing.bulk import CHUNK, insert_all, insert_rows
from tests.services.importing.conftest import rows

CUSTOMERS = metadata.tables["customers"]


def test_rows_with_different_columns_are_written_together(db: Session) -> None:
    extra = {"Middle initial": "B."}
    first = {"id": 1, "display_name": "Ana", "status": "active", "first_seen": date(2020, 1, 2)}
    second = {"id": 2, "display_name": "Bo", "status": "active", "extra": extra}
    insert_rows(db, CUSTOMERS, [first, second])
    found = db.execute(select(CUSTOMERS.c.first_seen, CUSTOMERS.c.extra).order_by(CUSTOMERS.c.id))
    assert [tuple(row) for row in found] == [(date(2020, 1, 2), None), (None, extra)]


def test_a_column_nobody_fills_gets_its_usual_value(db: Session) -> None:
    insert_rows(db, CUSTOMERS, [{"id": 1, "display_name": "Ana", "status": "active"}])
    insert_rows(
        db, metadata.tables["customer_phones"], [{"customer_id": 1, "number": "1", "kind": "phone"}]
    )
    assert rows(db, "customer_phones")[0]["position"] == 0


def test_numbers_with_decimals_come_back_as_they_were(db: Session) -> None:
    insert_rows(db, CUSTOMERS, [{"id": 1, "display_name": "Ana", "status": "active"}])
    contract = {"customer_id": 1, "kind": "other", "visits_per_year": Decimal("2.50")}
    insert_rows(db, metadata.tables["contracts"], [contract | {"start_date": date(2024, 1, 1)}])
    assert rows(db, "contracts")[0]["visits_per_year"] == Decimal("2.50")


def test_no_rows_write_nothing_and_many_are_written_in_pieces(db: Session) -> None:
    told: list[int] = []
    insert_rows(db, CUSTOMERS, [])
    people = ({"display_name": f"N{n}", "status": "active"} for n in range(CHUNK + 1))
    insert_all(db, CUSTOMERS, people, lambda done, _total: told.append(done))
    assert (len(rows(db, "customers")), len(told)) == (CHUNK + 1, 2)
