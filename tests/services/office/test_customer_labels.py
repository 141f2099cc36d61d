"""Every label and score everywhere: as a field, a column, in lists that leave, kept, and told."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

import pytest
from sqlalchemy.orm import Session

from desktop.models.choices import YES_NO_UNKNOWN
from desktop.models.database import open_office
from desktop.models.facts import CustomerFact
from desktop.services import facts
from desktop.services.desk.why import LABELS as EXPLAINED
from desktop.services.office import customer_list
from desktop.services.office.customer_columns import BY_KEY
from desktop.services.office.customer_labels import LABELS, labels
from desktop.services.outreach import list_columns
from desktop.services.segments import counting
from desktop.services.segments.catalogue import FIELDS
from desktop.services.segments.record_kinds import RECORDS
from desktop.services.segments.tree import from_json
from desktop.services.value import kept, snapshots
from tests.services.facts.random_office import Maker

TODAY = date(2026, 11, 22)


class Told(NamedTuple):
    """Where a label is told beside its field and its columns, which all of them have.

    `reason` names the label of the card that explains it, `kept` says that past days know it.
    """

    reason: str = ""
    kept: bool = False


EVERYWHERE = {
    "rfm_r": Told("rfm", kept=True),
    "rfm_f": Told("rfm", kept=True),
    "rfm_m": Told("rfm", kept=True),
    "rfm": Told("rfm", kept=True),
    "rfm_segment": Told("rfm_segment", kept=True),
    "on_cycle": Told("on_cycle"),
    "value_tier": Told("value_tier", kept=True),
    "visits_3y": Told("value_tier"),
    "tickets_3y": Told(),
    "revenue_1y": Told(),
    "revenue_3y": Told("lifetime_value"),
    "average_ticket": Told(),
    "lifetime_revenue": Told(),
    "lifetime_value": Told("lifetime_value"),
    "health_score": Told("health", kept=True),
    "health_card": Told("health", kept=True),
    "health_grade": Told("health", kept=True),
    "health_colour": Told("health", kept=True),
    "health_coverage": Told("health"),
    "health_trend": Told(),
    "health_change": Told(),
    "health_cap": Told(),
    "behaviour_group": Told("behaviour_group"),
    "lifecycle": Told("lifecycle", kept=True),
    "due_status": Told("due_status"),
    "service_tier": Told("service_tier"),
    "contract_status": Told("relationship"),
    "relationship": Told("relationship"),
    "system_type": Told("system_type"),
    "system_age_category": Told("equipment_age"),
    "season": Told("season"),
    "reach_by": Told("reach_by"),
    "vacation_property": Told("vacation_property"),
    "reactivated": Told("reactivated"),
    "repeat_service": Told("repeat_service"),
    "degradation": Told("degradation"),
    "high_risk_component": Told("high_risk_component"),
}


def test_the_table_names_every_label() -> None:
    assert set(EVERYWHERE) == set(LABELS)


@pytest.mark.parametrize("label", EVERYWHERE)
def test_a_label_is_a_field_a_column_and_leaves_with_lists(label: str) -> None:
    assert label in FIELDS
    assert label in BY_KEY
    assert label in {column.key for column in list_columns.COLUMNS}


@pytest.mark.parametrize("label", EVERYWHERE)
def test_a_label_is_explained_and_kept_where_the_table_says_so(label: str) -> None:
    told, attributes = EVERYWHERE[label], {one.key for one in RECORDS["labels"].attributes}
    assert not told.reason or told.reason in EXPLAINED
    assert (label in attributes) == told.kept


@pytest.fixture(scope="module")
def random_office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A random office of which the scores of 90 days ago are kept."""
    office = open_office(tmp_path_factory.mktemp("labels") / "office.db")
    with office.writing() as db:
        Maker(7, TODAY).fill(db)
        facts.refresh(db, TODAY)
        snapshots.ensure_days(db, [kept.trend_day(TODAY)], TODAY)
        yield db
    office.close()


def shown(db: Session, label: str) -> Counter[Any]:
    """How many live customers have each value in the column of a label."""
    live = db.query(CustomerFact.customer_id).where(CustomerFact.live)
    people = [one for (one,) in live]
    return Counter(value for (value,) in customer_list.rows(db, people, [label]))


def count(db: Session, rule: dict[str, Any]) -> int:
    return counting.count(db, from_json(rule), TODAY).count


@pytest.mark.parametrize("label", [one for one in EVERYWHERE if BY_KEY[one].kind != "text"])
def test_a_column_and_a_condition_tell_the_same(random_office: Session, label: str) -> None:
    db, column, field = random_office, BY_KEY[label], FIELDS[label]
    for value, number in shown(db, label).items():
        if value is None:
            rule: dict[str, Any] = {"op": "is_unknown"}
        elif field.type == "yes_no":
            rule = {"op": "is", "value": value == "yes"}
        elif column.choices:
            rule = {"op": "is", "value": column.choices.label(value)}
        else:
            rule = {"op": "is", "value": value / 100 if column.kind == "money" else value}
        assert count(db, {"field": label} | rule) == number


def test_a_label_of_one_customer_is_told_as_it_is_shown(random_office: Session) -> None:
    found = {one.key: one for one in labels(random_office, 1)}
    assert list(found) == list(LABELS)
    assert found["on_cycle"].shown == YES_NO_UNKNOWN.label(found["on_cycle"].stored)


def test_a_list_with_lifetime_values_says_the_assumptions(random_office: Session) -> None:
    said = list_columns.remarks(random_office, ["name", "lifetime_value", "health_trend"])
    assert [label for label, _ in said] == ["Lifetime value, expected", "Health trend"]
    assert "Lifetime value by assumptions version 1" in said[0][1]
    assert "since Aug 24, 2026" in said[1][1]
