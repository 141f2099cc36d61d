"""Addresses out of one to five free lines, or one cell; what cannot be told apart stays whole."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from desktop.models.folding import fold
from desktop.services.importing.cells.values import is_state, may_lose_zero, state_code, zip_code

_LAST_LINE = re.compile(
    r"^(?P<city>.*?)[\s,]*\b(?P<state>[A-Za-z]{2}\.?|[A-Za-z]+(?: [A-Za-z]+){0,2})[\s,]+"
    r"(?P<zip>\d{5}(?:[\s\-]?\d{4})?|\d{4})$"
)
_NO_STATE = re.compile(r"^(?P<city>[^\d,]+?)[\s,]+(?P<zip>\d{5}(?:-?\d{4})?)$")
_NO_ZIP = re.compile(r"^(?P<city>[^\d,]+),\s*(?P<state>[A-Za-z][A-Za-z. ]+)$")
_BARE_STATE = re.compile(r"^(?P<city>[^\d,]+)\s(?P<state>[A-Z]{2})$")
_COUNTRY = re.compile(
    r"^(.*?)[\s,]*(?<!\w)(?:USA|U\.S\.A?|US|United States(?: of America)?)\.?$", re.IGNORECASE
)
_BOX = re.compile(
    r"^(?:p\.?\s*o\.?\s*(?:box|b|drawer)|box|pob|post office box|"
    r"(?:rr|rt|r\.r\.|rte|route|rural route|hc|hcr|star route)\.?\s*#?\d+[a-z]?,?\s*box)\b",
    re.IGNORECASE,
)
_CARE = re.compile(r"^(?:c/o|care of|attn|attention)\b", re.IGNORECASE)
_PHONE_LINE = re.compile(r"^\(?\d{3}\)?[\s.\-]*\d{3}[\s.\-]?\d{4}$")
_STREET_END = re.compile(
    r"\b(?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|ct|court|blvd|way|hwy|fm|cr|loop|"
    r"trail|trl|pl|place|cir|circle|apt|unit|ste|suite|box)\b\.?",
    re.IGNORECASE,
)
_SAFE_KINDS = ("Street Address", "PO Box")
_ENDING = ["PlaceName", "StateName", "ZipCode"]
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
        return is_box(self.line1)

    @property
    def is_street(self) -> bool:
        """Whether there is a street, so that it can be a site."""
        return is_street(self.line1)

    @property
    def key(self) -> str:
        """The form in which two addresses are compared."""
        return address_key(self.line1, self.city, self.zip5)


def is_box(line: str) -> bool:
    """Whether a line is a post office box."""
    return not line[:1].isdigit() and bool(_BOX.match(line))


def is_street(line: str) -> bool:
    """Whether a line is a street, or a place that can be found like one."""
    return line[:1].isdigit() or (bool(line) and not _BOX.match(line) and not _CARE.match(line))


@lru_cache(8_192)  # a row is compared with several others
def address_key(line1: str | None, city: str | None, zip5: str | None) -> str:
    """The comparable form of a stored address."""
    return f"{fold(line1).replace('.', '').replace(',', '')}|{(zip5 or '')[:5] or fold(city)}"


def from_block(lines: list[str], names: tuple[str, ...] = ()) -> Address:
    """Read 1 to 5 lines; `names` are texts (customer, company, contact) that may lead them."""
    kept = [line.strip() for text in lines for line in text.splitlines() if line.strip()]
    phones = [line for line in kept if _PHONE_LINE.match(line)]
    if phones and len(phones) < len(kept):
        rest = from_block([line for line in kept if line not in phones], names)
        return rest._replace(doubt=f"“{phones[0]}” in the address looks like a phone number")
    kept = _street_first(_without_names(kept, names), names)
    if kept and (country := _COUNTRY.match(kept[-1])):
        kept = [*kept[:-1], country.group(1).strip()] if country.group(1) else kept[:-1]
    if not kept:
        return Address()
    if len(kept) == 1:
        return _from_one_line(kept[0])
    place = _place(kept[-1]) or _bare_state(kept[-1])
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
    return lines


def _street_first(lines: list[str], names: tuple[str, ...]) -> list[str]:
    """A line of words before the street: a form of the name is dropped, a farm's name put behind.

    "Mr. & Mrs. Doug Evans" leads the address of "Evans, Doug"; "Rose Hill Farm" does not.
    """
    if len(lines) < 3 or _CARE.match(lines[0]):  # noqa: PLR2004 - name, street, town
        return lines
    if _has_digit(lines[0]) or not _has_digit(lines[1]):
        return lines
    known = {word for name in names for word in _name_key(name).split() if len(word) > 2}  # noqa: PLR2004
    if known and known.isdisjoint(_name_key(lines[0]).split()):
        return [lines[1], lines[0], *lines[2:]]
    return lines[1:]


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
            if is_state(candidate) and _is_whole(match.group("zip"), candidate):
                town = " ".join([city, *words[:start]]).strip(" ,")
                code = state_code(candidate)
                zip5, zip4, doubt = zip_code(match.group("zip"), code)
                return Address(city=town, state=code, zip5=zip5, zip4=zip4, doubt=doubt)
    match = _NO_STATE.match(line)
    if match:
        zip5, zip4, _ = zip_code(match.group("zip"))
        return Address(city=match.group("city").strip(" ,"), zip5=zip5, zip4=zip4)
    match = _NO_ZIP.match(line)
    if match and is_state(match.group("state")):
        return Address(city=match.group("city").strip(), state=state_code(match.group("state")))
    return None


def _is_whole(zip_digits: str, state: str) -> bool:
    """Four digits are a ZIP code only where a spreadsheet may have dropped the zero before them."""
    return len(zip_digits) > 4 or may_lose_zero(state)  # noqa: PLR2004


def _bare_state(line: str) -> Address | None:
    """Town and state without a ZIP, only in the last of several lines: "12 Oak CT" is one line."""
    match = _BARE_STATE.match(line)
    if match is None or not is_state(match.group("state")):
        return None
    return Address(city=match.group("city").strip(), state=match.group("state"))


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


def with_tagged_town(address: Address) -> Address:
    """A line whose town nobody knows, split where `usaddress` reads it without any doubt."""
    place = _place(address.line1) if address.doubt == TOWN_NOT_SEPARATED else None
    if place is None:
        return address
    import usaddress  # noqa: PLC0415 - loaded only for a line that needs it

    try:
        tagged, kind = usaddress.tag(address.line1)
    except usaddress.RepeatedLabelError:
        return address
    labels = list(tagged)
    if kind not in _SAFE_KINDS or labels[-len(_ENDING) :] != _ENDING:
        return address
    pieces = list(tagged.values())
    if _squeezed(" ".join(pieces)) != _squeezed(address.line1):
        return address
    street = " ".join(pieces[: -len(_ENDING)])
    return place._replace(line1=street, city=tagged["PlaceName"], written=address.line1)


def _squeezed(line: str) -> str:
    return " ".join(line.replace(",", " ").split())
