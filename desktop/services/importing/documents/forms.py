"""How the rows of a report become documents: row by row, by lines, by transaction, by position."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from desktop.models.folding import fold
from desktop.services.importing.cells.names import read_name
from desktop.services.importing.documents.entries import Entry, EntryReader
from desktop.services.importing.documents.kinds import KINDS, OTHER, is_vendor, kind_of
from desktop.services.importing.kinds import DataRow
from desktop.services.importing.records import DocumentLine, ProposedDocument

_VOID = re.compile(r"^\s*void(?:ed)?\b", re.IGNORECASE)
_TAX = re.compile(r"\btax(?:es)?$|\bsales tax\b|tax payable")
_NO_CUSTOMER = "No customer: the row names none and stands in no group"
_NOTHING = "No transaction in this row"
_NOT_SOLD = ("cost of goods", "asset", "bank")  # the accounts of rows that are no line of a sale

Documents = Iterable[ProposedDocument]


def by_row(reader: EntryReader, rows: list[DataRow]) -> Documents:
    """Each row is a whole document."""
    for entry in _entries(reader, rows):
        if _is_whole(reader, entry):
            yield _with_open(reader, _document(entry, entry.money), entry)


def by_balance(reader: EntryReader, rows: list[DataRow]) -> Documents:
    """Each row says what is still open of a document; the running balance is never read."""
    for entry in _entries(reader, rows):
        if not _is_whole(reader, entry, "open"):
            continue
        document = _document(entry, entry.amount)
        yield _with_open(reader, document, entry)


def by_position(reader: EntryReader, rows: list[DataRow]) -> Documents:
    """A payment stands above the invoices it paid; an invoice paid twice stands there twice."""
    made: list[ProposedDocument] = []
    known: dict[tuple[object, ...], ProposedDocument] = {}
    payment: ProposedDocument | None = None
    for entry in _entries(reader, rows):
        if not _is_whole(reader, entry):
            continue
        document = _document(entry, entry.money)
        if payment is not None and payment.name != document.name:
            payment = None
        if KINDS.get(document.kind) and KINDS[document.kind].makes_payment:
            payment = document
        elif document.number:
            key = (document.kind, document.number, document.name, document.date, document.amount)
            if key in known:
                document = known[key]
                document.rows = (*document.all_rows, entry.row)
            known[key] = document
        if payment is not None and document is not payment:
            payment.pays = (*payment.pays, document.row)
        if document.row == entry.row:
            made.append(document)
    return made


def by_lines(reader: EntryReader, rows: list[DataRow]) -> Documents:
    """Rows with the same type, number, customer and date are the lines of one document."""
    grouped: dict[tuple[str, ...], list[DataRow]] = defaultdict(list)
    for row in rows:
        grouped[reader.raw_key(row)].append(row)
    for members in grouped.values():
        entries = _all_or_none(reader, members)
        if not entries or not _are_whole(reader, entries):
            continue
        if all(entry.money is None for entry in entries):
            for entry in entries:
                reader.missing(entry.row, "amount")
            continue
        lines = tuple(_line(entry, entry.money) for entry in entries)
        document = _document(entries[0], _sum_of(lines, tax=False))
        document.memo = ""  # what stands there belongs to the line
        document.is_void = not document.amount and any(_VOID.match(e.memo) for e in entries)
        document.lines, document.amount_of_lines = lines, True
        document.tax = _sum_of(lines, tax=True) if any(li.kind == "tax" for li in lines) else None
        document.rows = tuple(entry.row for entry in entries)
        yield document


def by_transaction(reader: EntryReader, rows: list[DataRow]) -> Documents:
    """Rows with one transaction number are its sides; the customers' side is the document."""
    grouped: dict[str, list[DataRow]] = {}
    number = ""
    for row in rows:
        own = re.sub(r"[,.\s]", "", fold(str(reader.cell(row.cells, "trans_no") or "")))
        number = own or number
        grouped.setdefault(number, []).append(row)
    for trans_no, members in grouped.items():
        entries = _all_or_none(reader, members)
        sides = [entry for entry in entries if not _is_sum(reader, entry)]
        if sides:
            head = _head(sides)
            if _is_whole(reader, head, "amount", sides):
                yield _transaction(trans_no, head, sides)


FORMS: dict[str, Callable[[EntryReader, list[DataRow]], Documents]] = {
    "rows": by_row,
    "balances": by_balance,
    "positions": by_position,
    "lines": by_lines,
    "transactions": by_transaction,
}


def _entries(reader: EntryReader, rows: list[DataRow]) -> Iterable[Entry]:
    for row in rows:
        entry = reader.read(row)
        if entry is not None:
            yield entry


def _all_or_none(reader: EntryReader, rows: list[DataRow]) -> list[Entry]:
    """The rows of one document; none of them when one cannot be read: half would be wrong money."""
    entries = [(row, reader.read(row)) for row in rows]
    bad = [row.number for row, entry in entries if entry is None]
    if not bad:
        return [entry for _, entry in entries if entry is not None]
    for row, entry in entries:
        if entry is not None:
            said = f"belongs to the same document as row {bad[0]}, which cannot be read"
            reader.refuse(row.number, [reader.problem(row, "date", "", said)])
    return []


def _is_whole(
    reader: EntryReader, entry: Entry, needed: str = "amount", rows: list[Entry] | None = None
) -> bool:
    """Whether an entry has all that a document needs; if not, its rows get their box."""
    why, missing = "", ""
    if not entry.customer:
        why = _NO_CUSTOMER
    elif not entry.type and entry.date is None and entry.money is None:
        why = _NOTHING
    elif not entry.type or entry.date is None:
        missing = "date" if entry.type else "type"
    elif (needed == "amount" and entry.money is None) or (needed == "open" and entry.open is None):
        missing = needed
    for one in rows or [entry]:
        if why:
            reader.leave_out(one.row, why)
        elif missing:
            reader.missing(one.row, missing)
    return not why and not missing


def _are_whole(reader: EntryReader, entries: list[Entry]) -> bool:
    """Whether all lines of a document are; each that is not gets its own box."""
    return sum(_is_whole(reader, entry, "") for entry in entries) == len(entries)


def _document(entry: Entry, money: Decimal | None) -> ProposedDocument:
    assert entry.date is not None  # noqa: S101 - `_is_whole` saw to it
    kind = kind_of(entry.type)
    if not entry.posts and kind != "estimate":
        kind = OTHER  # a charge that moves no money
    return ProposedDocument(
        row=entry.row,
        name=read_name(entry.customer),
        kind=kind,
        number=entry.number,
        date=entry.date,
        amount=money,
        memo=entry.memo,
        is_void=money == 0 and bool(_VOID.match(entry.memo)),
        type_word=entry.type,
        due=entry.due,
        method=entry.method,
        trans_no=entry.trans_no,
        status=entry.status,
        is_vendor=is_vendor(entry.type),
    )


def _with_open(reader: EntryReader, document: ProposedDocument, entry: Entry) -> ProposedDocument:
    """Put in what is open, and the day of it where the file says one."""
    if entry.open is not None:
        document.open, document.open_as_of = entry.open, reader.parsed.table.data_date
    return document


def _line(entry: Entry, money: Decimal | None) -> DocumentLine:
    return DocumentLine(
        entry.row, entry.item, entry.memo, entry.quantity, entry.price, money, _line_kind(entry)
    )


def _line_kind(entry: Entry) -> str:
    """Whether a line is sales tax or a discount; a percentage for a price is one of them."""
    item = fold(entry.item) or fold(entry.memo)
    if "discount" in item or entry.percent.startswith(("-", "(")):
        return "discount"
    if entry.percent or _TAX.search(item) or _TAX.search(fold(entry.account)):
        return "tax"
    return ""


def _sum_of(lines: tuple[DocumentLine, ...], *, tax: bool) -> Decimal:
    wanted = [line.amount for line in lines if (line.kind == "tax") == tax and line.amount]
    return sum(wanted, Decimal(0))


def _is_sum(reader: EntryReader, entry: Entry) -> bool:
    """Whether a row of a journal is the sum of its transaction: it has a debit and a credit."""
    if entry.debit is None or entry.credit is None or not (entry.debit and entry.credit):
        return False
    reader.leave_out(entry.row, "The sum of the transaction above")
    for key in ("debit", "credit", "amount"):
        reader.amounts[key].pop(entry.row, None)
    return True


def _head(sides: list[Entry]) -> Entry:
    """The customers' side, with what only the first row says."""
    first = sides[0]
    head = next((side for side in sides if side.is_receivable), first)
    if kind_of(first.type) in ("payment", "sales receipt"):
        head = first
    customer = head.customer or next((side.customer for side in sides if side.customer), "")
    return head._replace(
        row=first.row,
        customer=customer,
        type=first.type or head.type,
        date=head.date or first.date,
        number=head.number or first.number,
        memo=first.memo,
    )


def _transaction(trans_no: str, head: Entry, sides: list[Entry]) -> ProposedDocument:
    document = _document(head, head.money)
    rest = [side for side in sides if side != head and side.row != head.row]
    document = replace(document, trans_no=trans_no, rows=tuple(side.row for side in sides))
    if KINDS.get(document.kind) is None or not KINDS[document.kind].invoice_kind:
        return document
    balance = sum((side.money or Decimal(0) for side in rest), Decimal(0))
    sign = -1 if balance * (head.money or 0) < 0 else 1
    document.lines = tuple(
        _line(side, None if side.money is None else sign * side.money)
        for side in rest
        if not any(word in fold(side.account_type) for word in _NOT_SOLD) and not side.is_receivable
    )
    if any(line.kind == "tax" for line in document.lines):
        document.tax = _sum_of(document.lines, tax=True)
    return document
