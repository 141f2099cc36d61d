"""One column of a spreadsheet on the mapping screen: what it holds, and where it goes."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.models.choices import CUSTOM_TYPE
from desktop.services.importing.headings.mapping import Column
from desktop.services.importing.headings.targets import CHOICES, CUSTOM, LEAVE_OUT
from desktop.services.importing.kinds import column_letter
from desktop.views.widgets import look, parts
from desktop.views.widgets.pick_input import PickInput, listed
from desktop.views.widgets.picker import Option
from desktop.views.widgets.room import between, fixed
from desktop.views.widgets.sign import SignLabel
from desktop.views.widgets.sign_looks import Role

OPTIONS = tuple(Option(key, label, heading=group) for key, group, label in CHOICES)
SAMPLES = 3
HEADING, TARGET, MARK = (8, 18), (16, 26), 14  # widths in letters, the least and the most
CHOSEN = "Chosen by you"
BY_VALUES = "As its values are"
TYPES = (("", BY_VALUES), *CUSTOM_TYPE.items)


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
    "sensitive": Confidence("not kept", "refused", "shield-alert"),
    "insisted": Confidence("kept anyway", "review", "shield-alert"),
}


class ColumnLine(QWidget):
    """Heading and samples at the left, the target in the middle, how sure it is at the right.

    Below them, where it is needed: the kind of a custom field, or why a column is not kept.
    """

    edited = Signal(int, str)  # the column, its new target
    type_chosen = Signal(int, str)  # the column, the kind of its custom field
    keep_wanted = Signal(int)  # the column, sensitive but wanted all the same

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
        self.kind = _kinds(f"Kind of field for column {said}")
        self.kind.activated.connect(
            lambda _place: self.type_chosen.emit(self.place, self.kind.currentData())
        )
        self.keep = parts.link("Keep it all the same…", lambda: self.keep_wanted.emit(self.place))
        self.keep.setAccessibleName(f"Keep column {said} all the same")
        self.why = parts.muted()
        self._lay_out(parts.muted(letter), heading, samples)
        self.show_column(column)

    def _lay_out(self, letter: QLabel, heading: QWidget, samples: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(look.M)
        fixed(letter, 3)
        fixed(self.mark, MARK)
        between(heading, *HEADING)
        between(self.target, *TARGET)
        for widget, share in ((letter, 0), (heading, 2), (samples, 2), (self.target, 3)):
            line.addWidget(widget, share)
        line.addWidget(self.mark)
        self.more = QWidget()
        further = QHBoxLayout(self.more)
        further.setContentsMargins(letter.width() + look.M, 0, 0, look.XS)
        further.setSpacing(look.S)
        for widget in (self.why, self.kind, self.keep):
            further.addWidget(widget)
        further.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, look.XS, look.M, look.XS)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.more)

    def show_column(self, column: Column) -> None:
        """Show where the column goes and how sure that is."""
        self.target.show_value(column.target)
        how = CONFIDENCES[confidence(column)]
        self.mark.show_sign(how.icon, how.words, how.box)
        self.mark.setToolTip(column.reason)
        is_kept = column.target == CUSTOM
        is_refused = bool(column.sensitive) and not column.is_insisted
        self.target.setEnabled(not is_refused)
        self.kind.setVisible(is_kept)
        self.kind.setCurrentIndex(self.kind.findData(column.custom_type))
        self.keep.setVisible(is_refused)
        self.why.setText(_why(column))
        self.more.setVisible(is_kept or bool(column.sensitive))


def _kinds(name: str) -> QComboBox:
    combo = QComboBox()
    for key, label in TYPES:
        combo.addItem(label, key)
    parts.field(combo, name)
    return combo


def _why(column: Column) -> str:
    if column.is_insisted:
        return f"Looks like {column.sensitive}; kept because you asked, and noted in the history."
    if column.sensitive:
        return f"Not kept: it looks like {column.sensitive}."
    return "Kind of field"


def confidence(column: Column) -> str:
    """How sure a proposal is; a key of `CONFIDENCES`."""
    if column.sensitive:
        return "insisted" if column.is_insisted else "sensitive"
    if column.reason == CHOSEN:
        return "chosen"
    if column.score < 1:
        return "check"
    return "unused" if column.target == LEAVE_OUT else "sure"
