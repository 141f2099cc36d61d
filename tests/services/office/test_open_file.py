"""The open office file: what is dumped can be loaded, and gives an equal dump."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office, open_office
from desktop.models.errors import UserError
from desktop.services.office.open_file import dump, load, write_dump
from desktop.services.office.open_file.shape import entities, items, nested

AS_OF = date(2026, 6, 15)
HEAD: dict[str, Any] = {"format": "ecbtx-office", "version": 1}
EXAMPLE: dict[str, Any] = {
    **HEAD,
    "custom_fields": [
        {
            "key": "sensor_alarms",
            "label": "Sensor alarm count",
            "on": "customer",
            "type": "number",
        }
    ],
    "customers": [
        {
            "id": "c1",
            "account_no": "1001",
            "display_name": "Reyes, Ana",
            "customer_type": "residential",
            "status": "active",
            "tags": ["dog"],
            "custom": {"sensor_alarms": 2},
        }
    ],
    "properties": [
        {"id": "p1", "line1": "14210 FM 2818", "city": "Bryan", "zip5": "77807", "county": "Brazos"}
    ],
    "property_links": [
        {"customer": "c1", "property": "p1", "role": "owner", "from_date": "2019-05-01"}
    ],
    "systems": [
        {
            "id": "s1",
            "property": "p1",
            "kind": "aerobic",
            "install_date": "2019-05-01",
            "maintained_by": "us",
        }
    ],
    "assets": [{"id": "a1", "system": "s1", "kind": "trash_tank", "capacity_gal": 500}],
    "visits": [
        {
            "id": "v1",
            "property": "p1",
            "customer": "c1",
            "status": "completed",
            "completed_date": "2026-03-02",
            "lines": [{"service": "INSPECT", "asset": "a1", "condition": "good"}],
            "amount": "95.00",
        }
    ],
    "interactions": [
        {"customer": "c1", "date": "2026-05-20", "channel": "call_in", "outcome": "answered"}
    ],
    "segments": [
        {"id": "g1", "name": "Aerobic, quiet", "kind": "active", "definition": {"all": []}}
    ],
}


def customers(*records: dict[str, Any], **arrays: Any) -> dict[str, Any]:
    return {**HEAD, "customers": list(records), **arrays}


def test_example_of_the_format_comes_back(db: Session) -> None:
    load(db, EXAMPLE)
    dumped = dump(db, AS_OF)
    assert dumped.pop("as_of") == "2026-06-15"
    for name in ("property_links", "interactions"):
        assert [record.pop("id") for record in dumped[name]]
    dumped["systems"][0].pop("active")
    dumped["assets"][0].pop("in_service")
    dumped["custom_fields"][0].pop("id")
    assert dumped == EXAMPLE


def test_loaded_dump_gives_an_equal_dump(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "office.json"
    with office.writing() as db:
        load(db, EXAMPLE)
        first = dump(db, AS_OF)
        write_dump(db, AS_OF, path)
    assert json.loads(path.read_text(encoding="utf-8")) == first
    other = open_office(tmp_path / "other.db")
    with other.writing() as db:
        load(db, path)
        assert dump(db, AS_OF) == first
    other.close()


def test_ids_of_any_shape_are_kept(db: Session) -> None:
    ids = ["c5", "c05", "anna", "c0", "v3"]
    load(db, customers(*({"id": one, "display_name": one} for one in ids)))
    dumped = dump(db, AS_OF)["customers"]
    assert {record["id"]: record["display_name"] for record in dumped} == {one: one for one in ids}


def test_record_may_refer_to_a_later_one_of_its_kind(db: Session) -> None:
    visits = [{"id": "v1", "status": "booked", "callback_of": "v2"}, {"id": "v2"}]
    load(db, {**HEAD, "visits": visits})
    assert dump(db, AS_OF)["visits"][0]["callback_of"] == "v2"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "has version 2"),
        ({"format": "other"}, "not an open office file"),
        ({"pets": []}, "no kind of record called “pets”"),
        ({"customers": [{"id": "c1"}]}, "customers “c1”, display_name: a value is missing"),
        (
            {"customers": [{"id": "c1", "display_name": "A", "colour": "red"}]},
            "no field called “colour”",
        ),
        (
            {"customers": [{"id": "c1", "display_name": "A", "customer_type": "martian"}]},
            "“martian” should be one of residential",
        ),
        (
            {"customers": [{"id": "c1", "display_name": "A"}, {"id": "c1", "display_name": "B"}]},
            "stands there twice",
        ),
        (
            {"customers": [{"id": "c1", "display_name": "A", "first_seen": "2026-02-30"}]},
            "“2026-02-30” should be a day like",
        ),
        (
            {"customers": [{"id": "c1", "display_name": "A", "custom": {"gate": 1}}]},
            "no custom field “gate”",
        ),
        (
            {"customers": [{"id": "c1", "display_name": "A\x00"}]},
            "text without broken letters",
        ),
        (
            {"payments": [{"customer": "c9", "date": "2026-01-01", "amount": "1.00"}]},
            "no record with the id “c9”",
        ),
        (
            {
                "customers": [{"id": "c1", "display_name": "A"}],
                "payments": [{"customer": "c1", "date": "2026-01-01", "amount": "1.005"}],
            },
            "“1.005” should be an amount",
        ),
    ],
)
def test_what_does_not_fit_is_named(db: Session, change: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match=words):
        load(db, {**HEAD, **change})


def test_office_with_records_is_refused(db: Session) -> None:
    load(db, EXAMPLE)
    with pytest.raises(UserError, match="needs an empty one"):
        load(db, EXAMPLE)


def test_nothing_is_kept_of_a_file_that_does_not_fit(office: Office) -> None:
    broken = copy.deepcopy(EXAMPLE)
    broken["interactions"][0]["customer"] = "nobody"
    with pytest.raises(UserError), office.writing.begin() as db:
        load(db, broken)
    with office.reading() as db:
        assert db.query(Customer).count() == 0


def test_folder_of_csv_files_is_accepted(db: Session, tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text(
        'id,display_name,do_not_mail,tags,zip5\nc1,"Reyes, Ana",yes,"[""dog""]",07751\n',
        encoding="utf-8",
    )
    (tmp_path / "visits.csv").write_text(
        "id,customer,status,completed_date,amount\nv1,c1,completed,2026-01-02,95.00\n",
        encoding="utf-8",
    )
    load(db, tmp_path)
    dumped = dump(db, AS_OF)
    assert dumped["customers"][0]["tags"] == ["dog"]
    assert dumped["customers"][0]["do_not_mail"] is True
    assert dumped["customers"][0]["zip5"] == "07751"
    assert dumped["visits"][0]["amount"] == "95.00"


@pytest.mark.parametrize("content", ["{", "[]", '{"a": 1}', ""])
def test_file_that_is_no_open_office_is_a_sentence(
    db: Session, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "office.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError):
        load(db, path)


def test_every_column_has_a_place_in_the_open_file() -> None:
    for entity in entities():
        keys = [item.key for item in items(entity)] + [one.key for one in nested(entity)]
        assert len(keys) == len(set(keys)), entity.__open_name__
