"""The chip behind which a list opens: one value, or several with ticks."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from shiboken6 import isValid

from desktop.models.folding import fold
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.picker import Option, Picker

Deliver = Callable[[Sequence[Option]], None]
Provider = Callable[[Deliver], None]  # asks for the options; may answer later
MOST_NAMED = 3  # values named on the chip before it says "+ 2 more"


def listed(options: Iterable[Option]) -> Provider:
    """A provider of a list that is known already."""
    known = tuple(options)
    return lambda deliver: deliver(known)


class PickInput(Chip):
    """Shows the chosen values; pressing it opens the list. `edited` gets a key or a tuple."""

    edited = Signal(object)
    left = Signal()

    def __init__(
        self,
        name: str,
        provider: Provider,
        *,
        many: bool = False,
        add: bool = False,
        hint: str = "choose",
        tone: str = "plain",
    ) -> None:
        super().__init__("", name, tone=tone, arrow=True)
        self._what = name
        self._provider = provider
        self._many = many
        self._add = add
        self._hint = hint
        self._value: Any = None
        self._options: Sequence[Option] = ()
        self.picker: Picker | None = None
        self.clicked.connect(self.open)
        provider(self.take_options)

    def show_value(self, value: Any) -> None:
        """Show what is chosen."""
        self._value = value
        self._show()

    def open(self) -> None:
        """Open the list below the chip."""
        picker = Picker(
            self, self._what, self._options, chosen=self._chosen(), many=self._many, add=self._add
        )
        picker.picked.connect(self._on_picked)
        picker.ticked.connect(lambda keys: self.edited.emit(keys or None))
        picker.closed.connect(self._on_closed)
        self.picker = picker
        picker.open_under(self)
        self._provider(self.take_options)

    def take_options(self, options: Sequence[Option]) -> None:
        """Hold a newer list."""
        if not isValid(self):  # the answer came after the row was deleted
            return
        self._options = options
        self._show()
        if self.picker is not None and self.picker.isVisible():
            self.picker.set_options(options)

    def _on_picked(self, key: Any) -> None:
        self.edited.emit(key)
        self.left.emit()

    def _on_closed(self) -> None:
        self.picker = None
        self.left.emit()

    def _chosen(self) -> tuple[Any, ...]:
        """The chosen values as keys of the list; files may hold them in another spelling."""
        values = self._value if isinstance(self._value, tuple) else (self._value,)
        by_word = {fold(str(word)): o.key for o in self._options for word in (o.label, o.key)}
        return tuple(by_word.get(fold(str(v)), v) for v in values if v is not None)

    def _show(self) -> None:
        chosen = self._chosen()
        labels = {option.key: option.label for option in self._options}
        words = [labels.get(key, str(key)) for key in chosen]
        text = ", ".join(words[:MOST_NAMED])
        if len(words) > MOST_NAMED:
            text += f" + {len(words) - MOST_NAMED} more"
        self.say(text or self._hint, missing=not words)
        self.setToolTip(", ".join(words) if len(words) > MOST_NAMED else self.toolTip())
        self.name_it(f"{self._what}: {text or 'nothing chosen'}")
