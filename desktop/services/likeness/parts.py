"""Compares the parts of two people: names, contacts, places; each the most telling way."""

from collections.abc import Iterable, Iterator
from itertools import product

from desktop.services.likeness import evidence as of
from desktop.services.likeness.evidence import Finding, found
from desktop.services.likeness.person import Person, Place
from desktop.services.likeness.rarity import Rarity
from desktop.services.likeness.similar import edits

Findings = tuple[Finding, ...]
_HOUSE, _LINES = ("number", "street"), ("street", "more")
_TURNED = 2.0  # bits that first and last name, or two address lines, in each other's place cost
_MOST = 6  # first names, phones or places of one person that are looked at


def bits(findings: Iterable[Finding]) -> float:
    """What findings are worth together."""
    return sum(finding.bits for finding in findings)


def names(ours: Person, theirs: Person, rarity: Rarity) -> Findings:
    """First and last name, also in each other's place; or the words of two businesses."""
    if ours.words and theirs.words:
        fewer, more = sorted((ours.words, theirs.words), key=lambda words: (len(words), words))
        return tuple(_words(fewer, more, rarity))
    best = _first_and_last(ours, theirs, rarity)
    if ours.last == theirs.last or not _may_be_turned(ours, theirs):
        return best
    for one, other in ((_turned(ours), theirs), (ours, _turned(theirs))):
        findings = _first_and_last(one, other, rarity) if one and other else ()
        if bits(findings) - _TURNED > bits(best):
            best = findings
    return best


def _may_be_turned(ours: Person, theirs: Person) -> bool:
    """Whether a first name is like the other's last name; most pairs stop here."""
    return _is_crossed(ours.firsts, theirs.last) or _is_crossed(theirs.firsts, ours.last)


def _is_crossed(firsts: tuple[str, ...], last: str) -> bool:
    if not (firsts and last):
        return False
    return firsts[0] == last or edits(firsts[0], last) is not None


def _turned(one: Person) -> Person | None:
    """A person whose names stand in each other's place; a couple cannot be turned."""
    if len(one.firsts) > 1:
        return None
    first = "".join(one.firsts)
    return one._replace(firsts=(one.last,) if one.last else (), last=first)


def _first_and_last(ours: Person, theirs: Person, rarity: Rarity) -> Findings:
    last = found(of.LAST, ours.last, theirs.last, rarity)
    if len(ours.firsts) == len(theirs.firsts) == 1:  # nearly always: no need to choose
        return _filled(found(of.FIRST, ours.firsts[0], theirs.firsts[0], rarity), last)
    pairs = product(ours.firsts[:_MOST], theirs.firsts[:_MOST])
    return _filled(_best(found(of.FIRST, one, other, rarity) for one, other in pairs), last)


def _words(ours: tuple[str, ...], theirs: tuple[str, ...], rarity: Rarity) -> Iterator[Finding]:
    """The words of two businesses: each with the most alike of the other, every word once."""
    left = list(theirs[:_MOST])
    for word in ours[:_MOST]:
        others = (word,) if word in left else left  # no other word is worth more than the same
        best = _best(found(of.WORD, word, other, rarity) for other in others)
        if best is None:
            return
        yield best
        if best.grade != of.OTHER:
            left.remove(best.theirs)


def contacts(ours: Person, theirs: Person) -> Iterator[tuple[of.Evidence, frozenset[str], bool]]:
    """Phones and e-mails: what is shared, and whether both sides have any."""
    yield of.PHONE, ours.phones & theirs.phones, bool(ours.phones and theirs.phones)
    yield of.EMAIL, ours.emails & theirs.emails, bool(ours.emails and theirs.emails)


def contact_findings(ours: Person, theirs: Person, rarity: Rarity) -> Iterator[Finding]:
    """The rarest shared phone and e-mail; or that both have one and none is shared."""
    for evidence, shared, both in contacts(ours, theirs):
        if shared:
            worth, value = max((rarity.bits(evidence.rarity, value), value) for value in shared)
            yield Finding(worth, of.SAME, evidence, value, value)
        elif both:
            yield Finding(-evidence.against, of.OTHER, evidence, "", "")


def places(ours: Person, theirs: Person, rarity: Rarity) -> Findings:
    """The two places that are most alike."""
    if len(ours.places) == len(theirs.places) == 1:  # nearly always: no need to choose
        return _place(ours.places[0], theirs.places[0], rarity)
    pairs = product(ours.places[:_MOST], theirs.places[:_MOST])
    return max((_place(one, other, rarity) for one, other in pairs), key=place_bits, default=())


def place_bits(findings: Findings) -> float:
    """What two addresses are worth together.

    Only of one and the same house do street, town and ZIP code all count: of two houses in one
    street they follow from each other, and the rarest of them counts for all.
    """
    if is_same_house(findings):
        return bits(findings)
    most = less = 0.0
    for finding in findings:
        worth = finding.bits
        if worth < 0:
            less += worth
        elif worth > most:
            most = worth
    return most + less


def is_same_house(findings: Findings) -> bool:
    """Whether street and house number agree, as far as both are known."""
    has_line = False
    for finding in findings:
        if finding.grade == of.OTHER and finding.evidence.key in _HOUSE:
            return False
        has_line = has_line or (finding.evidence.key in _LINES and finding.grade != of.OTHER)
    return has_line


def _place(ours: Place, theirs: Place, rarity: Rarity) -> Findings:
    street = _lines(ours.street, ours.more, theirs, rarity)
    if (ours.more or theirs.more) and ours.street != theirs.street:
        turned = _lines(ours.more, ours.street, theirs, rarity)
        street = turned if bits(turned) - _TURNED > bits(street) else street
    rest = [
        evidence.compare(evidence, mine, other, rarity)
        for evidence, mine, other in zip(of.REST_OF_PLACE, _rest(ours), _rest(theirs), strict=True)
        if mine and other
    ]
    return (*street, *rest)


def _rest(place: Place) -> tuple[str, ...]:
    """The values of a place in the order of `REST_OF_PLACE`."""
    return place.number, place.town, place.postcode, place.state


def _lines(street: str, more: str, theirs: Place, rarity: Rarity) -> Findings:
    return _filled(
        found(of.STREET, street, theirs.street, rarity), found(of.MORE, more, theirs.more, rarity)
    )


def _best(findings: Iterable[Finding | None]) -> Finding | None:
    return max(_filled(*findings), key=lambda finding: finding.bits, default=None)


def _filled(*findings: Finding | None) -> Findings:
    return tuple([finding for finding in findings if finding is not None])
