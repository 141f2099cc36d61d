"""Lists kept as they are: frozen members, and names and numbers from a file."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.segments import SegmentPin
from desktop.services import facts
from desktop.services.importing import list_files
from desktop.services.segments import lists, saved, versions
from desktop.services.segments.tree import from_json
from tests.services.segments.conftest import AddCustomer

DAY = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
HOMES = {"field": "customer_type", "op": "is", "value": "Residential"}


def save(db: Session, **more: Any) -> int:
    asked: dict[str, Any] = {"name": "S", "kind": "active", "as_of": DAY, "saved_at": NOON} | more
    return saved.save(db, node=from_json(HOMES), **asked)


def test_a_snapshot_keeps_members_pins_day_and_conditions(
    db: Session, add_customer: AddCustomer
) -> None:
    ada, ben = add_customer("Ada", customer_type="residential"), add_customer("Ben")
    segment = save(db)
    db.add(SegmentPin(segment_id=segment, customer_id=ben, is_in=True))
    made = lists.snapshot(db, segment, "June", DAY, NOON)
    db.get_one(Customer, ada).customer_type = "builder"
    facts.mark_stale(db)
    card = saved.get(db, made)
    assert (card.kind, card.as_of, card.tree) == ("static", DAY, from_json(HOMES))
    assert list(saved.member_ids(db, made, DAY)) == [ada, ben]
    assert versions.versions(db, made, DAY)[0].note == "Members of “S”"


def test_a_snapshot_of_nobody_is_an_empty_list(db: Session) -> None:
    made = lists.snapshot(db, save(db), "Empty", DAY, NOON)
    assert list(saved.member_ids(db, made, DAY)) == []
    with pytest.raises(UserError, match="already"):
        lists.snapshot(db, made, "empty", DAY, NOON)


def test_a_list_from_elsewhere_has_no_conditions(db: Session, add_customer: AddCustomer) -> None:
    ada = add_customer("Ada")
    made = lists.keep_list(db, "Mailing", [ada, ada], "mailing.csv", DAY, NOON)
    assert list(saved.member_ids(db, made, DAY)) == [ada]
    (row,) = saved.list_segments(db, DAY)
    assert (row.count, row.problem, row.kind) == (1, None, "static")
    assert versions.versions(db, made, DAY)[0].sentence == versions.KEPT_LIST
    with pytest.raises(UserError, match="Nobody on this list"):
        lists.keep_list(db, "Nobody", [], "mailing.csv", DAY, NOON)


def people(add_customer: AddCustomer) -> dict[str, int]:
    return {
        "ada": add_customer("Ada Reyes", account_no="100"),
        "ben": add_customer("Ben Cho", account_no="200", status="inactive"),
        "cora": add_customer("Cora Diaz"),
        "one": add_customer("Sam Hill", account_no="301"),
        "two": add_customer("Sam Hill", account_no="302"),
    }


def read(db: Session, tmp_path: Path, text: str) -> list_files.ListFound:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    return list_files.read_list(db, path)


def test_numbers_and_names_are_found_exactly_and_never_guessed(
    db: Session, add_customer: AddCustomer, tmp_path: Path
) -> None:
    who = people(add_customer)
    found = read(
        db,
        tmp_path,
        'Account No.,Name\n100,Ada Reyes\n200,\n,"Diaz, Cora"\n,Sam Hill\n302,Sam Hill\n'
        ",Ada Reyez\n100,Cora Diaz\n,ada reyes\n999,\n",
    )
    assert found.customers == (who["ada"], who["ben"], who["cora"], who["two"])
    assert (found.rows, found.repeated, found.inactive) == (9, 1, 1)
    assert [(one.row, one.why) for one in found.not_found] == [
        (5, "The office has 2 customers of this name"),
        (7, "Nobody has this name or number"),
        (8, "Number and name belong to different customers"),
        (10, "Nobody has this name or number"),
    ]


def test_a_list_without_headings_is_read(
    db: Session, add_customer: AddCustomer, tmp_path: Path
) -> None:
    who = people(add_customer)
    assert read(db, tmp_path, "Ada Reyes\n302\n").customers == (who["ada"], who["two"])


def test_first_and_last_name_make_a_name(
    db: Session, add_customer: AddCustomer, tmp_path: Path
) -> None:
    who = people(add_customer)
    assert read(db, tmp_path, "Last,First\nDiaz,Cora\n").customers == (who["cora"],)


def test_a_workbook_with_numbers_as_numbers_is_read(
    db: Session, add_customer: AddCustomer, tmp_path: Path
) -> None:
    who = people(add_customer)
    book = Workbook()
    assert book.active is not None
    for row in (("Spring mailing",), ("Account number",), (100,), (301,)):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    found = list_files.read_list(db, tmp_path / "list.xlsx")
    assert found.customers == (who["ada"], who["one"])


def test_an_empty_office_or_file_finds_nobody(db: Session, tmp_path: Path) -> None:
    found = read(db, tmp_path, "Name\nAda Reyes\n")
    assert (found.customers, len(found.not_found)) == ((), 1)
    with pytest.raises(UserError):
        read(db, tmp_path, "\n\n")
