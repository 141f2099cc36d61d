"""The files that were given: what each of them is, or why it cannot be used."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.widgets import look, parts
from desktop.views.widgets.room import clear, scrolled, wrapped
from desktop.views.widgets.sign import SignLabel
from desktop.views.widgets.sign_looks import Role


class Sheet(NamedTuple):
    """One table found in a file."""

    what: str  # "QuickBooks Online: Customer Contact List"
    sheet: str | None
    rows: int
    notes: tuple[str, ...] = ()
    key: str = ""  # how the options of an import name it
    is_out: bool = False  # left out by the office


class FileLine(NamedTuple):
    """One file as the list shows it; `trouble` is the sentence for one that cannot be used."""

    path: Path
    sheets: tuple[Sheet, ...] = ()
    trouble: str = ""


class FileCard(parts.Card):
    """One file; the cross takes it out of the import."""

    def __init__(self, line: FileLine) -> None:
        super().__init__()
        self.line = line
        name = parts.ElidedLabel(line.path.name)
        name.setFont(look.font(bold=True))
        icon = "triangle-alert" if line.trouble else "file-spreadsheet"
        self.remove = parts.tool(f"Leave out {line.path.name}", "x")
        head = QHBoxLayout()
        head.setSpacing(look.S)
        side = self.fontMetrics().height()
        head.addWidget(parts.Picture(icon, side, Role.PlaceholderText))
        head.addWidget(name, 1)
        head.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, look.S, look.S, look.M)
        layout.setSpacing(look.XS)
        layout.addLayout(head)
        for widget in _trouble(line) if line.trouble else _sheets(line):
            layout.addWidget(widget)


class FileList(QWidget):
    """The cards of all files, and a button for more."""

    removed = Signal(object)  # the path
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[FileCard] = []
        self.more = parts.button("Add files…", self.more_wanted.emit, icon_name="plus")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, look.XS, 0)
        column.setSpacing(look.S)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(look.S)
        column.addLayout(self._cards)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inner, "Files of this import"))

    def show_files(self, lines: Sequence[FileLine]) -> None:
        """Show one card for each file."""
        if [card.line for card in self.cards] == list(lines):
            return
        clear(self._cards)
        self.cards = [FileCard(line) for line in lines]
        for card in self.cards:
            card.remove.clicked.connect(lambda _on, path=card.line.path: self.removed.emit(path))
            self._cards.addWidget(card)


def _sheets(line: FileLine) -> list[QWidget]:
    widgets: list[QWidget] = []
    for sheet in line.sheets:
        count = f"{sheet.rows:,} {'row' if sheet.rows == 1 else 'rows'}"
        widgets.append(wrapped("Left out" if sheet.is_out else sheet.what))
        widgets.append(parts.ElidedLabel(f"{sheet.sheet} · {count}" if sheet.sheet else count))
        widgets[-1].setForegroundRole(Role.PlaceholderText)
        widgets.extend(wrapped(note, quiet=True) for note in sheet.notes)
    return widgets


def _trouble(line: FileLine) -> list[QWidget]:
    sign = SignLabel()
    sign.show_sign("ban", "Cannot be used", "refused")
    return [sign, wrapped(line.trouble)]
