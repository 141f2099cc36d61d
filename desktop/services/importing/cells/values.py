"""Single values: text, amounts, whole numbers, ZIP codes, states, yes and no."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from desktop.services.importing.kinds import BadValueError
from desktop.services.reading.plain import ErrorCell

BLANK_WORDS = frozenset(
    ["", "-", "--", "n/a", "na", "none", "null", "unknown", "unk", "?", "never", "tbd", "x/x"]
)
LONGEST_BLANK = max(map(len, BLANK_WORDS))
_SPACES = str.maketrans({"\xa0": " ", "\u202f": " ", "\u2007": " ", "−": "-", "\ufeff": None})
_ACCOUNTING_ZERO = re.compile(r"^\$\s*-(?:\?\?)?$")
_US_AMOUNT = re.compile(r"^\$?(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?$")
_QUANTITY = re.compile(r"^(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?$")
_EU_AMOUNT = re.compile(r"^-?\d{1,3}(?:\.\d{3})*,\d{2}$")
_WHOLE = re.compile(
    r"^(?:approx\.?|about|abt\.?|~)?\s*(\d[\d,]*(?:\.\d+)?)\s*(k)?[\s\-]*"
    r"(g|gal|gals|gallons?|gpd|in|inch|inches|\"|'')?\.?$"
)
_ZIP = re.compile(r"^(\d{5})(?:[-\s]?(\d{4}))?$")
_SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?[eE]\+?\d+$")
_INTERVAL = re.compile(
    r"^(?:(?:once\s+)?(?:every|each|per|a)\s+)?(\d+(?:\.\d+)?|one|two|three|four|five|six|other)?\s*-?\s*"
    r"(y|yrs?|years?|m|mos?|mths?|months?|w|wks?|weeks?|d|days?|)\.?$"
)
_NUMBER_WORDS = dict(zip(("one", "two", "three", "four", "five", "six"), "123456", strict=True))
_NUMBER_WORDS["other"] = "2"
_AS_NEEDED = ("as needed", "on call", "will call", "on demand")
_OFTEN = {
    "yearly": (1, "years"),
    "annual": (1, "years"),
    "annually": (1, "years"),
    "semi-annual": (6, "months"),
    "semiannual": (6, "months"),
    "semi-annually": (6, "months"),
    "twice a year": (6, "months"),
    "2x/yr": (6, "months"),
    "3x/yr": (4, "months"),
    "4x/yr": (3, "months"),
    "quarterly": (3, "months"),
    "bi-monthly": (2, "months"),
    "monthly": (1, "months"),
    "weekly": (7, "days"),
}
_STATE_LIST = (
    "alabama:AL|alaska:AK|arizona:AZ|arkansas:AR|california:CA|colorado:CO|"
    "connecticut:CT|delaware:DE|district of columbia:DC|florida:FL|georgia:GA|"
    "hawaii:HI|idaho:ID|illinois:IL|indiana:IN|iowa:IA|kansas:KS|kentucky:KY|"
    "louisiana:LA|maine:ME|maryland:MD|massachusetts:MA|michigan:MI|minnesota:MN|"
    "mississippi:MS|missouri:MO|montana:MT|nebraska:NE|nevada:NV|new hampshire:NH|"
    "new jersey:NJ|new mexico:NM|new york:NY|north carolina:NC|north dakota:ND|"
    "ohio:OH|oklahoma:OK|oregon:OR|pennsylvania:PA|rhode island:RI|south carolina:SC|"
    "south dakota:SD|tennessee:TN|texas:TX|utah:UT|vermont:VT|virginia:VA|"
    "washington:WA|west virginia:WV|wisconsin:WI|wyoming:WY|"
    "puerto rico:PR|virgin islands:VI|guam:GU"
)
STATES = dict(pair.split(":") for pair in _STATE_LIST.split("|"))
_CODES = frozenset(STATES.values())
_LEADING_ZERO_STATES = frozenset(["CT", "MA", "ME", "NH", "NJ", "RI", "VT", "PR"])
_TOO_MUCH = 10**12
_TOO_MANY = 10**9
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


def texts(cells: Sequence[Any]) -> list[str]:
    """The cells of a column as clean text."""
    if set(map(type, cells)) != {str}:
        return list(map(text, cells))
    if "".join(cells).isascii():
        return list(map(str.strip, cells))
    return [cell.strip() if cell.isascii() else _clean(cell) for cell in cells]


def _clean(value: str) -> str:
    return value.translate(_SPACES).strip()


def is_blank_word(value: str) -> bool:
    """Whether a text says that there is nothing: "none", "n/a", "-"."""
    return len(value) <= LONGEST_BLANK and value.casefold() in BLANK_WORDS


def amount(value: Any, *, european: bool = False, dash_is_zero: bool = False) -> Decimal | None:
    """An amount of money; None for an empty cell.

    Raises:
        BadValueError: not an amount.
    """
    if isinstance(value, float | int) and isfinite(value) and not isinstance(value, bool):
        return _rounded(Decimal(str(value)))
    raw = text(value)
    if not raw:
        return None
    _refuse_error_cell(value)
    if (raw == "-" and dash_is_zero) or _ACCOUNTING_ZERO.match(raw):
        return Decimal("0.00")
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
    return _rounded(-number if negative else number)


def _rounded(number: Decimal) -> Decimal:
    """An amount in cents; more money than there is was no amount."""
    if abs(number) >= _TOO_MUCH:
        raise BadValueError("is too large for an amount")
    return round(number, 2)


def _sign(raw: str) -> tuple[bool, str]:
    raw = raw.replace(" ", "")
    if raw.startswith(("(", "$(")) and raw.endswith(")"):
        return True, raw.replace("(", "", 1)[:-1]
    if raw.startswith(("-", "$-")):
        return True, raw.replace("-", "", 1)
    if raw.endswith("-"):
        return True, raw[:-1]
    return False, raw


def writes_dash_for_zero(values: Iterable[Any]) -> bool:
    """Whether a column of amounts writes "-" where others write 0: it has no zero of its own."""
    dashes = others = 0
    for value in values:
        raw = text(value)
        try:
            money = None if raw == "-" else amount(value)
        except BadValueError:
            return False
        if raw and money == 0:
            return False
        dashes += raw == "-"
        others += money is not None
    return bool(dashes and others)


def amount_reader(cells: Iterable[Any]) -> Callable[[Any], Decimal | None]:
    """Reads the amounts of one column in its own style; `cells` can be walked again."""
    european = is_european(cells)
    dash_is_zero: bool | None = None  # asked only where a dash stands

    def read(value: Any) -> Decimal | None:
        nonlocal dash_is_zero
        is_dash = isinstance(value, str) and text(value) == "-"
        if is_dash and dash_is_zero is None:
            dash_is_zero = writes_dash_for_zero(cells)
        return amount(value, european=european, dash_is_zero=is_dash and bool(dash_is_zero))

    return read


def quantity(value: Any) -> Decimal | None:
    """How many of something: may be blank, a fraction or negative; never rounded to cents.

    Raises:
        BadValueError: not a number.
    """
    raw = text(value)
    if is_blank_word(raw):
        return None
    _refuse_error_cell(value)
    negative, digits = _sign(raw)
    if not digits.strip(".,") or not _QUANTITY.match(digits):
        raise BadValueError("is not a number")
    number = Decimal(digits.replace(",", ""))
    return -number if negative else number


def is_european(values: Iterable[Any]) -> bool:
    """Whether a whole column is written like `1.234,56`."""
    found = False
    for value in map(text, values):
        if value in ("", "-"):
            continue
        if not _EU_AMOUNT.match(value):
            return False
        found = True
    return found


def whole(value: Any) -> int | None:
    """A whole number with an optional unit ("1,000 gal", "1.5k", "18 in"); None for nothing.

    Raises:
        BadValueError: not a number.
    """
    if isinstance(value, float | int) and not isinstance(value, bool):
        return _within(value)
    raw = text(value)
    if is_blank_word(raw):
        return None
    _refuse_error_cell(value)
    match = _WHOLE.match(raw.casefold())
    if not match:
        raise BadValueError("is not a whole number")
    number = float(match.group(1).replace(",", ""))
    return _within(number * 1000 if match.group(2) else number)


def _within(number: float) -> int:
    if not abs(number) < _TOO_MANY:  # neither is infinity
        raise BadValueError("is too large")
    return int(number)


def interval(value: Any, unit: str = "years") -> tuple[int, str] | None:
    """How often: (3, "years") for "3yr", "every 3 years" or a bare 3; None for nothing.

    `unit` is what a bare number means under its heading.

    Raises:
        BadValueError: not an interval.
    """
    raw = text(value).casefold()
    if is_blank_word(raw) or raw in _AS_NEEDED:
        return None
    if raw in _OFTEN:
        return _OFTEN[raw]
    match = _INTERVAL.match(raw)
    if not match or not (match.group(1) or match.group(2)):
        raise BadValueError("is not a number of months or years")
    number = float(_NUMBER_WORDS.get(match.group(1), match.group(1) or 1))
    _within(number)
    written = match.group(2)[:1]
    unit = {"m": "months", "d": "days", "w": "weeks", "y": "years"}.get(written, unit)
    if unit == "years" and not written and number > 12:  # noqa: PLR2004
        unit = "months"  # a bare 24 or 36 under "frequency" is meant in months
    if unit == "weeks":
        number, unit = number * 7, "days"
    if unit == "years" and not number.is_integer():
        number, unit = number * 12, "months"
    return (round(number), unit) if number else None


def zip_code(value: Any, state: str = "") -> tuple[str, str, str]:
    """ZIP, its four more digits, and a doubt to show; what is not a ZIP is kept as written."""
    raw = text(value).removesuffix(".0")
    match = _ZIP.match(raw)
    if match:
        return match.group(1), match.group(2) or "", ""
    if raw.isdigit() and len(raw) in (3, 4):
        if isinstance(value, float | int) or not state or may_lose_zero(state):
            return raw, "", f"ZIP {raw} may have lost its leading zero: {raw.zfill(5)}?"
        return raw, "", f"ZIP {raw} is too short"
    return raw[:20], "", f"ZIP “{raw}” is not a US ZIP code" if raw else ""


def may_lose_zero(state: str) -> bool:
    """Whether the ZIP codes of a state begin with a zero, which spreadsheets drop."""
    return state_code(state) in _LEADING_ZERO_STATES


def state_code(value: Any) -> str:
    """The two letters of a state; another text is kept as written."""
    raw = text(value)
    bare = raw.replace(".", "").strip()
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
