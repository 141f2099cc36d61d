"""What stands above the values: the row of the file, each customer it may be, those of a pair."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.importing.planning.alike import Candidate
from desktop.views.importing.questions.asking import Question
from desktop.views.widgets import look, parts
from desktop.views.widgets.room import wrapped
from desktop.views.widgets.sign import SignLabel


def head_of(*widgets: QWidget) -> QWidget:
    """What stands above one column of values."""
    head = QWidget()
    layout = QVBoxLayout(head)
    layout.setContentsMargins(look.S, look.S, look.S, look.S)
    layout.setSpacing(look.XS)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return head


def name_label(text: str) -> QWidget:
    """The name of a customer above his values."""
    label = wrapped(text)
    label.setFont(look.font(1.1, bold=True))
    return label


def file_head(question: Question) -> QWidget:
    """The row that asks."""
    where = wrapped(f"{question.where}, row {question.row:,}", quiet=True)
    return head_of(parts.small_heading("In the file"), name_label(question.name), where)


class CandidateHead(QWidget):
    """A customer on file: how alike and why, and the button that says it is the same."""

    def __init__(
        self,
        number: int,
        name: str,
        candidate: Candidate,
        on_same: Callable[[], None],
        same: str = "Same customer",
    ) -> None:
        super().__init__()
        self.candidate = candidate
        self.chosen = SignLabel()
        self.same = parts.button(f"{same}  ({number})", on_same)
        self.same.setAccessibleName(f"{same} as {name or 'candidate'}, key {number}")
        self.why = wrapped("\n".join(f"• {reason}" for reason in candidate.reasons), quiet=True)
        self.name = name_label(name or "…")
        alike = parts.small_heading(alike_words(candidate.score))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(head_of(alike, self.name, self.why, self.same, self.chosen))
        self.chosen.setVisible(False)

    def show_chosen(self, *, chosen: bool) -> None:
        """Mark the customer that was chosen."""
        self.chosen.show_sign("check", "Your answer", "new")
        self.chosen.setVisible(chosen)


def alike_words(score: int) -> str:
    """How alike two records are, in words and as a number."""
    for least, words in ((90, "Very alike"), (75, "Much alike"), (50, "Somewhat alike")):
        if score >= least:
            return f"{words}: {score} of 100"
    return f"Little alike: {score} of 100"
