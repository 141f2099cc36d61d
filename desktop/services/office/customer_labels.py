"""All labels and scores of one customer as the list of customers has them."""

from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.services.office.customer_columns import BY_KEY, COLUMNS
from desktop.services.office.customer_list import rows

# Every label and every score, by the key that it has as a field of a condition too.
LABELS = (
    "system_type",
    "contract_status",
    "due_status",
    "rfm",
    "rfm_segment",
    "on_cycle",
    "value_tier",
    "lifetime_revenue",
    "health_score",
    "health_colour",
    *(column.key for column in COLUMNS if column.group),
)


class Known(NamedTuple):
    """One label: as it is stored, and as it is shown; money in cents."""

    key: str
    title: str
    kind: str
    stored: Any
    shown: Any


def labels(db: Session, customer_id: int) -> tuple[Known, ...]:
    """The labels of a customer by the facts of the day."""
    (values,) = rows(db, [customer_id], LABELS)
    return tuple(_known(key, value) for key, value in zip(LABELS, values, strict=True))


def _known(key: str, value: Any) -> Known:
    column = BY_KEY[key]
    shown = column.choices.label(value) if column.choices and value is not None else value
    return Known(key, column.label, column.kind, value, shown)
