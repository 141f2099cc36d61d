"""Which service a text names: the first line whose words fit wins; the office may edit the table.

The words of a line are written as on a card: commas between alternatives, " + " between words
that must all be there. A word fits where a word of the text begins with it; one of up to three
letters has to be the whole word.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

CONTRACT = "CONTRACT"
NO_VISIT = "NONE"
_WHOLE_UP_TO = 3
_NOT_LETTER = re.compile(r"[^\w]+")
_GALLONS = re.compile(r"(?<![\d,.])(\d{1,3}(?:,\d{3})+|\d{2,6})\s*-?\s*gal(?:s|lons?)?\b")


class ServiceWord(NamedTuple):
    """One line of the table: words to look for, and the service they mean."""

    words: str
    service: str


SERVICE_WORDS: tuple[ServiceWord, ...] = (
    ServiceWord("discount, tax, shipping, portable, counter sale, late fee", NO_VISIT),
    ServiceWord("service contract, agreement, maintenance plan", CONTRACT),
    ServiceWord("grease", "GREASE"),
    ServiceWord("grit", "GRIT"),
    ServiceWord("inspect + sale, inspect + real, inspect + pos, point of sale", "RE_INSPECTION"),
    ServiceWord("aerobic, atu, inspection", "INSPECT"),
    ServiceWord("pump motor, pump repair, pump + replac", "REPAIR"),
    ServiceWord("pump, septic, holding", "PUMP"),
    ServiceWord("emerg, after hours, afterhours", "EMERGENCY"),
    ServiceWord("locat, dig, digging", "LOCATE"),
    ServiceWord("install, riser, new system", "INSTALL"),
    ServiceWord("chlor", "CHLORINE"),
    ServiceWord("repair, replace, float, baffle, jet, jetting", "REPAIR"),
)


def fits(words: str, text: str) -> bool:
    """Whether the words of a line are in a text."""
    return _fits(words, _plain(text))


def _fits(words: str, plain: str) -> bool:
    return any(all(part in plain for part in parts) for parts in _alternatives(words))


def _plain(text: str) -> str:
    """Only the words of a text, a space before and behind each."""
    return f" {' '.join(_NOT_LETTER.sub(' ', text.casefold()).split())} "


@lru_cache(maxsize=512)
def _alternatives(words: str) -> tuple[tuple[str, ...], ...]:
    """The parts to look for; a space before and behind makes a part a whole word."""
    found = []
    for alternative in words.casefold().split(","):
        parts = [" ".join(_NOT_LETTER.sub(" ", part).split()) for part in alternative.split("+")]
        whole = tuple(
            f" {part} " if len(part) <= _WHOLE_UP_TO else f" {part}" for part in parts if part
        )
        if whole:
            found.append(whole)
    return tuple(found)


def line_of(text: str, words: Sequence[ServiceWord]) -> ServiceWord | None:
    """The first line whose words are in a text."""
    if not text:
        return None
    plain = _plain(text)
    return next((line for line in words if _fits(line.words, plain)), None)


def gallons_of(text: str) -> int | None:
    """The gallons a text names ("Pump 1,000 gal"); None without, or with several that differ."""
    found = {int(number.replace(",", "")) for number in _GALLONS.findall(text.casefold())}
    return found.pop() if len(found) == 1 else None
