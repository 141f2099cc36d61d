"""RFM worked out again from one customer's days and cents, as the domain reference words it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

LOSING = ("lost", "hibernating", "at_risk", "need_attention")


class Standing(NamedTuple):
    """What a customer is scored by; `last` is None for those never served."""

    last: date | None
    visits: int
    cents: int


def recency(days: int) -> int:
    return 5 if days <= 90 else 4 if days <= 180 else 3 if days <= 365 else 2 if days <= 730 else 1


def frequency(visits: int) -> int:
    return 5 if visits >= 6 else 4 if visits >= 4 else visits if visits in (2, 3) else 1


def money(cents: int) -> int:
    bands = ((5, 200_000), (4, 100_000), (3, 50_000), (2, 20_000))
    return next((score for score, least in bands if cents >= least), 1)


def name(r: int, f: int, m: int) -> str:
    """The rows of table 7.2 from the top; the first that fits."""
    rows = (
        (r == 5 and f == 5 and m >= 4, "champions"),
        (r == 5 and f >= 4, "loyal"),
        (r >= 4 and f >= 2, "potential"),
        (r >= 4, "recent_one_time"),
        (r == 3 and (f >= 3 or m >= 3), "promising"),
        (r == 3, "need_attention"),
        (r == 2 and (f >= 3 or m >= 4), "at_risk"),
        (r == 2, "hibernating"),
        (m >= 4 or (f >= 4 and m == 3), "cant_lose"),
        (f <= 2 and m <= 2, "lost"),
    )
    return next((segment for fits, segment in rows if fits), "hibernating")


def tier(f: int, m: int) -> str:
    vip = m == 5 or (f >= 4 and m >= 4)
    return "vip" if vip else "low_frequency" if f == 1 else "standard"


def scores(one: Standing, as_of: date) -> tuple[int, int, int] | None:
    """By the fixed bands."""
    if one.last is None:
        return None
    return recency((as_of - one.last).days), frequency(one.visits), money(one.cents)


def fifth(mine: Any, all_of_them: Sequence[Any]) -> int:
    """The fifth in which the last of my equals stands, counted from the worst.

    Who is not among them, and worse than all, gets the lowest.
    """
    no_better = sum(bool(other <= mine) for other in all_of_them)
    return max(-(-5 * no_better // len(all_of_them)), 1)


def scores_by_fifths(one: Standing, among: Sequence[Standing]) -> tuple[int, int, int] | None:
    """By fifths of those scored."""
    if one.last is None:
        return None
    r = fifth(one.last, [other.last for other in among])
    f = fifth(one.visits, [other.visits for other in among])
    return r, f, fifth(one.cents, [other.cents for other in among])


def labels(scored: tuple[int, int, int] | None, due_status: str) -> dict[str, Any]:
    """The columns of the facts that follow from the scores."""
    r, f, m = scored or (None, None, None)
    segment = name(*scored) if scored else "unscored"
    return {
        "rfm_r": r,
        "rfm_f": f,
        "rfm_m": m,
        "rfm_segment": segment,
        "on_cycle": segment in LOSING and due_status in ("current", "upcoming"),
        "value_tier": tier(scored[1], scored[2]) if scored else "unrated",
    }
