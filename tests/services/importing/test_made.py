"""What an import made is kept in blocks, and read back row by row."""

import json
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from desktop.services.importing.batch.images import image
from desktop.services.importing.batch.made import blocks, ids_in, images_in, rows_added
from desktop.services.importing.planning.staging import Staging


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


def test_what_every_row_says_is_kept_once_and_read_back_for_all(db: Session) -> None:
    staging = Staging(db)
    for name in ("Ana", "Bo", "Cy"):
        staging.add("customers", {"display_name": name, "status": "active", "email": None})
    (block,) = blocks(rows_added(staging), staging)
    columns = json.loads(block.after)["columns"]
    assert (columns["status"], columns["id"]) == ({"all": "active"}, {"from": block.first_id})
    assert "email" not in columns
    assert ids_in(block.first_id, {"columns": columns}) == [id_ for _, id_ in kept(staging)]
    assert {row["status"] for row in kept(staging).values()} == {"active"}


def test_a_reference_that_only_some_rows_have_is_kept_as_it_is(db: Session) -> None:
    staging = Staging(db)
    for place in (None, 5):
        staging.add("visits", {"customer_id": 1, "property_id": place, "status": "completed"})
    assert [row.get("property_id") for row in kept(staging).values()] == [None, 5]


def test_a_block_of_an_older_import_has_all_values() -> None:
    older = {"columns": {"id": [7, 8], "display_name": ["Ana", "Bo"], "email": [None, None]}}
    assert ids_in(7, older) == [7, 8]
    assert dict(images_in(7, older))[8] == {"id": 8, "display_name": "Bo"}


def test_nothing_made_keeps_nothing(db: Session) -> None:
    assert kept(Staging(db)) == {}


def test_an_image_of_an_older_import_stands_for_one_row() -> None:
    older = image({"id": 7, "display_name": "Ana"})
    assert (list(images_in(7, older)), ids_in(7, older)) == ([(7, older)], [7])
