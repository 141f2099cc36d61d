"""Where scores begin when the office's own customers are cut into fifths."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from desktop.services.value.rfm_rules import Edges

_PARTS = 5


class Standing(NamedTuple):
    """What a scored customer is scored by."""

    last: date
    visits: int
    cents: int


def cut(standings: Iterable[Standing], as_of: date) -> tuple[Edges, Edges, Edges] | None:
    """Where the scores of recency, frequency and money begin; None when nobody is scored."""
    found = list(standings)
    if not found:
        return None
    last, visits, cents = zip(*found, strict=True)
    days = {day: (as_of - day).days for day in set(last)}
    return (
        edges([days[day] for day in last], low_is_best=True),
        edges(visits),
        edges(cents),
    )


def edges(values: Iterable[int], *, low_is_best: bool = False) -> Edges:
    """From which value on the scores 5, 4, 3 and 2 are given.

    Equal values get the higher score: a customer has the score s or more where more than s - 1
    fifths of all customers are no better.
    """
    sign = -1 if low_is_best else 1
    counted = Counter(sign * value for value in values)
    total, so_far = counted.total(), 0
    found: list[int] = []
    for value in sorted(counted):
        so_far += counted[value]
        while len(found) < _PARTS - 1 and _PARTS * so_far > (len(found) + 1) * total:
            found.append(sign * value)
    second, third, fourth, fifth = found
    return fifth, fourth, third, second
