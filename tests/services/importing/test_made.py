"""What an import made is kept in blocks, and read back row by row."""

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.services.importing.batch.images import image
from desktop.services.importing.batch.made import blocks, ids_in, images_in, rows_added
from desktop.services.importing.files.raw_cells import as_json
from desktop.services.importing.planning.staging import Staging

CELLS = st.one_of(
    st.text(), st.integers(), st.floats(allow_nan=False), st.booleans(), st.none(), st.dates()
)


def kept(staging: Staging) -> dict[tuple[str, int], dict[str, Any]]:
    """Every image that history would keep, by table and row."""
    return {
        (block.table, row_id): row
        for block in blocks(rows_added(staging), staging)
        for row_id, row in images_in(block.first_id, json.loads(block.after))
    }


def test_a_new_record_keeps_its_small_rows_inside(db: Session) -> None:
    staging = Staging(db)
    ana = staging.add("customers", {"display_name": "Ana", "first_seen": date(2020, 1, 2)})
    bo = staging.add("customers", {"display_name": "Bo", "email": None})
    for customer, number in ((bo, "2"), (ana, "1"), (bo, "3")):
        staging.add("customer_phones", {"customer_id": customer, "number": number, "position": 0})
    found = kept(staging)
    assert [name for name, _ in found] == ["customers", "customers"]
    assert found["customers", ana]["first_seen"] == "2020-01-02"
    assert [p["number"] for p in found["customers", ana]["+customer_phones"]] == ["1"]
    assert [p["number"] for p in found["customers", bo]["+customer_phones"]] == ["2", "3"]
    assert "email" not in found["customers", bo]


def test_a_small_row_of_a_record_on_file_is_kept_by_itself(db: Session) -> None:
    earlier = Staging(db)
    known = earlier.add("customers", {"display_name": "Ana"})
    staging = Staging(db)
    staging._first["customers"] = known + 1
    staging.add("customers", {"display_name": "Bo"})
    phone = staging.add("customer_phones", {"customer_id": known, "number": "1", "position": 3})
    assert ("customer_phones", phone) in kept(staging)


def test_a_key_of_a_new_record_is_not_kept_twice(db: Session) -> None:
    staging = Staging(db)
    ana = staging.add("customers", {"display_name": "Ana"})
    staging.add("source_keys", {"key": "name:ana", "table": "customers", "row_id": ana})
    key = staging.add("source_keys", {"key": "name:bo", "table": "customers", "row_id": 0})
    assert [place for place in kept(staging) if place[0] == "source_keys"] == [("source_keys", key)]


def test_nothing_made_keeps_nothing(db: Session) -> None:
    assert kept(Staging(db)) == {}


def test_an_image_of_an_older_import_stands_for_one_row() -> None:
    older = image({"id": 7, "display_name": "Ana"})
    assert (list(images_in(7, older)), ids_in(7, older)) == ([(7, older)], [7])


@given(st.lists(st.lists(CELLS, max_size=4), max_size=5))
def test_cells_are_the_same_json_as_row_by_row(grid: list[list[Any]]) -> None:
    alone = [json.dumps([str(c) if isinstance(c, date) else c for c in row]) for row in grid]
    assert as_json(grid) == alone
