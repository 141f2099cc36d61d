"""Scores a pair of people: what all findings are worth together, as a chance from 0 to 100.

The chance starts at what it is for two people taken at random, so that a longer list asks for more
agreement. A score only ever proposes; `rules` says what may not even be suggested.
"""

from typing import NamedTuple

from desktop.services.likeness.evidence import NEARLY, OTHER, SAME
from desktop.services.likeness.parts import (
    Findings,
    bits,
    contact_findings,
    names,
    place_bits,
    places,
)
from desktop.services.likeness.person import Person
from desktop.services.likeness.rarity import Rarity
from desktop.services.likeness.rules import broken_rule, cannot_be, never_one

POSSIBLE, SUGGESTED = 50, 75
_MOST_BITS = 60.0
_SAME_PLACE, _NEAR_PLACE = "same address", "address nearly the same"


class Likeness(NamedTuple):
    """How likely two are one: the chance in percent, and why.

    `rule` is the key of the rule of `rules` that speaks against it; blank for none.
    """

    score: int
    reasons: tuple[str, ...]
    rule: str = ""
    bits: float = 0.0

    @property
    def is_shown(self) -> bool:
        """Whether to ask the office about the pair."""
        return self.score >= POSSIBLE

    @property
    def is_suggested(self) -> bool:
        """Whether to say that they probably are one."""
        return self.score >= SUGGESTED


def compare(ours: Person, theirs: Person, rarity: Rarity) -> Likeness:
    """Compare two people; either order gives the same score."""
    never = never_one(ours, theirs)
    if never:
        return Likeness(0, (never.words,), never.key, -_MOST_BITS)
    named = names(ours, theirs, rarity)
    contact = tuple(contact_findings(ours, theirs, rarity))
    if cannot_be(ours, theirs, named, contact):
        return Likeness(1, (), "strangers", -_MOST_BITS)
    placed = places(ours, theirs, rarity)
    worth = rarity.prior_bits + bits(named) + bits(contact) + place_bits(placed)
    score = _chance(worth)
    if score < POSSIBLE:  # most pairs: nobody reads why
        return Likeness(score, (), "", worth)
    reasons = (*_name_words(ours, theirs, named), *_contact_words(contact), *_place_words(placed))
    rule = broken_rule(ours, theirs, named, contact, placed)
    if rule is None:
        return Likeness(score, reasons, "", worth)
    most = SUGGESTED if rule.is_shown else POSSIBLE
    return Likeness(min(score, most - 1), (*reasons, rule.words), rule.key, worth)


def _chance(worth: float) -> int:
    """Bits as percent; never 0 or 100, nobody is certain."""
    odds: float = 2.0 ** max(-_MOST_BITS, min(worth, _MOST_BITS))
    return max(1, min(99, round(100 * odds / (1 + odds))))


def _name_words(ours: Person, theirs: Person, named: Findings) -> tuple[str, ...]:
    if not named:
        return ()
    if all(finding.grade == SAME for finding in named):
        return ("same name",)
    if named[0].evidence.key == "word":
        alike = f"{ours.label} / {theirs.label}"
        share = [finding for finding in named if finding.grade != OTHER]
        return (f"name nearly the same: {alike}" if share else f"another name: {alike}",)
    return tuple(finding.words for finding in named if finding.grade != SAME) + tuple(
        finding.words for finding in named if finding.grade == SAME
    )


def _contact_words(contact: Findings) -> tuple[str, ...]:
    return tuple(
        f"same phone {_phone(finding.ours)}" if finding.evidence.key == "phone" else finding.words
        for finding in contact
        if finding.grade == SAME
    ) + tuple(finding.words for finding in contact if finding.grade == OTHER)


def _phone(digits: str) -> str:
    if len(digits) == 10:  # noqa: PLR2004 - area code and number
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    return digits


def _place_words(placed: Findings) -> tuple[str, ...]:
    """One sentence about the whole address where it agrees, else what differs."""
    telling = [f for f in placed if f.evidence.key in ("number", "street")]
    if telling and all(finding.grade == SAME for finding in telling):
        return (_SAME_PLACE,)
    if telling and all(finding.grade in (SAME, NEARLY) for finding in telling):
        return (_NEAR_PLACE,)
    if telling and all(finding.grade == OTHER for finding in telling):
        return ("another address",)
    return tuple(words for finding in telling if (words := finding.words))
