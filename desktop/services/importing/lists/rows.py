"""Settles the rows of an owner's list among themselves: voids, credits, repeats, what differs."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from desktop.models.folding import fold
from desktop.services.importing.headings import targets
from desktop.services.importing.kinds import Problem
from desktop.services.importing.records import Parsed, ProposedCustomer

_VOID = re.compile(r"^\W*void(?:ed)?\b", re.IGNORECASE)
_NO_PART: dict[str, Any] = {}
_OF_THE_PLACE = ("property", "system", "asset")
MORE = "visit_more"  # the columns of each visit that have no field of their own
_IN_QUESTION = frozenset(["invoice", MORE])
_LABELS = {(target.part, target.field): target.label for target in targets.TARGETS}
_Known = dict[tuple[str, ...], dict[tuple[str, str], tuple[int, Any]]]


def settle(parsed: Parsed) -> None:
    """Take out what makes no visit, and keep with each visit what only it says."""
    known: _Known = {}
    rows = Counter([name.key for name in parsed.customers.names()])
    parsed.customers.take_out({key for key, times in rows.items() if times > 1})
    for customer in parsed.customers.alone:
        if _is_settled(customer) and rows[customer.name.key] == 1:
            continue
        _mark_void(parsed, customer)
        _mark_credit(parsed, customer)
        if rows[customer.name.key] > 1 and customer.parts.get("visit", {}).get("date"):
            _keep_apart(parsed, customer, known)
        _keep_more(customer)


def _is_settled(customer: ProposedCustomer) -> bool:
    """Whether a row has no more than the day of a visit, and nobody's word on it."""
    parts = customer.parts
    if not _IN_QUESTION.isdisjoint(parts):
        return False
    visit = parts.get("visit")
    return not visit or (len(visit) == 1 and "date" in visit and not customer.notes)


def say(parsed: Parsed, row: int, value: str, sentence: str) -> None:
    """Note something about a whole row."""
    table = parsed.table
    said = f"Row {row}: {sentence}"
    parsed.problems.append(Problem(table.file, table.sheet, row, "", value, said))


def _mark_void(parsed: Parsed, customer: ProposedCustomer) -> None:
    """A voided row is no work that was done."""
    parts = customer.parts
    visit, invoice = parts.get("visit", _NO_PART), parts.get("invoice", _NO_PART)
    if not visit and not invoice:
        return
    said = [*visit.values(), *invoice.values(), *customer.notes, *parts.get(MORE, {}).values()]
    if any(isinstance(one, str) and _VOID.match(one) for one in said):
        parts.pop("visit", None)
        if invoice:
            own: dict[str, Any] = {key: visit[key] for key in ("date", "amount") if key in visit}
            parts["invoice"] = {**own, **invoice, "is_void": True}
        say(parsed, customer.row, "VOID", "it is marked void, so it makes no visit.")


def _mark_credit(parsed: Parsed, customer: ProposedCustomer) -> None:
    """Money given back is no work that was done."""
    visit = customer.parts.get("visit", _NO_PART)
    invoice = customer.parts.get("invoice", _NO_PART)
    money = invoice.get("amount")
    money = visit.get("amount") if money is None else money
    if not isinstance(money, Decimal) or money >= 0:
        return
    if invoice.get("number") or "amount" in invoice:
        own = {"date": visit["date"]} if "date" in visit else {}
        customer.parts["invoice"] = {**own, "amount": money, **invoice}
    customer.parts.pop("visit", None)
    sentence = f"the amount {money:,.2f} is below zero, so it makes no visit."
    say(parsed, customer.row, str(money), sentence)


def _keep_apart(parsed: Parsed, customer: ProposedCustomer, known: _Known) -> None:
    """What a later row says otherwise of the same place stays with its visit, and is said."""
    where = (customer.name.key, fold(customer.name.site), customer.site.key)
    first = known.setdefault(where, {})
    for part in _OF_THE_PLACE:
        for field, value in list(customer.parts.get(part, {}).items()):
            row, kept = first.setdefault((part, field), (customer.row, value))
            if kept == value:
                continue
            label = _LABELS.get((part, field), field)
            customer.parts[part] = _without(customer.parts[part], field)
            customer.parts[MORE] = {**customer.parts.get(MORE, {}), label: value}
            said = f"{label} is {_shown(value)}, but {_shown(kept)} in row {row}"
            say(parsed, customer.row, _shown(value), f"{said}. It was kept with the visit only.")


def _without(values: Mapping[str, Any], field: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != field}


def _keep_more(customer: ProposedCustomer) -> None:
    """The other columns of a visit stand in its note; without a visit in the customer's."""
    more = customer.parts.pop(MORE, None)
    if not more:
        return
    note = "; ".join(f"{label}: {_shown(value)}" for label, value in more.items())
    visit = customer.parts.get("visit", {})
    if visit.get("date"):
        customer.parts["visit"] = {**visit, "note": _joined([visit.get("note"), note])}
    elif customer.parts.get("invoice"):
        invoice = customer.parts["invoice"]
        customer.parts["invoice"] = {**invoice, "memo": _joined([invoice.get("memo"), note])}
    else:
        customer.notes = [*customer.notes, note]


def _joined(notes: Iterable[str | None]) -> str:
    return "; ".join(filter(None, notes))


def _shown(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
