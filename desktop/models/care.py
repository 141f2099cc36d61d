"""What the rules of care ask beside the records of work: counties, postponements, reports."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import choices as c
from desktop.models.base import Record, choice, reference, sparse_index, uid_index


class CountyRule(Record):
    """What a county asks beyond the rules of the state."""

    __tablename__ = "county_rules"
    __open_name__ = "county_rules"
    __letter__ = "b"
    __table_args__ = (uid_index("county_rules"),)

    county: Mapped[str] = mapped_column(String(60), unique=True)
    inspection_interval_months: Mapped[int | None]
    self_maintenance: Mapped[str | None] = choice(c.SELF_MAINTENANCE)
    filing_method: Mapped[str | None] = choice(c.FILING_METHOD)
    filing_address: Mapped[str | None] = mapped_column(String(300))
    contract_fee_cents: Mapped[int | None] = mapped_column(BigInteger)
    late_fee_cents: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str | None] = mapped_column(Text)
    checked_on: Mapped[dt.date | None]


class Postponement(Record):
    """A due item hidden from work lists until a day, and why; the due day itself stays.

    It holds for one due cycle: the item of this system or tank with this service and this day.
    """

    __tablename__ = "postponements"
    __open_name__ = "postponements"
    __letter__ = "h"
    __table_args__ = (uid_index("postponements"), sparse_index("postponements", "asset_id"))

    system_id: Mapped[int] = reference("systems")
    asset_id: Mapped[int | None] = reference("assets", index=False)
    service: Mapped[str] = choice(c.SERVICE)
    due_date: Mapped[dt.date]
    reason: Mapped[str] = choice(c.POSTPONE_REASON)
    recovery_date: Mapped[dt.date]
    set_on: Mapped[dt.date | None]
    note: Mapped[str | None] = mapped_column(Text)


class InspectionReport(Record):
    """The testing and reporting record of one inspected system (30 TAC 285.90)."""

    __tablename__ = "inspection_reports"
    __open_name__ = "inspection_reports"
    __letter__ = "r"
    __table_args__ = (uid_index("inspection_reports"),)

    visit_id: Mapped[int] = reference("visits")
    system_id: Mapped[int] = reference("systems")
    inspection_date: Mapped[dt.date]
    results: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    chlorine_mg_l: Mapped[Decimal | None] = mapped_column(Numeric(6, 2))
    bod_mg_l: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    tss_mg_l: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    coliform_mpn: Mapped[int | None]
    chlorine_method: Mapped[str | None] = mapped_column(String(60))  # how it was tested
    coliform_method: Mapped[str | None] = mapped_column(String(60))
    bod_method: Mapped[str | None] = mapped_column(String(60))
    tss_method: Mapped[str | None] = mapped_column(String(60))
    sludge_in: Mapped[Decimal | None] = mapped_column(Numeric(6, 1))
    repairs_made: Mapped[str | None] = mapped_column(Text)
    repairs_needed: Mapped[str | None] = mapped_column(Text)
    comments: Mapped[str | None] = mapped_column(Text)
    technician_id: Mapped[int | None] = reference("technicians", index=False)
    signer_id: Mapped[int | None] = reference("technicians", index=False)
    filed_on: Mapped[dt.date | None]
    filed_how: Mapped[str | None] = choice(c.FILING_METHOD)
    copy_to_owner_on: Mapped[dt.date | None]


class TripTicket(Record):
    """The manifest of one load: who gave it, who took it where (30 TAC 312.145)."""

    __tablename__ = "trip_tickets"
    __open_name__ = "trip_tickets"
    __letter__ = "q"
    __table_args__ = (uid_index("trip_tickets"),)

    ticket_no: Mapped[str] = mapped_column(String(40), unique=True)
    visit_id: Mapped[int | None] = reference("visits")
    collected_on: Mapped[dt.date | None]
    waste_kind: Mapped[str | None] = choice(c.WASTE_KIND)
    gallons_collected: Mapped[int | None]
    trap_volume_gal: Mapped[int | None]
    technician_id: Mapped[int | None] = reference("technicians", index=False)
    truck_id: Mapped[int | None] = reference("trucks", index=False)
    generator_signed: Mapped[bool | None]
    disposal_site_id: Mapped[int | None] = reference("disposal_sites")
    deposited_on: Mapped[dt.date | None]
    gallons_received: Mapped[int | None]
    received_by: Mapped[str | None] = mapped_column(String(120))
    discrepancy_note: Mapped[str | None] = mapped_column(Text)


class Note(Record):
    """A dated remark about a customer or a place."""

    __tablename__ = "notes"
    __open_name__ = "notes"
    __letter__ = "x"
    __table_args__ = (
        uid_index("notes"),
        sparse_index("notes", "customer_id"),
        sparse_index("notes", "property_id"),
    )

    customer_id: Mapped[int | None] = reference("customers", index=False)
    property_id: Mapped[int | None] = reference("properties", index=False)
    written_on: Mapped[dt.date]
    text: Mapped[str] = mapped_column(Text)
    user: Mapped[str | None] = mapped_column(String(80))
