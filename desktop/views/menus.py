"""Makes the menu bar and the shortcuts from the table of actions."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow

from desktop.views.actions import ACTIONS, MENUS, Action
from desktop.views.pages import Entry
from desktop.views.widgets.icons import icon


def build(
    window: QMainWindow, pages: tuple[Entry, ...], trigger: Callable[[str], None]
) -> dict[str, QAction]:
    """Fill the menu bar of `window`; the Qt actions by key. `trigger` gets the key pressed."""
    made: dict[str, QAction] = {}
    for title in MENUS:
        menu = window.menuBar().addMenu(title)
        for action in page_actions(pages) if title == "&View" else ():
            menu.addAction(_add(window, action, trigger, made))
        for action in ACTIONS:
            if action.menu == title and _page_is_there(action, pages):
                menu.addAction(_add(window, action, trigger, made))
    _group_schemes(window, made)
    return made


def page_actions(pages: tuple[Entry, ...]) -> tuple[Action, ...]:
    """One action per page: Ctrl+1 and on."""
    return tuple(
        Action(f"page.{page.key}", f"{page.label}", "&View", f"Ctrl+{number}", icon=page.icon)
        for number, page in enumerate(pages, 1)
    )


def _page_is_there(action: Action, pages: tuple[Entry, ...]) -> bool:
    return action.page in ("", "*", *(page.key for page in pages))


def _add(
    window: QMainWindow, action: Action, trigger: Callable[[str], None], made: dict[str, QAction]
) -> QAction:
    qt_action = QAction(action.label, window)
    if action.shortcut:
        qt_action.setShortcut(QKeySequence(action.shortcut))
    if action.icon:
        qt_action.setIcon(icon(action.icon))
    qt_action.triggered.connect(lambda _checked, key=action.key: trigger(key))
    made[action.key] = qt_action
    return qt_action


def _group_schemes(window: QMainWindow, made: dict[str, QAction]) -> None:
    group = QActionGroup(window)
    for key, action in made.items():
        if key.startswith("scheme."):
            action.setCheckable(True)
            group.addAction(action)
