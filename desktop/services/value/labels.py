"""The labels that money is summed up by: their names, and where the value of a customer stands."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, literal, select
from sqlalchemy.orm import Session

from desktop.models.choices import Choices
from desktop.models.customers import Zone
from desktop.models.errors import UserError
from desktop.models.facts import CustomerFact, CustomerText
from desktop.services.office.label_columns import season, system_age
from desktop.services.value.chosen import CHOICES, SEGMENT
from desktop.services.value.grouping import group_of

NOT_KNOWN = "Not known"


class LabelDimension(NamedTuple):
    """One label to sum up by; its key is the field of the condition language."""

    key: str
    title: str
    column: ColumnElement[Any]
    choices: Choices | None
    without: str  # what customers without a value are called
    said: Callable[[str], str] = str  # how a value is written that is on no list

    def label(self, value: str | None) -> str:
        """A value in words."""
        if not value:
            return self.without
        return self.choices.label(value) if self.choices else self.said(value)


_TITLES = {
    "lifecycle": "Lifecycle stage",
    "service_tier": "Service tier",
    "system_type": "System type",
    "system_age_category": "System age",
    "zone": "Zone",
    "county": "County",
    "value_tier": "Value tier",
    "rfm_segment": "RFM segment",
    "health_colour": "Health color",
    "health_grade": "Health grade",
    "health_cap": "Health held back by",
    "due_status": "Due status",
    "season": "Season of the next due",
    "relationship": "Relationship",
    "contract_status": "Contract status",
    "customer_type": "Customer type",
    "reach_by": "Best channel",
    "behaviour_group": "Behavior group",
    SEGMENT: "Saved segment",
}
_WITHOUT = {
    "behaviour_group": "In no group",
    "season": "No due day",
}
_SAID = {"county": str.title}
_ELSEWHERE: dict[str, Callable[[], ColumnElement[Any]]] = {
    "zone": lambda: select(Zone.name).where(Zone.id == CustomerFact.zone_id).scalar_subquery(),
    "county": lambda: (
        select(CustomerText.county)
        .where(CustomerText.customer_id == CustomerFact.customer_id)
        .scalar_subquery()
    ),
    "behaviour_group": lambda: group_of(CustomerFact.customer_id),
    "season": lambda: season(CustomerFact.next_due),
    "system_age_category": system_age,
    SEGMENT: lambda: literal(None),  # summed up segment by segment, not by a column
}


def _column(key: str) -> ColumnElement[Any]:
    return _ELSEWHERE[key]() if key in _ELSEWHERE else CustomerFact.__table__.c[key]


DIMENSIONS = {
    key: LabelDimension(
        key,
        title,
        _column(key),
        CHOICES.get(key),
        _WITHOUT.get(key, NOT_KNOWN),
        _SAID.get(key, str),
    )
    for key, title in _TITLES.items()
}


def known(dimension: str) -> LabelDimension:
    """The label of a key.

    Raises:
        UserError: there is none.
    """
    if dimension not in DIMENSIONS:
        named = ", ".join(DIMENSIONS)
        raise UserError(f"There is no label called “{dimension}”; choose one of: {named}.")
    return DIMENSIONS[dimension]


def of_office(db: Session, as_of: date, dimension: str) -> LabelDimension:
    """The label of a key, with the values that this office gave it.

    Raises:
        UserError: there is none.
    """
    found = known(dimension)
    if dimension != SEGMENT:
        return found
    from desktop.services.segments import saved  # noqa: PLC0415 - not with the first picture

    rows = saved.list_segments(db, as_of, counted=False)
    readable = tuple((row.open_id, row.name) for row in rows if row.problem is None)
    return found._replace(choices=Choices(SEGMENT, readable))
