"""Panels behind a row of names; a name can carry a number that asks for attention."""

from PySide6.QtWidgets import QStackedLayout, QTabBar, QVBoxLayout, QWidget

from desktop.views.widgets import look, parts

SHEET = """
QTabBar {{ border: none; }}
QTabBar::tab {{ background: transparent; color: palette(placeholder-text); border: none;
    border-bottom: 2px solid transparent; padding: {s}px {m}px; }}
QTabBar::tab:hover {{ color: palette(text); }}
QTabBar::tab:selected {{ color: palette(text); border-bottom: 2px solid palette(highlight);
    font-weight: 600; }}
QTabBar::tab:focus {{ background: palette(midlight); }}
"""


class Tabs(parts.Card):
    """A card with several panels, one at a time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.bar = QTabBar()
        self.bar.setAccessibleName(name)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setStyleSheet(SHEET.format(s=look.S, m=look.L))
        self._keys: list[str] = []
        self._names: dict[str, str] = {}
        self._panels = QStackedLayout()
        self.bar.currentChanged.connect(self._panels.setCurrentIndex)
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
        self._panels.addWidget(panel)
        self.bar.addTab(name)

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
