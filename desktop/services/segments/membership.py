"""Brings the log of members up to date: who is in which active segment, by set difference.

A customer is in a segment from `entered_on` up to the day before `left_on`. The log only goes
forward: asked for a day before the newest it knows, it stays as it is.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import CursorResult, exists, func, insert, literal, select, true, update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.segments import MembershipInterval, Segment
from desktop.services import facts
from desktop.services.facts.staging import insert_rows, present, staging_table
from desktop.services.segments.circles import references
from desktop.services.segments.comparisons import Condition
from desktop.services.segments.compile import membership as is_member
from desktop.services.segments.context import Context
from desktop.services.segments.pruning import prune
from desktop.services.segments.sources import FACTS

FEW = 1_000  # touched customers, up to which only these are looked at
_LOG: Any = MembershipInterval.__table__
_WANTED, _TOUCHED = staging_table("wanted"), staging_table("moved")


class Move(NamedTuple):
    """What one calculation did to a segment: its size now, and how many came and went."""

    segment_id: int
    segment: str
    size: int
    entered: int
    left: int


def refresh(
    db: Session,
    as_of: date,
    now: datetime,
    checkpoint: Callable[[], object] = lambda: None,
    *,
    touched: Collection[int] | None = None,
) -> list[Move]:
    """Work out the members of all active segments for a day and log who entered and who left.

    With `touched` only these customers are looked at, in segments that are of this day already.
    The caller commits.
    """
    db.flush()
    facts.for_day(db, as_of)
    context = Context(db, as_of)
    some = touched is not None and len(touched) <= FEW
    with present(db, _WANTED), present(db, _TOUCHED):
        insert_rows(db, _TOUCHED, [(one,) for one in set(touched or ())] if some else ())
        rows = _rows(db, as_of)
        changed = _changed(rows, context)
        moves = []
        for row in rows:
            checkpoint()
            whole = not some or row.open_id in changed or row.calculated_on != as_of
            if not whole and not touched:
                continue
            one = _Segment(context, row, is_changed=row.open_id in changed, is_whole=whole)
            moves.append((row, one.move(now)))
    _forget_gone(db)
    sizes = _sizes(db)
    return [Move(row.id, row.name, sizes.get(row.id, 0), *moved) for row, moved in moves]


def is_current(db: Session, as_of: date) -> bool:
    """Whether every segment of the log was worked out for a day, with its newest conditions."""
    old = select(Segment.id).where(
        Segment.kind == "active",
        func.coalesce(Segment.calculated_on != as_of, true())
        | func.coalesce(Segment.calculated_version != Segment.version, true()),
    )
    return db.scalar(select(old.exists())) is False


class _Row(NamedTuple):
    """A segment that the log knows or is to know."""

    id: int
    open_id: str
    name: str
    kind: str
    version: int
    calculated_on: date | None
    calculated_version: int | None


def _rows(db: Session, as_of: date) -> list[_Row]:
    found = db.scalars(select(Segment).order_by(Segment.name_key)).all()
    rows = [_Row(*(getattr(one, name) for name in _Row._fields)) for one in found]
    return [row for row in rows if _is_asked(row, as_of)]


def _is_asked(row: _Row, as_of: date) -> bool:
    """Active ones, and those that became lists kept as they are; none goes back in time."""
    if row.calculated_on is None:
        return row.kind == "active"
    return row.calculated_on <= as_of


def _changed(rows: list[_Row], context: Context) -> set[str]:
    """The segments with newer conditions than the log knows, their own or of one they use."""
    found = {row.open_id for row in rows if row.calculated_version != row.version}
    before = 0
    while len(found) > before:
        before = len(found)
        found |= {
            one.open_id
            for one in context.segments.values()
            if one.tree is not None and not found.isdisjoint(references(one.tree))
        }
    return found


class _Segment:
    """The calculation of one segment."""

    def __init__(self, context: Context, row: _Row, *, is_changed: bool, is_whole: bool) -> None:
        self._db, self._context, self._row = context.db, context, row
        self._saved = context.segments[row.open_id]
        self._day = context.as_of
        self._is_changed, self._is_whole = is_changed, is_whole

    def move(self, now: datetime) -> tuple[int, int]:
        """How many entered and how many left."""
        if self._row.kind != "active":
            left = self._leave(true())
            self._write(calculated_on=None, calculated_at=None, calculated_version=None)
            return 0, left
        if not self._is_sound():
            return 0, self._leave(_LOG.c.customer_id.not_in(select(Customer.id)))
        with self._wanted():
            left = self._leave(_LOG.c.customer_id.not_in(select(_WANTED.c.customer_id)))
            entered = self._enter()
        if self._is_whole:
            self._remember(now)
        return entered, left

    def _is_sound(self) -> bool:
        """Whether all conditions can be worked out; if not, the last good members stay."""
        tree = self._saved.tree
        return tree is not None and not prune(tree, self._context).left_out

    @contextmanager
    def _wanted(self) -> Iterator[None]:
        """Lay out who belongs in it."""
        chosen = select(FACTS.c.customer_id).where(
            FACTS.c.live, is_member(self._saved, self._context), self._about(FACTS.c.customer_id)
        )
        self._db.execute(_WANTED.delete())
        self._db.execute(insert(_WANTED).from_select(["customer_id"], chosen))
        yield

    def _about(self, customer_id: Any) -> Condition:
        touched = select(_TOUCHED.c.customer_id)
        return true() if self._is_whole else customer_id.in_(touched)

    def _leave(self, whom: Condition) -> int:
        inside = (_LOG.c.segment_id == self._row.id) & _LOG.c.left_on.is_(None)
        leaving = update(_LOG).where(inside, whom, self._about(_LOG.c.customer_id))
        return self._changed(leaving.values(left_on=self._day, left_cause=self._cause()))

    def _enter(self) -> int:
        inside = exists().where(
            _LOG.c.segment_id == self._row.id,
            _LOG.c.left_on.is_(None),
            _LOG.c.customer_id == _WANTED.c.customer_id,
        )
        coming = select(
            literal(self._row.id),
            _WANTED.c.customer_id,
            literal(self._day),
            literal(self._cause()),
            literal(self._row.version),
        ).where(~inside)
        names = ["segment_id", "customer_id", "entered_on", "cause", "version"]
        return self._changed(insert(_LOG).from_select(names, coming))

    def _changed(self, statement: Any) -> int:
        done = self._db.execute(statement)
        return done.rowcount if isinstance(done, CursorResult) else 0

    def _cause(self) -> str:
        """Why customers move; what changed on a later day counts as the day's doing."""
        if self._row.calculated_on is None:
            return "start"
        if self._is_changed or self._row.kind != "active":
            return "rule"
        return "data" if self._row.calculated_on == self._day else "day"

    def _remember(self, now: datetime) -> None:
        self._write(
            calculated_on=self._day, calculated_at=now, calculated_version=self._row.version
        )

    def _write(self, **values: Any) -> None:
        self._db.execute(update(Segment).where(Segment.id == self._row.id).values(**values))


def _forget_gone(db: Session) -> None:
    """Leave out whose stays they were, when a customer is no longer on file.

    A later customer may get the number.
    """
    gone = _LOG.c.customer_id.not_in(select(Customer.id))
    db.execute(update(_LOG).where(_LOG.c.left_on.is_not(None), gone).values(customer_id=None))


def _sizes(db: Session) -> dict[int, int]:
    inside = select(_LOG.c.segment_id, func.count()).where(_LOG.c.left_on.is_(None))
    return {row[0]: row[1] for row in db.execute(inside.group_by(_LOG.c.segment_id))}
