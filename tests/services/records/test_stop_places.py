"""Which tank was emptied where a place has several: proposed, chosen, and due anew by itself."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.facts import DueItem
from desktop.services import facts
from desktop.services.records import (
    InvalidError,
    Stop,
    Work,
    change,
    complete_visit,
    create,
    remove,
    report_inspection,
)
from desktop.services.records.next_due import next_due
from desktop.services.records.stop_places import stop_places
from tests.services.records.filled import NOW, TODAY, home


def labels(db: Session, ids: dict[str, int], service: str = "PUMP") -> list[str]:
    facts.refresh(db, TODAY)
    (place,) = stop_places(db, ids["customer"], TODAY)
    return [one.label for one in place.tanks.get(service, ())]


def tank(db: Session, ids: dict[str, int], due: str | None, **values: object) -> int:
    days = {"due_override": due, "due_override_reason": "x", "due_override_set_on": "1/1/2020"}
    own = {"system": ids["system"], "kind": "septic_tank"} | (days if due else {})
    return create(db, "asset", own | values, NOW).id


def due_days(db: Session, ids: dict[str, int]) -> list[date | None]:
    facts.refresh(db, TODAY)
    return list(
        db.scalars(
            select(DueItem.due)
            .where(DueItem.property_id == ids["property"], DueItem.service == "PUMP")
            .order_by(DueItem.asset_id)
        )
    )


def test_one_tank_is_not_asked_about(db: Session) -> None:
    assert labels(db, home(db)) == []


def test_the_one_that_is_due_comes_first_and_all_of_them_last(db: Session) -> None:
    ids = home(db)
    tank(db, ids, "11/1/2026", capacity_gal=1000)
    tank(db, ids, "11/1/2030")
    assert labels(db, ids) == [
        "Septic tank, 1,000 gal, due Nov 1, 2026", "Septic tank, due Nov 1, 2030", "Septic tank",
        "All 3 of them",
    ]  # fmt: skip


def test_several_of_more_that_are_due_come_first(db: Session) -> None:
    ids = home(db)
    for day in ("11/1/2026", "11/2/2026", "11/1/2030"):
        tank(db, ids, day)
    facts.refresh(db, TODAY)
    (place,) = stop_places(db, ids["customer"], TODAY)
    assert (place.tanks["PUMP"][0].label, len(place.tanks["PUMP"][0].asset_ids)) == (
        "The 2 that are due", 2,
    )  # fmt: skip


@pytest.mark.parametrize(
    "days", [("11/1/2026", "11/2/2026"), ("1/1/2030", "1/1/2030"), (None,) * 2]
)
def test_all_of_them_come_first_where_all_are_due_alike(
    db: Session, days: tuple[str | None, str | None]
) -> None:
    ids = home(db)
    remove(db, "asset", ids["asset"], NOW)
    for day in days:
        tank(db, ids, day)
    assert labels(db, ids)[0] == "All 2 of them"


def test_work_on_one_tank_leaves_the_other_due(db: Session) -> None:
    ids = home(db)
    other = tank(db, ids, None)
    stop = Stop(TODAY, (Work("PUMP", other),), property_id=ids["property"])
    complete_visit(db, stop, NOW)
    assert due_days(db, ids) == [None, date(2029, 11, 22)]
    found = [next_due(db, ids["property"], "PUMP", [one]) for one in (ids["asset"], other)]
    assert [one and one.due for one in found] == [None, date(2029, 11, 22)]


def aerobic_pair(db: Session) -> tuple[dict[str, int], int]:
    ids = home(db, kind="aerobic")
    second = create(db, "system", {"property": ids["property"], "kind": "aerobic"}, NOW).id
    for system in (ids["system"], second):
        own = {"maintained_by": "us", "first_use_date": "1/1/2026"}
        change(db, "system", system, own, NOW)
    return ids, second


def inspections(db: Session) -> list[date | None]:
    facts.refresh(db, TODAY)
    wanted = select(DueItem.due).where(DueItem.service == "INSPECT")
    return list(db.scalars(wanted.order_by(DueItem.system_id)))


def test_a_report_concerns_its_own_system_alone(db: Session) -> None:
    ids, second = aerobic_pair(db)
    create(db, "asset", {"system": second, "kind": "aerator"}, NOW)
    for number, system in enumerate((second, ids["system"])):
        report_inspection(db, {"system": system, "inspection_date": TODAY}, NOW)
        days = [date(2026, 5, 1) if number == 0 else date(2027, 3, 22), date(2027, 3, 22)]
        assert inspections(db) == days


def test_a_system_without_any_part_cannot_be_told_from_another(db: Session) -> None:
    _, second = aerobic_pair(db)
    with pytest.raises(InvalidError, match="enter a tank or part of this one first"):
        report_inspection(db, {"system": second, "inspection_date": TODAY}, NOW)
