"""The rules of care in versions: in force, looked ahead exactly, on print-outs, back again."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.equipment import Asset, Contract
from desktop.models.errors import UserError
from desktop.models.facts import CustomerFact, DueItem
from desktop.models.office import Setting
from desktop.models.segments import Segment
from desktop.models.value import RuleVersion
from desktop.services import after_change, facts
from desktop.services.care.rule_table import shipped_body
from desktop.services.care.rules import load_rules
from desktop.services.dates import add_months
from desktop.services.desk import office_rules
from desktop.services.segments.contract_terms import tier
from desktop.services.value import versions
from tests.services.desk.desk_office import TODAY, House, after, house, random_office

NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC).replace(tzinfo=None)


def publish(db: Session, **numbers: int) -> None:
    """Publish rules that differ from those in force in some numbers."""
    publish_on(db, TODAY, **numbers)


def publish_on(db: Session, day: date, **numbers: int) -> None:
    """The same on another day."""
    body = office_rules.in_force(db).body | numbers
    versions.publish(db, "care", body, "Why", "Ana", day)
    after_change.bring_up_to_date(db, TODAY, NOW, None, rules_only=True)


def pumped(db: Session, day: date) -> House:
    """A house whose tank is as old as a day says, and was not pumped since."""
    made = house(db)
    db.get_one(Asset, made.tank).install_date = day
    db.flush()
    return made


def due(db: Session, one: House) -> Any:
    return db.scalar(select(DueItem.due).where(DueItem.asset_id == one.tank))


def test_published_rules_move_due_days_and_facts_stay_true(db: Session) -> None:
    one = pumped(db, date(2024, 6, 15))
    facts.refresh(db, TODAY)
    assert due(db, one) == date(2027, 6, 15)
    publish(db, pump_conventional_months=24)
    assert due(db, one) == date(2026, 6, 15)
    assert not facts.check(db, TODAY)


def test_settings_count_until_the_first_version(db: Session) -> None:
    db.add(Setting(key="care.due_days", value=45))
    db.flush()
    first = office_rules.in_force(db)
    assert (load_rules(db).due_days, first.version, first.body["due_days"]) == (45, 1, 45)
    publish(db, due_days=20)
    assert load_rules(db).due_days == 20
    assert [one.version.body["due_days"] for one in office_rules.history(db)] == [20, 45]


def test_history_tells_old_and_new_numbers(db: Session) -> None:
    publish(db, due_days=20, grease_days=60)
    newest, first = office_rules.history(db)
    assert [one.text for one in newest.changes] == [
        "Grease and grit traps, grease trap, at least every: 90 days → 60 days",
        "Status of due work, due: within the next: 30 days → 20 days",
    ]
    assert first.changes == ()


def test_an_older_version_is_taken_up_again(db: Session) -> None:
    publish(db, due_days=20)
    publish(db, due_days=25)
    versions.publish(db, "care", office_rules.version(db, 2).body, "", "", TODAY)
    assert load_rules(db).due_days == 20
    with pytest.raises(UserError, match="no version 9"):
        office_rules.version(db, 9)


def test_a_version_of_an_older_program_lacks_nothing(db: Session) -> None:
    publish(db, due_days=20)
    body = {"due_days": 20}
    db.execute(update(RuleVersion).values(body=body))
    assert office_rules.in_force(db).body == shipped_body() | body


def test_paper_says_by_which_rules_unless_they_are_the_usual_ones(db: Session) -> None:
    assert office_rules.stamp(db) == ""
    publish_on(db, date(2026, 11, 23), due_days=20)
    assert office_rules.stamp(db) == "Rules of 11/23/2026, version 2."
    publish(db, due_days=30)
    assert office_rules.stamp(db) == ""


@pytest.mark.parametrize("seed", [1, 2])
def test_the_look_ahead_is_what_happens(db: Session, seed: int) -> None:
    random_office(db, seed)
    for months in range(5, 40, 5):
        pumped(db, add_months(TODAY, -months))
    facts.refresh(db, TODAY)
    before = standing(db)
    numbers = {"pump_conventional_months": 12, "inspect_months": 2, "at_risk_days": 1}
    body = office_rules.in_force(db).body | numbers
    found = office_rules.effect(db, body, TODAY)
    assert standing(db) == before
    publish(db, **numbers)
    now = standing(db)
    assert found.moved == sum(a[0] != b[0] for a, b in zip(before[0], now[0], strict=True)) > 0
    assert found.restated == sum(a[1] != b[1] for a, b in zip(before[0], now[0], strict=True))
    assert found.restaged == sum(a != b for a, b in zip(before[1], now[1], strict=True))
    assert (found.items, found.customers) == (len(now[0]), len(now[1]))


def standing(db: Session) -> tuple[list[Any], list[Any]]:
    key = (DueItem.customer_id, DueItem.system_id, DueItem.asset_id, DueItem.service)
    items = db.execute(select(DueItem.due, DueItem.status).order_by(*key)).all()
    stages = select(CustomerFact.lifecycle).order_by(CustomerFact.customer_id)
    return [tuple(row) for row in items], list(db.scalars(stages))


def test_nothing_moves_in_an_empty_office(db: Session) -> None:
    body = shipped_body() | {"due_days": 20}
    assert office_rules.effect(db, body, TODAY) == (0, 0, 0, 0, 0)


def test_built_in_segments_follow_the_rules(db: Session) -> None:
    publish(db, expiring_days=45, onboarding_days=10, winback_to_months=30)
    trees = {
        key: str(tree) for key, tree in db.execute(select(Segment.builtin_key, Segment.definition))
    }
    for key, number in (("B3", "45"), ("B7", "10"), ("B8", "30")):
        assert f"'value': {number}" in trees[key] or f"'value2': {number}" in trees[key]


@pytest.mark.parametrize("by_setting", [True, False])
def test_the_tier_of_a_contract_follows_the_rules(db: Session, by_setting: bool) -> None:  # noqa: FBT001 - a parameter
    one = db.get_one(Customer, house(db).customer)
    db.add(Contract(customer_id=one.id, kind="other", start_date=after(-9), visits_per_year=3))
    db.flush()
    asked = select(tier(Contract.__table__.c))
    assert db.scalar(asked) == "standard"
    if by_setting:
        db.add(Setting(key="care.premium_visits", value=3))
        db.flush()
    else:
        publish(db, premium_visits=3)
    assert db.scalar(asked) == "premium"
