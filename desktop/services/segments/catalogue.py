"""The field catalogue: everything a segment can ask about a customer, as data.

A new field costs one entry here. Custom fields of the office enter by themselves, as
`custom.<key>` and, where no field of ours has that name, by their bare key.
"""

from functools import partial
from typing import Any

from sqlalchemy import Column, func, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer, CustomerTag, Property, Zone
from desktop.models.folding import fold
from desktop.models.office import CustomField
from desktop.models.work import Technician
from desktop.services.segments import sources
from desktop.services.segments.fields import Field, Option, Options, static

PEOPLE, WORK, EQUIPMENT, ENGAGEMENT, VALUE, CUSTOM = CATEGORIES = (
    "Customer properties",
    "Behaviours",
    "Equipment",
    "Engagement",
    "Value",
    "Custom fields",
)


def _named(table: Any) -> Options:
    """The rows of a small table by name."""
    return lambda db: tuple(
        Option(key, name)
        for key, name in db.execute(select(table.id, table.name).order_by(table.name, table.id))
    )


def _in_use(stored: Column[str] | Any) -> Options:
    """The different texts of a column, without blanks."""
    return lambda db: tuple(
        Option(text, text)
        for text in db.scalars(
            select(stored).where(func.trim(stored) != "").distinct().order_by(stored)
        )
    )


def _text(key: str, label: str, description: str = "", in_use: Any = None) -> Field:
    suggestions = None if in_use is None else _in_use(in_use)
    source = sources.text(key)
    return Field(key, label, PEOPLE, "text", source, None, description, suggestions=suggestions)


def _choice(key: str, label: str, category: str, options: Options, description: str = "") -> Field:
    return Field(key, label, category, "choice", sources.choice(key), None, description, options)


def _fact(
    type_: str, key: str, label: str, category: str, description: str = "", unit: str | None = None
) -> Field:
    column = f"{key}_cents" if type_ == "money" else key
    return Field(key, label, category, type_, sources.fact(column), unit, description)


_date, _number = partial(_fact, "date"), partial(_fact, "number")
_money = partial(_fact, "money", unit="US dollars")

_FIELDS = (
    _text("name", "Name", "The name on the customer list."),
    _text("first_name", "First name"),
    _text("last_name", "Last name"),
    _text("company", "Company"),
    _text("address", "Mailing address", "Street lines of the mailing address."),
    _text("city", "Mailing city", in_use=Customer.city),
    _text("postcode", "Mailing ZIP code", "A text: “starts with 778” works.", Customer.zip5),
    _text("county", "County", "County of the main property.", Property.county),
    _text("site_address", "Property address", "Street lines of the main property."),
    _text("site_city", "Property city", in_use=Property.city),
    _text("site_postcode", "Property ZIP code", in_use=Property.zip5),
    _text("phone", "Phone"),
    _text("email", "Email"),
    _text("notes", "Notes"),
    _text("lead_source", "Lead source", "How the customer came to us.", Customer.source),
    Field("account_no", "Account number", PEOPLE, "text", sources.account_no),
    _choice("customer_type", "Customer type", PEOPLE, static(c.CUSTOMER_TYPE)),
    Field("zone", "Zone", PEOPLE, "choice", sources.fact("zone_id"), options=_named(Zone)),
    Field(
        "zone_type", "Kind of zone", PEOPLE, "choice", sources.zone("kind"),
        options=static(c.ZONE_KIND),
    ),
    Field(
        "primary_tech", "Technician of the zone", PEOPLE, "choice",
        sources.zone("primary_technician_id"), options=_named(Technician),
    ),
    Field(
        "service_days", "Service days of the zone", PEOPLE, "many", sources.service_days,
        options=static(c.WEEKDAY),
    ),
    _number("drive_minutes", "Drive time", PEOPLE, "From the shop, one way.", "minutes"),
    _choice("service_tier", "Service tier", PEOPLE, static(c.SERVICE_TIER)),
    _choice("contract_status", "Contract status", PEOPLE, static(c.CONTRACT_STATUS)),
    _date("contract_end", "Contract end", PEOPLE, "Last day of the current or latest contract."),
    _choice(
        "comm_pref", "Preferred channel", PEOPLE, static(c.CHANNEL, "none_recorded"),
        "How the customer wants to be reached.",
    ),
    Field(
        "tags", "Tags", PEOPLE, "many", sources.tags, options=_in_use(CustomerTag.tag),
        open_list=True,
    ),
    Field(
        "email_opt_out", "Opted out of email", PEOPLE, "yes_no", sources.fact("email_opt_out"),
    ),
    Field("sms_ok", "Text messages allowed", PEOPLE, "yes_no", sources.fact("sms_ok")),
    _date("customer_since", "Customer since", PEOPLE),
    _date("first_service", "First service", WORK),
    Field("last_service", "Last service", WORK, "date", sources.fact("service_1")),
    _date("next_visit", "Next booked visit", WORK, "The planned day, usually ahead."),
    _date("last_payment", "Last payment", WORK),
    _number("service_count", "Number of services", WORK, "All finished visits.", "visits"),
    _number("visits_cancelled", "Cancelled visits", WORK, "All time.", "visits"),
    _money("open_balance", "Open balance", WORK, "What the customer still owes."),
    Field(
        "days_past_due", "Days past due", WORK, "number", sources.days_past_due, "days",
        "Since the oldest unpaid due date; no value while nothing is past due.",
    ),
    _choice(
        "system_type", "System type", EQUIPMENT, static(c.SYSTEM_TYPE), "Over all active systems."
    ),
    _date("system_installed", "System installed", EQUIPMENT, "The oldest active system."),
    Field(
        "system_age_category", "System age", EQUIPMENT, "choice", sources.system_age_category,
        None, "New: under 5 years. Mature: 5 to 14. Aging: 15 to 24. Legacy: 25 or more.",
        static(c.AGE_CATEGORY),
    ),
    _number("tank_gallons", "Tank size", EQUIPMENT, unit="gallons"),
    _date("last_inspection", "Last inspection", EQUIPMENT),
    _date("last_contact", "Last contact", ENGAGEMENT, "Latest of calls, visits and answers."),
    _money("lifetime_revenue", "Lifetime revenue", VALUE, "Net, without sales tax."),
    _money("average_ticket", "Average ticket", VALUE),
    _money("revenue_3y", "Revenue, last 3 years", VALUE),
    _number("rfm_r", "Recency score", VALUE, "1 to 5; no value without a service."),
    _number("rfm_f", "Frequency score", VALUE, "1 to 5; no value without a service."),
    _number("rfm_m", "Monetary score", VALUE, "1 to 5; no value without a service."),
    Field("rfm_total", "RFM total", VALUE, "number", sources.rfm_total, None, "3 to 15."),
    _choice("value_tier", "Value tier", VALUE, static(c.VALUE_TIER)),
)  # fmt: skip
FIELDS = {field.key: field for field in _FIELDS}


def load(db: Session) -> dict[str, Field]:
    """All fields by key: ours, then those the office added."""
    fields = dict(FIELDS)
    statement = select(
        CustomField.id, CustomField.key, CustomField.label, CustomField.type, CustomField.choices
    )
    for row in db.execute(statement.where(CustomField.on == "customer").order_by(CustomField.id)):
        field = _custom_field(*row)
        fields[field.key] = field
        fields.setdefault(row.key, field)
    return fields


_CUSTOM_COLUMN = {
    "text": "text_key",
    "choice": "text_key",
    "number": "number",
    "money": "cents",
    "date": "day",
    "yes_no": "yes",
}


def _custom_field(
    field_id: int, key: str, label: str, type_: str, choices: list[str] | None
) -> Field:
    listed = tuple(Option(fold_key, text) for text in choices or () if (fold_key := fold(text)))
    return Field(
        f"custom.{key}",
        label,
        CUSTOM,
        type_,
        sources.custom(field_id, _CUSTOM_COLUMN[type_]),
        options=(lambda _db: listed) if type_ == "choice" else None,
        fractions=type_ == "number",
    )
