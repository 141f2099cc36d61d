"""What a page of the window is, and what it is given.

A page is a `Page` subclass in its own folder, entered in `views/pages.py`, built the first time
it is shown as `SomePage(context)`. It
* asks and changes the office through `context.jobs`, never on the window's thread;
* says what happened through `context.notify(text, "Undo", undo)`;
* announces changes through `context.hub.tell("customers", "segments")` after they are committed;
* names in `topics` what it shows: when one of them changes, `refresh()` is called, at once when
  the page is visible, otherwise when it is next shown;
* offers its actions in `commands()`, under the keys of the rows in `views/actions.py`;
* may be made ready out of sight while the window is at rest (`views/ahead.py`): `load_ahead()` on a
  worker, then `make_ready()` before it is first shown and after each change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.jobs import Jobs
from desktop.views.settings import Settings

if TYPE_CHECKING:
    from desktop.models.database import Office


class Notify(Protocol):
    """Says what happened, bottom right, with at most one thing to do about it."""

    def __call__(
        self, text: str, action_label: str = "", action: Callable[[], None] | None = None
    ) -> None:
        """Show `text`; a press on `action_label` calls `action`."""


class Go(Protocol):
    """Shows another page."""

    def __call__(self, page_key: str, argument: object = None) -> None:
        """Show the page `page_key` and, when `argument` is given, call its `open(argument)`."""


class Hub(QObject):
    """Tells all pages what was changed: "customers", "segments", "imports", "facts"."""

    changed = Signal(str)

    def tell(self, *topics: str) -> None:
        """Announce committed changes."""
        for topic in topics:
            self.changed.emit(topic)


@dataclass(frozen=True)
class Context:
    """What every page works with. `show_error` is the one place where errors are shown."""

    office: "Office"
    jobs: Jobs
    as_of: Callable[[], date]
    notify: Notify
    go: Go
    hub: Hub
    settings: Settings
    show_error: Callable[[BaseException], None]
    edits: list[int] = field(default_factory=list)  # made in this window; undo takes the latest


class Page(QWidget):
    """One page of the window."""

    topics: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._is_out_of_date = True
        context.hub.changed.connect(self._on_changed)

    @classmethod
    def load_ahead(cls) -> None:
        """Import what the page imports late; on a worker thread."""

    def make_ready(self) -> None:
        """Read what will be shown, when that is out of date; only of a page that reads ahead."""

    def refresh(self) -> None:
        """Ask the office again and show the answer."""

    def open(self, argument: object) -> None:
        """Show what `argument` names; its meaning is the page's own."""

    def search_box(self) -> QWidget | None:
        """Where Ctrl+F goes."""
        return None

    def escape(self) -> bool:
        """Clear or close the innermost thing; False when there was nothing."""
        return False

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """What the menus and the palette call on this page, by action key."""
        return {}

    def close_page(self) -> None:
        """Remember layout and let go of models; called once before the window closes."""

    def shown(self) -> None:
        """Called by the window whenever the page comes to the front."""
        if self._is_out_of_date:
            self._is_out_of_date = False
            self.refresh()

    def _on_changed(self, topic: str) -> None:
        if topic not in self.topics:
            return
        self._is_out_of_date = True
        if self.isVisible():
            self.shown()
