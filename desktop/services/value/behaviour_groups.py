"""The groups of one try: who is in which, what tells each apart, which are rejected and why."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from desktop.models import choices as c
from desktop.services.value import distinct
from desktop.services.value.behaviour_fit import Prepared, Tried
from desktop.services.value.behaviour_names import names
from desktop.services.value.distinct import ALIKE, LEAST_DIFFERENCE, Difference, Sums, least_size
from desktop.services.value.drivers import DRIVERS

INPUTS = tuple(one.key for one in DRIVERS)


class FoundGroup(NamedTuple):
    """One group: its name, who is in it, what tells it apart; why rejected, or ""."""

    name: str
    members: tuple[int, ...]
    apart: tuple[Difference, ...]
    rejected: str


class Rows(NamedTuple):
    """The customers with all inputs, in the order of their numbers; how many lack which."""

    ids: list[int]
    segments: list[str]
    values: list[list[float]]
    left_out: Counter[str]


def judged_groups(
    rows: Rows, tried: Tried, prepared: Prepared, total: int
) -> tuple[FoundGroup, ...]:
    """The groups of one try, those that bring most first."""
    import numpy as np  # noqa: PLC0415 - not at start

    plain = np.asarray(rows.values)
    apart = _apart(plain, tried.labels, prepared)
    places = {key: np.flatnonzero(tried.labels == int(key)) for key in apart}
    order = sorted(apart, key=lambda key: (-_money(apart[key]), -len(places[key]), key))
    called = names([apart[key] for key in order])
    segments = Counter(rows.segments)
    made = []
    for key, name in zip(order, called, strict=True):
        inside = Counter(rows.segments[place] for place in places[key])
        members = tuple(rows.ids[place] for place in places[key])
        why = _rejected(len(members), apart[key], least_size(total)) or _repeats(inside, segments)
        made.append(FoundGroup(name, members, apart[key], why))
    return tuple(made)


def _apart(plain: Any, labels: Any, prepared: Prepared) -> dict[str, tuple[Difference, ...]]:
    """The differences of the scaled values of each group, with the averages of the plain ones."""
    inside = {str(label): labels == label for label in sorted({int(one) for one in labels})}
    sums = {
        key: {
            name: Sums(len(column), float(column.sum()), float((column**2).sum()))
            for name, column in zip(prepared.kept, prepared.matrix[mine].T, strict=True)
        }
        for key, mine in inside.items()
    }
    column = {name: n for n, name in enumerate(_all_inputs(prepared))}
    return {
        key: tuple(
            one._replace(
                mean=_mean(plain[inside[key], column[one.driver]]),
                others=_mean(plain[~inside[key], column[one.driver]]),
            )
            for one in found
        )
        for key, found in distinct.differences(sums, prepared.kept).items()
    }


def _mean(column: Any) -> float:
    return float(column.mean()) if len(column) else 0.0


def _all_inputs(prepared: Prepared) -> tuple[str, ...]:
    """The inputs in their order, dropped ones too."""
    there = {*prepared.kept, *(key for key, _ in prepared.dropped)}
    return tuple(key for key in INPUTS if key in there)


def _money(apart: Sequence[Difference]) -> float:
    """What groups are ordered by: the money, else whatever is there."""
    by = {one.driver: one.mean for one in apart}
    return by.get("money", by.get("ticket", by.get("frequency", 0.0)))


def _rejected(size: int, apart: Sequence[Difference], least: int) -> str:
    """Why a group does not count, with the numbers; "" where it does."""
    if size < least:
        return f"{size:,} customers, too few: {least:,} are needed"
    if not distinct.is_distinct(apart):
        return (
            f"Hardly different from the others: {abs(apart[0].spreads):.2f} spreads at most,"
            f" {LEAST_DIFFERENCE} are needed"
        )
    return ""


def _repeats(inside: Counter[str], segments: Counter[str]) -> str:
    """Why a group adds nothing: it holds whom an RFM segment holds."""
    segment, both = inside.most_common(1)[0]
    share = distinct.overlap(both, inside.total(), segments[segment])
    if share < ALIKE:
        return ""
    return f"Only repeats the RFM segment {c.RFM_SEGMENT.label(segment)}: {share:.0%} alike"
