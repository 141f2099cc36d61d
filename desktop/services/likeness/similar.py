"""Whether two short texts are nearly the same: letters swapped, doubled, lost or mistyped."""

from collections.abc import Callable
from functools import cache, lru_cache

_SHORTEST = 3
_EDITS = ((5, 1), (9, 2), (14, 3))  # texts up to so long may differ in so many letters
_MOST_EDITS = 4


@lru_cache(maxsize=262_144)
def edits(one: str, other: str) -> int | None:
    """How many single slips lie between two different texts; None when too many."""
    length = max(len(one), len(other))
    if length < _SHORTEST:
        return None
    allowed = _MOST_EDITS
    for longest, most in _EDITS:
        if length <= longest:
            allowed = most
            break
    if abs(len(one) - len(other)) > allowed:
        return None
    distance = _measure()(one, other, score_cutoff=allowed)
    return distance if distance <= allowed else None


@cache
def _measure() -> Callable[..., int]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - not at the start of the window

    return OSA.distance
