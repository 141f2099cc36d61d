"""Ranges in filters: how their ends are typed, read and written back."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from desktop.views.widgets.formats import parse_day, parse_money, parse_number, plain_money


class Range(NamedTuple):
    """One kind of range."""

    labels: tuple[str, str]
    hint: str
    parse: Callable[[str, date], Any]
    write: Callable[[Any], str]

    def read(self, text: str, today: date) -> Any:
        """The value typed; None for nothing. `today` is what "t" and "-30" count from.

        Raises:
            ValueError: it cannot be read; the sentence says what would be.
        """
        if not text.strip():
            return None
        value = self.parse(text, today)
        if value is None:
            raise ValueError(f"“{text.strip()}” cannot be read; write it like {self.hint}.")
        return value


def _write_day(value: date) -> str:
    return f"{value.month}/{value.day}/{value.year}"


RANGES = {
    "number": Range(("At least", "At most"), "1250", lambda text, _today: parse_number(text), str),
    "money": Range(
        ("At least", "At most"), "150.00", lambda text, _today: parse_money(text), plain_money
    ),
    "date": Range(("From", "To"), "3/31/2025", parse_day, _write_day),
}
