"""One column of a spreadsheet on the mapping screen: what it holds, and where it goes."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.services.importing.kinds import column_letter
from desktop.services.importing.mapping import Column
from desktop.services.importing.targets import CHOICES, LEAVE_OUT
from desktop.views.importing.looks import Role
from desktop.views.importing.small import SignLabel, between, fixed
from desktop.views.widgets import look, parts
from desktop.views.widgets.pick_input import PickInput, listed
from desktop.views.widgets.picker import Option

OPTIONS = tuple(Option(key, label, heading=group) for key, group, label in CHOICES)
SAMPLES = 3
HEADING, TARGET, MARK = (8, 18), (16, 26), 14  # widths in letters, the least and the most
CHOSEN = "Chosen by you"


class Confidence(NamedTuple):
    """How sure the proposal is: a sign, words and a colour."""

    words: str
    box: str
    icon: str


CONFIDENCES = {
    "sure": Confidence("sure", "new", "circle-check"),
    "check": Confidence("please check", "review", "circle-question-mark"),
    "unused": Confidence("not used", "left_out", "minus"),
    "chosen": Confidence("your choice", "changed", "user"),
}


class ColumnLine(QWidget):
    """Heading and samples at the left, the target in the middle, how sure it is at the right."""

    edited = Signal(int, str)  # the column, its new target

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.place = column.at
        letter = column_letter(column.at)
        said = f"{letter} ({column.heading or 'no heading'})"
        heading = parts.ElidedLabel(column.heading or "no heading")
        heading.setFont(look.font(bold=True))
        samples = parts.ElidedLabel("   ·   ".join(column.samples[:SAMPLES]) or "no values")
        samples.setForegroundRole(Role.PlaceholderText)
        self.target = PickInput(f"Column {said} goes to", listed(OPTIONS), hint="Leave out")
        self.target.edited.connect(lambda key: self.edited.emit(self.place, key))
        self.mark = SignLabel()
        self._lay_out(parts.muted(letter), heading, samples)
        self.show_column(column)

    def _lay_out(self, letter: QLabel, heading: QWidget, samples: QWidget) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.M, look.XS, look.M, look.XS)
        layout.setSpacing(look.M)
        fixed(letter, 3)
        fixed(self.mark, MARK)
        between(heading, *HEADING)
        between(self.target, *TARGET)
        for widget, share in ((letter, 0), (heading, 2), (samples, 2), (self.target, 3)):
            layout.addWidget(widget, share)
        layout.addWidget(self.mark)

    def show_column(self, column: Column) -> None:
        """Show where the column goes and how sure that is."""
        self.target.show_value(column.target)
        how = CONFIDENCES[confidence(column)]
        self.mark.show_sign(how.icon, how.words, how.box)
        self.mark.setToolTip(column.reason)


def confidence(column: Column) -> str:
    """How sure a proposal is; a key of `CONFIDENCES`."""
    if column.reason == CHOSEN:
        return "chosen"
    if column.score < 1:
        return "check"
    return "unused" if column.target == LEAVE_OUT else "sure"
