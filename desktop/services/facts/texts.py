"""The texts of customers, folded for comparing and searching."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink
from desktop.models.folding import fold
from desktop.services.facts.places import main_property
from desktop.services.facts.scope import Scope
from desktop.services.facts.staging import bare_rows

_NOT_DIGITS = re.compile(r"\D+")
_LONG_DISTANCE = re.compile(r"^1(?=\d{10}$)")

_BETWEEN = "\0"  # no space, and nobody types it

_NAMES = (Customer.display_name, Customer.first_name, Customer.last_name, Customer.company)
_OTHERS = (Customer.email, Customer.notes, Customer.source)
_MAILING = (Customer.line1, Customer.line2, Customer.city, Customer.zip5)
_SITE = (Property.line1, Property.line2, Property.city, Property.zip5, Property.county)
# As it stands there: a list that cannot be read must not pass for a missing one.
_OTHER_EMAILS = cast(Customer.other_emails, Text).label("other_emails")
_SEARCH_ONLY = (Customer.second_name, Customer.account_no, _OTHER_EMAILS)

Address = tuple[str | None, ...]


def text_rows(db: Session, scope: Scope) -> Iterator[tuple[Any, ...]]:
    """The rows of `customer_texts` for a scope, columns in the order of the table."""
    phones = _phones(db, scope)
    for row in db.connection().execute(_customers(scope)).yield_per(5_000):
        yield _folded(tuple(row), phones.get(row[0], ()))


@lru_cache(maxsize=2)
def _customers(scope: Scope) -> Any:
    site = (column.label(f"site_{column.key}") for column in _SITE)
    main = main_property(PropertyLink.to_date.is_(None), scope, *site)
    return (
        select(
            Customer.id,
            *_NAMES,
            *_OTHERS,
            *_MAILING,
            *(column for column in main.c if column.key != "customer_id"),
            *_SEARCH_ONLY,
        )
        .outerjoin_from(Customer, main, main.c.customer_id == Customer.id)
        .where(scope.has(Customer.id))
        .order_by(Customer.id)
    )


def _phones(db: Session, scope: Scope) -> dict[int, list[str]]:
    numbers: dict[int, list[str]] = {}
    for customer_id, number in bare_rows(db, _numbers(scope)):
        numbers.setdefault(customer_id, []).append(number)
    return numbers


@lru_cache(maxsize=2)
def _numbers(scope: Scope) -> Any:
    return (
        select(CustomerPhone.customer_id, CustomerPhone.number)
        .where(scope.has(CustomerPhone.customer_id))
        .order_by(CustomerPhone.customer_id, CustomerPhone.position)
    )


def digits(number: str) -> str:
    """The digits of a telephone number, without a leading 1 of eleven."""
    return _LONG_DISTANCE.sub("", _NOT_DIGITS.sub("", number))


def _folded(row: tuple[Any, ...], phones: Sequence[str]) -> tuple[Any, ...]:
    (email, notes, source), (second_name, account_no, other_emails) = row[5:8], row[17:]
    (line1, line2, *town), (site_line1, site_line2, *site_town, county) = row[8:12], row[12:17]
    streets = line1, _street(line1, line2), _street(site_line1, site_line2)
    alone = (*row[1:5], email, notes, *streets, phones[0] if phones else None)
    others = json.loads(other_emails) if other_emails else ()
    keys = _keys((*alone, second_name, account_no, *(others or ())))
    names, (email, notes, line1, street, site_street, phone, *also) = keys[:4], keys[4:]
    mailing: Address = (street, *map(_common, town))
    site: Address = (site_street, *map(_common, site_town))
    lives_at_site = not (line1 or mailing[1] or mailing[2])
    address = site if lives_at_site else mailing
    numbers = " ".join(filter(None, map(digits, phones))) or None
    search = " ".join(filter(None, (*names, *address, *site, numbers, email, *also)))
    names[0] = names[0] or ""
    where = (*address, _common(county), *site)
    return (row[0], *names, *where, phone, numbers, email, notes, _common(source), search)


def _street(line1: str | None, line2: str | None) -> str | None:
    return f"{line1 or ''} {line2}" if line2 else line1


def _keys(texts: Sequence[str | None]) -> list[str | None]:
    """The keys of some texts, folded together: each alone takes three times as long."""
    found = fold(_BETWEEN.join(text or "" for text in texts)).split(_BETWEEN)
    if len(found) != len(texts):  # one of them holds what stands between
        return [_key(text) for text in texts]
    return [key.strip() or None for key in found]


def _key(text: str | None) -> str | None:
    return (fold(text) or None) if text else None


_common = lru_cache(maxsize=2_000)(_key)  # for what many customers share
