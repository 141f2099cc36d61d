"""The editors at the end of a row; built anew only when their kind changes."""

from collections.abc import Callable, Hashable
from typing import Any, ClassVar

from PySide6.QtWidgets import QLayout, QWidget

from desktop.views.segments.phrases import Piece, Slot
from desktop.views.segments.small import Words
from desktop.views.widgets.flow import STAYS


class Strip:
    """Widgets behind a chip. `edit(slot, value)` is called for every change.

    `made` counts how often widgets were made anew, in all strips together.
    """

    made: ClassVar[int] = 0

    def __init__(
        self,
        flow: QLayout,
        make: Callable[[Slot], QWidget],
        edit: Callable[[Slot, Any], None],
        left: Callable[[], None],
    ) -> None:
        self._flow = flow
        self._make = make
        self._edit = edit
        self._left = left
        self._key: Hashable = None
        self._widgets: list[QWidget] = []
        self.editors: list[tuple[Slot, Any]] = []

    def fill(self, key: Hashable, pieces: tuple[Piece, ...]) -> None:
        """Hold the widgets for `pieces`; the same key means the same widgets."""
        if key == self._key:
            return
        self._key = key
        Strip.made += 1
        self._empty()
        for piece in pieces:
            made: list[QWidget] = [Words(piece.words)] if piece.words else []
            made += [self._editor(slot) for slot in piece.slots]
            closing = bool(piece.words) and not piece.slots  # "ago" never begins a line
            for place, widget in enumerate(made):  # a number keeps its words and its unit
                widget.setProperty(STAYS, place > 0 or closing)
                self._add(widget)

    def show(self, read: Callable[[str], Any]) -> None:
        """Let every editor show its part of the node."""
        for slot, editor in self.editors:
            editor.show_value(read(slot.attribute))

    def _empty(self) -> None:
        for widget in self._widgets:
            self._flow.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._widgets, self.editors = [], []

    def _editor(self, slot: Slot) -> QWidget:
        editor: Any = self._make(slot)
        editor.edited.connect(lambda value: self._edit(slot, value))
        editor.left.connect(self._left)
        self.editors.append((slot, editor))
        made: QWidget = editor
        return made

    def _add(self, widget: QWidget) -> None:
        self._widgets.append(widget)
        self._flow.addWidget(widget)
        widget.show()
