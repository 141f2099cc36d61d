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
from desktop.services.value.grouping import group_names

PEOPLE, WORK, EQUIPMENT, ENGAGEMENT, VALUE, CUSTOM = CATEGORIES = (
    "Customer properties",
    "Behavior",
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
    return Field(
        key, label, category, type_, sources.fact(column), unit, description, stored=column
    )


_yes_no = partial(_fact, "yes_no")
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
    _choice(
        "zone_by", "How the zone was found", PEOPLE, static(c.ZONE_BY),
        "By hand, else the area on the map, the ZIP list, the county, the drive time.",
    ),
    Field(
        "primary_tech", "Technician of the zone", PEOPLE, "choice",
        sources.zone("primary_technician_id"), options=_named(Technician),
    ),
    Field(
        "service_days", "Service days of the zone", PEOPLE, "many", sources.service_days,
        options=static(c.WEEKDAY),
    ),
    Field(
        "hot_zone", "Hot zone", PEOPLE, "yes_no", sources.hot("all"), None,
        "Five or more customers within 2 miles, or beside such a place; worked out once a day.",
    ),
    Field(
        "hot_zone_due", "Hot zone of due work", PEOPLE, "yes_no", sources.hot("due"), None,
        "The same among customers with work that is due or overdue and not booked.",
    ),
    _number("drive_minutes", "Drive time", PEOPLE, "From the shop, one way.", "minutes"),
    _choice("service_tier", "Service tier", PEOPLE, static(c.SERVICE_TIER)),
    _choice("contract_status", "Contract status", PEOPLE, static(c.CONTRACT_STATUS)),
    _choice(
        "lifecycle", "Lifecycle stage", PEOPLE, static(c.LIFECYCLE),
        "Exactly one for every customer, from lead to loyal.",
    ),
    _choice(
        "due_status", "Due status", PEOPLE, static(c.DUE_STATUS),
        "The worst over everything that the customer's tanks and systems call for.",
    ),
    _choice(
        "relationship", "Relationship", PEOPLE, static(c.RELATIONSHIP),
        "Under contract now, once, or served without one.",
    ),
    _date("contract_end", "Contract end", PEOPLE, "Last day of the current or latest contract."),
    _choice(
        "comm_pref", "Preferred channel", PEOPLE, static(c.CHANNEL, "none_recorded"),
        "How the customer wants to be reached.",
    ),
    _choice(
        "reach_by", "Best channel", PEOPLE, static(c.REACH_BY),
        "The preferred channel where it is allowed, else the first of phone, mail, email, text.",
    ),
    _yes_no("vacation_property", "Vacation property", PEOPLE, "At least one current property is."),
    Field(
        "tags", "Tags", PEOPLE, "many", sources.tags, options=_in_use(CustomerTag.tag),
        open_list=True,
    ),
    Field(
        "email_opt_out", "Opted out of email", PEOPLE, "yes_no", sources.fact("email_opt_out"),
    ),
    Field("reactivated", "Came back", WORK, "yes_no", sources.fact("reactivated"), None,
        "Served in the last year after more than 36 months without."),
    Field("sms_ok", "Text messages allowed", PEOPLE, "yes_no", sources.fact("sms_ok")),
    _date("customer_since", "Customer since", PEOPLE),
    _date("first_service", "First service", WORK),
    Field("last_service", "Last service", WORK, "date", sources.fact("service_1")),
    _date("next_visit", "Next booked visit", WORK, "The planned day, usually ahead."),
    _date("first_activity", "First activity", WORK, "First visit or first contract."),
    _date(
        "oldest_owed_due", "Oldest work to agree on", WORK,
        "The earliest due day of what the customer owes: not ours by contract, not booked.",
    ),
    _date("last_contract_end", "Last contract ended", WORK, "Blank while one is active."),
    _date("next_due", "Next due", WORK, "The earliest due day, past or ahead."),
    Field(
        "season", "Season of the next due", WORK, "choice", sources.season, None,
        "Spring is March to May, summer June to August, fall to November, winter to February.",
        static(c.SEASON),
    ),
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
    _date("next_inspection", "Next inspection due", EQUIPMENT),
    _yes_no(
        "any_overdue", "Something is overdue", WORK,
        "At least one tank or system, booked and postponed ones too.",
    ),
    _yes_no("any_due", "Something is due", WORK, "At least one due day from today to day 30."),
    _yes_no(
        "needs_data", "A due day is unknown", WORK,
        "A tank or system without a day to count from, or without an interval.",
    ),
    _yes_no(
        "stale", "Last known values", WORK,
        "Something on file cannot be read, so older due days are shown until it is put right.",
    ),
    _date(
        "latest_owed_overdue", "Latest work overdue", WORK,
        "The latest due day gone by of what the customer owes: not ours by contract, not booked.",
    ),
    _date(
        "unrenewed_end", "Contract ends unrenewed", WORK,
        "The first end, today or ahead, of a running contract that no other follows.",
    ),
    _date(
        "initial_policy_end", "Initial policy ends", WORK,
        "Last day of a running initial two-year policy.",
    ),
    _date(
        "open_estimate", "Estimate waits since", WORK,
        "The oldest open estimate without a finished visit to that property after it.",
    ),
    _date(
        "unfiled_inspection", "Report not filed since", EQUIPMENT,
        "The day of the oldest inspection whose report is not filed with the authority.",
    ),
    _yes_no("trap_due", "Grease trap due", EQUIPMENT, "Due within 30 days, or overdue."),
    _yes_no(
        "never_pumped", "Not pumped in 5 years", EQUIPMENT,
        "A tank in use that was last pumped 5 years ago or longer, or never as far as we know and"
        " is that old or of unknown age.",
    ),
    _date(
        "aerobic_inspected", "Aerobic system last inspected", EQUIPMENT,
        "Of several the one that waits longest; not those that others maintain.",
    ),
    _yes_no(
        "aerobic_never_inspected", "Aerobic system never inspected", EQUIPMENT,
        "No inspection on record; not those that others maintain.",
    ),
    _yes_no(
        "aerobic_without_contract", "Aerobic system without a contract", EQUIPMENT,
        "No running contract includes its inspections; not those that others maintain.",
    ),
    _yes_no(
        "repeat_service", "Repaired again and again", EQUIPMENT,
        "Two or more visits for a repair or an emergency on one system in 18 months.",
    ),
    _yes_no(
        "degradation", "Condition gets worse", EQUIPMENT,
        "The last three rated visits of a system never got better and ended worse.",
    ),
    _yes_no(
        "high_risk_component", "Part near its planning age", EQUIPMENT,
        "A part in use has reached 80 percent of the age that is planned with.",
    ),
    _date(
        "unanswered_reminder", "Reminder without an answer since", ENGAGEMENT,
        "The first reminder since the last service, where no visit was booked after it.",
    ),
    _yes_no(
        "bad_address", "Mail cannot arrive", ENGAGEMENT,
        "The last piece of mail came back, or the address is not complete.",
    ),
    _yes_no(
        "no_contact", "Not to be contacted", ENGAGEMENT,
        "Asked not to be contacted, or neither mail, phone, email nor text is allowed.",
    ),
    _date("last_contact", "Last contact", ENGAGEMENT, "Latest of calls, visits and answers."),
    _money("lifetime_revenue", "Lifetime revenue", VALUE, "Net, without sales tax."),
    _money("average_ticket", "Average ticket", VALUE),
    _money("revenue_3y", "Revenue, last 3 years", VALUE),
    _money("revenue_1y", "Revenue, last 12 months", VALUE),
    _money(
        "lifetime_value", "Lifetime value", VALUE,
        "What is expected by the assumptions on the Customer value page; no value without a sale.",
    ),
    _number("rfm_r", "Recency score", VALUE, "1 to 5; no value without a service."),
    _number("rfm_f", "Frequency score", VALUE, "1 to 5; no value without a service."),
    _number("rfm_m", "Monetary score", VALUE, "1 to 5; no value without a service."),
    Field("rfm", "RFM code", VALUE, "text", sources.rfm_code, None,
        "The three scores side by side: “starts with 5” works; no value without a service."),
    Field("rfm_total", "RFM total", VALUE, "number", sources.rfm_total, None, "3 to 15."),
    _choice(
        "rfm_segment", "RFM segment", VALUE, static(c.RFM_SEGMENT),
        "The name of the three scores, from champions to lost.",
    ),
    _yes_no(
        "on_cycle", "On cycle", VALUE,
        "At risk, hibernating, lost or in need of attention by RFM, but nothing is due yet.",
    ),
    Field(
        "behaviour_group", "Behavior group", VALUE, "choice", sources.behaviour_group, None,
        "As found last on the Customer value page; no value for customers in no group.",
        lambda db: tuple(Option(name, name) for name in group_names(db)), open_list=True,
    ),
    _number("visits_3y", "Visits, last 3 years", VALUE, "One per property and day.", "visits"),
    _number("tickets_3y", "Sales, last 3 years", VALUE, "Invoices and receipts.", "sales"),
    _choice("value_tier", "Value tier", VALUE, static(c.VALUE_TIER)),
    _choice(
        "health_card", "Health card", VALUE, static(c.HEALTH_CARD),
        "By which scorecard the health is rated; leads, prospects and inactive have none.",
    ),
    _number("health_score", "Health score", VALUE, "0 to 100; no value while not rated."),
    _choice(
        "health_grade", "Health grade", VALUE, static(c.HEALTH_GRADE),
        "A from 90, B from 80, C from 70, D from 60, F below.",
    ),
    _choice(
        "health_colour", "Health color", VALUE, static(c.HEALTH_COLOUR),
        "Green from 80, yellow from 60, red below; a complaint or a defect holds it down.",
    ),
    _number(
        "health_coverage", "Health coverage", VALUE,
        "How much of the scorecard has data; below 50 the customer is not rated.", "percent",
    ),
    Field(
        "health_trend", "Health trend", VALUE, "choice", sources.health_trend, None,
        "Up or down by 5 points or more in 90 days, else steady; no value without a score then.",
        static(c.HEALTH_TREND),
    ),
    Field(
        "health_change", "Health points in 90 days", VALUE, "number", sources.health_change,
        "points", "Below 0 is worse; no value without a score then and now.",
    ),
    _choice(
        "health_cap", "Health held back by", VALUE, static(c.HEALTH_CAP),
        "The guard rail in force: a complaint or an inoperative part allows yellow at best, a"
        " notice of violation red.",
    ),
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
        custom_id=field_id,
    )
