"""The field catalogue: sound entries, live lists, custom fields that enter by themselves."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.customers import Zone
from desktop.models.facts import CustomerFact, CustomerText
from desktop.models.office import CustomField, CustomValue
from desktop.services.segments.catalogue import CATEGORIES, FIELDS, load
from desktop.services.segments.context import Context
from desktop.services.segments.counting import count
from desktop.services.segments.fields import Field
from desktop.services.segments.operators import TYPES
from desktop.services.segments.tree import from_json
from tests.services.segments.conftest import AddCustomer
from tests.services.segments.random_offices import TYPES as JUDGED

AS_OF = date(2026, 6, 15)


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS.keys())
def test_each_field_is_complete(field: Field) -> None:
    assert field.type in TYPES
    assert field.category in CATEGORIES
    assert (field.options is not None) == (field.type in ("choice", "many"))
    assert field.label[0].isupper()


def test_labels_are_not_used_twice() -> None:
    assert len({field.label for field in FIELDS.values()}) == len(FIELDS)


def test_the_naive_judge_knows_every_field() -> None:
    assert {key: field.type for key, field in FIELDS.items()} == {
        key: type_ for key, type_ in JUDGED.items() if not key.startswith("custom.")
    }


def test_every_column_of_the_facts_can_be_asked_about() -> None:
    """A new column of the facts without a field would be worked out for nobody."""
    not_asked = {"customer_id", "live", "oldest_open_due", "main_property_id", "phone_digits"}
    not_asked |= {"lifecycle_code", "risk_reasons", "latest_owed_due"}
    not_asked |= {"address_gaps", "done_ahead"}  # what Today counts as data to complete
    shown_otherwise = {"zone_id": "zone", "service_1": "last_service", "search": "name"}
    for table in (CustomerFact.__table__, CustomerText.__table__):
        for column in (one.name for one in table.columns):
            name = shown_otherwise.get(column, column).removesuffix("_cents")
            kept_days = name[-1].isdigit()
            assert name in FIELDS or name in not_asked or kept_days, column


def test_a_new_zone_is_at_once_a_value(db: Session) -> None:
    db.add(Zone(name="Lake side"))
    db.flush()
    context = Context(db, AS_OF)
    assert [one.label for one in context.options(FIELDS["zone"])] == ["Lake side"]


@pytest.mark.parametrize(
    ("type_", "stored", "rule"),
    [
        ("text", {"text_key": "blue"}, {"op": "contains", "value": "LU"}),
        ("choice", {"text_key": "large"}, {"op": "is", "value": "Large"}),
        ("number", {"number": 2.5}, {"op": "gt", "value": 2}),
        ("money", {"cents": 1050}, {"op": "is", "value": "10.50"}),
        ("date", {"day": date(2026, 6, 1)}, {"op": "in_last", "value": 1, "unit": "months"}),
        ("yes_no", {"yes": True}, {"op": "is", "value": True}),
    ],
)
def test_a_custom_field_enters_by_itself(
    db: Session,
    add_customer: AddCustomer,
    type_: str,
    stored: dict[str, Any],
    rule: dict[str, Any],
) -> None:
    choices = ["Small", "Large"] if type_ == "choice" else None
    field = CustomField(key="own", label="Our own", type=type_, choices=choices)
    db.add(field)
    db.flush()
    db.add(CustomValue(field_id=field.id, customer_id=add_customer("Ada"), **stored))
    add_customer("Ben")
    for key in ("own", "custom.own"):
        assert count(db, from_json({"field": key} | rule), AS_OF).count == 1


def test_a_custom_field_does_not_push_ours_aside(db: Session) -> None:
    db.add(CustomField(key="city", label="City of birth", type="text"))
    db.flush()
    fields = load(db)
    assert fields["city"] is FIELDS["city"]
    assert fields["custom.city"].label == "City of birth"
