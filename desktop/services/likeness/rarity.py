"""How common a value is: two Drzezdzons are far more likely one than two Smiths."""

import math
from collections import Counter
from collections.abc import Iterable

from desktop.services.likeness.person import Person

SMALLEST_WORLD = 1_000  # a short list says little about how common a name is
_MOST_BITS = 12.0


class Rarity:
    """Counts of the values of whole lists; `bits` is what an agreement on a value is worth."""

    __slots__ = ("_bits", "_counts", "people")

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._bits: dict[tuple[str, str], float] = {}
        self.people = 0
        for one in people:
            self.add(one)

    def add(self, one: Person) -> None:
        """Count a person's values."""
        self.people += 1
        self._counts.update(one.values())

    @property
    def prior_bits(self) -> float:
        """How unlikely it is that two people taken at random are one, as bits (negative)."""
        return -math.log2(max(self.people, SMALLEST_WORLD))

    def bits(self, what: str, value: str) -> float:
        """The bits of an agreement: -log2 of the share of people who have the value."""
        key = (what, value)
        known = self._bits.get(key)
        if known is None:
            world = max(self.people, SMALLEST_WORLD)
            share = (self._counts[key] + 1) / (world + 1)
            known = self._bits[key] = min(-math.log2(share), _MOST_BITS)
        return known
