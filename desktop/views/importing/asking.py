"""The few questions that stop the hand once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

SHOWN = 12  # records named one by one


def ask(parent: QWidget, head: str, text: str, act: str, on_act: Callable[[], None]) -> QMessageBox:
    """Ask with the verb on the button; the safe answer is the one Enter and Escape give."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(head)
    box.setText(head)
    box.setInformativeText(text)
    wanted = box.addButton(act, QMessageBox.ButtonRole.DestructiveRole)
    safe = box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(safe)
    box.setEscapeButton(safe)
    wanted.clicked.connect(lambda _checked: on_act())
    box.open()
    return box


def ask_undo_rest(
    parent: QWidget, blockers: Sequence[str], undo_rest: Callable[[], None]
) -> QMessageBox:
    """Whether an import is taken back but for what was changed or used since."""
    shown = "\n".join(f"•  {blocker}" for blocker in blockers[:SHOWN])
    more = len(blockers) - SHOWN
    tail = f"\n…and {more:,} more" if more > 0 else ""
    return ask(
        parent,
        "Some of this import was changed or used since",
        f"{shown}{tail}\n\nThese records can stay as they are while all others go back.",
        "Undo the rest",
        undo_rest,
    )


def ask_keep(parent: QWidget, heading: str, keep: Callable[[], None]) -> QMessageBox:
    """Whether a column is kept that says what is nobody's business."""
    return ask(
        parent,
        f"Keep the column “{heading}”?",
        "It seems to say something about people that an office has no need to know. When you keep "
        "it, it becomes a custom field, and the history of imports says that you asked for it.",
        "Keep it all the same",
        keep,
    )
