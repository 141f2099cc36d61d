"""The columns of the customer list: what they are called, what they hold, where that stands."""

from typing import Any, NamedTuple

from sqlalchemy import Boolean, ColumnElement, String, and_, case, cast, func, select

from desktop.models import choices as c
from desktop.models.choices import Choices
from desktop.models.customers import Customer, CustomerPhone, Property, Zone
from desktop.models.facts import CustomerFact, CustomerText
from desktop.services.office.label_columns import season, system_age
from desktop.services.value.grouping import group_of
from desktop.services.value.trends import points, trend


class Column(NamedTuple):
    """One column. `sql` is what is shown; `sort_by` is what is sorted and filtered by.

    `kind` is text, choice, number, money (whole cents) or date. Text keys are folded. `group`
    names the part of the menu of columns where it stands, if not at once.
    """

    key: str
    label: str
    kind: str
    sql: ColumnElement[Any]
    sort_by: ColumnElement[Any]
    choices: Choices | None = None
    shown_first: bool = True
    group: str = ""


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
YES_NO = Choices("yes or no", (("yes", "Yes"), ("no", "No")))


def _of_facts(key: str, label: str, group: str, choices: Choices | None = None) -> Column:
    """A label or number that stands in the facts; what is true or false is told as yes or no."""
    sql: Any = getattr(CustomerFact, key, None) or getattr(CustomerFact, f"{key}_cents")
    if isinstance(sql.type, Boolean):
        sql, choices = case((sql, "yes"), else_="no"), YES_NO
    kind = "choice" if choices else "money" if sql.key.endswith("_cents") else "number"
    return Column(key, label, kind, sql, sql, choices, shown_first=False, group=group)


def _label(key: str, label: str, group: str, sql: Any, choices: Choices) -> Column:
    return Column(key, label, "choice", sql, sql, choices, shown_first=False, group=group)


_LABELS, _VALUE, _HEALTH = "More labels", "More of value", "More of health"

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
    _of_facts("on_cycle", "On cycle", ""),
    _choice("due_status", "Due status", CustomerFact.due_status, c.DUE_STATUS, shown_first=False),
    _plain("health_score", "Health score", "number", CustomerFact.health_score, shown_first=False),
    _choice(
        "health_colour",
        "Health color",
        CustomerFact.health_colour,
        c.HEALTH_COLOUR,
        shown_first=False,
    ),
    _choice("status", "Status", Customer.status, c.CUSTOMER_STATUS, shown_first=False),
    _of_facts("lifecycle", "Lifecycle stage", _LABELS, c.LIFECYCLE),
    _of_facts("service_tier", "Service tier", _LABELS, c.SERVICE_TIER),
    _of_facts("relationship", "Relationship", _LABELS, c.RELATIONSHIP),
    _label("system_age_category", "System age", _LABELS, system_age(), c.AGE_CATEGORY),
    _label("season", "Season of the next due", _LABELS, season(CustomerFact.next_due), c.SEASON),
    _of_facts("reach_by", "Best channel", _LABELS, c.REACH_BY),
    _of_facts("vacation_property", "Vacation property", _LABELS),
    _of_facts("reactivated", "Came back", _LABELS),
    _of_facts("repeat_service", "Repaired again and again", _LABELS),
    _of_facts("degradation", "Condition gets worse", _LABELS),
    _of_facts("high_risk_component", "Part near its planning age", _LABELS),
    _of_facts("rfm_r", "Recency score", _VALUE),
    _of_facts("rfm_f", "Frequency score", _VALUE),
    _of_facts("rfm_m", "Monetary score", _VALUE),
    _of_facts("visits_3y", "Visits, 3 years", _VALUE),
    _of_facts("tickets_3y", "Sales, 3 years", _VALUE),
    _of_facts("revenue_1y", "Revenue, 12 months", _VALUE),
    _of_facts("revenue_3y", "Revenue, 3 years", _VALUE),
    _of_facts("average_ticket", "Average ticket", _VALUE),
    _of_facts("lifetime_value", "Lifetime value, expected", _VALUE),
    Column(
        "behaviour_group", "Behavior group", "text", group_of(Customer.id), group_of(Customer.id),
        shown_first=False, group=_VALUE,
    ),
    _of_facts("health_grade", "Health grade", _HEALTH, c.HEALTH_GRADE),
    _of_facts("health_card", "Health card", _HEALTH, c.HEALTH_CARD),
    _of_facts("health_coverage", "Health coverage (%)", _HEALTH),
    _label("health_trend", "Health trend", _HEALTH, trend(points()), c.HEALTH_TREND),
    Column(
        "health_change", "Health points in 90 days", "number", points(), points(),
        shown_first=False, group=_HEALTH,
    ),
    _of_facts("health_cap", "Health held back by", _HEALTH, c.HEALTH_CAP),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
