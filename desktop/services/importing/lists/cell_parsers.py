"""How one cell of a list is read to one value, by the name of its parser."""

from collections.abc import Callable
from datetime import date
from typing import Any

from desktop.models import choices as c
from desktop.services.importing.cells import values
from desktop.services.importing.cells.dates import BY_YEAR, DATES, DateReader
from desktop.services.importing.cells.phones import read_phones
from desktop.services.importing.cells.values import text
from desktop.services.importing.kinds import BadValueError
from desktop.services.importing.lists.parsers import GUESSING, LIST_PARSERS

_TYPE_WORDS = {
    "residential": "residential",
    "res": "residential",
    "home": "residential",
    "r": "residential",
    "commercial": "commercial",
    "com": "commercial",
    "comm": "commercial",
    "business": "commercial",
    "c": "commercial",
    "restaurant": "commercial",
    "builder": "builder",
    "contractor": "builder",
    "realtor": "realtor",
    "agent": "realtor",
    "government": "government",
    "govt": "government",
    "municipal": "government",
    "school": "government",
}
_SYSTEM_WORDS = (
    ("aerob", "aerobic"),
    ("atu", "aerobic"),
    ("conv", "conventional"),
    ("grav", "conventional"),
    ("standard", "conventional"),
    ("grease", "grease_trap"),
    ("grit", "grit_trap"),
    ("hold", "holding_tank"),
    ("lift", "lift_station"),
    ("advanc", "advanced"),
)
NAMES = frozenset(
    ["none", "na", "null"]
)  # blanks elsewhere, but in the column of names they are names
_INACTIVE = ("inactive", "not-active", "not active", "n", "no", "false", "0", "closed", "moved")

Parser = Callable[[Any], Any]


def read_customer_type(value: Any) -> str:
    """The stored key for a customer type as files write it; an unknown one is "other"."""
    raw = text(value).casefold()
    return c.CUSTOMER_TYPE.key(raw) or _TYPE_WORDS.get(raw, "other")


def read_system_kind(value: Any) -> str:
    """The stored key for a kind of system as files write it."""
    raw = text(value).casefold()
    known = c.SYSTEM_KIND.key(raw)
    return known or next((kind for word, kind in _SYSTEM_WORDS if word in raw), "other")


def _status(value: Any) -> str:
    return "inactive" if text(value).casefold() in _INACTIVE else "active"


def _hidden(value: Any) -> str | None:
    return "inactive" if text(value).upper() in ("Y", "YES") else None


def _riser(value: Any) -> str | None:
    has = values.yes_no(value)
    return None if has is None else ("riser_at_grade" if has else "buried")


def plain(value: Any) -> str | None:
    """A text; None where it says that there is nothing."""
    raw = text(value)
    return None if values.is_blank_word(raw) and raw != "?" else raw


def plain_name(value: Any) -> str | None:
    """A name as it is written: people are called None, NA and Null."""
    raw = text(value)
    return raw if raw.casefold() in NAMES else plain(raw)


# How a cell is read to one value. Dates and amounts depend on their column: see `Cells.parser`.
PARSERS: dict[str, Parser] = {
    "text": plain,
    "name": plain_name,
    "whole": values.whole,
    "interval": values.interval,
    "yes_no": values.yes_no,
    "state": lambda value: values.state_code(value) or None,
    "customer_type": read_customer_type,
    "system_kind": read_system_kind,
    "status": _status,
    "hidden": _hidden,
    "riser": _riser,
    **LIST_PARSERS,
}


_GUESSING = ("customer_type", "system_kind", *GUESSING)  # what they do not know is "other" to them


def can_read(parser: str, sample: str) -> bool:
    """Whether a sample value could be meant for this parser."""
    try:
        if parser == "phone":
            return bool(read_phones(sample).phones)
        if parser == "email":
            return "@" in sample or values.is_blank_word(sample)
        if parser in DATES:
            DateReader(date.max.replace(year=9000), by_year=parser == BY_YEAR).read(sample)
        elif parser == "amount":
            values.amount(sample, european=values.is_european([sample]))
        elif parser in _GUESSING:
            return (
                PARSERS[parser](sample) not in ("other", "unknown") or "other" in sample.casefold()
            )
        elif parser in PARSERS:
            PARSERS[parser](sample)
    except BadValueError as error:
        return "calendar" in str(error)
    return True
