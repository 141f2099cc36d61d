"""A mailing address as the post wants it: what is missing, the lines behind the window, the house.

Domain reference, 13.1 and 13.3.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from desktop.services.facts.reaching import STATES
from desktop.services.likeness.streets import read_line, read_town

MOST_LINES = 4  # what a window envelope shows however the letter slides
_ZIP, _ZIP4 = re.compile(r"[0-9]{5}"), re.compile(r"[0-9]{4}")
_NO_PUNCTUATION = str.maketrans("", "", '.,;:"')
_BOX = re.compile(r"^P ?O ?BOX\b|^POST OFFICE BOX\b")


class MailAddress(NamedTuple):
    """Where a letter goes; what is not known is ""."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip5: str = ""
    zip4: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is known that could be completed."""
        return not (self.line1 or self.city or self.zip5)


# What a complete address has, each with what is said where it is missing.
PARTS: Mapping[str, Callable[[MailAddress], bool]] = {
    "no street": lambda one: bool(one.line1),
    "no city": lambda one: bool(one.city),
    "no state": lambda one: one.state.upper() in STATES,
    "no ZIP code": lambda one: bool(_ZIP.fullmatch(one.zip5)),
}


def missing(address: MailAddress) -> tuple[str, ...]:
    """What keeps an address from being complete."""
    return tuple(said for said, is_there in PARTS.items() if not is_there(address))


def window_lines(name: str, company: str, address: MailAddress) -> tuple[str, ...]:
    """At most four lines in capitals: who, the company, street with its unit, town."""
    unit = " ".join(part for part in (address.line1, address.line2) if part)
    code = address.zip5 + (f"-{address.zip4}" if _ZIP4.fullmatch(address.zip4) else "")
    town = " ".join(part for part in (address.city, address.state, code) if part)
    who = dict.fromkeys(_plain(part) for part in (name, company))
    return tuple(line for line in (*who, _BOX.sub("PO BOX", _plain(unit)), _plain(town)) if line)


def _plain(text: str) -> str:
    return " ".join(text.translate(_NO_PUNCTUATION).upper().split())


def household(address: MailAddress) -> str:
    """The form in which two addresses of one house are the same: it gets one piece of mail."""
    street = read_line(f"{address.line1} {address.line2}")
    return f"{street.number}|{street.street}|{address.zip5 or read_town(address.city)}"
