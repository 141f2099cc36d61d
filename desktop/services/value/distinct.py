"""What tells a group of customers from all others, and whether that is enough (domain 11, 3.3).

A group is distinct when on some driver its average stands at least half a spread from that of
the others (the standardized mean difference). Groups that share nine tenths are alike.
"""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple

LEAST_DIFFERENCE = 0.5
ALIKE = 0.9
_FEWEST, _SHARE = 20, 100  # a group to judge by has 20 customers and a hundredth of all


class Sums(NamedTuple):
    """The values of a driver: how many, their sum, the sum of their squares."""

    number: int = 0
    total: float = 0.0
    squares: float = 0.0

    def plus(self, other: "Sums") -> "Sums":
        """Both together."""
        return Sums(
            self.number + other.number,
            self.total + other.total,
            self.squares + other.squares,
        )

    @property
    def mean(self) -> float:
        """The average; 0 of nothing."""
        return self.total / self.number if self.number else 0.0

    @property
    def variance(self) -> float:
        """How far values stand from their average, squared."""
        return max(self.squares / self.number - self.mean**2, 0.0) if self.number else 0.0


class Difference(NamedTuple):
    """One driver: by how many spreads a group differs from the others, and both averages."""

    driver: str
    spreads: float
    mean: float
    others: float

    @property
    def is_strong(self) -> bool:
        """Whether it can be told: large enough, and the plain averages say the same.

        They may not where a driver counts by its logarithm and a few have very much of it.
        """
        same_way = (self.mean - self.others) * self.spreads > 0
        return same_way and abs(self.spreads) >= LEAST_DIFFERENCE


def least_size(total: int) -> int:
    """How many customers a group of an office needs before its numbers say something."""
    return max(_FEWEST, -(-total // _SHARE))


def difference(driver: str, group: Sums, others: Sums) -> Difference:
    """The standardized mean difference; none where one side is empty or nothing varies."""
    spread = sqrt((group.variance + others.variance) / 2)
    apart = group.mean - others.mean
    known = group.number and others.number and spread > 0
    return Difference(driver, apart / spread if known else 0.0, group.mean, others.mean)


def differences(
    groups: Mapping[str, Mapping[str, Sums]], drivers: Sequence[str]
) -> dict[str, tuple[Difference, ...]]:
    """For each group, its differences from all others together, the largest first."""
    found = {}
    for key, mine in groups.items():
        apart = []
        for driver in drivers:
            others = Sums()
            for other, sums in groups.items():
                if other != key:
                    others = others.plus(sums.get(driver, Sums()))
            apart.append(difference(driver, mine.get(driver, Sums()), others))
        found[key] = tuple(sorted(apart, key=lambda one: -abs(one.spreads)))
    return found


def is_distinct(apart: Sequence[Difference]) -> bool:
    """Whether some driver tells the group apart."""
    return any(abs(one.spreads) >= LEAST_DIFFERENCE for one in apart)


def overlap(both: int, one: int, other: int) -> float:
    """How much two groups share: those in both out of those in any (Jaccard)."""
    either = one + other - both
    return both / either if either else 0.0
