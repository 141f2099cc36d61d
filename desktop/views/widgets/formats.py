"""How values are shown and copied, by kind: text, choice, number, money, date."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from desktop.models.choices import Choices

CENTS = Decimal("0.01")
STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_SPACES = " \ufeff\u00a0"


class Format(NamedTuple):
    """One kind of value: on screen, on the clipboard, and on which side it stands."""

    shown: Callable[[Any], str]
    copied: Callable[[Any], str]
    to_the_right: bool


def day(value: date) -> str:
    """A day that cannot be misread: "Mar 4, 2025"."""
    return f"{value:%b} {value.day}, {value.year}"


def money(cents: int) -> str:
    """An amount with its sign in front: "-$1,234.50"."""
    return f"{'-' if cents < 0 else ''}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def plain_money(cents: int) -> str:
    """An amount as another program reads it: "-1234.50"."""
    return f"{Decimal(cents) * CENTS:.2f}"


def safe_text(value: Any) -> str:
    """Text that no spreadsheet takes for a formula, on one line and in one cell."""
    text = " ".join(str(value).split("\t")).replace("\r", " ").replace("\n", " ")
    return f"'{text}" if text.lstrip(_SPACES).startswith(STARTS_FORMULA) else text


FORMATS = {
    "text": Format(str, safe_text, to_the_right=False),
    "choice": Format(str, safe_text, to_the_right=False),
    "number": Format(lambda value: f"{value:,}", str, to_the_right=True),
    "money": Format(money, plain_money, to_the_right=True),
    "date": Format(day, lambda value: value.isoformat(), to_the_right=False),
}


def shown(kind: str, value: Any, choices: Choices | None = None) -> str:
    """A value as the screen shows it; nothing for nothing."""
    if value is None:
        return ""
    return choices.label(value) if choices else FORMATS[kind].shown(value)


def copied(kind: str, value: Any, choices: Choices | None = None) -> str:
    """A value as the clipboard takes it."""
    if value is None:
        return ""
    return choices.label(value) if choices else FORMATS[kind].copied(value)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its word: "1 customer", "2,310 customers"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def parse_day(text: str, today: date) -> date | None:
    """A day as people type it: 3/4/2025, 2025-03-04, t, +7, -30; None when it is none.

    Month first, as everywhere in the United States.
    """
    text = text.strip().lower()
    if text in ("t", "today"):
        return today
    if text[:1] in ("+", "-") and text[1:].isdigit():
        return today + timedelta(days=int(text))
    parts = text.replace("-", "/").replace(".", "/").split("/")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):  # noqa: PLR2004
        return None
    year, month, number = parts if len(parts[0]) == 4 else (parts[2], *parts[:2])  # noqa: PLR2004
    century = 2000 if len(year) == 2 else 0  # noqa: PLR2004
    try:
        return date(int(year) + century, int(month), int(number))
    except ValueError:
        return None


def parse_number(text: str) -> int | None:
    """A whole number as people type it: "1,250"; None when it is none."""
    cleaned = text.replace(",", "").strip()
    return int(cleaned) if cleaned.lstrip("-").isdecimal() else None


def parse_money(text: str) -> int | None:
    """Cents from an amount as people type it: "$1,250.50"; None when it is none."""
    try:
        amount = Decimal(text.replace(",", "").replace("$", "").strip())
    except InvalidOperation:
        return None
    return int((amount * 100).to_integral_value()) if amount.is_finite() else None
