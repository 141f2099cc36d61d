"""The comparable form of customers: those of the office and those a file proposes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink
from desktop.services.importing.cells.addresses import Address
from desktop.services.importing.cells.names import generation, is_business, name_key, read_name
from desktop.services.importing.records import ProposedCustomer
from desktop.services.likeness.person import LONGEST, Person, Place, person, place

_CHUNK = 2_000
_LABEL = 80  # letters of a name that the reasons show
_SOLD = re.compile(r"\b(?:sold|moved|new owner)\b", re.IGNORECASE)
_SOLD_LINE = re.compile(r"^(?:sold|moved)\b", re.IGNORECASE | re.MULTILINE)
_NO_NAME = frozenset(
    ["mr", "mrs", "ms", "miss", "dr", "rev", "the", "and", "or", "jr", "sr", "ii", "iii", "iv"]
)
_LEGAL = frozenset(["llc", "inc", "corp", "co", "ltd", "lp", "llp", "pllc", "company", "of"])


class _Parts(NamedTuple):
    """A name as it is compared: of a person first and last, of a business its words."""

    firsts: tuple[str, ...]
    last: str
    words: tuple[str, ...]
    generation: str
    is_sold: bool


def comparable(
    name: str,
    *,
    company: str = "",
    second: str = "",
    phones: Iterable[str] = (),
    emails: Iterable[str] = (),
    places: Iterable[Place] = (),
    parent: str = "",
    is_sold: bool = False,
) -> Person:
    """The comparable form of a customer; `second` is the first name of the spouse."""
    parts = _parts(name[:LONGEST])
    spouse = name_key(second[:LONGEST]).split()[:1] if parts.last else []
    return person(
        name[:_LABEL],
        firsts=(*parts.firsts, *spouse),
        last=parts.last,
        words=parts.words or (_parts(company[:LONGEST]).words if company else ()),
        generation=parts.generation,
        phones=phones,
        emails=emails,
        places=places,
        parent=parent,
        is_sold=is_sold or parts.is_sold,
    )


@lru_cache(maxsize=65_536)
def _parts(name: str) -> _Parts:
    read = read_name(name)
    key = read.key if read.display == name else name_key(read.display)
    words = [word for word in key.split() if word not in _NO_NAME]
    is_sold = any(_SOLD.search(note) for note in read.notes)
    if is_business(read.display):
        kept = tuple(word for word in words if word not in _LEGAL)
        return _Parts((), "", kept or tuple(words), "", is_sold)
    *given, last = words or [""]
    firsts = tuple(word for word in given if len(word) > 1) or tuple(given)
    return _Parts(firsts, last, (), generation(key), is_sold)


def proposed_person(proposal: ProposedCustomer) -> Person:
    """The comparable form of a row of a customer list."""
    values = proposal.values
    name = proposal.name
    marks = " ".join(f"({note})" for note in name.notes)
    return comparable(
        f"{name.display} {marks}" if marks else name.display,
        company=values.get("company") or "",
        second=values.get("second_name") or "",
        phones=[phone.number for phone in proposal.phones],
        emails=[values.get("email") or "", *(values.get("other_emails") or ())],
        places=[_place_of(one) for one in _different(proposal.mail, proposal.site)],
        parent=name.key if name.site else "",
    )


def _different(mail: Address, site: Address) -> tuple[Address, ...]:
    """The addresses of a row, one only where the second says nothing more."""
    compared = slice(5)  # without what follows from the others
    both = zip(site[compared], mail[compared], strict=True)
    return (mail,) if all(ours in ("", theirs) for ours, theirs in both) else (mail, site)


def _place_of(address: Address) -> Place:
    return place(address.line1, address.line2, address.city, address.zip5, address.state)


_PERSON = (
    Customer.id, Customer.display_name, Customer.company, Customer.second_name, Customer.email,
    Customer.other_emails, Customer.inactive_reason, Customer.notes,
    Customer.line1, Customer.line2, Customer.city, Customer.zip5, Customer.state,
)  # fmt: skip


def stored_people(db: Session) -> Iterator[tuple[int, Person]]:
    """Every customer of the office in the order of the ids, without those merged into others."""
    phones: dict[int, list[str]] = defaultdict(list)
    for customer_id, number in db.execute(select(CustomerPhone.customer_id, CustomerPhone.number)):
        phones[customer_id].append(number)
    sites = _sites(db)
    statement = select(*_PERSON).where(Customer.merged_into_id.is_(None)).order_by(Customer.id)
    for row in db.execute(statement.execution_options(yield_per=_CHUNK)):
        customer_id, name, company, second, email, others, reason, notes, *mail = row
        yield (
            customer_id,
            comparable(
                name,
                company=company or "",
                second=second or "",
                phones=phones.get(customer_id, ()),
                emails=[email or "", *(others or ())],
                places=[place(*mail), *sites.get(customer_id, ())],
                is_sold=reason == "moved_sold" or bool(notes and _SOLD_LINE.search(notes)),
            ),
        )


def _sites(db: Session) -> dict[int, list[Place]]:
    """The places of each customer, the lines of an address once."""
    columns = (Property.line1, Property.line2, Property.city, Property.zip5, Property.state)
    statement = (
        select(PropertyLink.customer_id, *columns)
        .join(Property, Property.id == PropertyLink.property_id)
        .order_by(PropertyLink.customer_id, PropertyLink.id)
    )
    sites: dict[int, list[Place]] = defaultdict(list)
    for customer_id, *address in db.execute(statement):
        sites[customer_id].append(place(*address))
    return sites
