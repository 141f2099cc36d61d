"""The columns a list can leave with: those of the customer list, and what a mail house needs."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from desktop.models.choices import CHANNEL, Choices
from desktop.models.customers import Customer, CustomerTag, Property
from desktop.models.facts import CustomerFact
from desktop.models.office import CustomField, CustomValue
from desktop.services.days import DayWriter, day_text
from desktop.services.office import customer_columns
from desktop.services.office.customer_columns import Column, mailing
from desktop.services.outreach.workbook import Kind
from desktop.services.value import lifetime
from desktop.services.value.kept import trend_told


class ListColumn(NamedTuple):
    """One column: how it is named, asked for and written; `usual` ones are ticked at first.

    `said` tells what must stand on the cover or the page wherever the column leaves.
    """

    key: str
    label: str
    kind: Kind
    sql: SQLColumnExpression[Any]
    choices: Choices | None = None
    usual: bool = True
    said: Callable[[Session, DayWriter], str] | None = None


_KINDS = {
    "text": Kind.TEXT,
    "choice": Kind.TEXT,
    "number": Kind.NUMBER,
    "money": Kind.MONEY,
    "date": Kind.DATE,
    "yes_no": Kind.YES_NO,
}


def _text(key: str, label: str, sql: Any, *, usual: bool = True) -> ListColumn:
    return ListColumn(key, label, Kind.TEXT, sql, usual=usual)


def _listed(key: str, *, usual: bool = True) -> ListColumn:
    """A column of the customer list."""
    column: Column = customer_columns.BY_KEY[key]
    return ListColumn(
        key, column.label, _KINDS[column.kind], column.sql, column.choices, usual=usual
    )


_TAGS = (
    select(func.aggregate_strings(CustomerTag.tag, ", "))
    .where(CustomerTag.customer_id == Customer.id)
    .correlate(Customer)
    .scalar_subquery()
)

_LABELS = tuple(column.key for column in customer_columns.COLUMNS if column.group)
_SAID: dict[str, Callable[[Session, DayWriter], str]] = {
    "lifetime_value": lambda db, written: lifetime.assumptions(db).written(written),
    "health_trend": trend_told,
    "health_change": trend_told,
}

COLUMNS = (
    _listed("account_no"),
    _listed("name"),
    _text("salutation", "Salutation", Customer.salutation, usual=False),
    _text("first_name", "First name", Customer.first_name),
    _text("last_name", "Last name", Customer.last_name),
    _text("company", "Company", Customer.company),
    _text("line1", "Address 1", mailing(Customer.line1, Property.line1)),
    _text("line2", "Address 2", mailing(Customer.line2, Property.line2)),
    _listed("city"),
    _text("state", "State", mailing(Customer.state, Property.state)),
    _listed("zip"),
    _listed("phone"),
    _listed("email"),
    _listed("type"),
    _text("site_address", "Property address", Property.line1),
    _text("site_city", "Property city", Property.city),
    _text("site_zip", "Property ZIP", Property.zip5),
    _listed("county"),
    _listed("zone"),
    _listed("system_type"),
    _listed("tank_gallons"),
    _listed("last_service"),
    _listed("service_count"),
    ListColumn("next_visit", "Next visit", Kind.DATE, CustomerFact.next_visit, usual=False),
    _listed("contract_status"),
    _listed("contract_end"),
    _listed("lifetime_revenue", usual=False),
    _listed("open_balance", usual=False),
    ListColumn("last_payment", "Last payment", Kind.DATE, CustomerFact.last_payment, usual=False),
    ListColumn("last_contact", "Last contact", Kind.DATE, CustomerFact.last_contact, usual=False),
    ListColumn("customer_since", "Customer since", Kind.DATE, Customer.first_seen, usual=False),
    ListColumn(
        "preferred_channel",
        "Preferred channel",
        Kind.TEXT,
        Customer.preferred_channel,
        CHANNEL,
        usual=False,
    ),
    _listed("rfm", usual=False),
    _listed("value_tier", usual=False),
    _listed("health_score", usual=False),
    _listed("health_colour", usual=False),
    _listed("rfm_segment", usual=False),
    ListColumn("on_cycle", "On cycle", Kind.YES_NO, CustomerFact.on_cycle, usual=False),
    _listed("due_status", usual=False),
    *(_listed(key, usual=False)._replace(said=_SAID.get(key)) for key in _LABELS),
    _text("tags", "Tags", _TAGS, usual=False),
    _text("notes", "Notes", Customer.notes, usual=False),
)

BY_KEY = {column.key: column for column in COLUMNS}


def remarks(
    db: Session, keys: Iterable[str], written: DayWriter = day_text
) -> tuple[tuple[str, str], ...]:
    """What must be said beside some columns, each with its label; the same sentence once."""
    found: dict[str, str] = {}
    for key in keys:
        column = BY_KEY.get(key)
        if column is not None and column.said is not None:
            found.setdefault(column.said(db, written), column.label)
    return tuple((label, sentence) for sentence, label in found.items())


_CUSTOM_COLUMNS = {
    "text": (Kind.TEXT, CustomValue.text),
    "choice": (Kind.TEXT, CustomValue.text),
    "number": (Kind.NUMBER, CustomValue.number),
    "money": (Kind.MONEY, CustomValue.cents),
    "date": (Kind.DATE, CustomValue.day),
    "yes_no": (Kind.YES_NO, CustomValue.yes),
}


def columns(db: Session) -> tuple[ListColumn, ...]:
    """Every column a list of this office can have; the office's own ones last."""
    own = db.execute(
        select(CustomField.id, CustomField.key, CustomField.label, CustomField.type).order_by(
            CustomField.id
        )
    )
    return (*COLUMNS, *(_custom(*field) for field in own))


def _custom(field_id: int, key: str, label: str, type_: str) -> ListColumn:
    kind, value = _CUSTOM_COLUMNS[type_]
    stored = (
        select(value)
        .where(CustomValue.field_id == field_id, CustomValue.customer_id == Customer.id)
        .correlate(Customer)
        .scalar_subquery()
    )
    return ListColumn(f"custom.{key}", label, kind, stored, usual=False)
