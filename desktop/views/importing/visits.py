"""Service visits that invoices speak of: what each item means, shown and changed before Import."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.models.choices import SERVICE
from desktop.services.importing.documents.service_words import CONTRACT, NO_VISIT
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted
from desktop.views.widgets.pick_input import PickInput, listed
from desktop.views.widgets.picker import Option
from desktop.views.widgets.room import between, clear, fixed, scrolled, wrapped
from desktop.views.widgets.sign import SignLabel


class ProposedService(NamedTuple):
    """One item, or words of a memo, that the files hold, and what they mean now."""

    name: str
    match: str  # "item" or "words"
    service: str
    documents: int | None  # None in the table of the office
    is_new: bool  # proposed, not confirmed by anybody yet


OPTIONS = (
    *(Option(key, label, heading="Visit for") for key, label in SERVICE.items),
    Option(CONTRACT, "Service contract", heading="Other", about="No visit is recorded"),
    Option(NO_VISIT, "No visit", heading="Other", about="Tax, discounts, goods over the counter"),
)
FOUND = {"item": "item", "words": "words in memos"}
ABOUT = (
    "An invoice or sales receipt with one of these items is taken as a visit done on its date. "
    "One document makes one visit; where the customer already has a visit on that day, none is "
    "added. What you choose here is remembered."
)
NOTHING = "No item and no memo in these files names a service."
NAME, FOUND_IN, PICK, MARK = (11, 34), (11, 30), (14, 26), 22  # widths in letters


class ServiceLine(QWidget):
    """An item at the left, how often, what it means, and whether somebody confirmed that."""

    edited = Signal(str, str)  # the item, its service

    def __init__(self, line: ProposedService) -> None:
        super().__init__()
        self.line = line
        name = parts.ElidedLabel(line.name)
        name.setFont(look.font(bold=True))
        between(name, *NAME)
        found = parts.ElidedLabel(_found(line))
        found.setForegroundRole(look.Role.PlaceholderText)
        between(found, *FOUND_IN)
        self.service = PickInput(
            f"“{line.name}” means", listed(OPTIONS), hint="Choose what it means"
        )
        self.service.edited.connect(lambda key: self.edited.emit(line.name, key))
        self.service.show_value(line.service or None)
        between(self.service, *PICK)
        self.mark = SignLabel()
        fixed(self.mark, MARK)
        self.mark.show_sign(*_sign(line))
        if line.documents is None:
            self.mark.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.M, look.XS, look.M, look.XS)
        layout.setSpacing(look.M)
        for widget, share in ((name, 3), (found, 2), (self.service, 3)):
            layout.addWidget(widget, share)
        layout.addWidget(self.mark)
        self.remove = parts.tool(f"Remove {line.name}", "x")
        layout.addWidget(self.remove)


def _found(line: ProposedService) -> str:
    if line.documents is None:
        return FOUND[line.match]
    return f"{FOUND[line.match]}, {counted(line.documents, 'document')}"


def _sign(line: ProposedService) -> tuple[str, str, str]:
    if not line.service:
        return "circle-question-mark", "new, please choose", "review"
    if line.is_new:
        return "circle-question-mark", "new, please check", "review"
    return "circle-check", "in your table", "new"


class ServiceLines(QWidget):
    """All items, one line each; only tells what was chosen."""

    chosen = Signal(str, str)  # the item, its service
    removed = Signal(str)

    def __init__(self, name: str, nothing: str) -> None:
        super().__init__()
        self.lines: list[ServiceLine] = []
        self.nothing = parts.muted(nothing)
        self.nothing.setContentsMargins(look.M, look.M, look.M, look.M)
        self._shown: Sequence[ProposedService] = ()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addWidget(self.nothing)
        column.addLayout(self._list)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inner, name))

    def show_services(self, services: Sequence[ProposedService]) -> None:
        """Show these items; lines that stay as they are keep their focus."""
        if list(services) == list(self._shown):
            return
        self._shown = services
        clear(self._list)
        self.lines = [ServiceLine(service) for service in services]
        for line in self.lines:
            line.edited.connect(self.chosen)
            line.remove.clicked.connect(lambda _on, name=line.line.name: self.removed.emit(name))
            if line.line.documents is not None:
                line.remove.hide()
            self._list.addWidget(line)
            self._list.addWidget(parts.Rule())
        self.nothing.setVisible(not services)


class VisitsPanel(QWidget):
    """The tick box, and the items with what they mean."""

    wanted = Signal(bool)
    service_chosen = Signal(str, str)  # the item, its service
    all_confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tick = QCheckBox("Record these service visits")
        self.tick.setChecked(True)
        self.tick.clicked.connect(self._on_clicked)
        self.confirm = parts.button("All of these are right", self.all_confirmed.emit)
        self.sentence = wrapped(quiet=True)
        self.services = ServiceLines("Items and the services they mean", NOTHING)
        self.services.chosen.connect(self.service_chosen)
        first = QHBoxLayout()
        first.addWidget(self.tick, 1)
        first.addWidget(self.confirm)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.M, look.L, 0)
        layout.setSpacing(look.S)
        layout.addLayout(first)
        layout.addWidget(wrapped(ABOUT, quiet=True))
        layout.addWidget(self.sentence)
        layout.addWidget(parts.Rule())
        layout.addWidget(self.services, 1)

    def show_services(
        self, services: Sequence[ProposedService], visits: int, *, wanted: bool
    ) -> None:
        """Show what is proposed; without the tick, what would have been."""
        self.tick.setChecked(wanted)
        self.services.setEnabled(wanted)
        self.confirm.setVisible(wanted and any(line.is_new and line.service for line in services))
        if wanted:
            self.services.show_services(services)
        self.sentence.setText(visits_sentence(services if wanted else (), visits))

    def _on_clicked(self, is_on: bool) -> None:  # noqa: FBT001 - the signal's own shape
        self.wanted.emit(is_on)


def unconfirmed(services: Sequence[ProposedService]) -> int:
    """How many items nobody confirmed yet."""
    return sum(line.is_new for line in services)


def visits_sentence(services: Sequence[ProposedService], visits: int) -> str:
    """How many visits will be recorded, and how many items wait to be confirmed."""
    if not visits:
        return "No visits will be recorded."
    said = f"{counted(visits, 'visit')} will be recorded."
    new = unconfirmed(services)
    if not new:
        return said
    return f"{said} {counted(new, 'item is', 'items are')} new here: see whether the service fits."
