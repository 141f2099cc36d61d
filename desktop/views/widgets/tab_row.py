"""A row of names, the one in front underlined; what it turns belongs to whoever made it."""

from PySide6.QtWidgets import QTabBar

from desktop.views.widgets import look

_SHEET = """
QTabBar {{ border: none; }}
QTabBar::tab {{ background: transparent; color: palette(placeholder-text); border: none;
    border-bottom: 2px solid transparent; padding: {s}px {m}px; }}
QTabBar::tab:hover {{ color: palette(text); }}
QTabBar::tab:selected {{ color: palette(text); border-bottom: 2px solid palette(highlight);
    font-weight: 600; }}
QTabBar::tab:focus {{ background: palette(midlight); }}
"""


def tab_row(spoken: str) -> QTabBar:
    """A row without names yet; `spoken` is what a screen reader says of it."""
    bar = QTabBar()
    bar.setAccessibleName(spoken)
    bar.setExpanding(False)
    dress(bar, look.L)
    return bar


def dress(bar: QTabBar, side: int) -> None:
    """Let a row look so, with `side` at both sides of a name."""
    bar.setDrawBase(False)
    bar.setStyleSheet(_SHEET.format(s=look.S, m=side))
