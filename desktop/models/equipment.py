"""What lies in the ground, and what was promised about it: systems, assets, contracts."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, Index, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import choices as c
from desktop.models.base import Base, Record, RowId, choice, reference, uid_index


class System(Record):
    """A septic system or trap at a property."""

    __tablename__ = "systems"
    __open_name__ = "systems"
    __letter__ = "s"
    __table_args__ = (uid_index("systems"),)

    property_id: Mapped[int] = reference("properties")
    kind: Mapped[str] = choice(c.SYSTEM_KIND, default="unknown")
    make: Mapped[str | None] = mapped_column(String(80))
    model: Mapped[str | None] = mapped_column(String(80))
    treatment_gpd: Mapped[int | None]
    disposal: Mapped[str | None] = choice(c.DISPOSAL)
    install_date: Mapped[date | None]
    installer: Mapped[str | None] = mapped_column(String(120))
    first_use_date: Mapped[date | None]
    permit_no: Mapped[str | None] = mapped_column(String(80))
    permitting_authority: Mapped[str | None] = mapped_column(String(120))
    maintained_by: Mapped[str | None] = choice(c.MAINTAINED_BY)
    electronic_monitoring: Mapped[bool | None]
    warranty_end: Mapped[date | None]
    # Of the inspection of the whole system; what is pumped has its own on each tank.
    custom_interval: Mapped[int | None]
    custom_interval_unit: Mapped[str | None] = choice(c.INTERVAL_UNIT)
    due_override: Mapped[date | None]
    due_override_reason: Mapped[str | None] = mapped_column(String(200))
    due_override_set_on: Mapped[date | None]
    active: Mapped[bool] = mapped_column(default=True)


class Asset(Record):
    """A tank, trap or part of a system; due dates belong to it."""

    __tablename__ = "assets"
    __open_name__ = "assets"
    __letter__ = "a"
    __table_args__ = (uid_index("assets"),)

    system_id: Mapped[int] = reference("systems")
    kind: Mapped[str] = choice(c.ASSET_KIND, default="other")
    capacity_gal: Mapped[int | None]
    compartments: Mapped[int | None]
    material: Mapped[str | None] = choice(c.MATERIAL)
    lids: Mapped[int | None]
    lid_diameter_in: Mapped[int | None]
    lid_kind: Mapped[str | None] = choice(c.LID_KIND)
    lid_depth_in: Mapped[int | None]
    effluent_filter: Mapped[bool | None]
    baffle_condition: Mapped[str | None] = choice(c.CONDITION)
    install_date: Mapped[date | None]
    serial: Mapped[str | None] = mapped_column(String(80))
    custom_interval: Mapped[int | None]
    custom_interval_unit: Mapped[str | None] = choice(c.INTERVAL_UNIT)
    due_override: Mapped[date | None]
    due_override_reason: Mapped[str | None] = mapped_column(String(200))
    due_override_set_on: Mapped[date | None]
    in_service: Mapped[bool] = mapped_column(default=True)


class Contract(Record):
    """A promise with a first and a last day: inspections, maintenance, pumping plan."""

    __tablename__ = "contracts"
    __open_name__ = "contracts"
    __letter__ = "k"
    __table_args__ = (uid_index("contracts"), Index(None, "end_date"))

    no: Mapped[str | None] = mapped_column(String(40))
    customer_id: Mapped[int] = reference("customers")
    property_id: Mapped[int | None] = reference("properties")
    system_id: Mapped[int | None] = reference("systems")
    kind: Mapped[str] = choice(c.CONTRACT_KIND, default="other")
    signed_date: Mapped[date | None]
    start_date: Mapped[date]
    end_date: Mapped[date | None]
    visits_per_year: Mapped[Decimal | None] = mapped_column(Numeric(6, 2))
    price_cents: Mapped[int | None] = mapped_column(BigInteger)
    billing: Mapped[str | None] = choice(c.BILLING)
    tier_override: Mapped[str | None] = choice(c.SERVICE_TIER)
    auto_renew: Mapped[bool | None]
    cancel_date: Mapped[date | None]
    cancel_reason: Mapped[str | None] = mapped_column(String(200))
    renewed_from_id: Mapped[int | None] = reference("contracts")
    filed_with_authority_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)


class ContractLine(Base):
    """One service that a contract includes, and how often."""

    __tablename__ = "contract_lines"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    contract_id: Mapped[int] = reference("contracts", on_delete="CASCADE")
    position: Mapped[int] = mapped_column(default=0)
    service: Mapped[str] = choice(c.SERVICE)
    interval: Mapped[int | None]
    interval_unit: Mapped[str | None] = choice(c.INTERVAL_UNIT)
