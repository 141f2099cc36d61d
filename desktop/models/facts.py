"""What follows from the records, kept ready so that conditions answer in milliseconds.

Nothing here is typed in by anyone: `services/facts` fills these tables, refreshes them for the
customers a change touched, and can prove that they still agree with the records.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    literal_column,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId

LATEST_KEPT = 10  # latest services of any kind kept per customer
LATEST_KEPT_OF_KIND = 3  # latest services kept per kind
EVENT_KINDS = ("pumpout", "inspection", "repair", "emergency", "installation", "grease", "other")
KIND_BIT = {kind: 1 << place for place, kind in enumerate(EVENT_KINDS)}
TESTED_BIT = 1 << len(EVENT_KINDS)  # beside "inspection": a system was tested, not a house sold


class CustomerText(Base):
    """The texts of a customer, folded: lower case, no accents, single spaces; blank is NULL."""

    __tablename__ = "customer_texts"
    __table_args__ = (Index(None, "name"), Index(None, "city"), Index(None, "postcode"))

    customer_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(Text)
    first_name: Mapped[str | None] = mapped_column(Text)
    last_name: Mapped[str | None] = mapped_column(Text)
    company: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    city: Mapped[str | None] = mapped_column(Text)
    postcode: Mapped[str | None] = mapped_column(Text)
    county: Mapped[str | None] = mapped_column(Text)
    site_address: Mapped[str | None] = mapped_column(Text)
    site_city: Mapped[str | None] = mapped_column(Text)
    site_postcode: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    phone_digits: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)
    lead_source: Mapped[str | None] = mapped_column(Text)
    search: Mapped[str] = mapped_column(Text)  # all that the search box of Customers looks in


class ServiceFact(Base):
    """One finished visit of a customer: the day, the kinds of work (bits), who, and how much."""

    __tablename__ = "service_facts"

    customer_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kinds: Mapped[int] = mapped_column(Integer)
    technician_id: Mapped[int | None] = mapped_column(RowId)
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - clustered by customer and day


ASKED = frozenset(("overdue", "due", "unknown"))  # what a day's agenda counts: a third of all items


def _is_asked(status: Any) -> ColumnElement[bool]:
    """Whether a status is one of these.

    Written out, because SQLite takes an index over some rows only for the very same condition;
    not as a list, which it would lay out as a table for every row that comes.
    """
    return or_(*(status == literal_column(f"'{one}'", String) for one in sorted(ASKED)))


_WITHOUT_SIZE = Column("without_size", Boolean).is_(True)


class DueItem(Base):
    """One service that a customer's tank or system calls for: when, why, and how that stands.

    `asset_id` is 0 where the system as a whole is meant. `answers` marks the one customer of a
    property whom the office asks; `why_not` is filled where nothing is owed.
    """

    __tablename__ = "due_items"

    customer_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    system_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    asset_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    service: Mapped[str] = mapped_column(String(40), primary_key=True)
    property_id: Mapped[int] = mapped_column(RowId)
    answers: Mapped[bool]
    status: Mapped[str] = mapped_column(String(20))
    due: Mapped[date | None]
    code: Mapped[str] = mapped_column(String(3))
    base: Mapped[date | None]
    base_from: Mapped[str | None] = mapped_column(String(12))
    interval: Mapped[int | None]
    unit: Mapped[str | None] = mapped_column(String(6))
    why_not: Mapped[str | None] = mapped_column(String(12))
    owed_by: Mapped[str] = mapped_column(String(8))
    booked: Mapped[bool]
    postponed_until: Mapped[date | None]
    without_size: Mapped[bool]  # a tank whose size nobody wrote down
    stale: Mapped[bool]  # the last known values: its records cannot be read any more

    # All that the day's agenda counts by, so that it never reads the rows themselves; clustered
    # by customer and system, which is how the cards and conditions ask.
    __table_args__ = (
        Index("ix_due_items_agenda", "status", "due", "answers", "booked", "postponed_until",
              "owed_by", sqlite_where=_is_asked(Column("status", String))),
        Index("ix_due_items_without_size", "asset_id", sqlite_where=_WITHOUT_SIZE),
        {"sqlite_with_rowid": False},
    )  # fmt: skip


IS_ASKED = _is_asked(DueItem.status)


class PropertyZone(Base):
    """The zone of a property and what put it there: `detail` is the ZIP code, county or minutes.

    Kept true for every property that anybody is linked to. A choice by hand stands in
    `Property.zone_id` and wins.
    """

    __tablename__ = "property_zones"

    property_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    zone_id: Mapped[int | None] = mapped_column(RowId)
    by: Mapped[str] = mapped_column(String(12))  # a key of `choices.ZONE_BY`
    detail: Mapped[str | None] = mapped_column(String(80))


class FactsState(Base):
    """The day the facts were worked out for; one row. `stale` asks for a whole refresh.

    `zones_key` stands for the rules by which the zones of properties were found; `compared_day` is
    the earlier day, some 90 days back, whose kept scores trends are told from.
    """

    __tablename__ = "facts_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    as_of: Mapped[date]
    stale: Mapped[bool] = mapped_column(default=False)
    zones_key: Mapped[str | None] = mapped_column(String(64))
    compared_day: Mapped[date | None]


class RfmEdge(Base):
    """From where on an RFM score begins, where the rules cut the customers into fifths.

    Worked out with the facts of a day and kept for it, so that one customer's change does not
    move all others. Empty while the rules name fixed bands.
    """

    __tablename__ = "rfm_edges"

    score: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    days: Mapped[int]  # at most
    visits: Mapped[int]  # at least
    cents: Mapped[int] = mapped_column(BigInteger)  # at least


# What a migration may throw away: it is worked out again when the office is next opened.
DERIVED_TABLES = frozenset(
    [
        "customer_texts",
        "service_facts",
        "facts_state",
        "due_items",
        "customer_facts",
        "rfm_edges",
        "property_zones",
    ]
)

_NOT_LIVE = Column("live", Boolean).is_(False)
_DONE_AHEAD = Column("done_ahead", Date).is_not(None)
_ADDRESS_GAPS = Column("address_gaps", Boolean).is_(True)
_STALE = Column("stale", Boolean).is_(True)


class CustomerFact(Base):
    """One wide row per customer, true for the day in `FactsState` (see `services/facts`)."""

    __tablename__ = "customer_facts"
    # Columns asked most come first: SQLite walks a row from its beginning. The two indexes were
    # measured at 100,000 customers: what most conditions ask in half of the bytes, and the few
    # who are not live, so that "of how many" costs nothing. None begins with `live`: the planner
    # would take it for selective.
    __table_args__ = (
        Index(
            "ix_customer_facts_asked",
            "customer_id",
            "live",
            "customer_type",
            "zone_id",
            "system_type",
            "contract_status",
            "value_tier",
            "service_1",
            "service_2",
            "service_3",
            "pumpout_1",
            "inspection_1",
            "repair_1",
            "open_balance_cents",
            "comm_pref",
            "email_opt_out",
            "lifetime_revenue_cents",
            "average_ticket_cents",
            "pumpout_2",
            "inspection_2",
            "health_score",  # beside that of an earlier day
        ),
        # All that the pictures of customer value sum up by, in the order they group RFM by: what
        # comes in order needs no sorting, a quarter of the time.
        Index(
            "ix_customer_facts_value",
            "rfm_segment",
            "rfm_r",
            "rfm_f",
            "rfm_m",
            "on_cycle",
            "live",
            "lifecycle",
            "health_card",
            "health_score",
            "health_grade",
            "health_colour",
            "value_tier",
            "due_status",
            "service_tier",
            "system_type",
            "contract_status",
            "relationship",
            "customer_type",
            "zone_id",
            "revenue_3y_cents",
            "visits_3y",
            "tickets_3y",
            "service_1",
        ),
        Index(
            "ix_customer_facts_not_live",
            "customer_id",
            sqlite_where=_NOT_LIVE,
        ),
        # The few of whom the agenda has something to say.
        Index("ix_customer_facts_done_ahead", "customer_id", sqlite_where=_DONE_AHEAD),
        Index("ix_customer_facts_address_gaps", "customer_id", sqlite_where=_ADDRESS_GAPS),
        Index("ix_customer_facts_stale", "customer_id", sqlite_where=_STALE),
    )

    customer_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    live: Mapped[bool]
    customer_type: Mapped[str | None] = mapped_column(String(40))
    zone_id: Mapped[int | None] = mapped_column(RowId)
    system_type: Mapped[str] = mapped_column(String(40))
    contract_status: Mapped[str] = mapped_column(String(40))
    value_tier: Mapped[str] = mapped_column(String(40))
    lifecycle: Mapped[str] = mapped_column(String(20))
    due_status: Mapped[str] = mapped_column(String(20))
    next_due: Mapped[date | None]
    # The latest services, newest first: service_1 is the last service.
    service_1: Mapped[date | None]
    service_2: Mapped[date | None]
    service_3: Mapped[date | None]
    pumpout_1: Mapped[date | None]
    inspection_1: Mapped[date | None]
    repair_1: Mapped[date | None]
    emergency_1: Mapped[date | None]
    installation_1: Mapped[date | None]
    grease_1: Mapped[date | None]
    other_1: Mapped[date | None]
    open_balance_cents: Mapped[int | None] = mapped_column(BigInteger)
    comm_pref: Mapped[str | None] = mapped_column(String(40))
    email_opt_out: Mapped[bool | None]
    sms_ok: Mapped[bool | None]
    customer_since: Mapped[date | None]
    main_property_id: Mapped[int | None] = mapped_column(RowId)
    drive_minutes: Mapped[int | None]
    system_installed: Mapped[date | None]
    tank_gallons: Mapped[int | None]
    last_inspection: Mapped[date | None]
    service_tier: Mapped[str] = mapped_column(String(40))
    contract_end: Mapped[date | None]
    first_service: Mapped[date | None]
    first_activity: Mapped[date | None]
    lifecycle_code: Mapped[str] = mapped_column(String(8))
    risk_reasons: Mapped[int]  # bits in the order of `services.facts.lifecycle.RISKS`
    relationship: Mapped[str] = mapped_column(String(20))
    next_inspection: Mapped[date | None]
    latest_owed_due: Mapped[date | None]
    oldest_owed_due: Mapped[date | None]
    last_contract_end: Mapped[date | None]
    reactivated: Mapped[bool]
    # What the built-in segments ask beside the above (see `services/facts`).
    any_overdue: Mapped[bool]
    any_due: Mapped[bool]
    needs_data: Mapped[bool]
    trap_due: Mapped[bool]
    never_pumped: Mapped[bool]
    latest_owed_overdue: Mapped[date | None]
    aerobic_inspected: Mapped[date | None]
    aerobic_never_inspected: Mapped[bool]
    aerobic_without_contract: Mapped[bool]
    repeat_service: Mapped[bool]
    degradation: Mapped[bool]
    high_risk_component: Mapped[bool]
    unrenewed_end: Mapped[date | None]
    initial_policy_end: Mapped[date | None]
    unfiled_inspection: Mapped[date | None]
    open_estimate: Mapped[date | None]
    unanswered_reminder: Mapped[date | None]
    bad_address: Mapped[bool]
    address_gaps: Mapped[bool]  # of where letters go: a line or a code is not filled
    no_contact: Mapped[bool]
    reach_by: Mapped[str] = mapped_column(String(10))  # the channel for a reminder, or "none"
    zone_by: Mapped[str] = mapped_column(String(12))  # how `zone_id` was found
    vacation_property: Mapped[bool]
    stale: Mapped[bool]  # some of it is the last known value, see `DueItem.stale`
    service_count: Mapped[int]
    next_visit: Mapped[date | None]
    done_ahead: Mapped[date | None]  # the latest day to come on which a visit is said to be done
    visits_cancelled: Mapped[int]
    last_contact: Mapped[date | None]
    last_payment: Mapped[date | None]
    lifetime_revenue_cents: Mapped[int | None] = mapped_column(BigInteger)
    revenue_3y_cents: Mapped[int | None] = mapped_column(BigInteger)
    revenue_1y_cents: Mapped[int | None] = mapped_column(BigInteger)
    lifetime_value_cents: Mapped[int | None] = mapped_column(BigInteger)  # as expected today
    average_ticket_cents: Mapped[int | None] = mapped_column(BigInteger)
    oldest_open_due: Mapped[date | None]
    rfm_r: Mapped[int | None]
    rfm_f: Mapped[int | None]
    rfm_m: Mapped[int | None]
    rfm_segment: Mapped[str] = mapped_column(String(20))
    on_cycle: Mapped[bool]
    visits_3y: Mapped[int]  # a property on a day counts once
    tickets_3y: Mapped[int]
    health_card: Mapped[str] = mapped_column(String(20))
    health_score: Mapped[int | None]
    health_grade: Mapped[str] = mapped_column(String(10))
    health_colour: Mapped[str] = mapped_column(String(10))
    health_coverage: Mapped[int | None]  # percent of the weights of the card that have data
    health_cap: Mapped[str] = mapped_column(String(12), server_default="none")  # the guard rail
    service_4: Mapped[date | None]
    service_5: Mapped[date | None]
    service_6: Mapped[date | None]
    service_7: Mapped[date | None]
    service_8: Mapped[date | None]
    service_9: Mapped[date | None]
    service_10: Mapped[date | None]
    pumpout_2: Mapped[date | None]
    pumpout_3: Mapped[date | None]
    inspection_2: Mapped[date | None]
    inspection_3: Mapped[date | None]
    repair_2: Mapped[date | None]
    repair_3: Mapped[date | None]
    emergency_2: Mapped[date | None]
    emergency_3: Mapped[date | None]
    installation_2: Mapped[date | None]
    installation_3: Mapped[date | None]
    grease_2: Mapped[date | None]
    grease_3: Mapped[date | None]
    other_2: Mapped[date | None]
    other_3: Mapped[date | None]
