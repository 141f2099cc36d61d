"""Panels behind a row of names; a name can carry a number that asks for attention."""

from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from desktop.views.widgets import look, parts
from desktop.views.widgets.tab_row import tab_row


class Tabs(parts.Card):
    """A card with several panels, one at a time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.bar = tab_row(name)
        self._keys: list[str] = []
        self._whole: list[QWidget] = []
        self._names: dict[str, str] = {}
        self._panels = QStackedLayout()
        self.bar.currentChanged.connect(self._bring)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, look.XS, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(parts.Rule())
        layout.addLayout(self._panels, 1)

    def add(self, key: str, name: str, panel: QWidget) -> None:
        """Add a panel at the end."""
        self._keys.append(key)
        self._names[key] = name
        self._whole.append(panel)
        self._panels.addWidget(panel)
        self.bar.addTab(name)
        self._bring(self.bar.currentIndex())

    def _bring(self, place: int) -> None:
        """Show a panel; only what it needs keeps the window from being low, not the hidden ones."""
        self._panels.setCurrentIndex(place)
        shown = self._panels.currentWidget()
        for panel in self._whole:
            need = QSizePolicy.Policy.Preferred if panel is shown else QSizePolicy.Policy.Ignored
            panel.setSizePolicy(need, need)

    def mark(self, key: str, count: int) -> None:
        """Write a number beside a name; none for 0."""
        name = self._names[key]
        self.bar.setTabText(self._keys.index(key), f"{name} ({count:,})" if count else name)

    def offer(self, key: str, *, offered: bool) -> None:
        """Show or hide one name."""
        self.bar.setTabVisible(self._keys.index(key), offered)

    def open(self, key: str) -> None:
        """Bring a panel to the front."""
        self.bar.setCurrentIndex(self._keys.index(key))

    @property
    def current(self) -> str:
        """The key of the panel in front."""
        return self._keys[self.bar.currentIndex()]
