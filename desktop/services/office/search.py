"""Finds a customer by whatever the caller says: phone, name, street or account number."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink
from desktop.models.facts import CustomerFact, CustomerText
from desktop.models.folding import fold

LEAST_DIGITS = 4  # of a telephone number, to look for it
MOST_LETTERS, MOST_WORDS = 100, 8  # what is typed beyond them decides nothing
_PHONE_LIKE = re.compile(r"[\d\s().+/-]*\d[\d\s().+/-]*")
_LONG_DISTANCE = re.compile(r"^1(?=\d{10}$)")
# What is typed between words; a name stands in the texts as "reyes, ana".
_BETWEEN_WORDS = re.compile(r"[\s,;]+")


class Hit(NamedTuple):
    """One customer who may be meant. `matched_by` is a key of `MATCHES`."""

    customer_id: int
    name: str
    account_no: str | None
    phone: str  # the number that was looked for, else the first one
    place: str
    matched_by: str
    is_active: bool


class _Wanted(NamedTuple):
    """What was typed, ready to be compared."""

    plain: str
    words: tuple[str, ...]
    digits: str  # "" when it cannot be (part of) a telephone number


def _account(wanted: _Wanted) -> ColumnElement[bool]:
    return func.lower(func.trim(Customer.account_no)) == wanted.plain


def _phone(wanted: _Wanted) -> ColumnElement[bool]:
    if not wanted.digits:
        return false()
    return CustomerText.phone_digits.contains(wanted.digits, autoescape=True)


def _name_begins(wanted: _Wanted) -> ColumnElement[bool]:
    first = CustomerText.name.startswith(wanted.words[0], autoescape=True)
    return and_(first, _name(wanted))


def _name(wanted: _Wanted) -> ColumnElement[bool]:
    names = _spaced(
        CustomerText.name, CustomerText.first_name, CustomerText.last_name, CustomerText.company
    )
    return and_(*(names.contains(f" {word}", autoescape=True) for word in wanted.words))


def _street(wanted: _Wanted) -> ColumnElement[bool]:
    streets = _spaced(
        CustomerText.site_address, CustomerText.site_city, CustomerText.address, CustomerText.city
    )
    return and_(*(streets.contains(f" {word}", autoescape=True) for word in wanted.words))


def _anywhere(wanted: _Wanted) -> ColumnElement[bool]:
    return and_(*(_whole().contains(word, autoescape=True) for word in wanted.words))


def _spaced(*columns: Any) -> ColumnElement[str]:
    """Texts in a row, each with a space in front: a word begins after one."""
    first, *others = (func.coalesce(" " + column, "") for column in columns)
    joined: ColumnElement[str] = first
    for text in others:
        joined = joined + text
    return joined


def _whole() -> ColumnElement[str]:
    """All texts together; the bare name of a customer whose texts are not there yet."""
    return func.coalesce(CustomerText.search, func.lower(Customer.display_name))


class Match(NamedTuple):
    """One way to be found, in words and as a condition."""

    label: str
    holds: Callable[[_Wanted], ColumnElement[bool]]


MATCHES: Mapping[str, Match] = {  # best first
    "account": Match("Account number", _account),
    "phone": Match("Phone", _phone),
    "name_begins": Match("Name", _name_begins),
    "name": Match("Name", _name),
    "street": Match("Address", _street),
    "other": Match("Other details", _anywhere),
}


def find(db: Session, text: str, limit: int = 20) -> list[Hit]:
    """The customers who fit best, the best first; nobody for an empty text.

    All words must be found; of a telephone number any four digits in a row will do.
    """
    wanted = _read(text)
    if wanted is None:
        return []
    keys = list(MATCHES)
    found = db.execute(_best(wanted, limit)).all()
    shown = _shown(db, [row.id for row in found], wanted.digits)
    return [shown[row.id]._replace(matched_by=keys[row.place]) for row in found if row.id in shown]


def find_places(db: Session, text: str, limit: int = 20) -> list[Hit]:
    """The properties in whose address each word begins one, with who belongs to them.

    `customer_id` of a hit is the number of the property here.
    """
    wanted = _read(text)
    if wanted is None:
        return []
    address = func.lower(
        func.coalesce(" " + Property.line1, "") + func.coalesce(" " + Property.city, "")
    )
    holds = and_(*(address.contains(f" {word}", autoescape=True) for word in wanted.words))
    found = db.execute(
        select(Property.id, Property.line1, Property.city)
        .where(holds)
        .order_by(Property.line1.asc().nulls_last(), Property.id)
        .limit(limit)
    ).all()
    people = _people_at(db, [row.id for row in found])
    return [
        Hit(row.id, _place(row.line1, row.city), None, "", people.get(row.id, ""), "street", True)
        for row in found
    ]


def _people_at(db: Session, ids: list[int]) -> dict[int, str]:
    """Who belongs to places still, by name."""
    statement = (
        select(PropertyLink.property_id, Customer.display_name)
        .join(Customer, Customer.id == PropertyLink.customer_id)
        .where(PropertyLink.property_id.in_(ids), PropertyLink.to_date.is_(None))
        .order_by(PropertyLink.property_id, PropertyLink.id)
    )
    names: dict[int, list[str]] = {}
    for place, name in db.execute(statement):
        names.setdefault(place, []).append(name)
    return {place: ", ".join(dict.fromkeys(found)) for place, found in names.items()}


def _read(text: str) -> _Wanted | None:
    cleaned = text.replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8")
    plain = fold(cleaned[:MOST_LETTERS])
    words = [word for word in _BETWEEN_WORDS.split(plain) if word]
    if not words:
        return None
    digits = ""
    if _PHONE_LIKE.fullmatch(plain):
        digits = _LONG_DISTANCE.sub("", re.sub(r"\D", "", plain))
    enough = digits if len(digits) >= LEAST_DIGITS else ""
    return _Wanted(plain, tuple(dict.fromkeys(words[:MOST_WORDS])), enough)


def _best(wanted: _Wanted, limit: int) -> Any:
    """The ids, and by which match each was found.

    One condition picks the rows, so that the order is worked out for those alone.
    """
    ways = [(match.holds(wanted), n) for n, match in enumerate(MATCHES.values())]
    place = case(*ways, else_=len(ways) - 1).label("place")
    may_be = [_anywhere(wanted), _account(wanted)]
    if wanted.digits:
        may_be.append(_whole().contains(wanted.digits, autoescape=True))
    inactive = case((Customer.status == "active", 0), else_=1)
    return (
        select(Customer.id, place)
        .outerjoin_from(Customer, CustomerText, CustomerText.customer_id == Customer.id)
        .where(or_(*may_be), Customer.merged_into_id.is_(None))
        .order_by(place, inactive, CustomerText.name.asc().nulls_last(), Customer.id)
        .limit(limit)
    )


def _shown(db: Session, ids: list[int], digits: str) -> dict[int, Hit]:
    """What is shown of the few customers found."""
    phones: dict[int, list[str]] = {}
    numbers = (
        select(CustomerPhone.customer_id, CustomerPhone.number)
        .where(CustomerPhone.customer_id.in_(ids))
        .order_by(CustomerPhone.customer_id, CustomerPhone.position)
    )
    for customer_id, number in db.execute(numbers):
        phones.setdefault(customer_id, []).append(number)
    statement = (
        select(Customer, Property.line1, Property.city)
        .outerjoin_from(Customer, CustomerFact, CustomerFact.customer_id == Customer.id)
        .outerjoin(Property, Property.id == CustomerFact.main_property_id)
        .where(Customer.id.in_(ids))
    )
    return {
        one.id: Hit(
            one.id, one.display_name, one.account_no, _number(phones.get(one.id, []), digits),
            _place(line1, city) or _place(one.line1, one.city), "", one.status == "active",
        )
        for one, line1, city in db.execute(statement)
    }  # fmt: skip


def _place(line1: str | None, city: str | None) -> str:
    return ", ".join(part for part in (line1, city) if part)


def _number(numbers: list[str], digits: str) -> str:
    """The number that has the digits, else the one to call first."""
    holding = (number for number in numbers if digits in re.sub(r"\D", "", number))
    return next(holding, numbers[0] if numbers else "")
