"""Several values typed into one field: what stands between them, and how they are shown."""

import csv
import re
from typing import Any

BREAKS = re.compile(r"[;\r\n\u2028\u2029]")
# Four digits and more: "936 555 1234" is one telephone number, "77351 77859" are two ZIP codes.
DIGIT_GROUPS = re.compile(r"\d{4,}(\s+\d{4,})+")


def texts_in(text: str) -> tuple[str, ...]:
    """The texts between commas, semicolons and line ends; a text with a comma stands in quotes."""
    rows = csv.reader([BREAKS.sub(",", text)], skipinitialspace=True)
    found = [" ".join(part.split()) for row in rows for part in row]
    if all(DIGIT_GROUPS.fullmatch(part) or part.isdigit() for part in found if part):
        found = [digits for part in found for digits in part.split()]
    return tuple(dict.fromkeys(part for part in found if part))


def numbers_in(text: str) -> tuple[Any, ...]:
    """The numbers; what is no number stays as typed, so that it can be pointed out."""
    return tuple(number_of(part) for part in texts_in(text))


def number_of(text: str) -> Any:
    """The number a text stands for, or the text."""
    try:
        number = float(text.replace("$", ""))
    except ValueError:
        return text
    return int(number) if number.is_integer() else number
