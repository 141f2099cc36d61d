"""Taking a group apart asks when it changes who is selected, with both numbers."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop.services.segments.tree import AnyNode, Group, from_json
from desktop.views.segments import places
from desktop.views.segments.page import SegmentsPage
from desktop.views.segments.ungroup import changes_meaning
from tests.views.segments.hands import LEFT, card_of, plain

Wait = Callable[[], None]
HOME = {"field": "customer_type", "op": "is", "value": "Residential"}
ATHENS = {"field": "city", "op": "is", "value": "Athens"}
TYLER = {"field": "city", "op": "is", "value": "Tyler"}
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def start(page: SegmentsPage, settled: Wait, tree: dict[str, Any]) -> AnyNode:
    """Edit a tree; gives back its inner group."""
    page.new()
    page.desk.draft.start("Group", "active", from_json(tree))
    settled()
    return page.desk.tree.children[-1]


def ungroup(page: SegmentsPage, group: AnyNode, settled: Wait) -> list[QMessageBox]:
    card = card_of(page, group)
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_G, KEYS)
    settled()
    return page.findChildren(QMessageBox)


def press(qtbot: QtBot, box: QMessageBox, page: SegmentsPage, words: str) -> None:
    button = next(b for b in box.findChildren(QPushButton) if b.text().replace("&", "") == words)
    QTest.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: not page.findChildren(QMessageBox))


def test_a_group_of_the_same_word_goes_without_a_question(
    page: SegmentsPage, settled: Wait
) -> None:
    group = start(page, settled, {"all": [HOME, {"all": [ATHENS, TYLER]}]})
    assert ungroup(page, group, settled) == []
    assert plain(page.desk.tree) == {"all": [HOME, ATHENS, TYLER]}


def test_the_question_has_both_numbers_and_yes_takes_the_group_apart_in_one_step(
    qtbot: QtBot, page: SegmentsPage, settled: Wait
) -> None:
    group = start(page, settled, {"all": [HOME, {"any": [ATHENS, TYLER]}]})
    (box,) = ungroup(page, group, settled)
    assert box.informativeText() == "With the group: 4 customers. Without it: 0 customers."
    press(qtbot, box, page, "Ungroup")
    assert plain(page.desk.tree) == {"all": [HOME, ATHENS, TYLER]}
    QTest.mouseClick(page.builder.head.undo, LEFT)
    assert plain(page.desk.tree) == {"all": [HOME, {"any": [ATHENS, TYLER]}]}


def test_escape_keeps_the_group(qtbot: QtBot, page: SegmentsPage, settled: Wait) -> None:
    group = start(page, settled, {"all": [HOME, {"any": [ATHENS, TYLER]}]})
    (box,) = ungroup(page, group, settled)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.findChildren(QMessageBox))
    assert plain(page.desk.tree) == {"all": [HOME, {"any": [ATHENS, TYLER]}]}


@pytest.mark.parametrize(
    ("outer", "inner", "asks"),
    [
        ("all", {"all": [HOME, ATHENS]}, False),
        ("any", {"any": [HOME, ATHENS]}, False),
        ("all", {"any": [HOME]}, False),
        ("none", {"all": [HOME]}, False),
        ("all", {"all": []}, False),
        ("all", {"all": [HOME, ATHENS], "locked": True, "negate": True}, False),
        ("all", {"any": [HOME, ATHENS]}, True),
        ("any", {"all": [HOME, ATHENS]}, True),
        ("none", {"any": [HOME, ATHENS]}, False),
        ("none", {"all": [HOME, ATHENS]}, True),
        ("all", {"none": [HOME]}, True),
        ("all", {"all": [HOME], "negate": True}, True),
        ("all", {"all": [HOME], "muted": True}, True),
    ],
)
def test_what_asks(outer: str, inner: dict[str, Any], *, asks: bool) -> None:
    tree = places.prepared(from_json({outer: [TYLER, inner]}))
    group = tree.children[1]
    assert isinstance(group, Group)
    assert changes_meaning(tree, group.id or "") is asks
