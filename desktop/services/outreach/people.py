"""Those to whom letters are written: how they are called, and whether mail may go to them."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property
from desktop.models.facts import CustomerFact
from desktop.models.work import Interaction
from desktop.services import facts
from desktop.services.outreach.consent import Addressee
from desktop.services.outreach.mail_address import MailAddress, window_lines

MAILED = ("letter", "postcard")
AT_ONCE = 500  # customers named in one statement


class Person(NamedTuple):
    """A customer as a letter sees one."""

    mail: Addressee
    listed: str  # as lists have it: "Reyes, Ana"
    name: str  # as the envelope has it: "Ana Reyes"
    company: str
    greeting: str
    account_no: str
    revenue_cents: int  # of the last 36 months: it decides who of a house is written to

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands in the window of the envelope."""
        return window_lines(self.name, self.company, self.mail.address)


def people(db: Session, customer_ids: Collection[int], as_of: date) -> dict[int, Person]:
    """Customers by their number."""
    facts.for_day(db, as_of)
    found: dict[int, Person] = {}
    for ids in in_parts(customer_ids):
        returned = _returned(db, ids, as_of)
        statement = (
            select(Customer, Property, CustomerFact.revenue_3y_cents)
            .outerjoin(CustomerFact, CustomerFact.customer_id == Customer.id)
            .outerjoin(Property, Property.id == CustomerFact.main_property_id)
            .where(Customer.id.in_(ids))
        )
        for one, place, cents in db.execute(statement):
            came_back = bool(one.undeliverable_mail) or one.id in returned
            found[one.id] = _person(one, place, cents or 0, came_back=came_back)
    return found


def in_parts(ids: Iterable[int]) -> list[list[int]]:
    """Numbers in parts that one statement can name."""
    whole = sorted(set(ids))
    return [whole[start : start + AT_ONCE] for start in range(0, len(whole), AT_ONCE)]


def _returned(db: Session, ids: list[int], as_of: date) -> set[int]:
    """Those whose latest piece of mail came back."""
    mail = (
        select(Interaction.customer_id, Interaction.outcome)
        .where(
            Interaction.customer_id.in_(ids),
            Interaction.channel.in_(MAILED),
            Interaction.date <= as_of,
        )
        .order_by(Interaction.date, Interaction.id)
    )
    latest = {one.customer_id: one.outcome for one in db.execute(mail)}
    return {customer for customer, outcome in latest.items() if outcome == "undeliverable"}


def _person(one: Customer, place: Property | None, cents: int, *, came_back: bool) -> Person:
    mail = Addressee(
        one.id, _address(one, place), one.status == "active", one.inactive_reason or "",
        bool(one.do_not_contact), bool(one.do_not_mail), came_back,
    )  # fmt: skip
    company = one.company or ""
    name = _name(one)
    return Person(
        mail, one.display_name, name, company, _greeting(one, name), one.account_no or "", cents
    )


def _address(one: Customer, place: Property | None) -> MailAddress:
    """The mailing address; who has none gets the letters at the property."""
    own = _read(one, one.zip4)
    return own if not own.is_empty or place is None else _read(place, None)


def _read(row: Any, zip4: str | None) -> MailAddress:
    parts = (row.line1, row.line2, row.city, row.state, row.zip5, zip4)
    return MailAddress(*(" ".join((part or "").split()) for part in parts))


def _is_business(one: Customer) -> bool:
    return bool(one.company) and not one.last_name


def _name(one: Customer) -> str:
    """As one writes it on an envelope: "Ana and Juan Reyes"."""
    if _is_business(one):
        return one.company or one.display_name
    if one.last_name:
        given = " and ".join(part for part in (one.first_name, one.second_name) if part)
        return " ".join(part for part in (one.salutation, given, one.last_name) if part)
    last, comma, first = one.display_name.partition(", ")
    is_person = comma and "," not in first and one.customer_type in (None, "residential")
    return f"{first} {last}" if is_person else one.display_name


def _greeting(one: Customer, name: str) -> str:
    if _is_business(one):
        return "Dear customer,"
    if one.salutation and one.last_name:
        return f"Dear {one.salutation} {one.last_name},"
    return f"Dear {name},"
