"""People and places: customers, their properties, and who belongs to which place when."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Column, Double, Index, String, Text, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import choices as c
from desktop.models.base import Base, Record, RowId, choice, reference, sparse_index, uid_index


class Customer(Record):
    """Who pays, or may pay one day: a household, a business, a builder."""

    __tablename__ = "customers"
    __open_name__ = "customers"
    __letter__ = "c"
    __table_args__ = (
        uid_index("customers"),
        Index(None, "account_no", unique=True),
        sparse_index("customers", "merged_into_id"),
    )

    account_no: Mapped[str | None] = mapped_column(String(40))
    display_name: Mapped[str] = mapped_column(String(200))
    salutation: Mapped[str | None] = mapped_column(String(80))
    first_name: Mapped[str | None] = mapped_column(String(100))
    last_name: Mapped[str | None] = mapped_column(String(100))
    second_name: Mapped[str | None] = mapped_column(String(100))
    company: Mapped[str | None] = mapped_column(String(200))
    customer_type: Mapped[str | None] = choice(c.CUSTOMER_TYPE)
    email: Mapped[str | None] = mapped_column(String(200))
    other_emails: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    line1: Mapped[str | None] = mapped_column(String(200))
    line2: Mapped[str | None] = mapped_column(String(200))
    city: Mapped[str | None] = mapped_column(String(100))
    state: Mapped[str | None] = mapped_column(String(40))
    zip5: Mapped[str | None] = mapped_column(String(20))
    zip4: Mapped[str | None] = mapped_column(String(4))
    preferred_channel: Mapped[str | None] = choice(c.CHANNEL)
    do_not_contact: Mapped[bool | None]
    do_not_mail: Mapped[bool | None]
    do_not_email: Mapped[bool | None]
    do_not_call: Mapped[bool | None]
    do_not_text: Mapped[bool | None]
    email_opt_out_on: Mapped[date | None]
    sms_consent: Mapped[str | None] = choice(c.SMS_CONSENT)
    sms_consent_on: Mapped[date | None]
    sms_consent_how: Mapped[str | None] = mapped_column(String(200))
    sms_opt_out_on: Mapped[date | None]
    on_national_dnc: Mapped[bool | None]
    undeliverable_mail: Mapped[bool | None]
    undeliverable_email: Mapped[bool | None]
    status: Mapped[str] = choice(c.CUSTOMER_STATUS, default="active")
    inactive_reason: Mapped[str | None] = choice(c.INACTIVE_REASON)
    merged_into_id: Mapped[int | None] = reference("customers", index=False)
    source: Mapped[str | None] = mapped_column(String(100))
    first_seen: Mapped[date | None]
    price_level: Mapped[str | None] = mapped_column(String(80))
    payment_terms: Mapped[str | None] = mapped_column(String(80))
    notes: Mapped[str | None] = mapped_column(Text)
    extra: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class CustomerPhone(Base):
    """One telephone number of a customer; position 0 is the one to call first."""

    __tablename__ = "customer_phones"
    __table_args__ = (UniqueConstraint("customer_id", "position"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    customer_id: Mapped[int] = reference("customers", index=False, on_delete="CASCADE")
    position: Mapped[int] = mapped_column(default=0)
    number: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str | None] = choice(c.PHONE_KIND)
    can_text: Mapped[bool | None]


class CustomerTag(Base):
    """A word the office hung on a customer ("dog", "do not mail")."""

    __tablename__ = "customer_tags"
    __table_args__ = (UniqueConstraint("customer_id", "tag"), Index(None, "tag", "customer_id"))

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    customer_id: Mapped[int] = reference("customers", index=False, on_delete="CASCADE")
    tag: Mapped[str] = mapped_column(String(80))


class Zone(Record):
    """A part of the service area, with its days and its technician."""

    __tablename__ = "zones"
    __open_name__ = "zones"
    __letter__ = "z"
    __table_args__ = (uid_index("zones"),)

    name: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = choice(c.ZONE_KIND, default="custom")
    service_weekdays: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    primary_technician_id: Mapped[int | None] = reference("technicians")
    colour: Mapped[str | None] = mapped_column(String(20))
    zip_codes: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    counties: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    minutes_up_to: Mapped[int | None]  # of a drive-time zone; none: all that lies farther
    # Areas as GeoJSON has them: [[[[lon, lat], ...], hole, ...], ...]
    polygon: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))


_UNPLACED = or_(Column("lat", Double).is_(None), Column("lon", Double).is_(None))


class Property(Record):
    """A place with a septic system; it outlives its owners."""

    __tablename__ = "properties"
    __open_name__ = "properties"
    __letter__ = "p"
    __table_args__ = (
        uid_index("properties"),
        Index("ix_properties_unplaced", "id", sqlite_where=_UNPLACED),
    )

    line1: Mapped[str | None] = mapped_column(String(200))
    line2: Mapped[str | None] = mapped_column(String(200))
    city: Mapped[str | None] = mapped_column(String(100))
    state: Mapped[str | None] = mapped_column(String(40))
    zip5: Mapped[str | None] = mapped_column(String(20))
    county: Mapped[str | None] = mapped_column(String(60))
    subdivision: Mapped[str | None] = mapped_column(String(120))
    parcel_no: Mapped[str | None] = mapped_column(String(80))
    permit_no: Mapped[str | None] = mapped_column(String(80))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    geocode_source: Mapped[str | None] = choice(c.GEOCODE_SOURCE)
    use: Mapped[str | None] = choice(c.PROPERTY_USE)
    bedrooms: Mapped[int | None]
    household_size: Mapped[int | None]
    seasonal: Mapped[str | None] = choice(c.SEASONAL)
    garbage_disposal: Mapped[str | None] = choice(c.YES_NO_UNKNOWN)
    water_softener: Mapped[bool | None]
    gate_code: Mapped[str | None] = mapped_column(String(80))
    dogs: Mapped[str | None] = mapped_column(String(200))
    driveway_limits: Mapped[str | None] = mapped_column(String(200))
    hose_length_ft: Mapped[int | None]
    wet_ground_warning: Mapped[bool | None]
    best_time: Mapped[str | None] = mapped_column(String(120))
    directions: Mapped[str | None] = mapped_column(Text)
    zone_id: Mapped[int | None] = reference("zones")  # chosen by hand; see `PropertyZone`
    drive_minutes: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(Text)


IS_UNPLACED = or_(Property.lat.is_(None), Property.lon.is_(None))  # no map shows it


class PropertyLink(Record):
    """Who belongs to a property, in which role, from when until when."""

    __tablename__ = "property_links"
    __open_name__ = "property_links"
    __letter__ = "l"
    __table_args__ = (uid_index("property_links"),)

    customer_id: Mapped[int] = reference("customers")
    property_id: Mapped[int] = reference("properties")
    role: Mapped[str] = choice(c.LINK_ROLE, default="owner")
    from_date: Mapped[date | None]
    to_date: Mapped[date | None]
