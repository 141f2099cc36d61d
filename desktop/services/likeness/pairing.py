"""Assigns two lists to each other: the best pair first, nobody twice."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

One = TypeVar("One", bound=Hashable)
Other = TypeVar("Other", bound=Hashable)


def one_to_one(scored: Iterable[tuple[float, One, Other]]) -> list[tuple[float, One, Other]]:
    """The pairs to keep of (worth, one, other), the most worth first; ties by their order."""
    ours: set[One] = set()
    theirs: set[Other] = set()
    kept = []
    for pair in sorted(scored, key=lambda pair: -pair[0]):
        _, one, other = pair
        if one not in ours and other not in theirs:
            ours.add(one)
            theirs.add(other)
            kept.append(pair)
    return kept
