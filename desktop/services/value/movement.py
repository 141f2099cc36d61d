"""How customers moved from month to month: a matrix of labels whose rows and columns add up."""

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true
from sqlalchemy.orm import Session, aliased, outerjoin

from desktop.models import choices as c
from desktop.models.choices import Choices
from desktop.models.errors import UserError
from desktop.models.value import LabelDay
from desktop.services.dates import add_months
from desktop.services.value import tally
from desktop.services.value.kept import RULES_OF, RulesChange, rules_change
from desktop.services.value.snapshots import Checkpoint, ensure_days, kept_days, month_end

__all__ = ["Checkpoint", "Matrix", "Row", "ensure_days", "matrix", "matrix_days"]

NEW, GONE = "new_here", "gone"
NEW_LABEL, GONE_LABEL = "New here", "No longer here"
MUCH = Fraction(1, 4)  # of all moved within a quarter
DIMENSIONS: dict[str, Choices] = {
    "lifecycle": c.LIFECYCLE,
    "rfm_segment": c.RFM_SEGMENT,
    "health_colour": c.HEALTH_COLOUR,
}


class Row(NamedTuple):
    """Where the customers of one value went; cells in the order of the columns."""

    key: str
    label: str
    total: int
    cells: tuple[int, ...]


class Matrix(NamedTuple):
    """A month of movement. `missing` days are not kept yet: work them out first."""

    dimension: str
    before_day: date
    after_day: date
    values: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]  # the values, and those no longer here
    rows: tuple[Row, ...]  # one per value, and those new here
    totals: tuple[int, ...]  # per column
    moved: int
    stayed: int
    moved_share: float | None  # of those here on both days; None when there are none
    quarter_share: float | None  # since three months before; None when that day is not kept
    hint: str
    missing: tuple[date, ...]
    changed_rules: RulesChange | None  # where the two days were worked out by different rules

    def beside(self, quarter: float | None) -> "Matrix":
        """The month, with the share that moved within its quarter."""
        return self._replace(quarter_share=quarter, hint=_hint(quarter))


def matrix_days(month: date, as_of: date) -> tuple[date, date, date]:
    """The days of a month's matrix: the end of the month before, its own, and of a quarter ago.

    The own end of the running month is today.
    """
    after = min(month_end(month), as_of)
    return month_end(add_months(month, -1)), after, month_end(add_months(month, -3))


def matrix(db: Session, dimension: str, month: date, as_of: date) -> Matrix:
    """Where customers of each value at the end of the month before are at the end of this one.

    Raises:
        UserError: there is no movement by that label.
    """
    found = of_month(db, dimension, month, as_of)
    return found.beside(of_quarter(db, dimension, month, as_of))


def of_quarter(db: Session, dimension: str, month: date, as_of: date) -> float | None:
    """The share that moved since three months before; None where that day is not kept."""
    _, after, quarter_ago = matrix_days(month, as_of)
    kept = quarter_ago in kept_days(db)
    return _share_between(db, dimension, quarter_ago, after) if kept else None


def of_month(db: Session, dimension: str, month: date, as_of: date) -> Matrix:
    """The matrix without its quarter, which can be asked beside it.

    Raises:
        UserError: there is no movement by that label.
    """
    if dimension not in DIMENSIONS:
        raise UserError(f"There is no movement by “{dimension}”.", where=dimension)
    before, after, _ = matrix_days(month, as_of)
    kept, values = set(kept_days(db)), DIMENSIONS[dimension].items
    pairs = _pairs(db, dimension, before, after)
    columns = (*values, (GONE, GONE_LABEL))
    rows = tuple(_row(pairs, key, label, columns) for key, label in (*values, (NEW, NEW_LABEL)))
    stayed, moved = _stayed_and_moved(pairs)
    return Matrix(
        dimension,
        before,
        after,
        values,
        columns,
        rows,
        tuple(sum(row.cells[place] for row in rows) for place in range(len(columns))),
        moved,
        stayed,
        _share(pairs),
        None,
        "",
        tuple(day for day in (before, after) if day not in kept),
        rules_change(db, RULES_OF.get(dimension), before, after),
    )


def _row(
    pairs: Counter[tuple[str, str]], key: str, label: str, columns: tuple[tuple[str, str], ...]
) -> Row:
    cells = tuple(pairs[key, to] for to, _ in columns)
    return Row(key, label, sum(cells), cells)


def _stayed_and_moved(pairs: Counter[tuple[str, str]]) -> tuple[int, int]:
    both = {pair: n for pair, n in pairs.items() if NEW not in pair and GONE not in pair}
    stayed = sum(n for (before, after), n in both.items() if before == after)
    return stayed, sum(both.values()) - stayed


def _share(pairs: Counter[tuple[str, str]]) -> float | None:
    stayed, moved = _stayed_and_moved(pairs)
    return moved / (stayed + moved) if stayed + moved else None


def _hint(quarter: float | None) -> str:
    if quarter is None or quarter <= MUCH:
        return ""
    return (
        f"{100 * quarter:.1f}% of the customers moved within a quarter. More than 25% may mean"
        " that the rules or the records changed, not the customers."
    )


def _pairs(db: Session, dimension: str, before: date, after: date) -> Counter[tuple[str, str]]:
    """How many customers went from which value to which.

    Whoever is there now less those who were there before are new: quicker than looking for each.
    """
    found = _stayed(db, dimension, before, after)
    here = select().where(LabelDay.day == after, _here(LabelDay, dimension))
    came = {now: n for (now,), n in tally.of_rows(db, here, getattr(LabelDay, dimension)).items()}
    for (_, now), number in found.items():
        if now != GONE:
            came[now] -= number
    found.update({(NEW, now): number for now, number in came.items() if number})
    return found


def who(dimension: str, before_day: date, after_day: date, before: str, after: str) -> Select[Any]:
    """The customers of one cell of a matrix, those who are inactive or gone by now too."""
    if before == NEW:
        there, there_before = _ids(dimension, after_day, after), _ids(dimension, before_day)
        return there.where(LabelDay.customer_id.not_in(there_before))
    there, there_after = _ids(dimension, before_day, before), _ids(dimension, after_day)
    if after == GONE:
        return there.where(LabelDay.customer_id.not_in(there_after))
    return there.where(LabelDay.customer_id.in_(_ids(dimension, after_day, after)))


def _ids(dimension: str, day: date, value: str | None = None) -> Select[Any]:
    found = select(LabelDay.customer_id).where(LabelDay.day == day, _here(LabelDay, dimension))
    return found if value is None else found.where(getattr(LabelDay, dimension) == value)


def _stayed(db: Session, dimension: str, before: date, after: date) -> Counter[tuple[str, str]]:
    then, now = aliased(LabelDay), aliased(LabelDay)
    was, is_ = getattr(then, dimension), func.coalesce(getattr(now, dimension), GONE)
    both = (
        select()
        .select_from(outerjoin(then, now, _still_here(then, now, dimension, after)))
        .where(then.day == before, _here(then, dimension))
    )
    return Counter({(was, now): n for (was, now), n in tally.of_rows(db, both, was, is_).items()})


def _share_between(db: Session, dimension: str, before: date, after: date) -> float | None:
    """The share that moved of those who were here on both days, without asking whereto."""
    then, now = aliased(LabelDay), aliased(LabelDay)
    moved = case((getattr(then, dimension) != getattr(now, dimension), 1), else_=0)
    both = (
        select(func.count(), func.sum(moved))
        .join_from(then, now, _still_here(then, now, dimension, after))
        .where(then.day == before, _here(then, dimension))
    )
    people, number = db.execute(both).one()
    return number / people if people else None


def _still_here(then: Any, now: Any, dimension: str, after: date) -> ColumnElement[bool]:
    same = then.customer_id == now.customer_id
    return and_(same, now.day == after, _here(now, dimension))


def _here(row: Any, dimension: str) -> ColumnElement[bool]:
    """Inactive customers count as such by lifecycle; by other labels they are not here."""
    return true() if dimension == "lifecycle" else row.lifecycle != "inactive"
