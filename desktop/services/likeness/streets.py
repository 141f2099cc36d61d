"""The comparable form of a street line: "FM 2818" is "Farm to Market Rd 2818", "St" is "Street"."""

import re
from functools import lru_cache
from typing import NamedTuple

from desktop.models.folding import fold

_WORDS = """
st street str; ave avenue av; rd road; dr drive; ln lane; ct court crt; blvd boulevard; hwy highway
pkwy parkway; trl trail; pl place; cir circle circuit; sq square; ter terrace tce; xing crossing
cres crescent; apt apartment unit ste suite no lot; us usa; spg springs spgs; mt mount; ft fort
"""
_CANONICAL = {  # the longest form, in which a mistyped letter weighs least
    word: max(words, key=len)
    for line in _WORDS.strip().splitlines()
    for words in (part.split() for part in line.split(";"))
    for word in words
}
_CANONICAL |= {  # short, because a letter alone is often a slip of the pen
    "north": "n", "south": "s", "east": "e", "west": "w",
    "northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw",
}  # fmt: skip
_RURAL = (  # before the words are shortened one by one
    (re.compile(r"\b(?:farm to market|farm road|farm market|f m)(?: (?:rd|road))?\b"), "fm"),
    (re.compile(r"\b(?:county|co|cnty) (?:rd|road)\b"), "county"),
    (re.compile(r"\bcr(?= \d)"), "county"),
    (re.compile(r"\bfm (?:rd|road)\b"), "fm"),
    (re.compile(r"\b(?:p o|po|post office) box\b"), "pobox"),
)
_MAY_BE_RURAL = re.compile(r"\b(?:farm|f|county|co|cnty|cr|fm|p|po|post) ")
_NOT_WORD = re.compile(r"[^\w\s]")
_HOUSE = re.compile(r"[a-z]?\d+[a-z]?(?:-\d+)?")


class Line(NamedTuple):
    """A street line: the house number, and the rest in one piece without blanks."""

    number: str
    street: str


@lru_cache(maxsize=65_536)
def read_line(text: str) -> Line:
    """Take a street line apart; a line without a house number is all street."""
    words = _plain(text).split()
    if len(words) > 1 and _HOUSE.fullmatch(words[0]):
        return Line(words[0], _joined(words[1:]))
    return Line("", _joined(words))


@lru_cache(maxsize=65_536)
def read_town(text: str) -> str:
    """A town in one piece: "Mt. Vernon" and "Mount Vernon" are the same."""
    return _joined(_plain(text).split())


def _plain(text: str) -> str:
    plain = _NOT_WORD.sub(" ", fold(text).replace("'", "").replace(".", " "))
    plain = " ".join(plain.split())
    if _MAY_BE_RURAL.search(plain):
        for pattern, word in _RURAL:
            plain = pattern.sub(word, plain)
    return plain


def _joined(words: list[str]) -> str:
    return "".join(_CANONICAL.get(word, word) for word in words)
