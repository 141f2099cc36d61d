"""Turns the blocks of transactions of an IIF file into sales documents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from desktop.models.folding import fold
from desktop.services.importing.cells.names import read_name
from desktop.services.importing.iif import guesses, labels
from desktop.services.importing.iif.blocks import Block, find_blocks, realigned
from desktop.services.importing.iif.grammar import Record, records, with_breaks
from desktop.services.importing.iif.lines import (
    Books,
    UnreadableError,
    books_of,
    day_of,
    due_day,
    is_receivable,
    lines_of,
    money_in,
)
from desktop.services.importing.kinds import Checkpoint, Outcome, Problem, Table
from desktop.services.importing.records import Parsed, ProposedDocument

_EVERY = 200
_VOID = "void"
_WITH_DUE_DATE = ("invoice", "other")
_NO_CUSTOMER = "No customer: the transaction names nobody"


@dataclass
class _Reader:
    """The documents of one file while they are read; `seen` are the keys of those it has."""

    parsed: Parsed
    books: Books
    seen: dict[tuple[str, ...], str] = field(default_factory=dict)


def read_transactions(
    parsed: Parsed, as_of: date, checkpoint: Checkpoint, date_order: str | None = None
) -> None:
    """Read every block of a file; each of its lines gets a document or a box."""
    found = find_blocks(records(parsed.table.grid))
    reader = _Reader(parsed, books_of(parsed.table, found.blocks, as_of, date_order))
    for done, block in enumerate(found.blocks):
        if done % _EVERY == 0:
            checkpoint(done, len(found.blocks))
        try:
            _read_block(reader, block)
        except UnreadableError as error:
            _refuse(parsed, block, error)
    for stray in found.strays:
        _read_stray(parsed, stray)


def _read_block(reader: _Reader, block: Block) -> None:
    parsed = reader.parsed
    if block.header.places is None:
        raise UnreadableError("transaction before its heading (!TRNS); its columns are unknown")
    word = block.header.get("TRNSTYPE")
    made = labels.transaction_type(word)
    if word and not made.kind:
        _box(parsed, block.rows, "left_out", f"Not a sale to a customer: {made.singular}")
        return
    if not block.is_closed:
        raise UnreadableError("transaction without its end (ENDTRNS is missing)")
    shifted = realigned(block)
    if shifted:
        _say_shifted(parsed, block)
        block = shifted
    _check_sum(block)
    if not word:
        _guess(reader, block)
        return
    for document in _documents(reader, block, made):
        _keep(reader, document, block)


def _check_sum(block: Block) -> None:
    """The amounts of a transaction add up to nothing."""
    total = money_in(block.header, "AMOUNT")
    others = sum((money_in(line, "AMOUNT") or Decimal(0) for line in block.lines), Decimal(0))
    if total is None:
        raise UnreadableError("transaction without an amount")
    if total + others:
        said = f"transaction does not add up ({_signed(total)} and {_signed(others)})"
        raise UnreadableError(said, block.header.get("AMOUNT"))


def _signed(money: Decimal) -> str:
    return f"{money:,.2f}".replace("-", "−")


def _documents(reader: _Reader, block: Block, made: labels.Called) -> Iterable[ProposedDocument]:
    header = block.header
    if labels.type_key(header.get("TRNSTYPE")) == labels.JOURNAL:
        return _journal(reader, block)
    receivable = [line.get("NAME") for line in block.lines if is_receivable(reader.books, line)]
    who = header.get("NAME") or next(filter(None, receivable), "")
    if not who:
        _box(reader.parsed, block.rows, "left_out", _NO_CUSTOMER)
        return ()
    return [_document(reader, block, made.kind, who)]


def _document(reader: _Reader, block: Block, kind: str, who: str) -> ProposedDocument:
    header = block.header
    lines = lines_of(reader.books, block) if kind != "payment" else ()
    taxes = [line.amount for line in lines if line.kind == "tax" and line.amount is not None]
    memo = with_breaks(header.get("MEMO"))
    money = money_in(header, "AMOUNT")
    paid, day = (
        header.get("PAID").upper() if kind == "invoice" else "",
        day_of(reader.books, header),
    )
    is_paid, exported = paid == "Y", reader.books.exported
    return ProposedDocument(
        row=block.rows[0],
        rows=block.rows,
        name=read_name(who),
        kind=kind,
        type_word=header.get("TRNSTYPE"),
        number=header.get("DOCNUM"),
        date=day,
        amount=money,
        memo=memo,
        is_void=money == 0 and fold(memo).startswith(_VOID),
        due=due_day(reader.books, header) if kind in _WITH_DUE_DATE else None,
        open=Decimal(0) if is_paid else None,
        open_as_of=_open_as_of(paid, exported, day),
        tax=sum(taxes, Decimal(0)) if taxes else None,
        method=header.get("PAYMETH"),
        lines=lines,
    )


def _open_as_of(paid: str, exported: date | None, day: date) -> date | None:
    """The day of what is said about payment; “not paid” says that some of it is open."""
    if paid == "N":
        return exported or day
    return exported if paid == "Y" else None


def _journal(reader: _Reader, block: Block) -> Iterator[ProposedDocument]:
    """One transaction for each customer on the receivables; the first keeps the other lines."""
    sides = [r for r in block.records if is_receivable(reader.books, r) and r.get("NAME")]
    if not sides:
        said = "Not a sale to a customer: journal entry"
        _box(reader.parsed, block.rows, "left_out", said)
        return
    own = {side.number for side in sides[1:]}
    for side in sides:
        document = _document(reader, block, "other", side.get("NAME"))
        rest = tuple(row for row in block.rows if row not in own)
        is_first = side is sides[0]
        yield replace(
            document,
            row=rest[0] if is_first else side.number,
            rows=rest if is_first else (side.number,),
            amount=money_in(side, "AMOUNT"),
            memo=with_breaks(side.get("MEMO")) or document.memo,
            tax=None,
            lines=(),
        )


def _keep(reader: _Reader, document: ProposedDocument, block: Block) -> None:
    """Take a document in, unless the file holds it twice under one number."""
    key = (
        document.type_word, document.number, document.name.key, document.name.site,
        str(document.date), str(document.amount),
    )  # fmt: skip
    if document.number and key in reader.seen:
        said = f"The same transaction as {reader.seen[key].lower()}"
        _box(reader.parsed, document.all_rows, "left_out", said)
        return
    reader.seen[key] = block.where
    reader.parsed.documents.append(document)


def _guess(reader: _Reader, block: Block) -> None:
    """A transaction without a type is read as its accounts look, and waits for consent."""
    who = block.header.get("NAME")
    kind = guesses.kind_of(block, reader.books.accounts)
    if not kind or not who:
        _box(reader.parsed, block.rows, "review", guesses.UNKNOWN)
        return
    document = _document(reader, block, kind, who)
    reader.parsed.guessed.append(replace(document, type_word=kind.capitalize()))


def _box(parsed: Parsed, rows: Iterable[int], box: str, reason: str) -> None:
    parsed.outcomes.update(dict.fromkeys(rows, Outcome(box, reason)))


def _refuse(parsed: Parsed, block: Block, error: UnreadableError) -> None:
    who = ", ".join(filter(None, (block.header.get("NAME"), block.header.get("DOCNUM"))))
    said = f"{block.where}: {error.said}." + (f" Customer: {who}." if who else "")
    _box(parsed, block.rows, "refused", said)
    parsed.problems.append(_problem(parsed.table, block.rows[0], error.value, said))


def _say_shifted(parsed: Parsed, block: Block) -> None:
    said = (
        f"Line {block.rows[0]}: the cells from ADDR1 on stand one column too far to the right; "
        "they were read one column further left."
    )
    parsed.problems.append(_problem(parsed.table, block.rows[0], "", said))


def _problem(table: Table, row: int, value: str, said: str) -> Problem:
    return Problem(table.file, table.sheet, row, "", value, said)


def _read_stray(parsed: Parsed, stray: Record) -> None:
    if stray.kind == "SPL":
        said = f"Line {stray.number}: a line of a transaction without its beginning (TRNS)."
        _box(parsed, [stray.number], "refused", said)
        parsed.problems.append(_problem(parsed.table, stray.number, "", said))
    else:
        _box(parsed, [stray.number], "left_out", "The end of a group")
