"""Plans plain rows in whole columns: the customer, phones, place, system, tank and last service.

What comes out is what `customers` and `places` stage for such a row, with the same numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, compress
from typing import Any

from desktop.services.importing.lists.draft import as_cents
from desktop.services.importing.lists.equipment import kind_of_new
from desktop.services.importing.lists.visits import usual_service, visit_note
from desktop.services.importing.planning.former import MAIL
from desktop.services.importing.planning.places import (
    FROM_BILLING,
    NEEDS_PLACE,
    TANK_OF,
    address_values,
)
from desktop.services.importing.planning.plan import Plan, RowResult, TablePlan
from desktop.services.importing.planning.staging import Columns, Values
from desktop.services.importing.records import ProposedCustomer

_STREET = tuple(MAIL[:5])
_NOTHING: Values = {}


class PlainRows:
    """The plain rows of a table, numbered among the others in the order of the file."""

    def __init__(self, plan: Plan, table: TablePlan, is_plain: Sequence[bool]) -> None:
        self._plan, self._table = plan, table
        self.rows = rows = list(compress(table.parsed.customers, is_plain))
        self._needs_place = list(map(_needs_place, rows))
        self._has_system = [bool(_part(r, "system") or _part(r, "asset")) for r in rows]
        self._has_asset = [bool(_part(row, "asset")) for row in rows]
        self._has_visit = [bool(_part(row, "visit")) for row in rows]
        counts: dict[str, Sequence[int]] = {
            "customers": [1] * len(rows),
            "customer_phones": [len(row.phones) for row in rows],
            "properties": self._needs_place,
            "property_links": self._needs_place,
            "systems": self._has_system,
            "assets": self._has_asset,
            "visits": self._has_visit,
            "service_lines": self._has_visit,
        }
        self._until = {name: [0, *accumulate(counts[name])] for name in counts}
        self._ids: dict[str, list[int]] = {name: [] for name in counts}
        self.passed = self._numbered = 0  # rows that the planning came by, and their numbers

    def number(self) -> None:
        """Give the rows that were passed the next numbers of every table."""
        done = self.passed
        if done == self._numbered:
            return
        for name, until in self._until.items():
            new = until[done] - until[self._numbered]
            self._ids[name] += self._plan.staging.reserve(name, new)
        self._numbered = done

    def stage(self) -> None:
        """Stage all rows, and put each of them into the box "new"."""
        if not self.rows:
            return
        self.number()
        customers = self._ids["customers"]
        places = _spread(self._ids["properties"], self._needs_place)
        systems = _spread(self._ids["systems"], self._has_system)
        assets = _spread(self._ids["assets"], self._has_asset)
        self._add("customers", _customers(self.rows))
        self._add("customer_phones", _phones(self.rows, customers))
        placed = list(compress(self.rows, self._needs_place))
        self._add("properties", _properties(placed))
        self._add("property_links", _links(compress(customers, self._needs_place), self._ids))
        with_system = list(compress(self.rows, self._has_system))
        self._add("systems", _systems(with_system, list(compress(places, self._has_system))))
        with_asset = list(compress(self.rows, self._has_asset))
        self._add("assets", _assets(with_asset, list(compress(systems, self._has_asset))))
        visited = list(compress(self.rows, self._has_visit))
        owners = (list(compress(ids, self._has_visit)) for ids in (customers, places))
        self._add("visits", _visits(visited, *owners))
        done_at = list(compress(assets, self._has_visit))
        self._add("service_lines", _lines(visited, self._ids["visits"], done_at))
        self._say()

    def _add(self, name: str, columns: Columns) -> None:
        ids = self._ids[name]
        if not ids:
            return
        self._plan.staging.add_columns(name, {"id": ids, **columns})
        count = self._table.counts.get(name)
        if count is not None:
            count.plain += len(ids)

    def _say(self) -> None:
        self._plan.touched.update(self._ids["customers"])
        results = self._table.results
        for row in self.rows:
            results[row.row] = RowResult(row.row, "new", "", row.name.display)


def _part(row: ProposedCustomer, name: str) -> Values:
    return row.parts.get(name, _NOTHING)


def _needs_place(row: ProposedCustomer) -> bool:
    return row.site.is_street or any(map(row.parts.get, NEEDS_PLACE))


def _spread(ids: Sequence[int], has: Sequence[bool]) -> list[int | None]:
    """The numbers each at the place of its row; None where a row has no such record."""
    rest = iter(ids)
    return [next(rest) if one else None for one in has]


def _columns(rows: Sequence[Mapping[str, Any]], usual: Mapping[str, Any] | None = None) -> Columns:
    """The columns that any of some dictionaries fills, or all have usually."""
    usual = usual or {}
    keys = dict.fromkeys(usual)
    for row in rows:
        if not row.keys() <= keys.keys():
            keys |= dict.fromkeys(row)
    return {key: [row.get(key, usual.get(key)) for row in rows] for key in keys}


def _customers(rows: Sequence[ProposedCustomer]) -> Columns:
    columns = _columns([row.values for row in rows], {"status": "active"})
    columns["display_name"] = [row.name.display[:200] for row in rows]
    mails = [row.mail for row in rows]
    has = [bool(mail.line1 or mail.zip5 or mail.city) for mail in mails]
    for place, name in enumerate(MAIL):
        said = [mail[place] or None for mail in mails]
        columns[name] = [it if one else None for it, one in zip(said, has, strict=True)]
    return columns


def _phones(rows: Sequence[ProposedCustomer], customers: Sequence[int]) -> Columns:
    found = [
        (customer_id, position, phone.number[:60], phone.kind)
        for row, customer_id in zip(rows, customers, strict=True)
        for position, phone in enumerate(row.phones)
    ]
    names = ("customer_id", "position", "number", "kind")
    return {name: [one[place] for one in found] for place, name in enumerate(names)}


def _properties(rows: Sequence[ProposedCustomer]) -> Columns:
    sites = [address_values(row.site) if row.site.is_street else _NOTHING for row in rows]
    columns = {name: [site.get(name) for site in sites] for name in _STREET}
    columns["note"] = [
        FROM_BILLING if row.site_from_billing and site else None
        for row, site in zip(rows, sites, strict=True)
    ]
    nothing = [None] * len(rows)
    for name, said in _columns([_part(row, "property") for row in rows]).items():
        before = columns.get(name, nothing)
        columns[name] = [
            old if new in (None, "") else new for old, new in zip(before, said, strict=True)
        ]
    return columns


def _links(customers: Iterator[int], ids: Mapping[str, list[int]]) -> Columns:
    places = ids["properties"]
    return {
        "customer_id": list(customers),
        "property_id": places,
        "role": ["owner"] * len(places),
    }


def _systems(rows: Sequence[ProposedCustomer], places: Sequence[Any]) -> Columns:
    usual = {"kind": "unknown", "active": True}
    columns = _columns([_part(row, "system") for row in rows], usual)
    return columns | {"property_id": list(places)}


def _assets(rows: Sequence[ProposedCustomer], systems: Sequence[Any]) -> Columns:
    parts = [_part(row, "asset") for row in rows]
    kinds = [_part(row, "system").get("kind", "unknown") for row in rows]
    columns = _columns(parts, {"in_service": True})
    columns["kind"] = [
        asset["kind"] if "kind" in asset else kind_of_new(asset, TANK_OF.get(kind, "septic_tank"))
        for asset, kind in zip(parts, kinds, strict=True)
    ]
    return columns | {"system_id": list(systems)}


def _visits(
    rows: Sequence[ProposedCustomer], customers: Sequence[Any], places: Sequence[Any]
) -> Columns:
    visits = [_part(row, "visit") for row in rows]
    return {
        "status": ["completed"] * len(rows),
        "customer_id": list(customers),
        "property_id": list(places),
        "completed_date": [visit["date"] for visit in visits],
        "amount_cents": [as_cents(visit.get("amount")) for visit in visits],
        "note": list(map(visit_note, visits)),
    }


def _lines(
    rows: Sequence[ProposedCustomer], visits: Sequence[int], assets: Sequence[Any]
) -> Columns:
    said = [_part(row, "visit") for row in rows]
    kinds = [_part(row, "system").get("kind", "") for row in rows]
    return {
        "visit_id": list(visits),
        "position": [0] * len(rows),
        "asset_id": list(assets),
        "service": list(map(usual_service, kinds)),
        "gallons": [visit.get("gallons") for visit in said],
        "notes": [visit.get("note") or None for visit in said],
    }
