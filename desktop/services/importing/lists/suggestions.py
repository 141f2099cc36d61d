"""What sentences state of a tank or a contract: offered with the sentence, written with a tick."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from desktop.models import choices as c
from desktop.services.importing.cells.names import Name
from desktop.services.importing.documents.service_words import gallons_of

CONTRACT = "contract"
_TELLS = re.compile(r"gal|lid|riser|\bdug\b|buried|down|deep", re.IGNORECASE)
_INCHES = r"(\d{1,2})\s*-?\s*(?:\"|”|''|in\b\.?|inch(?:es)?\b)"
_DEPTH = re.compile(
    rf"\blids?\b[^.\d]{{0,20}}{_INCHES}|{_INCHES}\s*(?:down|deep|below|under)", re.IGNORECASE
)
_BURIED = re.compile(r"\b(?:dug|buried)\b", re.IGNORECASE)
_RISER = re.compile(r"\brisers?\b", re.IGNORECASE)
_NO_RISER = re.compile(
    r"\b(?:no|not|without|needs?|wants?|quote|recommend\w*|suggest\w*|add)\b[^.]{0,20}\brisers?\b",
    re.IGNORECASE,
)
_TANK_SIZES = range(100, 50_001)


class Suggestion(NamedTuple):
    """A fact for the office to accept: what it is, as text, and the sentence that states it."""

    table_key: str
    row: int
    customer: str
    what: str
    field: str  # with table and row it names the suggestion in `Options.accepted`
    value: str
    sentence: str
    old: str = ""  # what the office has now; "" where it has nothing


class Said(NamedTuple):
    """A fact that a row states about a place, or about a customer without one."""

    table_key: str
    row: int
    customer_id: int
    property_id: int | None
    name: Name
    day: date
    field: str
    value: int | str
    sentence: str
    price: Decimal | None = None  # of a contract


class Fact(NamedTuple):
    """A field of a tank that sentences state: how it is read, and how it is shown."""

    field: str
    what: str
    read: Callable[[str], int | str | None]
    show: Callable[[int | str], str]


def facts_in(sentence: str) -> Iterator[tuple[str, int | str]]:
    """The fields of a tank that a sentence states, each with its value."""
    if _TELLS.search(sentence):
        for fact in FACTS:
            value = fact.read(sentence)
            if value is not None:
                yield fact.field, value


def _capacity(sentence: str) -> int | None:
    gallons = gallons_of(sentence)
    return gallons if gallons in _TANK_SIZES else None


def _depth(sentence: str) -> int | None:
    found = {int(one or other) for one, other in _DEPTH.findall(sentence)}
    return found.pop() if len(found) == 1 else None


def _lid(sentence: str) -> str | None:
    if _RISER.search(sentence) and not _NO_RISER.search(sentence):
        return "riser_at_grade"
    return "buried" if _BURIED.search(sentence) else None


FACTS = (
    Fact("capacity_gal", "Tank size", _capacity, "{:,} gal".format),
    Fact("lid_depth_in", "Lid depth", _depth, "{} in".format),
    Fact("lid_kind", "Lid", _lid, lambda value: c.LID_KIND.label(str(value))),
)
BY_FIELD = {fact.field: fact for fact in FACTS}
