"""The columns of the customer list: what they are called, what they hold, where that stands."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, and_, case, cast, func, select

from desktop.models import choices as c
from desktop.models.choices import Choices
from desktop.models.customers import Customer, CustomerPhone, Property, Zone
from desktop.models.facts import CustomerFact, CustomerText


class Column(NamedTuple):
    """One column. `sql` is what is shown; `key` is what is sorted and filtered by.

    `kind` is text, choice, number, money (whole cents) or date. Text keys are folded.
    """

    key: str
    label: str
    kind: str
    sql: ColumnElement[Any]
    sort_by: ColumnElement[Any]
    choices: Choices | None = None
    shown_first: bool = True


def _text(
    key: str, label: str, sql: Any, folded: Any = None, *, shown_first: bool = True
) -> Column:
    return Column(
        key, label, "text", sql, sql if folded is None else folded, shown_first=shown_first
    )


def _choice(
    key: str, label: str, sql: Any, choices: Choices, *, shown_first: bool = True
) -> Column:
    return Column(key, label, "choice", sql, sql, choices, shown_first)


def _plain(key: str, label: str, kind: str, sql: Any, *, shown_first: bool = True) -> Column:
    return Column(key, label, kind, sql, sql, shown_first=shown_first)


def mailing(stored: Any, of_property: Any) -> ColumnElement[Any]:
    """A part of the mailing address; of the main property where the customer has no address."""
    return case((_NO_MAILING_ADDRESS, of_property), else_=stored)


_PHONE = (
    select(CustomerPhone.number)
    .where(CustomerPhone.customer_id == Customer.id)
    .order_by(CustomerPhone.position)
    .limit(1)
    .correlate(Customer)
    .scalar_subquery()
)
_NO_MAILING_ADDRESS = and_(
    func.coalesce(Customer.line1, "") == "",
    func.coalesce(Customer.city, "") == "",
    func.coalesce(Customer.zip5, "") == "",
)
_ZONE = (
    select(Zone.name)
    .where(Zone.id == CustomerFact.zone_id)
    .correlate(CustomerFact)
    .scalar_subquery()
)
_RFM = (
    cast(CustomerFact.rfm_r, String)
    + cast(CustomerFact.rfm_f, String)
    + cast(CustomerFact.rfm_m, String)
)
ON_CYCLE = Choices("on cycle", (("yes", "Yes"), ("no", "No")))
_ON_CYCLE = case((CustomerFact.on_cycle, "yes"), else_="no")

COLUMNS = (
    _text("name", "Name", Customer.display_name, CustomerText.name),
    _text("account_no", "Account no.", Customer.account_no),
    _choice("type", "Type", Customer.customer_type, c.CUSTOMER_TYPE),
    _text("phone", "Phone", _PHONE, CustomerText.phone_digits),
    _text("email", "Email", Customer.email, CustomerText.email, shown_first=False),
    _text("address", "Address", mailing(Customer.line1, Property.line1), CustomerText.address),
    _text("city", "City", mailing(Customer.city, Property.city), CustomerText.city),
    _text("zip", "ZIP", mailing(Customer.zip5, Property.zip5), CustomerText.postcode),
    _text("county", "County", Property.county, CustomerText.county, shown_first=False),
    _text("zone", "Zone", _ZONE, shown_first=False),
    _choice("system_type", "System type", CustomerFact.system_type, c.SYSTEM_TYPE),
    _plain("tank_gallons", "Tank (gal)", "number", CustomerFact.tank_gallons, shown_first=False),
    _plain("last_service", "Last service", "date", CustomerFact.service_1),
    _plain("service_count", "Services", "number", CustomerFact.service_count),
    _choice("contract_status", "Contract", CustomerFact.contract_status, c.CONTRACT_STATUS),
    _plain("contract_end", "Contract ends", "date", CustomerFact.contract_end, shown_first=False),
    _plain("lifetime_revenue", "Revenue", "money", CustomerFact.lifetime_revenue_cents),
    _plain("open_balance", "Open balance", "money", CustomerFact.open_balance_cents),
    _text("rfm", "RFM", _RFM, shown_first=False),
    _choice("value_tier", "Value", CustomerFact.value_tier, c.VALUE_TIER, shown_first=False),
    _choice(
        "rfm_segment", "RFM segment", CustomerFact.rfm_segment, c.RFM_SEGMENT, shown_first=False
    ),
    _choice("on_cycle", "On cycle", _ON_CYCLE, ON_CYCLE, shown_first=False),
    _plain("health_score", "Health score", "number", CustomerFact.health_score, shown_first=False),
    _choice(
        "health_colour",
        "Health color",
        CustomerFact.health_colour,
        c.HEALTH_COLOUR,
        shown_first=False,
    ),
    _choice("status", "Status", Customer.status, c.CUSTOMER_STATUS, shown_first=False),
)
BY_KEY = {column.key: column for column in COLUMNS}
