"""The visits that sales prove: one for each sale with work in it, its lines by item."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from desktop.models import choices as c
from desktop.services.importing.documents import service_items
from desktop.services.importing.documents.service_items import Meaning
from desktop.services.importing.documents.service_words import CONTRACT, NO_VISIT, gallons_of
from desktop.services.importing.lists import suggestions
from desktop.services.importing.lists.suggestions import Said
from desktop.services.importing.planning.around import Around
from desktop.services.importing.planning.plan import Plan, Row
from desktop.services.importing.records import ProposedDocument

Values = dict[str, Any]
_OTHER = "OTHER"
_LOADS = range(2, 21)  # more of them are gallons that were counted as a quantity


class Sale(NamedTuple):
    """A sale as the visit needs it: what the office had of it, and what it is now."""

    invoice_id: int | None  # None: it is new
    before: Values
    now: Values

    @property
    def note(self) -> str:
        """How a visit says which sale it was made from."""
        kind = c.INVOICE_KIND.label(self.now["kind"]).lower()
        return f"From {kind} {self.now['number'] or ''}".strip() + "."


class Work(NamedTuple):
    """What a sale says of work: the lines of its visit, and every meaning that was looked up."""

    lines: list[Values]
    meanings: list[Meaning]


class Visits:
    """Finds or stages the visit of each sale of one table."""

    def __init__(self, plan: Plan, around: Around) -> None:
        self._plan, self._around = plan, around
        self._staging = plan.staging
        self._visits: dict[tuple[int, date], list[int]] = defaultdict(list)
        self._lines: dict[int, list[Values]] = defaultdict(list)
        visits = self._staging.rows["visits"]
        for visit_id, visit in visits.items():
            if visit["status"] == "completed" and visit.get("completed_date"):
                self._visits[visit["customer_id"], visit["completed_date"]].append(visit_id)
        on_file = [visit_id for visit_id in visits if not self._staging.is_new("visits", visit_id)]
        self._staging.load("service_lines", "visit_id", on_file)
        for line in self._staging.rows["service_lines"].values():
            self._lines[line["visit_id"]].append(line)

    def work_of(self, sale: Values) -> Work:
        """What the lines of a sale mean; its memo, when none of them says anything."""
        lines = [one for one in sale.get("lines") or () if not one.get("kind")]
        found = [
            self._plan.meanings.of_line(one.get("item", ""), one.get("text", "")) for one in lines
        ]
        known = [meaning for meaning in found if meaning is not None]
        if any(meaning.service for meaning in known):
            return Work(_by_item(lines, found), known)
        memo = sale.get("memo") or ""
        meaning = self._plan.meanings.of_memo(memo)
        if meaning is None:
            return Work([], known)
        work = [_line(meaning.service, memo)] if service_items.is_work(meaning) else []
        return Work(work, [*known, meaning])

    def place(self, row: Row, sale: Sale, document: ProposedDocument) -> int | None:
        """The visit of a sale, found or made; None when it proves none."""
        if sale.now["state"] == "voided":
            return None
        work = self.work_of(sale.now)
        if any(meaning.service == CONTRACT for meaning in work.meanings):
            self._hear_contract(row, sale, document)
        if not self._plan.options.make_visits:
            return None
        day = (sale.now["customer_id"], sale.now["date"])
        is_counted = document.row in row.table.customer_of and day in self._around.visits
        for meaning in () if is_counted else set(work.meanings):  # its row counted it already
            self._plan.services[meaning].add((document.name.key, sale.note, sale.now["date"]))
        if not work.lines:
            return None
        known = sale.before.get("visit_id") or self._same_day(sale.now)
        if known is None:
            return self._add(row, sale, work.lines)
        row.saw("visits", known)
        self._complete(row, known, sale, work.lines)
        return int(known)

    def _hear_contract(self, row: Row, sale: Sale, document: ProposedDocument) -> None:
        """Note a contract that was sold, with what its lines come to; else with the whole sale."""
        row.reasons.append("Names a service contract, which is offered as a suggestion")
        sold = [
            (line.row, line.amount, ": ".join(filter(None, (line.item, line.memo))))
            for line in document.lines
            if (found := self._plan.meanings.of_line(line.item, line.memo))
            and found.service == CONTRACT
        ]
        at, _, sentence = (sold or [(document.row, None, document.memo)])[0]
        amounts = [amount for _, amount, _ in sold if amount is not None]
        price = sum(amounts, Decimal(0)) if amounts else document.amount
        self._plan.said.append(
            Said(
                row.table.parsed.table.key,
                at,
                sale.now["customer_id"],
                sale.now.get("property_id"),
                document.name,
                sale.now["date"],
                suggestions.CONTRACT,
                "",
                sentence,
                price,
            )
        )

    def _same_day(self, sale: Values) -> int | None:
        """A finished visit of that day at the same place; no place at all is no job."""
        place, jobs = sale.get("property_id"), self._plan.job_places()
        for visit_id in self._visits[sale["customer_id"], sale["date"]]:
            other = self._around.row("visits", visit_id).get("property_id")
            if other == place or (None in (place, other) and {place, other}.isdisjoint(jobs)):
                return visit_id
        return None

    def _add(self, row: Row, sale: Sale, lines: list[Values]) -> int:
        visit = {
            "status": "completed",
            "customer_id": sale.now["customer_id"],
            "property_id": sale.now.get("property_id"),
            "completed_date": sale.now["date"],
            "amount_cents": sale.now["amount_cents"],
            "note": sale.note,
        }
        visit_id = row.add("visits", visit)
        self._around.visits[visit["customer_id"], visit["completed_date"]] = visit_id
        self._visits[visit["customer_id"], visit["completed_date"]].append(visit_id)
        self._write(row, visit_id, lines, [])
        return visit_id

    def _complete(self, row: Row, visit_id: int, sale: Sale, lines: list[Values]) -> None:
        """Lines from a better report replace those the memo gave; else only gallons are filled."""
        stored = self._lines[visit_id]
        visit = self._around.row("visits", visit_id)
        if visit.get("note") == sale.note:
            self._keep_up(row, visit_id, sale)
            before = self.work_of(sale.before).lines if sale.before else lines
            if before != lines and [_plain(line) for line in stored] == before:
                self._write(row, visit_id, lines, stored)
                return
        for line in lines:
            for one in stored:
                if one["service"] == line["service"] and one.get("gallons") is None:
                    row.change("service_lines", one["id"], {"gallons": line["gallons"]})

    def _keep_up(self, row: Row, visit_id: int, sale: Sale) -> None:
        """A visit made from a sale follows the sale's amount, place and day."""
        visit = self._around.row("visits", visit_id)
        for column in ("amount_cents", "property_id"):
            if sale.before and visit.get(column) == sale.before.get(column):
                row.change("visits", visit_id, {column: sale.now.get(column)})
        if sale.before and visit.get("completed_date") == sale.before["date"]:
            row.change("visits", visit_id, {"completed_date": sale.now["date"]})

    def _write(
        self, row: Row, visit_id: int, lines: Sequence[Values], stored: list[Values]
    ) -> None:
        for position, line in enumerate(lines):
            if position < len(stored):
                row.change("service_lines", stored[position]["id"], line, may_erase=True)
                continue
            values = {"visit_id": visit_id, "position": position, **line}
            row.add("service_lines", values)
            self._lines[visit_id].append(values)


def _by_item(lines: Sequence[Values], found: Sequence[Meaning | None]) -> list[Values]:
    """One line of work for each line of a sale; what nobody knows yet is "other" beside it."""
    if not any(map(service_items.is_work, found)):
        return []
    work: list[Values] = []
    for line, meaning in zip(lines, found, strict=True):
        service = meaning.service or _OTHER if meaning else ""
        said = ": ".join(filter(None, (line.get("item"), line.get("text"))))
        if service and service not in (CONTRACT, NO_VISIT):
            work.append(_line(service, said, line.get("quantity", "1")))
    return work


def _line(service: str, said: str, quantity: str = "1") -> Values:
    """One line of work; of several loads the gallons count together."""
    gallons, loads = gallons_of(said), abs(Decimal(quantity))
    if gallons and loads in _LOADS:
        gallons *= int(loads)
    return {"service": service, "gallons": gallons, "notes": said or None}


def _plain(line: Values) -> Values:
    return {key: line.get(key) for key in ("service", "gallons", "notes")}
