"""Addresses out of one to five free lines, or one cell; what cannot be told apart stays whole."""

import re
from collections.abc import Callable
from typing import NamedTuple

from desktop.models.folding import fold
from desktop.services.importing.values import is_state, state_code, zip_code

_LAST_LINE = re.compile(
    r"^(?P<city>.*?)[\s,]*\b(?P<state>[A-Za-z]{2}\.?|[A-Za-z]+(?: [A-Za-z]+){0,2})[\s,]+"
    r"(?P<zip>\d{5}(?:-?\d{4})?)$"
)
_NO_STATE = re.compile(r"^(?P<city>[^\d,]+?)[\s,]+(?P<zip>\d{5}(?:-?\d{4})?)$")
_NO_ZIP = re.compile(r"^(?P<city>[^\d,]+),\s*(?P<state>[A-Za-z]{2})\.?$")
_COUNTRY = re.compile(
    r"^(.*?)[\s,]*\b(?:USA|U\.S\.A\.|US|United States(?: of America)?)\.?$", re.IGNORECASE
)
_BOX = re.compile(r"^(?:p\.?\s*o\.?\s*box|box|rr\s*\d+,?\s*box|post office box)\b", re.IGNORECASE)
_CARE = re.compile(r"^(?:c/o|attn:?|attention:?)\s", re.IGNORECASE)
_STREET_END = re.compile(
    r"\b(?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|ct|court|blvd|way|hwy|fm|cr|loop|"
    r"trail|trl|pl|place|cir|circle|apt|unit|ste|suite|box)\b\.?",
    re.IGNORECASE,
)
TOWN_NOT_SEPARATED = "town not separated"


class Address(NamedTuple):
    """An address taken apart; `doubt` says what could not be separated."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip5: str = ""
    zip4: str = ""
    doubt: str = ""
    written: str = ""  # the one line a known town was found in

    @property
    def is_box(self) -> bool:
        """Whether only the mail goes there: a post office box is never a site."""
        return not self.line1[:1].isdigit() and bool(_BOX.match(self.line1))

    @property
    def is_street(self) -> bool:
        """Whether there is a street, so that it can be a site."""
        if self.line1[:1].isdigit():
            return True
        return bool(self.line1) and not self.is_box and not _CARE.match(self.line1)

    @property
    def key(self) -> str:
        """The form in which two addresses are compared."""
        return address_key(self.line1, self.city, self.zip5)


def address_key(line1: str | None, city: str | None, zip5: str | None) -> str:
    """The comparable form of a stored address."""
    return f"{fold(line1).replace('.', '').replace(',', '')}|{(zip5 or '')[:5] or fold(city)}"


def from_block(lines: list[str], names: tuple[str, ...] = ()) -> Address:
    """Read 1 to 5 lines; `names` are texts (customer, company, contact) that may lead them."""
    kept = [line.strip() for text in lines for line in text.splitlines() if line.strip()]
    kept = _without_names(kept, names)
    if kept and (country := _COUNTRY.match(kept[-1])):
        kept = [*kept[:-1], country.group(1).strip()] if country.group(1) else kept[:-1]
    if not kept:
        return Address()
    if len(kept) == 1:
        return _from_one_line(kept[0])
    place = _place(kept[-1])
    if place is None:
        return _joined(kept, Address(doubt=f"“{kept[-1]}” has no town, state and ZIP"))
    if not place.city and len(kept) > 2:  # noqa: PLR2004 - street, town, "TX 75751"
        *kept, town, _ = kept
        return _joined(kept, place._replace(city=town.rstrip(",")))
    return _joined(kept[:-1], place)


def _without_names(lines: list[str], names: tuple[str, ...]) -> list[str]:
    known = {_name_key(name) for name in names if name}
    while lines and (_name_key(lines[0]) in known):
        lines = lines[1:]
    if len(lines) < 3 or _CARE.match(lines[0]):  # noqa: PLR2004 - name, street, town
        return lines
    starts_with_name = not _has_digit(lines[0]) and _has_digit(lines[1])
    return lines[1:] if starts_with_name else lines


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _name_key(name: str) -> str:
    return " ".join(sorted(re.sub(r"[^\w\s]", " ", fold(name)).split()))


def _joined(lines: list[str], place: Address) -> Address:
    """The street lines: the first, and all the others joined to the second."""
    return place._replace(line1=lines[0] if lines else "", line2=", ".join(lines[1:]))


def _place(line: str) -> Address | None:
    """Town, state and ZIP from the right end of a line."""
    match = _LAST_LINE.match(line)
    if match:
        city, state = match.group("city"), match.group("state")
        words = state.split()
        for start in range(len(words)):
            candidate = " ".join(words[start:])
            if is_state(candidate):
                town = " ".join([city, *words[:start]]).strip(" ,")
                zip5, zip4, _ = zip_code(match.group("zip"))
                return Address(city=town, state=state_code(candidate), zip5=zip5, zip4=zip4)
    match = _NO_STATE.match(line)
    if match:
        zip5, zip4, _ = zip_code(match.group("zip"))
        return Address(city=match.group("city").strip(" ,"), zip5=zip5, zip4=zip4)
    match = _NO_ZIP.match(line)
    if match and is_state(match.group("state")):
        return Address(city=match.group("city").strip(), state=state_code(match.group("state")))
    return None


def _from_one_line(line: str) -> Address:
    """One line: taken apart at its commas; without them the street is kept as written."""
    place = _place(line)
    if place is None:
        return Address(line1=line)
    if not any(map(str.isdigit, place.city)):
        if "," in place.city:
            street, _, town = place.city.rpartition(",")
            return place._replace(line1=street.strip(), city=town.strip())
        return place if not _STREET_END.search(place.city) else _unseparated(line, place)
    street, comma, town = place.city.rpartition(",")
    if comma and town.strip() and not _has_digit(town) and not _STREET_END.search(town):
        first, _, second = street.partition(",")
        return place._replace(line1=first.strip(), line2=second.strip(), city=town.strip())
    return _unseparated(line, place)


def _unseparated(line: str, place: Address) -> Address:
    return place._replace(line1=line, city="", doubt=TOWN_NOT_SEPARATED)


def with_known_town(address: Address, is_town: Callable[[str, str], bool]) -> Address:
    """A line whose town could not be told from its street, split where a known town begins."""
    place = _place(address.line1) if address.doubt == TOWN_NOT_SEPARATED else None
    if place is None:
        return address
    words = place.city.split()
    for start in range(2, len(words)):  # a street has two words or more; the longest town wins
        street, town = " ".join(words[:start]).strip(" ,"), " ".join(words[start:]).strip(" ,")
        if _has_digit(street) and is_town(town, place.zip5):
            return place._replace(line1=street, city=town, written=address.line1)
    return address
