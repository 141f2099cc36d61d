"""The invoices that rows of an owner's list name: one for each number, with a line for each row."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from desktop.models.folding import fold
from desktop.services.importing.lists.parsers import PAID, UNPAID
from desktop.services.importing.lists.rows import say, settle
from desktop.services.importing.records import (
    DocumentLine,
    Parsed,
    ProposedCustomer,
    ProposedDocument,
)

_NONE = Decimal(0)
_MONEY = ("invoice_amount", "last_amount")


class _Entry(NamedTuple):
    """What one row says of an invoice."""

    customer: ProposedCustomer
    day: date
    said: dict[str, Any]  # what stands under headings that say invoice
    visit: dict[str, Any]

    @property
    def price(self) -> Decimal | None:
        """What the work of this row cost."""
        found = self.visit.get("amount")
        return found if isinstance(found, Decimal) else None


def add_documents(parsed: Parsed, as_of: date) -> None:
    """Propose the invoices of the rows that have a number or an amount of one."""
    settle(parsed)
    groups: dict[tuple[str, ...], list[_Entry]] = defaultdict(list)
    for customer in parsed.customers.alone:
        said = customer.parts.get("invoice", {})
        if not said.get("number") and said.get("amount") is None:
            continue
        visit = customer.parts.get("visit", {})
        day = said.get("date") or visit.get("date")
        if day is None:
            _say_no_day(parsed, customer, str(said.get("number", "")))
            continue
        number = fold(said.get("number")) or f"row {customer.row}"
        key = (customer.name.key, fold(customer.name.site), number, str(day))
        groups[key].append(_Entry(customer, day, said, visit))
    states_money = any(parsed.mapping.place(key) is not None for key in _MONEY)
    for entries in groups.values():
        _say_repeats(parsed, entries)
        document = _document(entries, as_of)
        if states_money and document.amount is None and not document.is_void:
            sentence = f"invoice {document.number} has no amount and was not made."
            say(parsed, document.row, document.number, sentence)
        else:
            parsed.documents.append(document)


def _say_repeats(parsed: Parsed, entries: list[_Entry]) -> None:
    """A row that says just what an earlier row of its invoice says is counted once."""
    for at, entry in enumerate(entries):
        first = next((one for one in entries[:at] if _is_repeat(entry, one)), None)
        if first is not None:
            number = str(entry.said.get("number", ""))
            sentence = f"it repeats row {first.customer.row} of invoice {number}; counted once."
            say(parsed, entry.customer.row, number, sentence)


def _is_repeat(entry: _Entry, other: _Entry) -> bool:
    same_place = entry.customer.site.key == other.customer.site.key
    return same_place and (entry.said, entry.visit) == (other.said, other.visit)


def _once(entries: list[_Entry]) -> list[_Entry]:
    """The entries without those that only repeat another one."""
    return [
        entry
        for at, entry in enumerate(entries)
        if not any(_is_repeat(entry, one) for one in entries[:at])
    ]


def _say_no_day(parsed: Parsed, customer: ProposedCustomer, number: str) -> None:
    sentence = f"invoice {number} has no day and was not made.".replace("  ", " ")
    say(parsed, customer.row, number, sentence)


def _document(entries: list[_Entry], as_of: date) -> ProposedDocument:
    first, counted = entries[0], _once(entries)
    amount = _amount(counted)
    kind = "credit memo" if amount is not None and amount < 0 else "invoice"
    still_open = _open(entries, amount)
    return ProposedDocument(
        row=first.customer.row,
        rows=tuple(entry.customer.row for entry in entries),
        name=first.customer.name,
        kind=kind,
        type_word=kind.capitalize(),
        number=str(first.said.get("number", "")),
        date=first.day,
        amount=amount,
        memo=str(first.said.get("memo", "")),
        is_void=any(entry.said.get("is_void") for entry in entries),
        open=still_open,
        open_as_of=None if still_open is None else as_of,
        method=str(first.said.get("method", "")),
        lines=tuple(_lines(counted)),
    )


def _amount(entries: Iterable[_Entry]) -> Decimal | None:
    """The amount of the invoice as it is stated, in every row again; else its rows together."""
    stated = [e.said["amount"] for e in entries if e.said.get("amount") is not None]
    if stated:
        return Decimal(stated[0])
    prices = [entry.price for entry in entries if entry.price is not None]
    return sum(prices, _NONE) if prices else None


def _open(entries: Iterable[_Entry], amount: Decimal | None) -> Decimal | None:
    """What is still owed: as stated, or what was not paid yet; None where nothing says so."""
    for entry in entries:
        if entry.said.get("open") is not None:
            return Decimal(entry.said["open"])
    paid = [entry.said["paid"] for entry in entries if entry.said.get("paid") is not None]
    if not paid or amount is None:
        return None
    if PAID in paid:
        return _NONE
    sums = [money for money in paid if money != UNPAID]
    return max(amount - sum(sums, _NONE), _NONE)


def _lines(entries: Iterable[_Entry]) -> Iterable[DocumentLine]:
    for entry in entries:
        service = str(entry.visit.get("service", ""))
        if service:
            memo = str(entry.visit.get("note", ""))
            yield DocumentLine(entry.customer.row, service, memo, amount=entry.price)
