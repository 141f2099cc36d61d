"""What a person typed becomes what a column stores, each refusal a sentence about the field."""

import re
import unicodedata
from base64 import b64decode
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Double, Numeric

from desktop.services.dates import add_days
from desktop.services.importing.cells.dates import DateReader
from desktop.services.importing.cells.phones import read_emails, read_phones
from desktop.services.importing.cells.values import (
    amount,
    quantity,
    state_code,
    whole,
    yes_no,
    zip_code,
)
from desktop.services.importing.kinds import BadValueError
from desktop.services.records.fields import Field
from desktop.services.records.forms import INSPECTED, RESULTS

LARGEST = 10**13  # cents, and any other number
FIRST_DAY, YEARS_AHEAD = date(1900, 1, 1), 100
_SHOWN = 40  # letters of a wrong value that a sentence repeats
_MONTH_AND_DAY = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BY_YEAR = ("install_date", "first_use_date")  # often no more is known of equipment
_MIDDLE_OF_YEAR = 7, 1
_CENT_PARTS = re.compile(r"\.\d\d\d")
_HALF_A_YEAR = 183
_BREAKS = re.compile(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_SHORT_ZIP = 5


class WrongValueError(ValueError):
    """A value that does not fit its field; the text is a whole sentence."""


def typed(field: Field, raw: Any, today: date) -> Any:
    """What the column stores for what was typed or chosen; None for nothing.

    Raises:
        WrongValueError: it does not fit; says why.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip(" \t\r\n\xa0")):
        return None
    try:
        value = _READERS[field.kind](field, raw, today)
    except BadValueError as error:
        raise WrongValueError(f"{field.label}: “{_shown(raw)}” {error}.") from error
    return value


def _shown(raw: Any) -> str:
    said = " ".join(clean(str(raw), lines=False).split())
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"


def clean(text: str, *, lines: bool) -> str:
    """Text without what a keyboard cannot type; one line, unless several are wanted."""
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    text = "".join(a for a in text if a == "\n" or not _is_control(a))
    if lines:
        return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n").strip(" \xa0")
    return " ".join(text.split())


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) == "Cc" or letter == "\ufeff"


def _text(field: Field, raw: Any, _today: date) -> str | None:
    if not isinstance(raw, str):
        raise BadValueError("is not text")
    if "\0" in raw or any("\ud800" <= letter <= "\udfff" for letter in raw):
        raise WrongValueError(f"{field.label} contains a letter that cannot be stored.")
    value = clean(raw, lines=field.kind == "lines")
    special = _SPECIAL.get(field.key)
    value = special(field, value) if special and value else value
    if field.length and len(value) > field.length:
        raise WrongValueError(
            f"{field.label} may have at most {field.length} letters; this has {len(value):,}."
        )
    return value or None


def _phone(field: Field, value: str) -> str:
    """One number as the house writes it; what is no US number is kept as typed."""
    found = read_phones(value)
    if len(found.phones) > 1:
        raise WrongValueError(f"{field.label}: enter one number per line.")
    if not any(map(str.isdigit, value)):
        raise BadValueError("is not a phone number")
    is_whole = len(found.phones) == 1 and not found.rest
    return found.phones[0].number if is_whole else value


def _email(_field: Field, value: str) -> str:
    found = read_emails(value)
    if found.bad or len(found.good) != 1:
        raise BadValueError("is not one email address")
    return found.good[0]


def _zip5(field: Field, value: str) -> str:
    """Five digits; a code of another country stays as typed."""
    found, more, _ = zip_code(value)
    if more:
        raise WrongValueError(f"{field.label}: “{value}” has more than five digits.")
    if found.isdigit() and len(found) != _SHORT_ZIP:
        raise BadValueError("is not a ZIP code of five digits")
    return found


def _zip4(_field: Field, value: str) -> str:
    if not (value.isdigit() and len(value) == 4):  # noqa: PLR2004 - ZIP+4
        raise BadValueError("is not four digits")
    return value


_SPECIAL: dict[str, Callable[[Field, str], str]] = {
    "number": lambda field, value: _phone(field, value) if _is_phone(field) else value,
    "email": _email,
    "other_emails": _email,
    "state": lambda _field, value: state_code(value),
    "zip5": _zip5,
    "zip4": _zip4,
}


def _is_phone(field: Field) -> bool:
    return field.column is not None and field.column.table.name == "customer_phones"


def _whole(field: Field, raw: Any, _today: date) -> int | None:
    if isinstance(raw, bool):
        raise BadValueError("is not a whole number")
    try:
        number = quantity(raw)
    except BadValueError:
        found = whole(raw)  # "1,000 gal", "1.5k"
        number = None if found is None else Decimal(found)
    if number is not None and number != number.to_integral_value():
        raise BadValueError("is not a whole number")
    _check(field, number, least=0)
    return None if number is None else int(number)


def _decimal(field: Field, raw: Any, _today: date) -> Any:
    if isinstance(raw, bool):
        raise BadValueError("is not a number")
    number = quantity(str(raw) if isinstance(raw, float) else raw)
    if number is None:
        return None
    _check(field, number)
    column = field.column.type if field.column is not None else None
    if isinstance(column, Double):
        return float(number)
    if isinstance(column, Numeric) and column.scale is not None:
        if number != round(number, column.scale):
            raise BadValueError(f"has more than {column.scale} decimals")
        return round(number, column.scale)
    return number


def _money(field: Field, raw: Any, _today: date) -> int | None:
    if isinstance(raw, bool):
        raise BadValueError("is not an amount")
    if _CENT_PARTS.search(str(raw)):
        raise BadValueError("has more than two decimals")
    found = amount(str(raw) if isinstance(raw, Decimal | float) else raw)
    _check(field, found)
    return None if found is None else int(found * 100)


def _check(field: Field, number: Decimal | None, least: int | None = None) -> None:
    """Keep a number between the ends that make sense."""
    if number is None:
        return
    lowest = field.least if field.least is not None else least
    if lowest is not None and number < lowest:
        raise WrongValueError(f"{field.label} must be {lowest:,} or more.")
    if field.most is not None and number > field.most:
        raise WrongValueError(f"{field.label} must be {field.most:,} or less.")
    if abs(number) >= LARGEST // 100:
        raise BadValueError("is too large")


def _date(field: Field, raw: Any, today: date) -> date | None:
    if field.key in _BY_YEAR and _YEAR.fullmatch(str(raw).strip()):
        return date(int(raw), *_MIDDLE_OF_YEAR)
    if isinstance(raw, bool | int | float) or (isinstance(raw, str) and raw.strip().isdigit()):
        raise BadValueError("is not a date")
    match = _MONTH_AND_DAY.match(raw.strip()) if isinstance(raw, str) else None
    if match:
        return _nearest(int(match.group(1)), int(match.group(2)), today)
    found = raw.date() if isinstance(raw, datetime) else raw
    day = DateReader(today, may_be_ahead=True).read(found)
    if day is None and isinstance(raw, str):
        raise BadValueError("is not a date")
    if day is None or not FIRST_DAY <= day <= add_days(today, 366 * YEARS_AHEAD):
        raise BadValueError("is too far away")
    return day


def _nearest(month: int, day: int, today: date) -> date:
    """A day without a year: the one closest to today."""
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    near = [one for one in found if abs((one - today).days) <= 2 * _HALF_A_YEAR]
    if not near:
        raise BadValueError("is not a day of the calendar")
    return min(near, key=lambda one: abs((one - today).days))


def _yes_no(_field: Field, raw: Any, _today: date) -> bool | None:
    return yes_no(raw)


def _choice(field: Field, raw: Any, _today: date) -> str:
    assert field.choices is not None  # noqa: S101 - the kind says so
    key = field.choices.key(raw) if isinstance(raw, str) else None
    if key is None:
        named = ", ".join(label for _, label in field.choices.items)
        raise WrongValueError(f"{field.label}: “{_shown(raw)}” is not one of {named}.")
    return key


def _reference(_field: Field, raw: Any, _today: date) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) > LARGEST:
        raise BadValueError("is not the number of a record")
    return raw


def _texts(field: Field, raw: Any, today: date) -> list[str] | None:
    """A list of texts; a text with commas is one too."""
    pieces = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(pieces, list | tuple):
        raise BadValueError("is not a list")
    found = [_text(field, piece, today) for piece in pieces if piece is not None]
    return list(dict.fromkeys(one for one in found if one)) or None


def _checks(field: Field, raw: Any, _today: date) -> dict[str, str] | None:
    """The result of each inspected item."""
    if not isinstance(raw, dict):
        raise BadValueError("is not a list of results")
    for item, result in raw.items():
        if item not in INSPECTED or (result is not None and result not in RESULTS):
            raise WrongValueError(f"{field.label}: “{_shown(item)}: {_shown(result)}” is unknown.")
    return {item: raw[item] for item in INSPECTED if raw.get(item) is not None} or None


def _items(field: Field, raw: Any, today: date) -> list[dict[str, Any]] | None:
    """The lines of an invoice or an estimate: text, quantity, amount."""
    if not isinstance(raw, list | tuple) or not all(isinstance(one, dict) for one in raw):
        raise BadValueError("is not a list of lines")
    return [found for one in raw if (found := _item(field, one, today))] or None


def _item(field: Field, line: dict[str, Any], today: date) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in line.items():
        if key == "amount" and value is not None:
            cents = _money(field, value, today)
            found[key] = None if cents is None else f"{Decimal(cents).scaleb(-2):.2f}"
        else:
            found[key] = _text(field, value, today) if isinstance(value, str) else value
    return {key: value for key, value in found.items() if value is not None}


def _picture(_field: Field, raw: Any, _today: date) -> str:
    """A picture as it is stored; the window has read and scaled it."""
    try:
        b64decode(raw, validate=True)
    except (TypeError, ValueError) as error:
        raise BadValueError("is not a picture") from error
    return str(raw)


_READERS: dict[str, Callable[[Field, Any, date], Any]] = {
    "text": _text,
    "lines": _text,
    "whole": _whole,
    "decimal": _decimal,
    "money": _money,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _choice,
    "reference": _reference,
    "texts": _texts,
    "checks": _checks,
    "items": _items,
    "picture": _picture,
}


def as_shown(field: Field, stored: Any) -> Any:
    """The value of a form for what a column stores: money and numbers exact."""
    if stored is None:
        return None
    if field.kind == "money":
        return Decimal(stored).scaleb(-2)
    return Decimal(str(stored)) if field.kind == "decimal" else stored
