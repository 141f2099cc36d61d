"""RFM against another label: how many customers bear both; the table adds up to all of them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import case
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.errors import UserError
from desktop.models.facts import CustomerFact
from desktop.services import facts
from desktop.services.value import tally
from desktop.services.value.grouping import group_names
from desktop.services.value.labels import DIMENSIONS, LabelDimension

CROSSED = (
    "health_colour", "lifecycle", "value_tier", "due_status", "service_tier", "system_type",
    "contract_status", "relationship", "customer_type", "system_age_category", "season",
    "reach_by", "behaviour_group",
)  # fmt: skip
_IS_ON_CYCLE = case((CustomerFact.on_cycle, 1), else_=0)
_FOUND = "behaviour_group"  # its values are no closed list, but they have an order
Value = str | None


class Row(NamedTuple):
    """The customers of one RFM segment; cells in the order of the columns.

    `on_cycle` counts those whose next service is not due yet.
    """

    key: str
    label: str
    total: int
    cells: tuple[int, ...]
    on_cycle: int


class Cross(NamedTuple):
    """All live customers by RFM segment, the unscored too, and by another label."""

    dimension: str
    title: str
    columns: tuple[tuple[Value, str], ...]
    rows: tuple[Row, ...]
    totals: tuple[int, ...]
    total: int


def cross(db: Session, as_of: date, dimension: str) -> Cross:
    """Cross RFM with a label.

    Raises:
        UserError: RFM is not crossed with that.
    """
    by = known(dimension)
    facts.for_day(db, as_of)
    found = tally.of_live(db, CustomerFact.rfm_segment, by.column, _IS_ON_CYCLE)
    return cross_of(db, found, dimension)


def known(dimension: str) -> LabelDimension:
    """The label of a key, where RFM is crossed with it.

    Raises:
        UserError: it is not.
    """
    if dimension not in CROSSED:
        named = ", ".join(CROSSED)
        raise UserError(f"RFM is not crossed with “{dimension}”; choose one of: {named}.")
    return DIMENSIONS[dimension]


def cross_of(db: Session, found: Counter[tuple[Any, ...]], dimension: str) -> Cross:
    """The table of how many bear which segment and which value of a label, on cycle or not."""
    by = DIMENSIONS[dimension]
    listed = [(name, name) for name in group_names(db)] if dimension == _FOUND else []
    columns = _columns(dimension, listed, {value for _, value, _ in found})
    rows = tuple(_row(found, key, label, columns) for key, label in c.RFM_SEGMENT.items)
    totals = tuple(sum(row.cells[place] for row in rows) for place in range(len(columns)))
    return Cross(dimension, by.title, columns, rows, totals, sum(totals))


def _columns(
    dimension: str, listed: Sequence[tuple[str, str]], used: set[Value]
) -> tuple[tuple[Value, str], ...]:
    """The values in use: those of the list in its order, any other, and none at all last."""
    choices = DIMENSIONS[dimension].choices
    listed = choices.items if choices else listed
    known = [(key, label) for key, label in listed if key in used]
    other = used - {key for key, _ in known} - {None}
    named = [(value, value) for value in sorted(value for value in other if value is not None)]
    return (*known, *named, *([(None, DIMENSIONS[dimension].without)] if None in used else []))


def _row(
    found: Counter[tuple[Any, ...]],
    key: str,
    label: str,
    columns: tuple[tuple[Value, str], ...],
) -> Row:
    cells = tuple(found[key, value, 0] + found[key, value, 1] for value, _ in columns)
    on_cycle = sum(found[key, value, 1] for value, _ in columns)
    return Row(key, label, sum(cells), cells, on_cycle)
