"""Typing errors: the one known name that was meant, or none."""

from collections import defaultdict
from collections.abc import Iterable

from desktop.services.segments.phrase.words import Key

SHORTEST = 4  # letters; shorter words differ too little to be sure
LONG = 8  # letters from which two slips are allowed


class Corrector:
    """Knows the names by their number of words."""

    def __init__(self, names: Iterable[Key]) -> None:
        self._names: dict[int, list[Key]] = defaultdict(list)
        for name in names:
            self._names[len(name)].append(name)

    def meant(self, typed: Key) -> Key | None:
        """The name nearest to what was typed; None when none or more than one is near."""
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - not at the start of the window

        said = " ".join(typed)
        slips = 2 if len(said) >= LONG else 1
        if len(said) < SHORTEST:
            return None
        near: dict[int, list[Key]] = defaultdict(list)
        for name in self._names.get(len(typed), ()):
            if _numbers(name) == _numbers(typed) and all(map(_could_be, typed, name)):
                distance = OSA.distance(said, " ".join(name), score_cutoff=slips)
                if distance <= slips:
                    near[distance].append(name)
        nearest = near[min(near)] if near else []
        return nearest[0] if len(nearest) == 1 else None


def _numbers(name: Key) -> list[str]:
    """Names that differ in a number are never taken for one another."""
    return ["".join(filter(str.isdigit, word)) for word in name if any(map(str.isdigit, word))]


def _could_be(typed: str, name: str) -> bool:
    """Short words are right or wrong; in a word of four letters two may only change places."""
    if typed == name:
        return True
    if len(typed) < SHORTEST or len(name) < SHORTEST:
        return False
    if len(typed) == SHORTEST or len(name) == SHORTEST:
        return sorted(typed) == sorted(name)
    return typed[0] == name[0] or sorted(typed) == sorted(name)
