"""Finds the few people worth comparing: those who share a telling key, the rarest keys first."""

import math
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

from desktop.services.likeness.nicknames import family
from desktop.services.likeness.person import Person, Place

LARGEST_BLOCK = 200  # a value that more people share tells nobody apart
MOST_CANDIDATES = 16
LEAST_WORTH = 7.0  # what the shared keys must be worth together: a rare one, or two common ones
_KEY_BITS = 10.0
_STREET_LETTERS, _SOUND_LETTERS = 6, 4
_SILENT = frozenset("aeiouyhw")


class Blocks:
    """People by their keys; checksums and single numbers keep the memory small."""

    def __init__(self) -> None:
        self._blocks: dict[int, int | list[int]] = {}

    def add(self, number: int, one: Person) -> None:
        """Let later people be compared with this one."""
        self._add(number, _checksums(one))

    def candidates(self, one: Person, most: int = MOST_CANDIDATES) -> list[int]:
        """Who is worth comparing, the most promising first; a block too large says nothing."""
        return self._candidates(_checksums(one), most)

    def meet(self, number: int, one: Person, most: int = MOST_CANDIDATES) -> list[int]:
        """The candidates among those added before, and let later people be compared with this."""
        keys_of_one = _checksums(one)
        found = self._candidates(keys_of_one, most)
        self._add(number, keys_of_one)
        return found

    def _add(self, number: int, checksums: set[int]) -> None:
        for key in checksums:
            known = self._blocks.get(key)
            if known is None:
                self._blocks[key] = number
            elif isinstance(known, int):
                self._blocks[key] = [known, number]
            elif len(known) <= LARGEST_BLOCK:
                known.append(number)

    def _candidates(self, checksums: set[int], most: int) -> list[int]:
        worth: dict[int, float] = defaultdict(float)
        for key in checksums:
            known = self._blocks.get(key)
            if isinstance(known, int):
                worth[known] += _KEY_BITS
            elif known is not None and len(known) <= LARGEST_BLOCK:
                bits = _KEY_BITS - math.log2(len(known))
                for number in known:
                    worth[number] += bits
        promising = [number for number, bits in worth.items() if bits >= LEAST_WORTH]
        promising.sort(key=lambda number: (-worth[number], number))
        return promising[:most]


def _checksums(one: Person) -> set[int]:
    return {crc32(key.encode()) for key in keys(one)}


def keys(one: Person) -> Iterator[str]:
    """The keys of a person; two people who share none are never compared."""
    yield from one.phones
    yield from one.emails
    sounds = [sound(word) for word in (*one.firsts, one.last, *one.words) if word]
    yield from (f"n{family(first)}|{one.last}" for first in one.firsts if one.last)
    if one.words:
        yield "w" + "".join(sorted(one.words))
    if len(sounds) > 1:
        yield "s" + "|".join(sorted(sounds[:1] + sounds[-1:]))
    for where in one.places:
        yield from _place_keys(where)
        for heard in sounds:
            yield from (f"{what}{heard}|{value}" for what, value in _spots(where))


def _spots(where: Place) -> Iterator[tuple[str, str]]:
    if where.postcode:
        yield "z", where.postcode
    if where.number:
        yield "k", where.number


def _place_keys(where: Place) -> Iterator[str]:
    for line in filter(None, (where.street, where.more)):
        yield f"a{where.number}|{line[:_STREET_LETTERS]}"
        yield f"y{line}"
    if where.number and where.postcode:
        yield f"m{where.number}|{where.postcode}"


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """The first letters of a word that are heard; how it is spelt matters less."""
    heard = word[0]
    for letter in word[1:]:
        if letter not in _SILENT and letter != heard[-1]:
            heard += letter
            if len(heard) == _SOUND_LETTERS:
                break
    return heard
