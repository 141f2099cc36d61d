"""Names the columns of a list that has no headings, by what stands in them."""

import re
from collections.abc import Sequence

from desktop.services.importing.cells.values import is_state, text
from desktop.services.importing.kinds import Grid, column_letter

_LOOKED_AT = 50
_MOST = 0.6  # of the filled cells of a column say what it is
_PHONE = re.compile(
    r"^(?:\+?1[-. ]?)?\(?\d{3}\)?[-. ]*\d{3}[-. ]?\d{4}(?:\s*(?:x|ext).*)?$", re.IGNORECASE
)
_DATE = re.compile(r"^\d{1,2}[/.-]\d{1,2}[/.-](?:\d{2}|\d{4})$|^(?:19|20)\d\d-\d\d-\d\d$")
_EMAIL = re.compile(r"^\S+@\S+\.\w+$")
_MONEY = re.compile(r"^\$ ?[\d,]+(?:\.\d\d)?$|^[\d,]+\.\d\d$")
_STREET = re.compile(
    r"^\d+\w?\s+[a-z].*|^p\.?\s?o\.?\s+box\b.*|^(?:rr|hc|cr|fm)\s+\d+.*", re.IGNORECASE
)
_STREET_WORD = re.compile(
    r"\b(?:st|street|rd|road|ave|avenue|dr|drive|ln|lane|ct|court|cir|circle|blvd|hwy|highway|"
    r"way|trl|trail|pl|place|pkwy|loop|bend|box|cr|fm)\b",
    re.IGNORECASE,
)
_ZIP = re.compile(r"^\d{5}(?:-\d{4})?$")
_NAME = re.compile(r"^[^\d$@]*[A-Za-z][^\d$@]*$")
# What a column is called whose values look so; the first that fits.
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Phone", _PHONE),
    ("Email", _EMAIL),
    ("Date", _DATE),
    ("Zip", _ZIP),
    ("Amount", _MONEY),
    ("Address", _STREET),
)
_SECOND = {"Name": "City", "Phone": "Phone 2"}  # a second column of words is the town
_CODE = 2  # the letters of a state


def tells(said: str) -> bool:
    """Whether a text can only be a value: a phone, an e-mail, a day, an amount, a street."""
    if any(pattern.match(said) for pattern in (_PHONE, _EMAIL, _DATE, _MONEY)):
        return True
    return bool(_STREET.match(said) and _STREET_WORD.search(said))


def headings(grid: Grid) -> tuple[str, ...]:
    """A heading for each column by its values; () where nothing stands in any."""
    rows = [[text(cell) for cell in row.cells] for row in grid.rows[:_LOOKED_AT]]
    width = max(map(len, rows), default=0)
    columns = [[row[at] for row in rows if at < len(row) and row[at]] for at in range(width)]
    found: list[str] = []
    for at, values in enumerate(columns):
        name = _free(_kind(values), found) if values else ""
        found.append(name or (f"Column {column_letter(at)}" if values else ""))
    return tuple(found) if any(found) else ()


def is_told(made: Sequence[str]) -> bool:
    """Whether the values alone say that this is a list of customers: a name and a way to him."""
    return "Name" in made and not {"Phone", "Email", "Address"}.isdisjoint(made)


def _kind(values: Sequence[str]) -> str:
    for name, pattern in KINDS:
        if _mostly(values, [bool(pattern.match(said)) for said in values]):
            return name
    if _mostly(values, [len(said) == _CODE and is_state(said) for said in values]):
        return "State"
    return "Name" if _mostly(values, [bool(_NAME.match(said)) for said in values]) else ""


def _mostly(values: Sequence[str], fits: Sequence[bool]) -> bool:
    return sum(fits) >= _MOST * len(values)


def _free(kind: str, taken: Sequence[str]) -> str:
    """The name of a kind of column, or of the second one of its kind."""
    if kind not in taken:
        return kind
    second = _SECOND.get(kind, "")
    is_town = kind != "Name" or "Address" in taken  # a town stands behind its street
    return second if is_town and second not in taken else ""
