"""The values of a sale out of what several reports say of it; their order does not matter.

A list states the total with the tax, a sales report the lines without it, a list of balances
what is open. `total_cents` keeps what a file stated, so that the three can come in any order.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from desktop.services.importing.cells.values import cents
from desktop.services.importing.documents.kinds import KINDS
from desktop.services.importing.records import DocumentLine, ProposedDocument

Values = dict[str, Any]
TAX = "tax"


def sale_values(document: ProposedDocument, stored: Values | None) -> Values:
    """The columns of an invoice that a document brings, beside its links."""
    kind = KINDS[document.kind]
    values: Values = {
        "kind": kind.invoice_kind,
        "number": document.number[:40] or None,
        "date": document.date,
        "due_date": document.due,
        "memo": document.memo or None,
        "lines": merged_lines(stored_lines(document.lines), (stored or {}).get("lines")),
    }
    values |= _money(document, stored, values["lines"]) | _open(document, stored)
    if stored and stored.get("tax_cents") and "tax_cents" in values:
        values["tax_cents"] = values["tax_cents"] or 0  # a blank would not take it away
    if document.is_void:
        values["state"] = "voided"
    elif stored is None or (stored["state"] == "voided" and document.amount):
        values["state"] = "posted"
    return values


def stored_lines(lines: Sequence[DocumentLine]) -> list[Values] | None:
    """Lines as they are stored: in the same order, whatever report they come from."""
    found = []
    for line in lines:
        plain = {
            "item": line.item or None,
            "text": line.memo or None,
            "quantity": None if line.quantity is None else str(line.quantity.normalize()),
            "price": None if line.price is None else str(line.price),
            "amount": None if line.amount is None else str(line.amount),
            "kind": line.kind or None,
        }
        found.append({key: value for key, value in plain.items() if value is not None})
    return sorted(found, key=_place_of) or None


def _place_of(line: Values) -> tuple[Any, ...]:
    """Work before discounts and tax, the largest first."""
    return line.get("kind", ""), -line_cents(line), line.get("item", ""), line.get("text", "")


def merged_lines(new: list[Values] | None, old: list[Values] | None) -> list[Values] | None:
    """The lines to keep: a report of some items only never takes the others away."""
    if not new or not old:
        return new or old
    if not _marks(new) - _marks(old):
        return old
    return new


def _marks(lines: Sequence[Values]) -> Counter[tuple[Any, ...]]:
    return Counter((one.get("item"), one.get("text"), one.get("amount")) for one in lines)


def line_cents(line: Values) -> int:
    """What a stored line comes to."""
    whole, _, part = str(line.get("amount") or "0").partition(".")
    sign = -1 if whole.startswith("-") else 1
    return int(whole or 0) * 100 + sign * int(f"{part}00"[:2])


def _money(document: ProposedDocument, stored: Values | None, lines: list[Values] | None) -> Values:
    """Amount without tax, tax, and the total that was stated."""
    if document.is_void:
        return {"amount_cents": 0, "tax_cents": None}
    total = _total(document)
    if stored is None:
        is_known = total is not None or lines
        known = total if is_known else _signed(document, cents(document.open or Decimal(0)))
        return _derived(document, known, lines) | {"total_cents": total}
    new_total = total is not None and total != stored.get("total_cents")
    new_lines = lines != stored.get("lines")
    if not new_total and not new_lines:
        return {}
    if new_lines and stored.get("lines") and total is None:
        return _derived(document, None, lines)  # the sale was altered since its total was read
    if new_total and not new_lines and lines and stored.get("total_cents") is not None:
        changed = (total or 0) - (stored.get("tax_cents") or 0)
        return {"amount_cents": changed, "total_cents": total}
    known = total if total is not None else stored.get("total_cents")
    return _derived(document, known, lines) | {"total_cents": total}


def _derived(document: ProposedDocument, total: int | None, lines: list[Values] | None) -> Values:
    sold = sum(line_cents(line) for line in lines or () if line.get("kind") != TAX)
    taxed = sum(line_cents(line) for line in lines or () if line.get("kind") == TAX)
    if not lines:
        tax = _signed(document, cents(document.tax)) if document.tax else 0
        return {"amount_cents": (total or 0) - tax, "tax_cents": tax or None}
    sold, taxed = _signed(document, sold), _signed(document, taxed)
    if total is None:
        return {"amount_cents": sold, "tax_cents": taxed or None}
    if abs(total) >= abs(sold) and total * sold >= 0:
        return {"amount_cents": sold, "tax_cents": (total - sold) or None}
    return {"amount_cents": total, "tax_cents": None}


def _total(document: ProposedDocument) -> int | None:
    """What the document states that it comes to, tax included."""
    if document.amount is None or document.amount_of_lines:
        return None
    return _signed(document, cents(document.amount))


def _signed(document: ProposedDocument, amount: int) -> int:
    """A credit is always negative, however the report writes it."""
    return -abs(amount) if KINDS[document.kind].sign < 0 else amount


def _open(document: ProposedDocument, stored: Values | None) -> Values:
    """What is open, of the newest day that a file gave.

    A day without an amount says that something is open, but not how much.
    """
    before = (stored or {}).get("open_as_of")
    is_stated = (stored or {}).get("open_cents") is not None
    if document.open is None and document.open_as_of is not None:
        return {} if is_stated else {"open_as_of": max(document.open_as_of, before or date.min)}
    if document.open is None:
        return {"open_cents": 0} if KINDS[document.kind].makes_payment else {}
    is_older = before and (document.open_as_of is None or document.open_as_of < before)
    if is_stated and is_older:
        return {}
    return {"open_cents": cents(document.open), "open_as_of": document.open_as_of}
