"""A web page saved with a spreadsheet's name: its tables become rows, as Excel shows them."""

from collections.abc import Iterator
from html.parser import HTMLParser

from desktop.services.reading.plain import Message, ReadError, in_parts

_WIDEST, _LONGEST = 1_000, 1_048_576
_UNSEEN = frozenset(["script", "style", "title", "template", "noscript"])
_LINES = frozenset(["br", "p", "div", "li"])
_CELLS = frozenset(["td", "th"])


def read(text: bytes) -> Iterator[Message]:
    """The rows of a page (UTF-8) that holds simple tables.

    Raises:
        ReadError: no table, tables within tables, or more columns than a table has.
    """
    page = _Page()
    page.feed(text.decode("utf-8", errors="replace"))
    page.close()
    page.end_row()
    if not page.has_table:
        raise ReadError("html")
    yield ("sheet", None)
    yield from in_parts(page.rows)


class _Page(HTMLParser):
    """Collects cells; a text outside a table is a row of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.has_table = False
        self._depth = 0
        self._unseen = 0
        self._cell: list[str] | None = None
        self._row: list[str] = []
        self._span = 1
        self._below: dict[int, int] = {}  # columns that a cell from above still covers

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._open_table()
        elif tag == "tr":
            self.end_row()
        elif tag in _CELLS and self._depth:
            self._open_cell(dict(attrs))
        elif tag in _LINES:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag == "table":
            self.end_row()
            self._below.clear()
            self._depth = max(self._depth - 1, 0)
        elif tag == "tr":
            self.end_row()
        elif tag in _CELLS:
            self._close_cell()
        elif not self._depth and tag in {"p", "div", "h1", "h2", "h3", "h4", "caption"}:
            self.end_row()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._cell is not None:
            self._cell.append(data)
        elif data.strip():
            self._row.append(" ".join(data.split()))

    def _open_table(self) -> None:
        if self._depth:
            raise ReadError("html")  # a page laid out with tables, not a table
        self.end_row()
        self._depth = 1
        self.has_table = True

    def _open_cell(self, attrs: dict[str, str | None]) -> None:
        self._close_cell()
        self._skip_covered()
        self._cell = []
        self._span = _number(attrs.get("colspan"))
        down = _number(attrs.get("rowspan"))
        if len(self._row) + self._span > _WIDEST:
            raise ReadError("html")
        if down > 1:
            for place in range(len(self._row), len(self._row) + self._span):
                self._below[place] = down

    def _skip_covered(self) -> None:
        while self._below.get(len(self._row), 0) > 0:
            self._row.append("")

    def _break(self) -> None:
        if self._cell:
            self._cell.append("\n")

    def _close_cell(self) -> None:
        if self._cell is None:
            return
        lines = ("".join(self._cell)).split("\n")
        said = "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
        self._row += [said] + [""] * (self._span - 1)
        self._cell = None

    def end_row(self) -> None:
        """Put the row away that is being read, if there is one."""
        self._close_cell()
        if self._row:
            self._below = {place: left - 1 for place, left in self._below.items() if left > 1}
            self.rows.append(self._row)
            self._row = []
        if len(self.rows) > _LONGEST:
            raise ReadError("unpacks")


def _number(span: str | None) -> int:
    return int(span) if span and span.isdecimal() and len(span) < 8 and int(span) else 1  # noqa: PLR2004
