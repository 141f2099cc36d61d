"""The frame around QuickBooks reports: titles, groups, totals, footers and notes."""

import re
from typing import Any

from desktop.services.importing.kinds import DataRow, FileTotal, Row
from desktop.services.importing.values import text

_FOOTER = re.compile(
    r"^(?:(?:accrual|cash) basis\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s.*\d{4}",
    re.IGNORECASE,
)
_WITH_SUBS = re.compile(r" with sub-\w+$")
NO_CUSTOMER = ("not specified", "--", "")
HEADING, TOTAL, FOOTER, BLANK = "Heading", "Total", "Footer", "Blank row"
NOTE = "A note after the table"
ABOVE = "Above the headings"


class Frame:
    """Sorts the rows below the headings of a report into data rows and the rest."""

    def __init__(self) -> None:
        self.rows: list[DataRow] = []
        self.left_out: dict[int, str] = {}
        self.totals: list[FileTotal] = []
        self._open: list[str] = []  # the open groups, outermost first
        self._ended = False

    @property
    def _group(self) -> str | None:
        return ":".join(self._open) if self._open else None

    def add_grouped(self, row: Row, amount_place: int | None) -> None:
        """Take the next row of a report that is grouped by customer."""
        label = text(row.cells[0]) if row.cells else ""
        indented = isinstance(row.cells[0], str) and row.cells[0][:1] == " " if row.cells else False
        rest = any(text(cell) for cell in row.cells[1:])
        if self._is_outside(row, label, rest=rest):
            return
        amount = row.cells[amount_place] if amount_place and amount_place < len(row.cells) else None
        if self._is_total(row.number, label, amount):
            self.left_out[row.number] = TOTAL
        elif label and not rest:
            self._open_group(label, indented=indented)
            self.left_out[row.number] = f"Heading of {label}"
        elif label:
            self.left_out[row.number] = "Text before the first column; not a row of this report"
        else:
            self.rows.append(DataRow(row.number, row.cells, self._group))

    def add_flat(self, row: Row) -> None:
        """Take the next row of a report with one row per record."""
        filled = [text(cell) for cell in row.cells if text(cell)]
        label = filled[0] if filled else ""
        if self._is_outside(row, label, rest=len(filled) > 1):
            return
        if label.casefold() in ("total", "totals", "grand total"):
            self.left_out[row.number] = TOTAL
        else:
            self.rows.append(DataRow(row.number, row.cells))

    def _is_outside(self, row: Row, label: str, *, rest: bool) -> bool:
        """Whether a row is blank, a footer, or stands below the grand total."""
        if not label and not rest:
            self.left_out[row.number] = BLANK
        elif _FOOTER.match(label) and not rest:
            self.left_out[row.number] = FOOTER
        elif self._ended:
            self.left_out[row.number] = NOTE
        else:
            return False
        return True

    def _is_total(self, number: int, label: str, amount: Any) -> bool:
        if label.upper() == "TOTAL":
            self._ended = True
            self._open.clear()
            self.totals.append(FileTotal(number, None, amount))
            return True
        if not label.lower().startswith("total for "):
            return False
        name = label[len("total for ") :].strip()
        bare = _WITH_SUBS.sub("", name)
        if bare in self._open or self._group == bare or bare in ("--", "Not Specified"):
            path = self._path_of(bare)
            if path:
                self.totals.append(FileTotal(number, path, amount, with_subs=bare != name))
            self._close(bare)
            return True
        return False

    def _path_of(self, name: str) -> str:
        """The whole path of an open group; "" for rows without a customer."""
        if name in self._open:
            return ":".join(self._open[: self._open.index(name) + 1])
        return self._group if self._group == name else ""

    def _open_group(self, label: str, *, indented: bool) -> None:
        if not indented:
            self._open = []
        elif len(self._open) > 1:
            self._open.pop()
        if label.lower() not in NO_CUSTOMER:
            self._open.append(label)

    def _close(self, name: str) -> None:
        if name in self._open:
            del self._open[self._open.index(name) :]
        else:
            self._open.clear()
