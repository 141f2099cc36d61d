"""A phrase as words: what was typed, and the form in which words are compared."""

import re
from typing import NamedTuple

from desktop.models.folding import fold

Key = tuple[str, ...]  # the compared words of a name
LONGEST_PHRASE = 500  # letters; what goes beyond is shown as unused
_WORD = re.compile(
    r"""(?P<quoted>"[^"]*")
    | (?P<day>\d{4}-\d{1,2}-\d{1,2}(?!\d) | \d{1,2}/\d{1,2}/\d{4}(?!\d))
    | (?P<number>\$?\d[\d,]*(?<!,)(?:\.\d+)?k?(?:\+|%)?(?![^\W_]))
    | (?P<word>[^\W_]+(?:'[^\W_]+)*)
    | (?P<mark>[,()=<>]=?|≥|≤)
    | (?P<other>[^\s])""",
    re.VERBOSE | re.IGNORECASE,
)
_ONES = (  # noqa: SIM905 - words are read best in a row
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
).split()
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELLED = {name: n for n, name in enumerate(_ONES, 1)} | {
    name: 10 * n for n, name in enumerate(_TENS, 3)
}
_SIZES = {"hundred": 100, "thousand": 1000}


class Word(NamedTuple):
    """One word: as it was typed, as it is compared, and what kind of thing it is."""

    text: str
    key: str
    kind: str
    start: int
    end: int


def split(text: str) -> tuple[Word, ...]:
    """The words of a phrase; single signs that mean nothing are no words."""
    plain = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return tuple(
        Word(found.group(), key_of(found.group()), found.lastgroup or "", *found.span())
        for found in _WORD.finditer(plain)
        if found.lastgroup != "other"
    )


def keys(text: str) -> tuple[str, ...]:
    """The compared forms of the words of a name."""
    return tuple(word.key for word in split(text) if word.kind != "mark")


def key_of(word: str) -> str:
    """A word as it is compared: "Two" and "2" are one."""
    folded = fold(word.strip('"'))
    spelled = _SPELLED.get(folded)
    return str(spelled) if spelled else folded


def spelled_number(found: tuple[Word, ...]) -> tuple[int, int] | None:
    """The number that several words say ("twenty five", "one hundred fifty"), and how many."""
    total, part, used = 0, 0, 0
    for word in found:
        if word.key in _SIZES:
            total, part = total + max(part, 1) * _SIZES[word.key], 0
        elif _is_spelled(word) and (not part or (_ends_in_zero(part) and int(word.key) < 10)):  # noqa: PLR2004
            part += int(word.key)
        else:
            break
        used += 1
    return (total + part, used) if used else None


def _is_spelled(word: Word) -> bool:
    return word.kind == "word" and word.key.isascii() and word.key.isdigit()


def _ends_in_zero(number: int) -> bool:
    return number >= 20 and number % 10 == 0  # noqa: PLR2004 - twenty and up
