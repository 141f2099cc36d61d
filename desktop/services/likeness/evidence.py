"""What tells people apart: one table of what is compared, how, and what it is worth.

Worth is counted in bits, as in the linkage of Fellegi and Sunter (1969): an agreement is worth as
much as the value is rare (-log2 of its share), a slip of the pen takes some of that away, another
value counts against. The constants are round numbers for lists that people type; what a slip
costs is larger where values lie close together (house numbers, ZIP codes) than for words.
"""

from collections.abc import Callable
from typing import NamedTuple

from desktop.services.likeness.nicknames import is_short_form
from desktop.services.likeness.rarity import Rarity
from desktop.services.likeness.similar import edits

SAME, NEARLY, OTHER = "same", "nearly", "other"
_INITIAL_BITS = 1.5
_LEAST_BITS = 0.5


class Evidence(NamedTuple):
    """One line of the table. `same`, `nearly` and `other` are words; blank says nothing."""

    key: str
    rarity: str  # the list of values in which its rarity is counted
    compare: Callable[["Evidence", str, str, Rarity], "Finding"]
    slip: float  # bits that a nearly equal value is worth less than an equal one
    per_edit: float  # bits that every further slip costs
    against: float  # bits that another value costs
    same: str
    nearly: str
    other: str


class Finding(NamedTuple):
    """What one comparison found."""

    bits: float
    grade: str
    evidence: Evidence
    ours: str
    theirs: str

    @property
    def words(self) -> str:
        """The finding in words; blank where nothing is worth saying."""
        template: str = getattr(self.evidence, self.grade)
        return template.format(ours=self.ours.title(), theirs=self.theirs.title())


def found(evidence: Evidence, ours: str, theirs: str, rarity: Rarity) -> Finding | None:
    """Compare two values of one kind; None when either is missing: that says nothing."""
    return evidence.compare(evidence, ours, theirs, rarity) if ours and theirs else None


def _text(evidence: Evidence, ours: str, theirs: str, rarity: Rarity) -> Finding:
    """Two texts: the same, nearly the same, or another."""
    if ours == theirs:
        return Finding(rarity.bits(evidence.rarity, ours), SAME, evidence, ours, theirs)
    slips = edits(ours, theirs)
    if slips is None:
        return Finding(-evidence.against, OTHER, evidence, ours, theirs)
    rare = min(rarity.bits(evidence.rarity, ours), rarity.bits(evidence.rarity, theirs))
    bits = rare - evidence.slip - evidence.per_edit * (slips - 1)
    return Finding(max(bits, -evidence.against), NEARLY, evidence, ours, theirs)


def _first_name(evidence: Evidence, ours: str, theirs: str, rarity: Rarity) -> Finding:
    """Two first names: also short forms and initials are nearly the same."""
    if ours != theirs and is_short_form(ours, theirs):
        rare = min(rarity.bits("name", ours), rarity.bits("name", theirs))
        bits = max(rare - evidence.slip, _LEAST_BITS)
        return Finding(bits, NEARLY, evidence, ours, theirs)
    if ours != theirs and 1 in (len(ours), len(theirs)) and ours[0] == theirs[0]:
        return Finding(_INITIAL_BITS, NEARLY, evidence, ours, theirs)
    return _text(evidence, ours, theirs, rarity)


def _exact(evidence: Evidence, ours: str, theirs: str, rarity: Rarity) -> Finding:
    """Two values of which a slip makes another value."""
    if ours == theirs:
        return Finding(rarity.bits(evidence.rarity, ours), SAME, evidence, ours, theirs)
    return Finding(-evidence.against, OTHER, evidence, ours, theirs)


def _house(evidence: Evidence, ours: str, theirs: str, rarity: Rarity) -> Finding:
    """Two house numbers: 131 and 113, or 131 and 1312, may be slips; 131 and 137 are neighbours."""
    if ours == theirs:
        return Finding(rarity.bits(evidence.rarity, ours), SAME, evidence, ours, theirs)
    is_slip = sorted(ours) == sorted(theirs) or len(ours) != len(theirs)
    if is_slip and edits(ours, theirs) == 1:
        rare = min(rarity.bits(evidence.rarity, ours), rarity.bits(evidence.rarity, theirs))
        bits = max(rare - evidence.slip, -evidence.against)
        return Finding(bits, NEARLY, evidence, ours, theirs)
    return Finding(-evidence.against, OTHER, evidence, ours, theirs)


EVIDENCE = (
    Evidence(
        "first", "name", _first_name, 3.0, 1.5, 2.5,
        "same first name", "first name nearly the same: {ours} / {theirs}",
        "another first name: {ours} / {theirs}",
    ),
    Evidence(
        "last", "name", _text, 3.0, 1.5, 3.0,
        "same last name", "last name nearly the same: {ours} / {theirs}",
        "another last name: {ours} / {theirs}",
    ),
    Evidence("word", "name", _text, 3.0, 1.5, 4.0, "", "", ""),
    Evidence("phone", "phone", _exact, 0.0, 0.0, 1.5, "same phone {ours}", "", "another phone"),
    Evidence("email", "email", _exact, 0.0, 0.0, 1.0, "same e-mail", "", "another e-mail"),
    Evidence(
        "number", "number", _house, 7.0, 2.0, 2.0, "", "",
        "another house number: {ours} / {theirs}",
    ),
    Evidence(
        "street", "street", _text, 3.0, 1.5, 2.5, "same street", "street nearly the same",
        "another street",
    ),
    Evidence("more", "street", _text, 3.0, 1.5, 1.5, "", "", ""),
    Evidence("town", "town", _text, 3.0, 1.5, 1.5, "", "", ""),
    Evidence("postcode", "postcode", _text, 6.0, 2.0, 2.5, "", "", ""),
    Evidence("state", "state", _exact, 0.0, 0.0, 2.0, "", "", ""),
)  # fmt: skip
BY_KEY = {evidence.key: evidence for evidence in EVIDENCE}
FIRST, LAST, WORD = BY_KEY["first"], BY_KEY["last"], BY_KEY["word"]
PHONE, EMAIL = BY_KEY["phone"], BY_KEY["email"]
STREET, MORE = BY_KEY["street"], BY_KEY["more"]
REST_OF_PLACE = tuple(BY_KEY[key] for key in ("number", "town", "postcode", "state"))
