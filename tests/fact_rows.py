"""Rows of `customer_facts` for tests that write them by hand."""

from typing import Any

from desktop.models.facts import CustomerFact

_NEUTRAL: dict[type, Any] = {bool: False, int: 0, str: ""}
_LABELS = {
    "lifecycle": "lead",
    "lifecycle_code": "LEA",
    "due_status": "not_applicable",
    "relationship": "none",
    "rfm_segment": "unscored",
}


def fact_row(**values: Any) -> dict[str, Any]:
    """A row with a neutral value in every column that must be filled and is not given."""
    columns: Any = CustomerFact.__table__.columns
    neutral = {
        column.name: _NEUTRAL[column.type.python_type]
        for column in columns
        if not column.nullable and column.name not in values
    }
    return neutral | _LABELS | values
