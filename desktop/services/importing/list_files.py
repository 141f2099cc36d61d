"""A file of names or account numbers: whom it means for sure, and which rows mean nobody."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.folding import fold
from desktop.services.importing.cells.names import read_name
from desktop.services.importing.cells.values import text
from desktop.services.importing.headings.tables import read_grids
from desktop.services.importing.kinds import Grid
from desktop.services.importing.planning.matching import Index

LOOK_DOWN = 10  # rows in which headings are looked for
NUMBER_WORDS = frozenset(
    ("account", "account no", "account no.", "account number", "acct", "acct no", "acct no.",
     "acct #", "account #", "customer no", "customer no.", "customer number", "customer id")
)  # fmt: skip
NAME_WORDS = frozenset(
    ("name", "customer", "customer name", "display name", "full name", "client", "client name",
     "company", "owner", "owner name", "account name")
)  # fmt: skip
FIRST_WORDS, LAST_WORDS = frozenset(("first", "first name")), frozenset(("last", "last name"))


class NotFound(NamedTuple):
    """A row of a file that means no customer for sure, and why."""

    row: int
    text: str
    why: str


class ListFound(NamedTuple):
    """What a file says: whom it means, and which rows mean nobody."""

    file: str
    rows: int
    customers: tuple[int, ...]  # in the order of the file, each once
    repeated: int  # rows that name a customer of an earlier row again
    inactive: int  # of the customers; on the list, but in no count while they are inactive
    not_found: tuple[NotFound, ...]


class _Columns(NamedTuple):
    """Where number and name stand; `below` is the place of the first row after the headings."""

    number: int | None
    names: tuple[int, ...]
    below: int


def read_list(
    db: Session, path: Path, checkpoint: Callable[[], object] = lambda: None
) -> ListFound:
    """Find the customers that a CSV file or workbook lists, by exact number or exact name.

    Raises:
        UserError: the file cannot be read, or has no row.
    """
    grids = [grid for grid in read_grids(path) if any(_texts(row.cells) for row in grid.rows)]
    if not grids:
        raise UserError(f"There is no row in {path.name}.")
    index = Index(db)
    customers: dict[int, None] = {}
    rows, repeated, not_found = 0, 0, []
    for number, said in _rows(grids[0]):
        checkpoint()
        rows += 1
        found = _find(index, said)
        if isinstance(found, str):
            not_found.append(NotFound(number, said.shown, found))
        elif found in customers:
            repeated += 1
        else:
            customers[found] = None
    index.clear()
    ids = tuple(customers)
    return ListFound(path.name, rows, ids, repeated, _inactive(db, ids), tuple(not_found))


class _Said(NamedTuple):
    """What a row says of a customer; without headings any cell may be number or name."""

    numbers: tuple[str, ...]
    names: tuple[str, ...]
    shown: str


def _rows(grid: Grid) -> list[tuple[int, _Said]]:
    columns = _columns(grid)
    found = []
    for row in grid.rows[columns.below if columns else 0 :]:
        cells = [text(cell) for cell in row.cells]
        if not any(cells):
            continue
        shown = ", ".join(cell for cell in cells if cell)
        if columns is None:
            filled = tuple(cell for cell in cells if cell)
            found.append((row.number, _Said(filled, filled, shown)))
            continue
        at = dict(enumerate(cells))
        number = at.get(columns.number, "") if columns.number is not None else ""
        name = " ".join(part for place in columns.names if (part := at.get(place, "")))
        said = _Said((number,) if number else (), (name,) if name else (), shown)
        found.append((row.number, said))
    return found


def _columns(grid: Grid) -> _Columns | None:
    """The headings of a list within its first rows; None when it has none."""
    for place, row in enumerate(grid.rows[:LOOK_DOWN]):
        heads = [fold(cell) for cell in _texts(row.cells)]
        number, name, first, last = (
            next((at for at, head in enumerate(heads) if head in words), None)
            for words in (NUMBER_WORDS, NAME_WORDS, FIRST_WORDS, LAST_WORDS)
        )
        parts = (name,) if name is not None else (first, last)
        names = tuple(at for at in parts if at is not None)
        if number is not None or names:
            return _Columns(number, names, place + 1)
    return None


def _find(index: Index, said: _Said) -> int | str:
    """The customer of a row, or why it means nobody for sure."""
    numbered = {found for one in said.numbers if (found := index.by_account.get(one))}
    named: set[int] = set()
    why = "Nobody has this name or number"
    for one in said.names:
        name = read_name(one, has_jobs=False)
        called = index.find_name(name.key, name.bare)
        if called.customer_id is not None:
            named.add(called.customer_id)
        elif called.question:
            why = called.question
            if numbered & {candidate.customer_id for candidate in called.candidates}:
                named |= numbered
    chosen = numbered or named
    if len(chosen) == 1 and (not numbered or not named or numbered == named):
        return next(iter(chosen))
    if chosen:
        return "Number and name belong to different customers"
    return why


def _texts(cells: Sequence[object]) -> list[str]:
    found = [text(cell) for cell in cells]
    return found if any(found) else []


def _inactive(db: Session, ids: Sequence[int]) -> int:
    inactive = set(db.scalars(select(Customer.id).where(Customer.status != "active")))
    return len(inactive.intersection(ids))
