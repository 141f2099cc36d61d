"""Do the values of each column look like what its heading promises? Else cells have slipped."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from desktop.services.importing import iif
from desktop.services.importing.cells.values import amount, text, texts
from desktop.services.importing.headings.mapping import Column, Mapping
from desktop.services.importing.kinds import BadValueError, Table

_PHONE = re.compile(r"^[^a-z@]*(?:\d[^a-z\d]*){7,11}(?:\s*(?:x|ext\.?)\s*\d+)?$", re.IGNORECASE)
_ZIP = re.compile(r"^\d{5}(?:-\d{4})?$")
_DATE = re.compile(r"^\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}$")
_YES_NO = frozenset(["Y", "N", "YES", "NO"])
_ENOUGH = 4  # filled cells; fewer say nothing about a column
_SHOWN_ROWS, _SHOWN_COLUMNS = 3, 4


def _is_date(value: str) -> bool:
    return bool(_DATE.match(value))


def _is_phone(value: str) -> bool:
    if value[-1:].isalpha() and value.isascii():
        return False  # "124 Oak St": no number ends so
    return bool(_PHONE.match(value)) and not _DATE.match(value) and not _ZIP.match(value)


def _is_amount(value: str) -> bool:
    try:
        return amount(value) is not None
    except BadValueError:
        return False


KINDS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "phone": ("phone numbers", _is_phone),
    "email": ("e-mail addresses", lambda value: "@" in value),
    "zip": ("ZIP codes", lambda value: bool(_ZIP.match(value))),
    "date": ("dates", _is_date),
    "amount": ("amounts", _is_amount),
    "yes_no": ("“Y” and “N”", lambda value: value.upper() in _YES_NO),
}
# The kinds that must not be the majority below a heading: its target's beginning, the kinds.
_FOREIGN = (
    (("bill", "ship", "mail_line", "site_line"), ("phone", "email", "date", "yes_no")),
    (("fax", "phone", "other_phone", "mobile", "home_phone", "work_phone"), ("email", "yes_no")),
    (("email",), ("phone", "zip", "date", "yes_no")),
    (("display_name",), ("date", "yes_no")),
)
_SUREST = ((_FOREIGN[0][0], ("phone",)),)


class Look(NamedTuple):
    """How the values of one column look: how many are filled, and how many are of each kind."""

    column: Column
    filled: int
    of_kind: dict[str, int]

    def share(self, kind: str) -> float:
        """The share of the filled values that look like a kind."""
        return self.of_kind[kind] / self.filled if self.filled else 0.0


def look_at(table: Table, column: Column, kinds: Iterable[str] = KINDS) -> Look:
    """How the values of a column look."""
    at = column.at
    values = list(filter(None, texts([row.cells[at] for row in table.rows if at < len(row.cells)])))
    counts = {}
    for kind in kinds:  # a town that a thousand rows name is looked at once
        is_kind, different = KINDS[kind][1], Counter(values)
        counts[kind] = sum(times for said, times in different.items() if is_kind(said))
    return Look(column, len(values), counts)


class Shift(NamedTuple):
    """A column whose values look like something else, with the first rows to compare."""

    column: Column
    found: int
    filled: int
    what: str
    rows: str


def first_shift(table: Table, mapping: Mapping) -> Shift | None:
    """The first column most of whose values belong under another heading; None when all fit."""
    for column in mapping.columns:
        foreign = _foreign(table, column.target)
        look = look_at(table, column, foreign) if foreign else None
        if look is None or look.filled < _ENOUGH:
            continue
        for kind in foreign:
            if look.share(kind) > 0.5:  # noqa: PLR2004 - most of them
                return Shift(
                    column,
                    look.of_kind[kind],
                    look.filled,
                    KINDS[kind][0],
                    side_by_side(table, mapping, column),
                )
    return None


def _foreign(table: Table, target: str) -> tuple[str, ...]:
    """The kinds that do not belong below a target; where a person maps, only the surest."""
    for targets, kinds in _FOREIGN if table.kind == iif.KIND else _SUREST:
        if target.startswith(targets):
            return kinds
    return ()


def side_by_side(table: Table, mapping: Mapping, around: Column) -> str:
    """The first rows of a column and of its neighbors: "PHONE1: … | …; FAXNUM: … | …"."""
    places = [column.at for column in mapping.columns]
    start = max(places.index(around.at) - 1, 0)
    shown = mapping.columns[start : start + _SHOWN_COLUMNS]
    rows = [row.cells for row in table.rows[:_SHOWN_ROWS]]
    return "; ".join(f"{c.heading}: {' | '.join(_cell(row, c.at) for row in rows)}" for c in shown)


def _cell(cells: Sequence[Any], at: int) -> str:
    return (text(cells[at]) if at < len(cells) else "") or "(empty)"
