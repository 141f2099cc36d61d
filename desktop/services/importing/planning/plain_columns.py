"""Plans plain rows in whole columns: the customer, phones, place, system, tank and last service.

What comes out is what `customers` and `places` stage for such rows, had they been the first of
their list: they are numbered before its other rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress
from typing import Any, NamedTuple

from desktop.services.importing.cells.addresses import Address
from desktop.services.importing.lists.draft import as_cents
from desktop.services.importing.lists.equipment import kind_of_new
from desktop.services.importing.lists.visits import usual_service, visit_note
from desktop.services.importing.planning.former import MAIL
from desktop.services.importing.planning.places import FROM_BILLING, NEEDS_PLACE, TANK_OF
from desktop.services.importing.planning.plan import Plan, RowResult, TablePlan
from desktop.services.importing.planning.staging import Columns, Staging, Values
from desktop.services.importing.records import ProposedCustomer

_STREET = MAIL[:5]
_NOTHING: Values = {}
_NO_ADDRESS = Address()


def stage_plain(plan: Plan, table: TablePlan, rows: Sequence[ProposedCustomer]) -> None:
    """Stage the plain rows of a table, and put each of them into the box "new"."""
    if not rows:
        return
    piece = plan.staging.add_piece(_PlainRows(plan.staging, rows).tables())
    for name, columns in piece.items():
        if name in table.counts:
            table.counts[name].plain += len(columns["id"])
    plan.touched.update(piece["customers"]["id"])
    table.results.update({row.row: RowResult(row.row, "new", "", row.name.display) for row in rows})


class _Some(NamedTuple):
    """The records of one kind: which rows have one, and their numbers."""

    has: list[bool]
    ids: list[int]

    def of(self, values: Iterable[Any]) -> list[Any]:
        """Of values by row, those of the rows that have such a record."""
        return list(compress(values, self.has))

    def by_row(self) -> list[int | None]:
        """The number of each row's record; None where it has none."""
        rest = iter(self.ids)
        return [next(rest) if one else None for one in self.has]


class _PlainRows:
    """The plain rows of a table, what each says of every kind of record, and the new numbers."""

    def __init__(self, staging: Staging, rows: Sequence[ProposedCustomer]) -> None:
        self._staging, self._rows = staging, rows
        said = [[row.parts.get(name, _NOTHING) for row in rows] for name in NEEDS_PLACE]
        self._properties, self._systems, self._assets, self._visits = said
        sites = [row.site for row in rows]
        self._streets = [site if site.is_street else _NO_ADDRESS for site in sites]
        self._customer_ids = self._reserved("customers", len(rows))
        needs = [bool(one.line1) for one in self._streets]
        for part in said:
            needs = [one or bool(values) for one, values in zip(needs, part, strict=True)]
        self._place = self._some("properties", needs)
        both = zip(self._systems, self._assets, strict=True)
        self._system = self._some("systems", [bool(one or part) for one, part in both])
        self._asset = self._some("assets", list(map(bool, self._assets)))
        self._visit = self._some("visits", list(map(bool, self._visits)))

    def tables(self) -> Iterator[tuple[str, Columns]]:
        """The columns of one table after the other, in the order of writing."""
        yield "customers", self._customers()
        yield "customer_phones", self._phones()
        yield "properties", self._places()
        yield "property_links", self._links()
        yield "systems", self._of_systems()
        yield "assets", self._of_assets()
        yield "visits", self._of_visits()
        yield "service_lines", self._lines()

    def _reserved(self, table: str, count: int) -> list[int]:
        return list(self._staging.reserve(table, count))

    def _some(self, table: str, has: list[bool]) -> _Some:
        return _Some(has, self._reserved(table, sum(has)))

    def _customers(self) -> Columns:
        columns = _columns([row.values for row in self._rows], {"status": "active"})
        columns["display_name"] = [row.name.display[:200] for row in self._rows]
        mails = [row.mail for row in self._rows]
        kept = [one if one.line1 or one.zip5 or one.city else _NO_ADDRESS for one in mails]
        return {"id": self._customer_ids} | columns | _said(MAIL, kept)

    def _phones(self) -> Columns:
        of = [row.phones for row in self._rows]
        phones = list(chain.from_iterable(of))
        owners = zip(self._customer_ids, of, strict=True)
        return {
            "id": self._reserved("customer_phones", len(phones)),
            "customer_id": [customer for customer, said in owners for _ in said],
            "position": [position for said in of for position in range(len(said))],
            "number": [phone.number[:60] for phone in phones],
            "kind": [phone.kind for phone in phones],
        }

    def _places(self) -> Columns:
        streets, rows = self._place.of(self._streets), self._place.of(self._rows)
        columns = _said(_STREET, streets)
        columns["note"] = [
            FROM_BILLING if row.site_from_billing and street.line1 else None
            for row, street in zip(rows, streets, strict=True)
        ]
        for name, said in _columns(self._place.of(self._properties)).items():
            before = columns.get(name) or [None] * len(said)
            columns[name] = [
                old if new in (None, "") else new for old, new in zip(before, said, strict=True)
            ]
        return {"id": self._place.ids} | columns

    def _links(self) -> Columns:
        places = self._place.ids
        return {
            "id": self._reserved("property_links", len(places)),
            "customer_id": self._place.of(self._customer_ids),
            "property_id": places,
            "role": ["owner"] * len(places),
        }

    def _of_systems(self) -> Columns:
        columns = _columns(self._system.of(self._systems), {"kind": "unknown", "active": True})
        places = self._system.of(self._place.by_row())
        return {"id": self._system.ids} | columns | {"property_id": places}

    def _of_assets(self) -> Columns:
        parts, systems = self._asset.of(self._assets), self._asset.of(self._systems)
        tanks = [TANK_OF.get(one.get("kind", ""), "septic_tank") for one in systems]
        columns = _columns(parts, {"in_service": True})
        columns["kind"] = [
            asset["kind"] if "kind" in asset else kind_of_new(asset, tank)
            for asset, tank in zip(parts, tanks, strict=True)
        ]
        of = self._asset.of(self._system.by_row())
        return {"id": self._asset.ids} | columns | {"system_id": of}

    def _of_visits(self) -> Columns:
        visits = self._visit.of(self._visits)
        return {
            "id": self._visit.ids,
            "status": ["completed"] * len(visits),
            "customer_id": self._visit.of(self._customer_ids),
            "property_id": self._visit.of(self._place.by_row()),
            "completed_date": [visit["date"] for visit in visits],
            "amount_cents": [as_cents(visit.get("amount")) for visit in visits],
            "note": list(map(visit_note, visits)),
        }

    def _lines(self) -> Columns:
        visits, systems = self._visit.of(self._visits), self._visit.of(self._systems)
        return {
            "id": self._reserved("service_lines", len(visits)),
            "visit_id": self._visit.ids,
            "position": [0] * len(visits),
            "asset_id": self._visit.of(self._asset.by_row()),
            "service": [usual_service(system.get("kind", "")) for system in systems],
            "gallons": [visit.get("gallons") for visit in visits],
            "notes": [visit.get("note") or None for visit in visits],
        }


def _columns(rows: Sequence[Mapping[str, Any]], usual: Mapping[str, Any] = _NOTHING) -> Columns:
    """The columns that any of some dictionaries fills, or all have usually."""
    filled = dict(usual)
    for row in rows:
        filled.update(row)
    return {key: [row.get(key, usual.get(key)) for row in rows] for key in filled}


def _said(names: Sequence[str], addresses: Sequence[Address]) -> Columns:
    """The first parts of some addresses as columns; None where one says nothing."""
    return {name: [one[place] or None for one in addresses] for place, name in enumerate(names)}
