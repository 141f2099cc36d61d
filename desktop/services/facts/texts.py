"""The texts of customers, folded for comparing and searching."""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink
from desktop.models.folding import fold
from desktop.services.facts.places import main_property
from desktop.services.facts.scope import Scope

_NOT_DIGITS = re.compile(r"\D+")
_LONG_DISTANCE = re.compile(r"^1(?=\d{10}$)")

_PLAIN = {
    "name": Customer.display_name,
    "first_name": Customer.first_name,
    "last_name": Customer.last_name,
    "company": Customer.company,
    "email": Customer.email,
    "notes": Customer.notes,
    "lead_source": Customer.source,
}
_MAILING = (Customer.line1, Customer.line2, Customer.city, Customer.zip5)
_SITE = (Property.line1, Property.line2, Property.city, Property.zip5, Property.county)
_SEARCH_ONLY = (Customer.second_name, Customer.account_no, Customer.other_emails)
_SEARCHED = (
    "name",
    "first_name",
    "last_name",
    "company",
    "address",
    "city",
    "postcode",
    "site_address",
    "site_city",
    "site_postcode",
    "phone_digits",
    "email",
)


def text_rows(db: Session, scope: Scope) -> Iterator[dict[str, Any]]:
    """The rows of `customer_texts` for a scope."""
    phones = _phones(db, scope)
    for row in db.execute(_customers(scope)).yield_per(5_000):
        yield _folded(row, phones.get(row.id, []))


def _customers(scope: Scope) -> Any:
    main = main_property(PropertyLink.to_date.is_(None), scope, *_site_columns())
    return (
        select(
            Customer.id,
            *(column.label(name) for name, column in _PLAIN.items()),
            *(column.label(f"mail_{column.key}") for column in _MAILING),
            *(column for column in main.c if column.key != "customer_id"),
            *_SEARCH_ONLY,
        )
        .outerjoin_from(Customer, main, main.c.customer_id == Customer.id)
        .where(scope.has(Customer.id))
        .order_by(Customer.id)
    )


def _site_columns() -> Iterator[Any]:
    return (column.label(f"site_{column.key}") for column in _SITE)


def _phones(db: Session, scope: Scope) -> dict[int, list[str]]:
    numbers: dict[int, list[str]] = {}
    rows = (
        select(CustomerPhone.customer_id, CustomerPhone.number)
        .where(scope.has(CustomerPhone.customer_id))
        .order_by(CustomerPhone.customer_id, CustomerPhone.position)
    )
    for customer_id, number in db.execute(rows):
        numbers.setdefault(customer_id, []).append(number)
    return numbers


def digits(number: str) -> str:
    """The digits of a telephone number, without a leading 1 of eleven."""
    return _LONG_DISTANCE.sub("", _NOT_DIGITS.sub("", number))


def _folded(row: Row[Any], phones: list[str]) -> dict[str, Any]:
    texts: dict[str, Any] = {name: fold(getattr(row, name)) or None for name in _PLAIN}
    site = _address(row, "site")
    mailing = _address(row, "mail")
    lives_at_site = not (fold(row.mail_line1) or mailing[1] or mailing[2])
    texts["address"], texts["city"], texts["postcode"] = site if lives_at_site else mailing
    texts["site_address"], texts["site_city"], texts["site_postcode"] = site
    texts["county"] = fold(row.site_county) or None
    texts["phone"] = fold(phones[0]) or None if phones else None
    texts["phone_digits"] = " ".join(filter(None, map(digits, phones))) or None
    also = (fold(row.second_name), fold(row.account_no), *map(fold, row.other_emails or ()))
    texts["search"] = " ".join(filter(None, (*map(texts.get, _SEARCHED), *also)))
    return texts | {"customer_id": row.id, "name": texts["name"] or ""}


def _address(row: Row[Any], which: str) -> tuple[str | None, str | None, str | None]:
    street = fold(f"{getattr(row, which + '_line1') or ''} {getattr(row, which + '_line2') or ''}")
    city, postcode = getattr(row, which + "_city"), getattr(row, which + "_zip5")
    return street or None, fold(city) or None, fold(postcode) or None
