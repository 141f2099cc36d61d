"""How values and records are called in sentences: amounts, names."""

from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from desktop.services.days import day_text
from desktop.services.importing.batch.record_names import label, names
from desktop.services.records.fields import Field
from desktop.services.records.forms import INSPECTED, RESULTS

PLURALS = {
    "property": "properties",
    "link to a property": "links to a property",
    "location sketch": "location sketches",
}


def money_text(cents: int) -> str:
    """An amount: "$1,250.00", "-$5.00"."""
    sign = "-" if cents < 0 else ""
    return f"{sign}${Decimal(abs(cents)).scaleb(-2):,.2f}"


def counted(table: str, number: int) -> str:
    """So many rows of a table: "1 visit", "2 properties"."""
    one = label(table)
    return f"{number:,} {one if number == 1 else PLURALS.get(one, f'{one}s')}"


def listed(parts: Collection[str]) -> str:
    """Parts as a person lists them: "a, b and c"."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def name_of(db: Session, table: str, row_id: int) -> str:
    """What a record is called: "visit of 12 Oak St"; its number where it is gone."""
    return names(db, table, [row_id]).get(row_id, f"{label(table)} number {row_id}")


def value_text(db: Session, field: Field, value: Any) -> str:
    """A value of an image (dates as text, amounts in cents) as the office reads it."""
    if value is None or value in ([], {}):
        return ""
    if field.kind == "reference" and field.target:
        return _bare_name(db, field.target, value)
    worded = _TEXTS.get(field.kind)
    return worded(field, value) if worded else str(value)


def _bare_name(db: Session, table: str, row_id: int) -> str:
    """The name without the word for what it is: the label of the field says that."""
    return name_of(db, table, row_id).removeprefix(f"{label(table)} ").removeprefix("of ")


def _item(line: dict[str, Any]) -> str:
    return " ".join(str(line[key]) for key in ("item", "text", "amount") if line.get(key))


_TEXTS: dict[str, Callable[[Field, Any], str]] = {
    "money": lambda _field, value: money_text(value),
    "date": lambda _field, value: day_text(date.fromisoformat(str(value))),
    "yes_no": lambda _field, value: "Yes" if value else "No",
    "whole": lambda _field, value: f"{value:,}",
    "choice": lambda field, value: field.choices.label(value) if field.choices else value,
    "texts": lambda _field, value: ", ".join(value),
    "checks": lambda _field, value: ", ".join(
        f"{INSPECTED.get(item, item)}: {RESULTS.get(one, one)}" for item, one in value.items()
    ),
    "picture": lambda _field, _value: "a picture",
    "items": lambda _field, value: "; ".join(map(_item, value)),
}
