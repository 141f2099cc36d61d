"""What a condition is worked out over: the customers, their events, some of these, or pairs."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import FromClause, Subquery, Table
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import Alias

from desktop.services.segments.sources import FACTS
from desktop.services.segments.vectors.columns import read_columns
from desktop.services.segments.vectors.keeping import Kept
from desktop.services.segments.vectors.values import UnsupportedError, Vec

KEY = "customer_id"


class Frame:
    """Rows with columns; `tables` are those whose columns it knows."""

    tables: tuple[FromClause, ...]
    customers: "Customers"
    size: int

    @cached_property
    def worked_out(self) -> dict[Any, Vec]:
        """Functions that were worked out: an average asks for the sum and the number twice."""
        return {}

    def column(self, asked: Any) -> Vec:
        """The values of a column."""
        raise NotImplementedError


class Customers(Frame):
    """Everybody that the facts know, in the order of their numbers."""

    def __init__(self, db: Session, kept: Kept, *, reads: bool) -> None:
        self.db, self.kept, self.reads = db, kept, reads
        self.tables, self.customers = (FACTS,), self
        self.size = int(self.ids.size)

    def column(self, asked: Any) -> Vec:
        """A column of the facts."""
        found: Vec | None = self.kept.get((str(FACTS), asked.name))
        return found or self.read([asked.name])[asked.name]

    def read(self, names: Sequence[str]) -> dict[str, Vec]:
        """Columns of the facts by one walk over them: the way to each row is half of the time."""
        read = read_columns(self.db, FACTS, names)
        for name, vec in read.items():
            self.kept.put((str(FACTS), name), vec, vec.bytes)
        return read

    @cached_property
    def ids(self) -> Any:
        """The numbers of the customers."""
        return self.column(FACTS.c.customer_id).data

    @cached_property
    def live(self) -> Any:
        """Who is live."""
        return self.column(FACTS.c.live).data

    def places(self, ids: Any) -> Any:
        """Where some customers stand; -1 for those the facts do not know."""
        if not self.size or not ids.size:
            return np.full(ids.size, -1, np.int32)
        place = np.minimum(np.searchsorted(self.ids, ids), self.size - 1).astype(np.int32)
        return np.where(self.ids[place] == ids, place, np.int32(-1))

    def marked(self, places: Any) -> Any:
        """Truth at some places, false at all others."""
        marks = np.zeros(self.size, np.bool_)
        marks[places[places >= 0]] = True
        return marks


class Order(NamedTuple):
    """Which customer each row is of, and where the rows stood that are put in this order."""

    owner: Any
    index: Any  # None: they stood in this order


class Rows(Frame):
    """The rows of a table, or of a statement that stands by itself, in the order of customers."""

    def __init__(self, customers: Customers, source: FromClause, names: Sequence[str]) -> None:
        self.tables, self.customers = (source,), customers
        read = _of_statement if isinstance(source, Subquery) else _of_table
        self._columns, self.owner = read(customers, source, sorted({*names, KEY}))
        self.size = int(self.owner.size)

    def column(self, asked: Any) -> Vec:
        """A column of the table."""
        return self._columns[asked.name]


Read = tuple[dict[str, Vec], Any]


def _of_statement(customers: Customers, source: Any, names: Sequence[str]) -> Read:
    """All columns are read at once: another time the rows could come in another order."""
    kept, asked = customers.kept, (_as_text(source, customers.db), tuple(names))
    read: dict[str, Vec] | None = kept.get(asked)
    if read is None:
        read = read_columns(customers.db, source, names)
        kept.put(asked, read, sum(vec.bytes for vec in read.values()))
    order = _order(customers, read[KEY])
    return {name: _in_order(vec, order) for name, vec in read.items()}, order.owner


def _of_table(customers: Customers, source: Any, names: Sequence[str]) -> Read:
    table = source.element if isinstance(source, Alias) else source
    if not isinstance(table, Table):
        raise UnsupportedError(str(type(table)))
    kept = customers.kept
    ready: dict[str, Vec] = {one: kept.get((table.name, one)) for one in names}
    missing = [one for one in names if ready[one] is None]
    if missing and not customers.reads:
        raise UnsupportedError(f"{table.name} is not read yet")
    order = _order_of_table(customers, table)
    for one in missing:
        ready[one] = (
            Vec(customers.ids[order.owner])
            if one == KEY
            else _in_order(read_columns(customers.db, table, [one])[one], order)
        )
        kept.put((table.name, one), ready[one], ready[one].bytes)
    return ready, order.owner


def _order_of_table(customers: Customers, table: Table) -> Order:
    return customers.kept.made(
        ("order", table.name),
        lambda: _order(customers, read_columns(customers.db, table, [KEY])[KEY]),
        lambda order: int(order.owner.nbytes) * (1 if order.index is None else 2),
    )


def _in_order(vec: Vec, order: Order) -> Vec:
    return vec if order.index is None else vec.taken(order.index)


def _order(customers: Customers, key: Vec) -> Order:
    """Rows without a customer that the facts know are left out."""
    owner = customers.places(key.data)
    if key.known is not None:
        owner = np.where(key.known, owner, np.int32(-1))
    if owner.size and owner[0] >= 0 and np.all(owner[1:] >= owner[:-1]):
        return Order(owner, None)
    index = np.argsort(owner, kind="stable")
    index = index[np.searchsorted(owner[index], 0) :]
    return Order(owner[index], index.astype(np.int32))


def _as_text(source: Any, db: Session) -> str:
    compiled = source.element.compile(db.get_bind(), compile_kwargs={"render_postcompile": True})
    return f"{compiled} {sorted(compiled.params.items())}"


class Picked(Frame):
    """Some rows of a frame."""

    def __init__(self, frame: "Rows | Picked", index: Any) -> None:
        self.tables, self.customers = frame.tables, frame.customers
        self._frame, self._index = frame, index
        self._taken: dict[Any, Vec] = {}
        self.size = int(index.size)
        self._is_all = self.size == frame.size and isinstance(frame, Rows)

    @cached_property
    def owner(self) -> Any:
        """Which customer each row is of."""
        return self._frame.owner if self._is_all else self._frame.owner[self._index]

    def column(self, asked: Any) -> Vec:
        """The column at these rows."""
        if self._is_all:
            return self._frame.column(asked)
        if asked not in self._taken:
            self._taken[asked] = self._frame.column(asked).taken(self._index)
        return self._taken[asked]


class Pairs(Frame):
    """Rows of one frame, each beside a row of another."""

    def __init__(self, left: Picked, right: Picked) -> None:
        self.tables, self.customers = (*left.tables, *right.tables), left.customers
        self._sides = (left, right)
        self.size = left.size

    def column(self, asked: Any) -> Vec:
        """A column of either side."""
        left, right = self._sides
        return left.column(asked) if asked.table in left.tables else right.column(asked)


class Groups(Frame):
    """The customers, each with some rows: what sums and numbers of rows are worked out over."""

    def __init__(self, customers: Customers, rows: Picked) -> None:
        self.tables, self.customers = (FACTS,), customers
        self.rows, self.size = rows, customers.size

    def column(self, asked: Any) -> Vec:
        """A column of the facts."""
        return self.customers.column(asked)
