"""Makes pages ready while the window is at rest, so that the first look at each is quick.

Their modules are loaded one page at a time on a worker, those first that also read ahead. Such a
page is then built out of sight and asks what it will show, now and after every change.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.views.page import Context, Page
from desktop.views.pages import PAGES
from desktop.views.widgets.debounce import Debounce

REST_MS = 500
CHANNEL = "ahead"


class Ahead(Debounce):
    """Waits for rest, does one step, and waits again until nothing is left to do.

    `make` builds a page without showing it, or gives the one that is there.
    """

    def __init__(self, parent: QObject, context: Context, make: Callable[[str], Page]) -> None:
        super().__init__(parent, self.step, REST_MS)
        self.context = context
        self._make = make
        self._unloaded = sorted(PAGES, key=lambda entry: not entry.reads_ahead)
        context.hub.changed.connect(lambda _topic: self.start())

    def step(self) -> None:
        """Bring the pages that read ahead up to date; with nothing to ask, load the next one."""
        if self.context.jobs.idle:
            for entry in PAGES:
                if entry.reads_ahead and entry not in self._unloaded:
                    self._make(entry.key).make_ready()
        if not self.context.jobs.idle:
            self.start()
        elif self._unloaded:
            self._load()

    def _load(self) -> None:
        entry = self._unloaded.pop(0)
        self.context.jobs.run(
            lambda _db, _checkpoint: entry.load().load_ahead(),
            lambda _nothing: self.step(),
            channel=CHANNEL,
        )
