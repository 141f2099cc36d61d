"""The bands of RFM in words: "91 to 180 days", "4 or 5 visits", "$1,000.00 to $1,999.99"."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.services.facts import scores
from desktop.services.value.rfm_map import DIMENSIONS, FREQUENCY, MONEY, RECENCY, SCORES
from desktop.services.value.rfm_rules import Edges, RfmRules


class Range(NamedTuple):
    """The values of one score, both ends included; None: no end."""

    low: int | None
    high: int | None

    @property
    def is_empty(self) -> bool:
        """Whether no value has the score, as happens where many are equal among fifths."""
        return self.low is not None and self.high is not None and self.low > self.high


def band_labels(db: Session) -> dict[tuple[str, int], str]:
    """The words for each dimension and score by the rules in force."""
    rules = scores.in_force(db)
    return {
        (dimension.key, score): label_of(dimension.key, found)
        for dimension in DIMENSIONS
        for score, found in ranges(rules, dimension.key).items()
    }


def ranges(rules: RfmRules, dimension: str) -> dict[int, Range]:
    """The values of each score of a dimension, best first."""
    edges = _EDGES[dimension](rules)
    lows: tuple[int | None, ...] = (0, *(edge + 1 for edge in edges))
    highs: tuple[int | None, ...] = (*edges, None)
    if dimension != RECENCY.key:
        least = FREQUENCY.least if dimension == FREQUENCY.key else MONEY.least
        lows, highs = (*edges, least), (None, *(edge - 1 for edge in edges))
    found = zip(SCORES, lows, highs, strict=True)
    return {score: Range(low, high) for score, low, high in found}


def label_of(dimension: str, band: Range) -> str:
    """A band in words."""
    return "Nobody" if band.is_empty else _WORDS[dimension](band)


_EDGES: dict[str, Callable[[RfmRules], Edges]] = {
    RECENCY.key: lambda rules: rules.days,
    FREQUENCY.key: lambda rules: rules.visits,
    MONEY.key: lambda rules: rules.cents,
}


def dollars(cents: int) -> str:
    """An amount as it stands on screen: "$1,240.00", "-$5.00"."""
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}${whole:,}.{part:02d}"


def _days(band: Range) -> str:
    if band.high is None:
        return f"{band.low:,} days or more"
    return f"{band.low:,} to {band.high:,} days" if band.low != band.high else _one(band.low, "day")


def _visits(band: Range) -> str:
    if band.high is None:
        return f"{band.low:,} visits or more"
    if band.low == band.high:
        return _one(band.low, "visit")
    between = "or" if band.low is not None and band.high == band.low + 1 else "to"
    return f"{band.low:,} {between} {band.high:,} visits"


def _one(number: int | None, unit: str) -> str:
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"


def _money(band: Range) -> str:
    if band.low is None:
        return "Any amount" if band.high is None else f"Under {dollars(band.high + 1)}"
    if band.high is None:
        return f"{dollars(band.low)} or more"
    return f"{dollars(band.low)} to {dollars(band.high)}"


_WORDS: dict[str, Callable[[Range], str]] = {
    RECENCY.key: _days,
    FREQUENCY.key: _visits,
    MONEY.key: _money,
}
