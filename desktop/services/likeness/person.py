"""The comparable form of a customer: words of the name, phones, e-mails, places, marks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from desktop.models.folding import fold
from desktop.services.likeness.streets import read_line, read_town

LONGEST = 200  # letters of a text that are looked at
_NOT_DIGIT = re.compile(r"\D")
_MIN_DIGITS = 7


class Place(NamedTuple):
    """An address for comparing; every part may be blank."""

    number: str = ""
    street: str = ""
    more: str = ""  # the second line
    town: str = ""
    postcode: str = ""
    state: str = ""


class Person(NamedTuple):
    """A customer as far as it tells people apart."""

    label: str = ""  # as written, for the reasons
    firsts: tuple[str, ...] = ()  # several for a couple: Adam & Brenda
    last: str = ""
    words: tuple[str, ...] = ()  # of a business: the words of its name
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    generation: str = ""
    parent: str = ""  # of a sub-customer: the customer it belongs to
    is_sold: bool = False

    def values(self) -> Iterator[tuple[str, str]]:
        """Every value whose rarity counts, with what it is."""
        for word in {*self.firsts, self.last, *self.words} - {""}:
            yield "name", word
        for phone in self.phones:
            yield "phone", phone
        for email in self.emails:
            yield "email", email
        for one in self.places:
            for what, value in zip(_PARTS, one, strict=True):
                if value:
                    yield what, value


_PARTS = ("number", "street", "street", "town", "postcode", "state")


def person(
    label: str,
    *,
    firsts: Iterable[str] = (),
    last: str = "",
    words: Iterable[str] = (),
    generation: str = "",
    phones: Iterable[str] = (),
    emails: Iterable[str] = (),
    places: Iterable[Place] = (),
    parent: str = "",
    is_sold: bool = False,
) -> Person:
    """The comparable form of a customer; names are folded already, the rest is folded here."""
    return Person(
        label=label,
        firsts=tuple(dict.fromkeys(filter(None, firsts))),
        last=last,
        words=tuple(dict.fromkeys(words)),
        phones=frozenset(p for p in map(_digits, phones) if len(p) >= _MIN_DIGITS),
        emails=frozenset(filter(None, map(fold, emails))),
        places=_telling(tuple(dict.fromkeys(p for p in places if any(p)))),
        generation=generation,
        parent=parent,
        is_sold=is_sold,
    )


def _telling(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places without those that say only some of what another says of the same house."""
    if len(places) == 1:  # nearly always
        return places
    houses: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for one in places:
        houses[one.number, one.street].append(one)
    return tuple(
        one
        for one in places
        if not any(_says_all(other, one) for other in houses[one.number, one.street])
    )


def _says_all(more: Place, less: Place) -> bool:
    """Whether a place is another one with more parts filled."""
    return more != less and all(
        mine in ("", theirs) for mine, theirs in zip(less, more, strict=True)
    )


def place(
    line1: str | None,
    line2: str | None = None,
    city: str | None = None,
    postcode: str | None = None,
    state: str | None = None,
) -> Place:
    """The comparable form of an address."""
    number, street = read_line((line1 or "")[:LONGEST])
    more = read_line(line2[:LONGEST]) if line2 else None
    if more and number and not street:  # the house number stood in a line of its own
        street, more = more.number + more.street, None
    return Place(
        number,
        street,
        more.number + more.street if more else "",
        read_town((city or "")[:LONGEST]),
        (postcode or "").strip()[:5],
        fold(state),
    )


@lru_cache(maxsize=65_536)
def _digits(number: str) -> str:
    return _NOT_DIGIT.sub("", number.partition(" ext")[0])[-10:]
