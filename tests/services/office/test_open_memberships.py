"""The log of members travels in the open file, that of the built-in segments too."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office, open_office
from desktop.models.errors import UserError
from desktop.models.segments import MembershipInterval, Segment
from desktop.services import after_change
from desktop.services.office.open_file import dump, load, write_dump
from desktop.services.office.open_file.memberships import NAME
from desktop.services.segments import builtin_rows, history, membership_log, saved, versions
from desktop.services.segments.tree import from_json

DAY = date(2026, 2, 28)
NEXT = DAY + timedelta(1)
NOON = datetime(2026, 2, 28, 12, 0, tzinfo=UTC).replace(tzinfo=None)
HOMES = {"field": "customer_type", "op": "is", "value": "Residential"}


def bring_up(db: Session, day: date) -> None:
    after_change.bring_up_to_date(db, day, NOON, None)


@pytest.fixture
def moved(db: Session) -> Session:
    """Homes and “B27” with members from the first day; one leaves on the next, one is deleted."""
    for number in (1, 2, 3):
        db.add(Customer(id=number, display_name="Reyes", customer_type="residential"))
    db.flush()
    saved.save(db, name="Homes", node=from_json(HOMES), kind="active", as_of=DAY, saved_at=NOON)
    bring_up(db, DAY)
    db.get_one(Customer, 2).customer_type = "commercial"
    db.delete(db.get_one(Customer, 3))
    bring_up(db, NEXT)
    return db


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Session]:
    office: Office = open_office(tmp_path / "other.db")
    with office.writing() as db:
        yield db
    office.close()


def bring_in(db: Session, dumped: dict[str, Any], day: date = NEXT) -> None:
    """As the command `load` does."""
    load(db, dumped)
    builtin_rows.bring_in(db, NOON)
    saved.refuse_unreadable(db)
    bring_up(db, day)


def log_of(db: Session, name: str) -> list[membership_log.Entry]:
    return membership_log.history(db, saved.by_name(db, name))


def test_a_loaded_dump_gives_an_equal_dump(moved: Session, other: Session, tmp_path: Path) -> None:
    first = dump(moved, NEXT)
    write_dump(moved, NEXT, tmp_path / "office.json")
    assert json.loads((tmp_path / "office.json").read_text(encoding="utf-8")) == first
    load(other, first)
    assert dump(other, NEXT) == first


def test_working_it_out_again_after_a_load_changes_nothing(moved: Session, other: Session) -> None:
    first = dump(moved, NEXT)
    bring_in(other, first)
    assert dump(other, NEXT) == first


def test_each_segment_has_the_moves_it_had(moved: Session, other: Session) -> None:
    bring_in(other, dump(moved, NEXT))
    for name in ("Homes", "Do Not Contact"):
        there = log_of(moved, name)
        assert len(there) >= 1
        assert log_of(other, name) == there
    homes = saved.by_name(other, "Homes")
    assert history.span(other, homes) == (DAY, NEXT)
    assert membership_log.at(other, homes, DAY) == [1, 2]
    assert membership_log.at(other, homes, NEXT) == [1]


def test_the_next_day_goes_on_from_the_loaded_log(moved: Session, other: Session) -> None:
    bring_in(other, dump(moved, NEXT))
    other.get_one(Customer, 1).customer_type = "commercial"
    bring_up(other, NEXT + timedelta(1))
    last = log_of(other, "Homes")[0]
    assert (last.customer_id, last.came_in, last.cause) == (1, False, "day")


def test_built_in_segments_come_by_their_stable_id_and_are_not_among_the_offices_own(
    moved: Session,
) -> None:
    found = dump(moved, NEXT)
    assert [one["name"] for one in found["segments"]] == ["Homes"]
    assert {"builtin-B1", "builtin-B29d"} <= {one["segment"] for one in found[NAME]}


def test_a_loaded_built_in_segment_has_its_version_and_keeps_its_number(
    moved: Session, other: Session
) -> None:
    moved.execute(Segment.__table__.update().values(version=4, calculated_version=4))  # type: ignore[attr-defined]
    bring_in(other, dump(moved, NEXT))
    vip = saved.by_name(other, "VIP")
    assert saved.get(other, vip).version == 4
    assert [one.number for one in versions.versions(other, vip, NEXT)] == [4]


def test_conditions_of_another_version_of_the_program_become_a_new_version(
    moved: Session, other: Session
) -> None:
    found = dump(moved, NEXT)
    changed = next(one for one in found[NAME] if one["segment"] == "builtin-B16")
    changed["builtin"]["definition"] = {"everyone": True}
    bring_in(other, found)
    assert saved.get(other, saved.by_name(other, "One-Time Customers")).version == 2


def test_a_built_in_one_that_this_version_does_not_know_becomes_the_offices_own(
    moved: Session, other: Session
) -> None:
    found = dump(moved, NEXT)
    new = {"name": "Brand new", "definition": {"everyone": True}}
    found[NAME].append({"segment": "builtin-B99", "builtin": new, "stays": []})
    bring_in(other, found)
    assert saved.get(other, saved.by_name(other, "Brand new")).builtin is None


def test_an_office_whose_members_were_never_worked_out_has_no_log(db: Session) -> None:
    db.add(Customer(display_name="Reyes"))
    assert NAME not in dump(db, DAY)


STAY = {"customer": "c1", "entered_on": "2026-02-28", "cause": "day", "version": 1}

B1 = {"segment": "builtin-B1", "builtin": {"name": "Due"}, "version": 1, "stays": []}


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ([], "must be an object"),
        ({"segment": "g7", "stays": []}, "no segment with the id “g7”"),
        ({"segment": "g1"}, "a list of objects is wanted"),
        ({"segment": "g1", "stays": [7]}, "a list of objects is wanted"),
        ({"segment": "g1", "stays": [], "colour": 1}, "no field called “colour”"),
        ({"segment": "g1", "stays": [STAY | {"customer": "c9"}]}, "no record with the id “c9”"),
        ({"segment": "g1", "stays": [STAY | {"cause": "x"}]}, "stays .1., cause: “x” should be"),
        ({"segment": "g1", "stays": [STAY | {"entered_on": None}]}, "a value is missing"),
        ({"segment": "g1", "builtin": {}, "stays": []}, "not the id of a built-in segment"),
        ({"segment": "builtin-B1", "builtin": {}, "stays": []}, "name: a value is missing"),
        (B1 | {"builtin": {"name": "Homes"}}, "a segment named “Homes” already"),
        (B1 | {"version": 0}, "no key and version that fit"),
        (B1 | {"segment": "builtin-B123456789"}, "no key and version that fit"),
    ],
)
def test_what_does_not_fit_is_named(db: Session, record: Any, words: str) -> None:
    office = {
        "format": "ecbtx-office",
        "version": 1,
        "customers": [{"id": "c1", "display_name": "Reyes"}],
        "segments": [{"id": "g1", "name": "Homes", "definition": HOMES}],
        NAME: [record],
    }
    with pytest.raises(UserError, match=words):
        load(db, office)


def test_a_segment_told_of_twice_is_refused(db: Session) -> None:
    office = {"format": "ecbtx-office", "version": 1, NAME: [B1, B1]}
    with pytest.raises(UserError, match="“builtin-B1” is there already"):
        load(db, office)


def test_a_member_who_is_not_on_file_any_more_is_not_named(moved: Session, other: Session) -> None:
    moved.execute(delete(Customer).where(Customer.id == 1))
    load(other, dump(moved, NEXT))
    assert other.scalar(select(func.count()).select_from(MembershipInterval)) == moved.scalar(
        select(func.count()).select_from(MembershipInterval)
    )


def test_a_folder_of_csv_files_may_hold_the_log(db: Session, tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text("id,display_name\nc1,Reyes\n", encoding="utf-8")
    (tmp_path / "segments.csv").write_text("id,name\ng1,Homes\n", encoding="utf-8")
    stays = json.dumps([STAY]).replace('"', '""')
    log = f'segment,version,stays\ng1,3,"{stays}"\n'
    (tmp_path / "memberships.csv").write_text(log, encoding="utf-8")
    assert load(db, tmp_path)[NAME] == 1
    assert db.scalar(select(Segment.version)) == 3
    assert membership_log.at(db, 1, DAY) == [1]
