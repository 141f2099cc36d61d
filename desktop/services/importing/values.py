"""Single values: text, amounts, whole numbers, ZIP codes, states, yes and no."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop.services.importing.kinds import BadValueError
from desktop.services.importing.second_look import ErrorCell

_BLANK_WORDS = frozenset(
    ["", "-", "--", "n/a", "na", "none", "null", "unknown", "unk", "?", "never", "tbd", "x/x"]
)
_LONGEST_BLANK = max(map(len, _BLANK_WORDS))
_SPACES = str.maketrans({"\xa0": " ", "\u202f": " ", "\u2007": " ", "−": "-", "\ufeff": None})
_US_AMOUNT = re.compile(r"^\$?(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?$")
_EU_AMOUNT = re.compile(r"^-?\d{1,3}(?:\.\d{3})*,\d{2}$")
_WHOLE = re.compile(
    r"^(?:approx\.?\s*)?(\d[\d,]*(?:\.\d+)?)\s*(k)?\s*(g|gal|gals|gallons?|gpd)?\.?$"
)
_ZIP = re.compile(r"^(\d{5})(?:[-\s]?(\d{4}))?$")
_SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?[eE]\+?\d+$")
_INTERVAL = re.compile(
    r"^(?:every\s+)?(\d+(?:\.\d+)?)?\s*-?\s*(y|yr|yrs|year|years|m|mo|mos|month|months|d|days?|)\.?$"
)
_STATE_LIST = (
    "alabama:AL|alaska:AK|arizona:AZ|arkansas:AR|california:CA|colorado:CO|"
    "connecticut:CT|delaware:DE|district of columbia:DC|florida:FL|georgia:GA|"
    "hawaii:HI|idaho:ID|illinois:IL|indiana:IN|iowa:IA|kansas:KS|kentucky:KY|"
    "louisiana:LA|maine:ME|maryland:MD|massachusetts:MA|michigan:MI|minnesota:MN|"
    "mississippi:MS|missouri:MO|montana:MT|nebraska:NE|nevada:NV|new hampshire:NH|"
    "new jersey:NJ|new mexico:NM|new york:NY|north carolina:NC|north dakota:ND|"
    "ohio:OH|oklahoma:OK|oregon:OR|pennsylvania:PA|rhode island:RI|south carolina:SC|"
    "south dakota:SD|tennessee:TN|texas:TX|utah:UT|vermont:VT|virginia:VA|"
    "washington:WA|west virginia:WV|wisconsin:WI|wyoming:WY"
)
STATES = dict(pair.split(":") for pair in _STATE_LIST.split("|"))
_CODES = frozenset(STATES.values())
_LEADING_ZERO_STATES = frozenset(["CT", "MA", "ME", "NH", "NJ", "RI", "VT", "PR"])
MIDNIGHT = time()
_YES = frozenset(["y", "yes", "true", "1", "x", "t", "ja"])
_NO = frozenset(["n", "no", "false", "0", "f"])


def text(value: Any) -> str:
    """Any cell as clean text; 1042.0 is "1042", a date its ISO form, nothing is ""."""
    if isinstance(value, str):
        return value.strip() if value.isascii() else _clean(value)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat(" ")
    return str(value)


def _clean(value: str) -> str:
    return value.translate(_SPACES).strip()


def is_blank_word(value: str) -> bool:
    """Whether a text says that there is nothing: "none", "n/a", "-"."""
    return len(value) <= _LONGEST_BLANK and value.casefold() in _BLANK_WORDS


def amount(value: Any, *, european: bool = False) -> Decimal | None:
    """An amount of money; None for an empty cell.

    Raises:
        BadValueError: not an amount.
    """
    if isinstance(value, float | int) and not isinstance(value, bool):
        return round(Decimal(str(value)), 2)
    raw = text(value)
    if not raw:
        return None
    _refuse_error_cell(value)
    negative, digits = _sign(raw)
    if european:
        digits = digits.replace(".", "").replace(",", ".")
    digits = digits.replace(" ", "")
    if not any(map(str.isdigit, digits)) or not _US_AMOUNT.match(digits):
        raise BadValueError("is not an amount")
    try:
        number = Decimal(digits.replace(",", "").lstrip("$"))
    except InvalidOperation as error:
        raise BadValueError("is not an amount") from error
    return round(-number if negative else number, 2)


def _sign(raw: str) -> tuple[bool, str]:
    if raw.startswith("(") and raw.endswith(")"):
        return True, raw[1:-1]
    if raw.startswith(("-", "$-")):
        return True, raw.replace("-", "", 1)
    if raw.endswith("-"):
        return True, raw[:-1]
    return False, raw


def is_european(values: Iterable[Any]) -> bool:
    """Whether a whole column is written like `1.234,56`."""
    found = False
    for value in map(text, values):
        if value and not _EU_AMOUNT.match(value):
            return False
        found = found or bool(value)
    return found


def whole(value: Any) -> int | None:
    """A whole number with an optional unit ("1,000 gal", "1.5k"); None for nothing.

    Raises:
        BadValueError: not a number.
    """
    if isinstance(value, float | int) and not isinstance(value, bool):
        return int(value)
    raw = text(value)
    if is_blank_word(raw):
        return None
    _refuse_error_cell(value)
    match = _WHOLE.match(raw.casefold())
    if not match:
        raise BadValueError("is not a whole number")
    number = float(match.group(1).replace(",", ""))
    return int(number * 1000) if match.group(2) else int(number)


def interval(value: Any) -> tuple[int, str] | None:
    """How often: (3, "years") for "3yr", "every 3 years" or a bare 3; None for nothing.

    Raises:
        BadValueError: not an interval.
    """
    raw = text(value).casefold()
    if is_blank_word(raw):
        return None
    match = _INTERVAL.match(raw)
    if not match or not (match.group(1) or match.group(2)):
        raise BadValueError("is not a number of months or years")
    number = float(match.group(1) or 1)
    unit = {"m": "months", "d": "days"}.get(match.group(2)[:1], "years")
    if unit == "years" and not match.group(2) and number > 12:  # noqa: PLR2004
        unit = "months"  # a bare 24 or 36 under "frequency" is meant in months
    if not number.is_integer():
        number, unit = number * 12, "months"
    return int(number), unit


def zip_code(value: Any, state: str = "") -> tuple[str, str, str]:
    """ZIP, its four more digits, and a doubt to show; what is not a ZIP is kept as written."""
    raw = text(value)
    match = _ZIP.match(raw)
    if match:
        return match.group(1), match.group(2) or "", ""
    if raw.isdigit() and len(raw) in (3, 4):
        if isinstance(value, float | int) or state in _LEADING_ZERO_STATES:
            return raw, "", f"ZIP {raw} may have lost its leading zero: {raw.zfill(5)}?"
        return raw, "", f"ZIP {raw} is too short"
    return raw[:20], "", f"ZIP “{raw}” is not a US ZIP code" if raw else ""


def state_code(value: Any) -> str:
    """The two letters of a state; another text is kept as written."""
    raw = text(value)
    bare = raw.rstrip(".").strip()
    if bare.upper() in _CODES:
        return bare.upper()
    return STATES.get(bare.casefold(), raw[:40])


def is_state(value: str) -> bool:
    """Whether a text names a state."""
    return state_code(value) in _CODES


def yes_no(value: Any) -> bool | None:
    """Yes, no, or nothing.

    Raises:
        BadValueError: neither.
    """
    if isinstance(value, bool):
        return value
    raw = text(value).casefold()
    if raw in _YES:
        return True
    if raw in _NO:
        return False
    if is_blank_word(raw):
        return None
    raise BadValueError("is neither yes nor no")


def is_damaged_number(value: Any) -> bool:
    """Whether Excel already lost digits of an id or phone ("4.79E+08")."""
    return bool(_SCIENTIFIC.match(text(value)))


def _refuse_error_cell(value: Any) -> None:
    if isinstance(value, ErrorCell):
        raise BadValueError("is a formula error")


def cents(value: Decimal) -> int:
    """An amount in whole cents."""
    return int(value * 100)


def plain(value: Any) -> Any:
    """A raw cell in the form that is stored with its row."""
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return text(value) if isinstance(value, date) else str(value)
