"""Brings the log of members up to date: who is in which active segment, by set difference.

A customer is in a segment from `entered_on` up to the day before `left_on`. The log only goes
forward: asked for a day before the newest it knows, it stays as it is.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import (
    CursorResult,
    Date,
    String,
    case,
    exists,
    func,
    insert,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.segments import MembershipInterval, Segment
from desktop.services import facts
from desktop.services.facts.staging import insert_rows, present, staging_table
from desktop.services.segments.circles import references
from desktop.services.segments.comparisons import Condition
from desktop.services.segments.context import Context
from desktop.services.segments.membership_sets import inside, of_everybody, of_some
from desktop.services.segments.pruning import prune
from desktop.services.segments.sources import FACTS

FEW = 1_000  # touched customers, up to which only these are looked at
_LOG: Any = MembershipInterval.__table__
_MOVED, _TOUCHED = staging_table("moved"), staging_table("moved_by")
_ALL_TOUCHED = select(_TOUCHED.c.customer_id)


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
    cause: str | None = None,
    whole: Collection[str] = (),
) -> list[Move]:
    """Work out the members of all active segments for a day and log who entered and who left.

    With `touched` only these customers are looked at, in segments that are of this day already;
    of those named in `whole`, by their open ids, everybody is. `cause` is why customers move,
    where the caller alone knows it. The caller commits.
    """
    db.flush()
    facts.for_day(db, as_of)
    context = Context(db, as_of)
    some = touched is not None and len(touched) <= FEW
    with present(db, _MOVED), present(db, _TOUCHED):
        insert_rows(db, _TOUCHED, [(one,) for one in set(touched or ())] if some else ())
        rows = _rows(db, as_of)
        changed = _changed(rows, context)
        asked = []
        for row in rows:
            is_new = row.open_id in changed or row.calculated_on != as_of
            is_whole = not some or is_new or row.open_id in whole
            if is_whole or touched:
                by = changed.get(row.open_id)
                asked.append(_Segment(context, row, by, cause, is_whole=is_whole))
        moves = []
        for one, wanted in _with_wanted(context, asked):
            checkpoint()
            moves.append((one.row, one.move(now, wanted)))
    _forget_gone(db)
    sizes = _sizes(db)
    return [Move(row.id, row.name, sizes.get(row.id, 0), *moved) for row, moved in moves]


def is_current(db: Session, as_of: date) -> bool:
    """Whether every segment of the log was worked out for a day, with its newest conditions."""
    old = select(Segment.id).where(
        Segment.kind == "active",
        Segment.archived_on.is_(None),
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
    archived_on: date | None


class _Changed(NamedTuple):
    """Which conditions are newer than the log: of the used segment `via`, or its own."""

    version: int
    via: str | None = None


def _rows(db: Session, as_of: date) -> list[_Row]:
    found = db.scalars(select(Segment).order_by(Segment.name_key)).all()
    rows = [_Row(*(getattr(one, name) for name in _Row._fields)) for one in found]
    return [row for row in rows if _is_asked(row, as_of)]


def _is_asked(row: _Row, as_of: date) -> bool:
    """Active ones, and those that became lists kept as they are; none goes back in time."""
    if row.archived_on is not None:
        return False
    if row.calculated_on is None:
        return row.kind == "active"
    return row.calculated_on <= as_of


def _changed(rows: list[_Row], context: Context) -> dict[str, _Changed]:
    """The segments with newer conditions than the log knows, their own or of one they use."""
    newer = [row for row in rows if row.calculated_version != row.version]
    found = {row.open_id: _Changed(row.version) for row in newer}
    names = {row.open_id: row.name for row in newer}
    before = 0
    while len(found) > before:
        before = len(found)
        for one in context.segments.values():
            used = references(one.tree) if one.tree is not None else ()
            via = next((name for name in used if name in found), None)
            if via is not None and one.open_id not in found:
                found[one.open_id] = found[via]._replace(via=found[via].via or names[via])
    return found


def _with_wanted(
    context: Context, asked: Sequence["_Segment"]
) -> Iterator[tuple["_Segment", set[int]]]:
    """The segments, each with those who belong in it of the customers that are looked at."""
    followed = [one for one in asked if one.is_followed]
    everybody = of_everybody(context, [one.saved for one in followed if one.is_whole])
    some = of_some(context, [one.saved for one in followed if not one.is_whole], _ALL_TOUCHED)
    for one in asked:
        wanted = everybody if one.is_whole else some
        yield one, next(wanted) if one.is_followed else set()


class _Segment:
    """The calculation of one segment."""

    def __init__(
        self,
        context: Context,
        row: _Row,
        changed: _Changed | None,
        cause: str | None,
        *,
        is_whole: bool,
    ) -> None:
        self._db, self._context, self.row = context.db, context, row
        self.saved = context.segments[row.open_id]
        self._day = context.as_of
        self._changed_by, self.is_whole, self._given = changed, is_whole, cause

    @cached_property
    def is_followed(self) -> bool:
        """Whether its members can be worked out; if not, the last good ones stay."""
        tree = self.saved.tree
        return (
            self.row.kind == "active"
            and tree is not None
            and not prune(tree, self._context).left_out
        )

    def move(self, now: datetime, wanted: set[int]) -> tuple[int, int]:
        """How many entered and how many left."""
        if self.row.kind != "active":
            left = self._leave(true())
            self._write(calculated_on=None, calculated_at=None, calculated_version=None)
            return 0, left
        if not self.is_followed:
            return 0, self._leave(_LOG.c.customer_id.not_in(select(Customer.id)))
        there = inside(self._db, self.row.id, None if self.is_whole else _ALL_TOUCHED)
        left, entered = self._leave_all(there - wanted), self._enter_all(wanted - there)
        if self.is_whole:
            self._remember(now)
        return entered, left

    def _leave_all(self, customers: set[int]) -> int:
        if not customers:
            return 0
        self._lay_out(customers)
        return self._leave(_LOG.c.customer_id.in_(select(_MOVED.c.customer_id)))

    def _enter_all(self, customers: set[int]) -> int:
        if not customers:
            return 0
        self._lay_out(customers)
        self._enter()
        return len(customers)  # PostgreSQL tells no number of rows put in from a selection

    def _lay_out(self, customers: set[int]) -> None:
        self._db.execute(_MOVED.delete())
        insert_rows(self._db, _MOVED, ((one,) for one in sorted(customers)))

    def _about(self, customer_id: Any) -> Condition:
        return true() if self.is_whole else customer_id.in_(_ALL_TOUCHED)

    def _leave(self, whom: Condition) -> int:
        members = (_LOG.c.segment_id == self.row.id) & _LOG.c.left_on.is_(None)
        leaving = update(_LOG).where(members, whom, self._about(_LOG.c.customer_id))
        archived = _LOG.c.customer_id.in_(
            select(FACTS.c.customer_id).where(FACTS.c.live.is_(False))
        )
        by = self._by()
        return self._changed(
            leaving.values(
                left_on=self._day,
                left_cause=case((archived, "archived"), else_=self._cause()),
                left_version=by.version,
                left_via=by.via,
                left_since=self._since(),
            )
        )

    def _enter(self) -> None:
        by = self._by()
        came_back = _MOVED.c.customer_id.in_(self._archived_before())
        values = {
            "segment_id": literal(self.row.id),
            "customer_id": _MOVED.c.customer_id,
            "entered_on": literal(self._day),
            "cause": case((came_back, "restored"), else_=self._cause()),
            "version": literal(by.version),
            "via": literal(by.via, String),
            "since": literal(self._since(), Date),
        }
        self._db.execute(insert(_LOG).from_select(list(values), select(*values.values())))

    def _archived_before(self) -> Any:
        """Who left because the customer was archived, and was in no segment since."""
        old, later = _LOG.alias(), _LOG.alias()
        since_then = exists().where(
            later.c.customer_id == old.c.customer_id,
            later.c.id > old.c.id,
            later.c.entered_on < self._day,
        )
        return select(old.c.customer_id).where(
            old.c.segment_id == self.row.id,
            old.c.left_cause == "archived",
            old.c.customer_id.is_not(None),
            ~since_then,
        )

    def _changed(self, statement: Any) -> int:
        done = self._db.execute(statement)
        return done.rowcount if isinstance(done, CursorResult) else 0

    def _by(self) -> _Changed:
        """The version of the conditions that moves customers, and whose conditions they are."""
        return self._changed_by or _Changed(self.row.version)

    def _since(self) -> date | None:
        """The calculation before this one, when days were left out between."""
        last = self.row.calculated_on
        return last if last is not None and (self._day - last).days > 1 else None

    def _cause(self) -> str:
        """Why customers move; what changed on a later day counts as the day's doing."""
        if self.row.calculated_on is None:
            return "start"
        if self._given is not None:
            return self._given
        if self._changed_by or self.row.kind != "active":
            return "rule"
        return "data" if self.row.calculated_on == self._day else "day"

    def _remember(self, now: datetime) -> None:
        self._write(calculated_on=self._day, calculated_at=now, calculated_version=self.row.version)
        if self.row.calculated_on is None:
            self._write(logged_since=self._day)

    def _write(self, **values: Any) -> None:
        self._db.execute(update(Segment).where(Segment.id == self.row.id).values(**values))


def close(db: Session, segment_id: int, day: date, cause: str) -> None:
    """Log that everybody leaves a segment; it is not followed any more."""
    members = (_LOG.c.segment_id == segment_id) & _LOG.c.left_on.is_(None)
    row = db.get_one(Segment, segment_id)
    day = max(day, row.calculated_on or day)
    leaving = update(_LOG).where(members).values(left_on=day, left_cause=cause)
    db.execute(leaving.values(left_version=row.version))


def _forget_gone(db: Session) -> None:
    """Leave out whose stays they were, when a customer is no longer on file.

    A later customer may get the number.
    """
    gone = _LOG.c.customer_id.not_in(select(Customer.id))
    db.execute(update(_LOG).where(_LOG.c.left_on.is_not(None), gone).values(customer_id=None))


def _sizes(db: Session) -> dict[int, int]:
    members = select(_LOG.c.segment_id, func.count()).where(_LOG.c.left_on.is_(None))
    return {row[0]: row[1] for row in db.execute(members.group_by(_LOG.c.segment_id))}
