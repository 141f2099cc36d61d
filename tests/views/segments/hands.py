"""What hands do in the builder: choose from lists, type, drag, press keys."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.services.segments.tree import AnyNode, Event, Group, to_json
from desktop.views.segments.card import Card
from desktop.views.segments.group_card import GroupCard
from desktop.views.segments.handle import Handle
from desktop.views.segments.page import SegmentsPage
from desktop.views.widgets.picker import Picker

LEFT = Qt.MouseButton.LeftButton


def open_picker() -> Picker:
    """The list that is open now."""
    return next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, Picker) and w.isVisible()
    )


def choose(qtbot: QtBot, chip: QWidget, *words: str, many: bool = False) -> None:
    """Press a chip, and for each of `words` type them and press Enter."""
    window = chip.window()
    QTest.mouseClick(chip, LEFT)
    picker = open_picker()
    for text in words:
        picker.search.selectAll()
        QTest.keyClicks(picker.search, text)
        QTest.keyClick(picker.search, Qt.Key.Key_Return)
    if many:
        QTest.keyClick(picker.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(picker))  # gone, not only hidden, as for slow hands
    window.activateWindow()  # offscreen there is no window manager to do it


def write(line: Any, text: str) -> None:
    """Type over what stands in a field."""
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, text)


def root_of(page: SegmentsPage) -> GroupCard:
    """The outermost group on the screen."""
    card = page.builder.canvas.cards[page.desk.tree.id or ""]
    assert isinstance(card, GroupCard)
    return card


def card_of(page: SegmentsPage, node: AnyNode) -> Any:
    """The card of a node."""
    return page.builder.canvas.cards[node.id or ""]


def grip(card: Card) -> Handle:
    """The handle of a card."""
    return next(h for h in card.findChildren(Handle) if h.parentWidget() is card)


def drag(card: Card, spot: QPoint, *, let_go: bool = True) -> None:
    """Carry a card by its handle to a spot of the screen."""
    handle = grip(card)
    start = handle.rect().center()
    goal = handle.mapFromGlobal(spot)
    QTest.mousePress(handle, LEFT, pos=start)
    QTest.mouseMove(handle, start + QPoint(12, 0))
    QTest.mouseMove(handle, start + (goal - start) / 2)
    QTest.mouseMove(handle, goal)
    if let_go:
        QTest.mouseRelease(handle, LEFT, pos=goal)


def spot_in(card: QWidget, share: float) -> QPoint:
    """A spot of the screen over a card: 0 its upper, 1 its lower edge."""
    return card.mapToGlobal(QPoint(card.width() // 3, int(card.height() * share)))


def plain(node: AnyNode) -> dict[str, Any]:
    """The JSON of a tree without the ids."""
    cleaned: dict[str, Any] = _without_ids(to_json(node))
    return cleaned


def _without_ids(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_ids(value) for key, value in data.items() if key != "id"}
    return [_without_ids(value) for value in data] if isinstance(data, list) else data


def named(tree: AnyNode, wanted: Callable[[Any], bool]) -> AnyNode:
    """The first node of a tree that is wanted."""
    for node in _walk(tree):
        if wanted(node):
            return node
    raise AssertionError("there is no such node")


def _walk(node: AnyNode) -> list[AnyNode]:
    below = node.children if isinstance(node, Group) else ()
    inner = [part for part in (node.where, node.has) if part] if isinstance(node, Event) else []
    return [node, *(deep for child in (*below, *inner) for deep in _walk(child))]
