"""What a score may not decide: two people who are never one, and pairs that are only shown.

`NEVER` rules end the comparison; those of `RULES` keep a pair from being suggested, whatever its
score, and some keep it from being shown.
"""

from collections.abc import Callable
from typing import NamedTuple

from desktop.services.likeness.evidence import NEARLY, OTHER, SAME
from desktop.services.likeness.parts import Findings, is_same_house
from desktop.services.likeness.person import Person


class Pair(NamedTuple):
    """Two people and what was found about them."""

    ours: Person
    theirs: Person
    named: Findings = ()
    contact: Findings = ()
    placed: Findings = ()


class Rule(NamedTuple):
    """One line of the table."""

    key: str
    words: str
    holds: Callable[[Pair], bool]
    is_shown: bool = True  # whether the office is asked at all


def _generations(pair: Pair) -> bool:
    ours, theirs = pair.ours.generation, pair.theirs.generation
    return bool(ours and theirs and ours != theirs)


def _siblings(pair: Pair) -> bool:
    return bool(pair.ours.parent) and pair.ours.parent == pair.theirs.parent


def _one_generation(pair: Pair) -> bool:
    return pair.ours.generation != pair.theirs.generation


def _grade(findings: Findings, *keys: str) -> list[str]:
    return [finding.grade for finding in findings if finding.evidence.key in keys]


def _agrees(pair: Pair, *keys: str) -> bool:
    """Whether any of these parts of the places agrees."""
    return any(grade != OTHER for grade in _grade(pair.placed, *keys))


def _shares_contact(pair: Pair) -> bool:
    return SAME in [finding.grade for finding in pair.contact]


def _other_name(pair: Pair) -> bool:
    return OTHER in _grade(pair.named, "first", "last") or (
        bool(pair.named) and set(_grade(pair.named, "word")) == {OTHER}
    )


def _sold(pair: Pair) -> bool:
    return (
        pair.ours.is_sold != pair.theirs.is_sold
        and (is_same_house(pair.placed) or _shares_contact(pair))
        and _other_name(pair)
    )


def _strangers(pair: Pair) -> bool:
    """The next owner of a house, or the office next door."""
    if _shares_contact(pair) or _same_unit(pair):
        return False
    if not pair.named:  # a person and a business, where both have a name
        return all(one.last or one.words for one in (pair.ours, pair.theirs))
    grades = {finding.grade for finding in pair.named}
    return grades == {OTHER} and bool(_grade(pair.named, "last", "word"))


def _same_unit(pair: Pair) -> bool:
    """Whether even the second line of the address agrees: one flat, one lot, one mailbox."""
    return is_same_house(pair.placed) and _grade(pair.placed, "more") in ([SAME], [NEARLY])


def _household(pair: Pair) -> bool:
    return _other_name(pair)


def _only_the_name(pair: Pair) -> bool:
    return not _shares_contact(pair) and not _agrees(pair, "street", "more")


def _nearly_the_name(pair: Pair) -> bool:
    if not _only_the_name(pair) or _agrees(pair, "town", "postcode"):
        return False
    return {f.grade for f in pair.named} != {SAME}


def _next_door(pair: Pair) -> bool:
    """One street, another house, and nothing else in common."""
    return not _shares_contact(pair) and OTHER in _grade(pair.placed, "number")


def _two_people(pair: Pair) -> bool:
    found = (*pair.contact, *pair.placed)
    return _only_the_name(pair) and any(finding.grade == OTHER for finding in found)


NEVER = (
    Rule("generation", "Jr. and Sr., or II and III: never one person", _generations),
    Rule("siblings", "both belong to one customer and are kept apart", _siblings),
)
RULES = (
    Rule("sold", "the place was sold: both belong to it, one after the other", _sold),
    Rule("strangers", "another name at the same place", _strangers, is_shown=False),
    Rule("household", "two people of one household?", _household),
    Rule("one_generation", "only one of them is Jr., Sr., II or III", _one_generation),
    Rule("only_name", "only the names are alike", _nearly_the_name, is_shown=False),
    Rule("two_people", "two people? Only the name is the same", _two_people),
    Rule("next_door", "two people? Another house of the same street", _next_door),
    Rule("bare_name", "nothing but the name to go by", _only_the_name),
)


def never_one(ours: Person, theirs: Person) -> Rule | None:
    """The rule by which two people are never one."""
    pair = Pair(ours, theirs)
    return next((rule for rule in NEVER if rule.holds(pair)), None)


def cannot_be(ours: Person, theirs: Person, named: Findings, contact: Findings) -> bool:
    """Whether no address could make one of two people: saves comparing the places of neighbours."""
    if ours.is_sold != theirs.is_sold or SAME in [one.grade for one in contact]:
        return False
    has_units = any(one.more for one in ours.places) and any(one.more for one in theirs.places)
    return not has_units and _strangers(Pair(ours, theirs, named, contact))


def broken_rule(
    ours: Person, theirs: Person, named: Findings, contact: Findings, placed: Findings
) -> Rule | None:
    """The first rule that keeps a pair from being suggested."""
    pair = Pair(ours, theirs, named, contact, placed)
    return next((rule for rule in RULES if rule.holds(pair)), None)
