"""What a customer's own value of a field is, as the office reads it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import SQLColumnExpression, case, select

from desktop.models.customers import Customer, Property
from desktop.models.facts import CustomerFact, CustomerText
from desktop.models.office import CustomValue
from desktop.services.segments import wording
from desktop.services.segments.comparisons import OneOf, YesIs
from desktop.services.segments.context import Context
from desktop.services.segments.fields import Field
from desktop.services.segments.sources import FACTS, RFM_CODE
from desktop.services.value import trends

NOTHING = "no value"
# Searched texts are kept folded; these are the same as the office wrote them.
_WRITTEN: dict[str, SQLColumnExpression[Any]] = {
    "rfm": RFM_CODE,
    "name": Customer.display_name,
    "first_name": Customer.first_name,
    "last_name": Customer.last_name,
    "company": Customer.company,
    "address": Customer.line1,
    "city": Customer.city,
    "postcode": Customer.zip5,
    "site_address": Property.line1,
    "site_city": Property.city,
    "site_postcode": Property.zip5,
    "county": Property.county,
    "notes": Customer.notes,
    "lead_source": Customer.source,
    "account_no": Customer.account_no,
}
_LONGEST = 80  # letters of a text; notes can fill a page


def own_value(field: Field, customer_id: int, context: Context) -> str:
    """The value as it stands on screen; "no value" where there is none."""
    return _READERS[field.type](field, customer_id, context) or NOTHING


def _text(field: Field, customer_id: int, context: Context) -> str:
    written: Any = _WRITTEN.get(field.key)
    if field.custom_id is not None:
        written = _custom(field, CustomValue.text)
    elif written is None:
        written = getattr(CustomerText, field.key)
    found = context.db.scalar(
        select(written)
        .select_from(Customer)
        .join(CustomerText, CustomerText.customer_id == Customer.id)
        .join(CustomerFact, CustomerFact.customer_id == Customer.id)
        .outerjoin(Property, Property.id == CustomerFact.main_property_id)
        .where(Customer.id == customer_id)
    )
    said = " ".join(str(found or "").split())
    return f"{said[:_LONGEST]}…" if len(said) > _LONGEST else said


def _custom(field: Field, column: Any) -> Any:
    return (
        select(column)
        .where(CustomValue.field_id == field.custom_id, CustomValue.customer_id == Customer.id)
        .correlate(Customer)
        .scalar_subquery()
    )


def _options(field: Field, customer_id: int, context: Context) -> str:
    """Every value of the list that the customer has: each is asked the way a rule asks."""
    options = {one.key: one.label for one in context.options(field)}
    asked = [case((field.source(OneOf(((key,),)), context), 1), else_=0) for key in options]
    if not asked:
        return ""
    row = context.db.execute(select(*asked).where(FACTS.c.customer_id == customer_id)).one_or_none()
    held = zip(options.values(), row or (), strict=False)
    return ", ".join(label for label, has in held if has)


def _yes_no(field: Field, customer_id: int, context: Context) -> str:
    answers = [case((field.source(YesIs(one), context), 1), else_=0) for one in (True, False)]
    row = context.db.execute(select(*answers).where(FACTS.c.customer_id == customer_id)).first()
    yes, no = row or (0, 0)
    return "yes" if yes else "no" if no else ""


def _number(field: Field, customer_id: int, context: Context) -> str:
    found = _stored(field, customer_id, context)
    if found is None:
        return ""
    if field.type == "money":
        return wording.number(Decimal(int(found)) / 100, money=True)
    return wording.number(Decimal(str(found)).normalize(), field.unit)


def _date(field: Field, customer_id: int, context: Context) -> str:
    found = _stored(field, customer_id, context)
    return wording.day(found) if isinstance(found, date) else ""


_CUSTOM_COLUMNS = {
    "number": CustomValue.number,
    "money": CustomValue.cents,
    "date": CustomValue.day,
}


def _stored(field: Field, customer_id: int, context: Context) -> Any:
    if field.key == "days_past_due":
        due = context.db.scalar(_of(FACTS.c.oldest_open_due, customer_id))
        return (context.as_of - due).days if due and due < context.as_of else None
    if field.custom_id is not None:
        asked = _custom(field, _CUSTOM_COLUMNS[field.type])
        return context.db.scalar(select(asked).where(Customer.id == customer_id))
    return context.db.scalar(_of(_column(field), customer_id))


def _column(field: Field) -> Any:
    if field.stored is not None:
        return FACTS.c[field.stored]
    return _DERIVED[field.key]


_DERIVED: dict[str, Any] = {
    "last_service": FACTS.c.service_1,
    "rfm_total": FACTS.c.rfm_r + FACTS.c.rfm_f + FACTS.c.rfm_m,
    "health_change": trends.points(),
}


def _of(column: Any, customer_id: int) -> Any:
    return select(column).where(FACTS.c.customer_id == customer_id)


_READERS: dict[str, Callable[[Field, int, Context], str]] = {
    "text": _text,
    "choice": _options,
    "many": _options,
    "yes_no": _yes_no,
    "number": _number,
    "money": _number,
    "date": _date,
}
