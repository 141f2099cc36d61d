"""Texts that are longer than their column: moved to the notes whole and flagged, never cut."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import String, Text

from desktop.models.tables import metadata
from desktop.services.importing.cells.addresses import Address
from desktop.services.importing.lists.draft import SHORTEST
from desktop.services.importing.records import ProposedCustomer

_TABLES = {
    "customer": "customers",
    "mail": "customers",
    "site": "properties",
    "property": "properties",
    "system": "systems",
    "asset": "assets",
    "contract": "contracts",
    "invoice": "invoices",
}
_ELSEWHERE = {("invoice", "method"): ("payments", "method")}


class TooLong(NamedTuple):
    """One text that does not fit: the part and field it was meant for, and how much fits."""

    part: str
    field: str
    value: str
    longest: int


@cache
def longest(part: str, field: str) -> int | None:
    """How many letters a field holds; None where there is no limit."""
    table, column = _ELSEWHERE.get((part, field), (_TABLES.get(part, ""), field))
    if table not in metadata.tables or column not in metadata.tables[table].c:
        return None
    kind = metadata.tables[table].c[column].type
    return kind.length if isinstance(kind, String) and not isinstance(kind, Text) else None


def take_out(customer: ProposedCustomer) -> list[TooLong]:
    """Remove from a proposed customer what does not fit, and say what it was."""
    found: list[TooLong] = []
    for part, values in (("customer", customer.values), *customer.parts.items()):
        if _has_long(values.values()):
            found += _of_values(part, values)
    if _has_long(customer.mail):
        customer.mail, mail = _of_address("mail", customer.mail)
        found += mail
    if _has_long(customer.site):
        customer.site, site = _of_address("site", customer.site)
        found += () if customer.site_from_billing else site
    return found


def _has_long(values: Iterable[Any]) -> bool:
    """Whether a text may be too long for its column; hardly any is."""
    for value in values:  # noqa: SIM110 - the row's hottest loop: any() takes three times as long
        if type(value) is str and len(value) > SHORTEST:
            return True
    return False


def _of_values(part: str, values: dict[str, Any]) -> Iterator[TooLong]:
    for field in [f for f, v in values.items() if type(v) is str and len(v) > SHORTEST]:
        limit = longest(part, field)
        if limit is not None and len(values[field]) > limit:
            yield TooLong(part, field, values.pop(field), limit)


def _of_address(part: str, address: Address) -> tuple[Address, list[TooLong]]:
    values = {f: v for f, v in zip(Address._fields, address, strict=True) if len(v) > SHORTEST}
    found = list(_of_values(part, values)) if values else []
    return (address._replace(**{one.field: "" for one in found}) if found else address), found
