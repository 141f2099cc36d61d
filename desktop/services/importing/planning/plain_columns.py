"""Plans plain rows in whole columns: the customer, phones, place, system, tank and last service.

What comes out is what `customers` and `places` stage for such rows, had they been the first of
their list: they are numbered before its other rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, repeat
from typing import Any, NamedTuple

from desktop.services.importing.cells.addresses import is_street
from desktop.services.importing.listed import Fields, Listed, rows_that_say
from desktop.services.importing.lists.draft import as_cents
from desktop.services.importing.lists.equipment import kind_of_new
from desktop.services.importing.lists.visits import usual_service, visit_note
from desktop.services.importing.planning.former import MAIL
from desktop.services.importing.planning.places import FROM_BILLING, NEEDS_PLACE, TANK_OF
from desktop.services.importing.planning.plan import Plan, RowResult, TablePlan
from desktop.services.importing.planning.staging import Columns, Staging
from desktop.services.pace import maker

_STREET = MAIL[:5]
_result = maker(RowResult)


def stage_plain(plan: Plan, table: TablePlan, rows: Listed) -> None:
    """Stage the plain rows of a table, and put each of them into the box "new"."""
    if not len(rows):
        return
    piece = plan.staging.add_piece(_PlainRows(plan.staging, rows).tables())
    for name, columns in piece.items():
        if name in table.counts:
            table.counts[name].plain += len(columns["id"])
    plan.touched.update(piece["customers"]["id"])
    table.results.update(
        {
            number: _result((number, "new", "", name.display, (), (), 0))
            for number, name in zip(rows.numbers, rows.names, strict=True)
        }
    )


class _Some(NamedTuple):
    """The records of one kind: which rows have one, and their numbers."""

    has: list[bool]
    ids: list[int]

    def of(self, values: Iterable[Any]) -> list[Any]:
        """Of values by row, those of the rows that have such a record."""
        return list(compress(values, self.has))

    def fields(self, fields: Fields) -> Columns:
        """The same of several columns."""
        return {name: self.of(column) for name, column in fields.items()}

    def by_row(self) -> list[int | None]:
        """The number of each row's record; None where it has none."""
        rest = iter(self.ids)
        return [next(rest) if one else None for one in self.has]


class _PlainRows:
    """The plain rows of a table, what each says of every kind of record, and the new numbers."""

    def __init__(self, staging: Staging, rows: Listed) -> None:
        self._staging, self._rows = staging, rows
        said = [rows.parts.get(name, {}) for name in NEEDS_PLACE]
        self._properties, self._systems, self._assets, self._visits = said
        self._streets = _streets(rows)
        self._customer_ids = self._reserved("customers", len(rows))
        self._place = self._some("properties", set(_filled(self._streets["line1"])), *said)
        self._system = self._some("systems", set(), self._systems, self._assets)
        self._asset = self._some("assets", set(), self._assets)
        self._visit = self._some("visits", set(), self._visits)

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

    def _some(self, table: str, places: set[int], *said: Fields) -> _Some:
        """The rows at some places have a record, and those that say anything in some fields."""
        has = places.union(*map(rows_that_say, said))
        ids = self._reserved(table, len(has))
        return _Some([place in has for place in range(len(self._rows))], ids)

    def _customers(self) -> Columns:
        columns = _columns(self._rows.values, len(self._rows), {"status": "active"})
        columns["display_name"] = [name.display[:200] for name in self._rows.names]
        return {"id": self._customer_ids} | columns | _mails(self._rows.mail)

    def _phones(self) -> Columns:
        of = self._rows.phones
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
        columns: Columns = {n: self._place.of(column) for n, column in self._streets.items()}
        are_from_billing = self._place.of(self._rows.from_billing)
        columns["note"] = [
            FROM_BILLING if is_from_billing and street else None
            for is_from_billing, street in zip(are_from_billing, columns["line1"], strict=True)
        ]
        for name, column in self._properties.items():
            said = self._place.of(column)
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
        ids = self._system.ids
        usual = {"kind": "unknown", "active": True}
        columns = _columns(self._system.fields(self._systems), len(ids), usual)
        places = self._system.of(self._place.by_row())
        return {"id": ids} | columns | {"property_id": places}

    def _of_assets(self) -> Columns:
        ids, fields = self._asset.ids, self._asset.fields(self._assets)
        columns = _columns(fields, len(ids), {"in_service": True})
        systems = self._asset.of(self._systems.get("kind") or repeat(None, len(self._rows)))
        tanks = [TANK_OF.get(system, "septic_tank") for system in systems]
        if "serial" in fields:
            tanks = list(map(kind_of_new, _rows(fields), tanks))
        columns["kind"] = _over(tanks, fields.get("kind", ()))
        of = self._asset.of(self._system.by_row())
        return {"id": ids} | columns | {"system_id": of}

    def _of_visits(self) -> Columns:
        fields, ids = self._visit.fields(self._visits), self._visit.ids
        nothing = [None] * len(ids)
        return {
            "id": ids,
            "status": ["completed"] * len(ids),
            "customer_id": self._visit.of(self._customer_ids),
            "property_id": self._visit.of(self._place.by_row()),
            "completed_date": fields.get("date", nothing),
            "amount_cents": list(map(as_cents, fields.get("amount", nothing))),
            "note": list(map(visit_note, fields.get("technician", nothing))),
        }

    def _lines(self) -> Columns:
        fields, ids = self._visit.fields(self._visits), self._visit.ids
        nothing = [None] * len(ids)
        systems = self._visit.of(self._systems.get("kind") or repeat(None, len(self._rows)))
        return {
            "id": self._reserved("service_lines", len(ids)),
            "visit_id": ids,
            "position": [0] * len(ids),
            "asset_id": self._visit.of(self._asset.by_row()),
            "service": [usual_service(system or "") for system in systems],
            "gallons": fields.get("gallons", nothing),
            "notes": [note or None for note in fields.get("note", nothing)],
        }


def _columns(fields: Mapping[str, Sequence[Any]], count: int, usual: dict[str, Any]) -> Columns:
    """The columns that any row fills, or all have usually."""
    found: Columns = {name: [value] * count for name, value in usual.items()}
    return found | {name: _over(found.get(name, ()), column) for name, column in fields.items()}


def _over(before: Sequence[Any], column: Sequence[Any]) -> list[Any]:
    """What a column says, and where it says nothing what was there before."""
    if not before or not column:
        return list(column or before)
    return [old if new is None else new for old, new in zip(before, column, strict=True)]


def _mails(mail: Fields) -> Columns:
    """Where the bill goes, as far as a row says more of it than the state."""
    if not mail:
        return {}
    pieces = zip(mail["line1"], mail["zip5"], mail["city"], strict=True)
    has = [any(said) for said in pieces]
    return {
        name: [said or None if is_said else None for said, is_said in zip(column, has, strict=True)]
        for name, column in zip(MAIL, mail.values(), strict=False)
    }


def _streets(rows: Listed) -> Columns:
    """The streets that the rows are about, as columns; None where a row names none."""
    columns = {name: _sites(rows, name) for name in _STREET}
    has = list(map(is_street, columns["line1"]))
    return {
        name: [said or None if there else None for said, there in zip(column, has, strict=True)]
        for name, column in columns.items()
    }


def _sites(rows: Listed, name: str) -> list[str]:
    """One piece of the addresses of the places, taken from where the bill goes or not."""
    nothing = [""] * len(rows)
    mails, sites = rows.mail.get(name, nothing), rows.site.get(name, nothing)
    both = zip(rows.from_billing, mails, sites, strict=True)
    return [mail if is_from_billing else site for is_from_billing, mail, site in both]


def _filled(column: Iterable[Any]) -> Iterator[int]:
    return (place for place, said in enumerate(column) if said)


def _rows(fields: Columns) -> Iterator[dict[str, Any]]:
    """What each row says of some fields."""
    for row in zip(*fields.values(), strict=True):
        yield {n: said for n, said in zip(fields, row, strict=True) if said is not None}
