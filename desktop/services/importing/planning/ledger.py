"""Finds the record of the office that a document of a file already is."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from desktop.services.importing.cells.values import cents
from desktop.services.importing.planning.around import Around
from desktop.services.importing.planning.plan import Plan
from desktop.services.importing.records import ProposedDocument

_NUMBER_OF = {"estimates": "no"}
_DAY_OF = {"estimates": "issued_on"}
_KIND_OF = {"invoices": "kind", "other_transactions": "type"}
_BY_AMOUNT = ("payments", "other_transactions")  # one check may pay twice on a day
_MONEY = ("amount_cents", "total_cents")
_Stored = dict[str, Any]


class Ledger:
    """The documents on file, each found at most once by the rows of one table.

    A document is known by type, number, customer and date; a payment by its amount too, and
    what has no number by its amount alone. Two payments of one file that are equal in
    everything are two; of an equal sale with a number the office is asked (`repeats`). A sale
    on file may have got another day, as long as no other sale of the customer has its number
    and the file does not name the old day too.
    """

    def __init__(self, plan: Plan, around: Around, documents: Sequence[ProposedDocument]) -> None:
        self._plan, self._around, self._documents = plan, around, documents
        self._numbers: dict[int, dict[str, list[int]]] = {}
        self._named_days: set[tuple[str, str, str, date]] = set()
        self._used: set[tuple[str, int]] = set()
        self._seen: Counter[str] = Counter()
        self._first_rows: dict[tuple[str, Decimal | None], int] = {}
        self._days: dict[tuple[str, int], dict[date, list[int]]] = {}

    def find(self, table: str, values: _Stored, document: ProposedDocument) -> int | None:
        """The record that this document is; None when it is new."""
        found = next(self._candidates(table, values, document), None)
        if found is not None:
            self._take(table, found, values, document)
        return found

    def add(self, table: str, row_id: int, values: _Stored, document: ProposedDocument) -> None:
        """Remember a new record, so that later rows and files find it."""
        customer_id, day = values["customer_id"], values[_DAY_OF.get(table, "date")]
        self.on_day(table, customer_id, day)  # sorted before the new one is among them
        self._around.documents[table, customer_id].append(row_id)
        self._days[table, customer_id][day].append(row_id)
        self._take(table, row_id, values, document)

    def on_day(self, table: str, customer_id: int, day: date) -> list[int]:
        """The records of one customer on one day."""
        days = self._days.get((table, customer_id))
        if days is None:
            days = self._days[table, customer_id] = defaultdict(list)
            rows, column = self._around.staging.rows[table], _DAY_OF.get(table, "date")
            for row_id in self._around.documents[table, customer_id]:
                days[rows[row_id][column]].append(row_id)
        return days[day]

    def repeats(self, table: str, values: _Stored, document: ProposedDocument) -> int | None:
        """The row above that is the same sale; None when there is none, or the office knows both.

        Equal payments are two payments, but no program gives one number to two equal invoices.
        """
        key = _key(table, values, document)
        row = self._first_rows.get((key, document.amount))
        if row is None or not document.number or document.amount is None or not document.amount:
            return None
        both = self._plan.key_of(table, f"{key}#{self._seen[key] + 1}"[:400])
        return row if both is None else None

    def _take(self, table: str, row_id: int, values: _Stored, document: ProposedDocument) -> None:
        """No other document of this table is this record."""
        key = _key(table, values, document)
        self._first_rows.setdefault((key, document.amount), document.row)
        self._used.add((table, row_id))
        self._seen[key] += 1
        self._plan.set_key(table, f"{key}#{self._seen[key]}"[:400], row_id)

    def _candidates(self, table: str, values: _Stored, document: ProposedDocument) -> Iterator[int]:
        """The records it may be, the most certain first."""
        rows = self._around.staging.rows[table]
        day = values[_DAY_OF.get(table, "date")]
        today = self.on_day(table, values["customer_id"], day)
        free = [i for i in today if (table, i) not in self._used]
        same = [i for i in free if _is_same_kind(table, rows[i], values)]
        number = _NUMBER_OF.get(table, "number")
        wanted = values[number]
        numbered = [i for i in same if wanted and rows[i].get(number) == wanted]
        yield from (i for i in numbered if _is_same_money(rows[i], document))
        key = _key(table, values, document)
        keyed = self._plan.key_of(table, f"{key}#{self._seen[key] + 1}"[:400])
        if keyed is not None and self._is_free(table, keyed, values["customer_id"]):
            yield keyed
        if table not in _BY_AMOUNT or document.is_void:
            yield from numbered
        blank = [i for i in same if not wanted or not rows[i].get(number)]
        blank.sort(key=lambda i: bool(rows[i].get(number)))
        yield from (i for i in blank if _is_same_money(rows[i], document))
        if table == "invoices" and wanted:
            yield from self._corrected(values, document)

    def _corrected(self, values: _Stored, document: ProposedDocument) -> Iterator[int]:
        """The one sale on file of this number and amount, with another day."""
        rows = self._around.staging.rows["invoices"]
        same = self._numbered(values["customer_id"]).get(values["number"], ())
        for i in same if len(same) == 1 else ():
            if (
                _is_same_kind("invoices", rows[i], values)
                and self._is_free("invoices", i, values["customer_id"])
                and _is_same_money(rows[i], document)
                and not self._names_day(document, rows[i]["date"])
            ):
                yield i

    def _numbered(self, customer_id: int) -> dict[str, list[int]]:
        """The sales on file of a customer by their numbers."""
        found = self._numbers.get(customer_id)
        if found is None:
            found = self._numbers[customer_id] = defaultdict(list)
            for i in self._around.documents["invoices", customer_id]:
                number = self._around.row("invoices", i)["number"]
                if number and not self._around.staging.is_new("invoices", i):
                    found[number].append(i)
        return found

    def _names_day(self, document: ProposedDocument, day: date) -> bool:
        """Whether the file has a document of this number on that day too."""
        if not self._named_days:
            self._named_days = {(d.kind, d.number, d.name.key, d.date) for d in self._documents}
        return (document.kind, document.number, document.name.key, day) in self._named_days

    def _is_free(self, table: str, row_id: int, customer_id: int) -> bool:
        """Whether a record is still there, the customer's, and not taken by another row."""
        stored = self._around.staging.rows[table].get(row_id)
        is_theirs = stored is not None and stored["customer_id"] == customer_id
        return is_theirs and (table, row_id) not in self._used


def _is_same_kind(table: str, stored: _Stored, values: _Stored) -> bool:
    kind = _KIND_OF.get(table)
    return kind is None or bool(stored[kind] == values[kind])


def _is_same_money(stored: _Stored, document: ProposedDocument) -> bool:
    """Whether the amounts agree; a document without one is compared by what is open of it."""
    money = document.amount if document.amount is not None else document.open
    columns = _MONEY if document.amount is not None else (*_MONEY, "open_cents")
    known = {abs(stored[c]) for c in columns if stored.get(c) is not None}
    return money is not None and abs(cents(money)) in known


def _key(table: str, values: _Stored, document: ProposedDocument) -> str:
    """How the files name a document; part of what makes a second import change nothing."""
    day = values[_DAY_OF.get(table, "date")]
    key = f"doc:{table}:{document.kind}:{document.number}:{values['customer_id']}:{day}"
    if document.number and table not in _BY_AMOUNT:
        return key
    return f"{key}:{document.amount if document.amount is not None else document.open}"
