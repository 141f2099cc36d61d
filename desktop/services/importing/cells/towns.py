"""Splits one-line addresses such as "77 FM 315 Athens TX 75751" where the town is known.

Known are the towns of the office, of the files themselves, and of the list of ZIP codes; for the
others `usaddress` is asked, and believed only where its pieces give back the whole line.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property
from desktop.models.folding import fold
from desktop.services.importing.cells.addresses import (
    TOWN_NOT_SEPARATED,
    Address,
    with_known_town,
    with_tagged_town,
)
from desktop.services.importing.records import Parsed, ProposedCustomer


class Towns:
    """The towns that are known, by their ZIP code."""

    def __init__(self, pairs: Iterable[tuple[str | None, str | None]]) -> None:
        self._of_zip: dict[str, set[str]] = defaultdict(set)
        self._all: set[str] = set()
        for zip5, town in pairs:
            if town and not any(map(str.isdigit, town)):
                self._of_zip[zip5 or ""].add(fold(town))
                self._all.add(fold(town))

    def has(self, town: str, zip5: str) -> bool:
        """Whether a town is known to have this ZIP code, or at all when the ZIP code is new."""
        return fold(town) in (self._of_zip.get(zip5) or self._all)


def separate_towns(db: Session, parsed: Sequence[Parsed]) -> None:
    """Take apart what is flagged "town not separated" and can be; its problem goes away."""
    doubtful = [c for one in parsed for c in one.customers.alone if _is_doubtful(c)]
    if not doubtful:
        return
    towns = Towns([*_listed(), *_of_office(db), *_of_files(parsed)])
    for customer in doubtful:
        customer.mail = with_tagged_town(with_known_town(customer.mail, towns.has))
        customer.site = with_tagged_town(with_known_town(customer.site, towns.has))
        if customer.site_from_billing:
            customer.site = customer.mail._replace(doubt="")
    for one in parsed:
        solved = {c.row for c in doubtful if not _is_doubtful(c)}
        solved &= {c.row for c in one.customers.alone}
        one.problems = [
            p for p in one.problems if p.row not in solved or TOWN_NOT_SEPARATED not in p.message
        ]


def _is_doubtful(customer: ProposedCustomer) -> bool:
    return TOWN_NOT_SEPARATED in (customer.mail.doubt, customer.site.doubt)


def _listed() -> list[tuple[str, str]]:
    """The list of ZIP codes that comes with the program."""
    text = (files("resources") / "sample/towns.csv").read_text(encoding="utf-8")
    return [(row["zip"], row["town"]) for row in csv.DictReader(text.splitlines())]


def _of_office(db: Session) -> list[tuple[str | None, str | None]]:
    found: list[tuple[str | None, str | None]] = []
    for entity in (Customer, Property):
        statement = select(entity.zip5, entity.city).where(entity.city.is_not(None)).distinct()
        found += [(zip5, city) for zip5, city in db.execute(statement)]
    return found


def _of_files(parsed: Sequence[Parsed]) -> Iterable[tuple[str, str]]:
    """The towns the other rows name, so that a second import of the files finds no more."""
    everybody = [one.customers for one in parsed]
    addresses: Iterable[Address] = (
        address for each in everybody for c in each.alone for address in (c.mail, c.site)
    )
    found = {(address.zip5, address.city) for address in addresses if address.city}
    for rows in chain.from_iterable(each.listed for each in everybody):
        for fields in filter(None, (rows.mail, rows.site)):
            found |= {pair for pair in zip(fields["zip5"], fields["city"], strict=True) if pair[1]}
    return found
