"""Rows and groups are moved, changed and taken back with real mouse and key events."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from desktop.services.segments.tree import AnyNode, Group, from_json
from desktop.views.segments import clipboard, places
from desktop.views.segments.carrier import ONTO
from desktop.views.segments.page import SegmentsPage
from tests.views.segments.conftest import Heard
from tests.views.segments.hands import (
    LEFT,
    card_of,
    choose,
    drag,
    named,
    plain,
    root_of,
    spot_in,
    write,
)

CTRL = Qt.KeyboardModifier.ControlModifier
KNOWN = {"op": "is_known"}
PAIR = ["any", "phone", "notes"]
NESTED = {
    "all": [
        {"field": "city", **KNOWN},
        {"field": "email", **KNOWN},
        {"any": [{"field": "phone", **KNOWN}, {"field": "notes", **KNOWN}]},
        {"none": []},
    ]
}


@pytest.fixture
def nested(page: SegmentsPage, settled: Callable[[], None]) -> SegmentsPage:
    page.new()
    page.desk.draft.start("Nested", "active", from_json(NESTED))
    settled()
    return page


def about(page: SegmentsPage, field: str) -> AnyNode:
    return named(page.desk.tree, lambda node: getattr(node, "field", None) == field)


def shape(node: AnyNode) -> object:
    """The fields and groups of a tree, nothing else."""
    if isinstance(node, Group):
        return [node.combinator, *(shape(child) for child in node.children)]
    return getattr(node, "field", "")


def press(page: SegmentsPage, node: AnyNode, keys: str) -> None:
    card = card_of(page, node)
    card.setFocus()
    pressed = QKeySequence.fromString(keys)[0]  # type: ignore[index] # the stub knows no item
    QTest.keyClick(card, pressed.key(), pressed.keyboardModifiers())


def test_row_dropped_on_the_lower_half_of_another_goes_behind_it(nested: SegmentsPage) -> None:
    target = card_of(nested, about(nested, "email"))
    drag(card_of(nested, about(nested, "city")), spot_in(target, 0.8))
    assert shape(nested.desk.tree) == ["all", "email", "city", ["any", "phone", "notes"], ["none"]]


def test_row_dropped_on_the_middle_of_another_makes_a_group_of_both(nested: SegmentsPage) -> None:
    target = card_of(nested, about(nested, "email"))
    drag(card_of(nested, about(nested, "city")), spot_in(target, 0.5))
    assert shape(nested.desk.tree) == ["all", ["any", "email", "city"], PAIR, ["none"]]
    QTest.keyClick(nested.builder, Qt.Key.Key_Z, CTRL)
    assert shape(nested.desk.tree) == ["all", "city", "email", PAIR, ["none"]]


def test_a_locked_row_is_neither_moved_nor_changed_until_unlocked(nested: SegmentsPage) -> None:
    node = about(nested, "city")
    press(nested, node, "Ctrl+L")
    before, card = nested.desk.tree, card_of(nested, node)
    drag(card, spot_in(card_of(nested, about(nested, "email")), 0.8))
    for keys in ("Del", "Ctrl+M", "Ctrl+Shift+N", "Ctrl+X"):
        press(nested, node, keys)
    assert nested.desk.tree is before
    assert not card.field_chip.isEnabled()
    press(nested, node, "Ctrl+L")
    press(nested, node, "Del")
    assert shape(nested.desk.tree) == ["all", "email", PAIR, ["none"]]


def test_a_condition_is_copied_cut_and_pasted_also_into_another_segment(
    nested: SegmentsPage,
) -> None:
    press(nested, about(nested, "phone"), "Ctrl+X")
    assert shape(nested.desk.tree) == ["all", "city", "email", ["any", "notes"], ["none"]]
    press(nested, about(nested, "city"), "Ctrl+V")
    assert shape(nested.desk.tree) == ["all", "city", "phone", "email", ["any", "notes"], ["none"]]
    nested.desk.draft.start("Another", "active", from_json({"all": []}))
    clipboard.paste(nested.builder.canvas)
    assert shape(nested.desk.tree) == ["all", "phone"]


def test_text_that_is_no_condition_is_refused_with_a_sentence(
    nested: SegmentsPage, heard: Heard
) -> None:
    QApplication.clipboard().setText("Bryan, TX")
    clipboard.paste(nested.builder.canvas)
    assert [str(error) for error in heard.errors] == ["There is no condition in this text."]


def test_a_note_stands_below_its_condition(
    nested: SegmentsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = lambda *_args: ("Ask Ray first", True)  # noqa: E731
    monkeypatch.setattr(QInputDialog, "getMultiLineText", told)
    node = about(nested, "city")
    nested.builder.canvas.act("note", node.id or "")
    assert card_of(nested, node).note.text() == "Note: Ask Ray first"


def test_row_dropped_into_an_empty_group_goes_in(nested: SegmentsPage) -> None:
    empty = card_of(nested, nested.desk.tree.children[3])
    drag(card_of(nested, about(nested, "city")), spot_in(empty, 0.5))
    assert shape(nested.desk.tree) == ["all", "email", ["any", "phone", "notes"], ["none", "city"]]


def test_group_is_not_dropped_into_itself(nested: SegmentsPage) -> None:
    before = nested.desk.tree
    inside = card_of(nested, about(nested, "phone"))
    group = card_of(nested, nested.desk.tree.children[2])
    drag(group, spot_in(inside, 0.8))
    assert nested.desk.tree is before


def test_escape_cancels_a_drag(nested: SegmentsPage) -> None:
    before = nested.desk.tree
    card = card_of(nested, about(nested, "city"))
    drag(card, spot_in(card_of(nested, about(nested, "email")), 0.8), let_go=False)
    carrier = nested.builder.canvas.carrier
    assert carrier.is_carrying
    QTest.keyClick(nested, Qt.Key.Key_Escape)
    assert not carrier.is_carrying
    assert nested.desk.tree is before


def test_a_click_on_the_grip_moves_nothing(nested: SegmentsPage) -> None:
    before = nested.desk.tree
    card = card_of(nested, about(nested, "city"))
    QTest.mouseClick(card, LEFT, pos=QPoint(4, 4))
    assert nested.desk.tree is before


def test_random_drags_do_what_moves_of_the_tree_do(qtbot: QtBot, nested: SegmentsPage) -> None:
    draw = random.Random(5)
    canvas = nested.builder.canvas
    for _ in range(25):
        tree = nested.desk.tree
        nodes = [n for n in places.walk(tree) if n.id != tree.id]
        moved, onto = draw.choice(nodes), draw.choice(nodes)
        share = draw.choice((0.05, 0.25, 0.5, 0.75, 0.95))
        spot = spot_in(card_of(nested, onto), share)
        target = canvas.target_at(moved.id or "", canvas.to_ground(spot))
        expected = tree
        if target and target.place == ONTO:
            expected = places.drop_on(tree, moved.id or "", target.node)
        elif target:
            expected = places.move(tree, moved.id or "", target.node, target.place)
        drag(card_of(nested, moved), spot)
        assert plain(nested.desk.tree) == plain(expected)
        assert sorted(n.id or "" for n in places.walk(nested.desk.tree)) == sorted(canvas.cards)
        qtbot.wait(1)


@pytest.mark.parametrize(
    ("field", "key", "expected"),
    [
        ("email", "Alt+Up", ["all", "email", "city", ["any", "phone", "notes"], ["none"]]),
        ("city", "Alt+Down", ["all", "email", "city", ["any", "phone", "notes"], ["none"]]),
        ("phone", "Alt+Up", ["all", "city", "email", "phone", ["any", "notes"], ["none"]]),
        ("email", "Alt+Right", ["all", "city", ["any", "email", "phone", "notes"], ["none"]]),
        ("phone", "Alt+Left", ["all", "city", "email", ["any", "notes"], "phone", ["none"]]),
        ("city", "Ctrl+G", ["all", ["any", "city"], "email", PAIR, ["none"]]),
        ("city", "Ctrl+D", ["all", "city", "city", "email", PAIR, ["none"]]),
        ("city", "Del", ["all", "email", PAIR, ["none"]]),
    ],
)
def test_keys_do_what_dragging_does(
    nested: SegmentsPage, field: str, key: str, expected: object
) -> None:
    press(nested, about(nested, field), key)
    assert shape(nested.desk.tree) == expected


def test_moved_row_keeps_the_focus_and_undo_takes_it_back(nested: SegmentsPage) -> None:
    before = plain(nested.desk.tree)
    node = about(nested, "phone")
    press(nested, node, "Alt+Left")
    assert nested.builder.canvas.focused_id() == node.id
    QTest.keyClick(nested.builder, Qt.Key.Key_Z, CTRL)
    assert plain(nested.desk.tree) == before
    QTest.keyClick(nested.builder, Qt.Key.Key_Y, CTRL)
    assert plain(nested.desk.tree) != before


def test_space_switches_a_row_off_and_says_so(nested: SegmentsPage) -> None:
    node = about(nested, "city")
    press(nested, node, "Space")
    assert about(nested, "city").muted
    assert card_of(nested, node).remark.text() == "Switched off: left out."


def test_a_typed_word_is_one_step_and_never_loses_the_cursor(
    qtbot: QtBot, nested: SegmentsPage, settled: Callable[[], None]
) -> None:
    card = card_of(nested, about(nested, "city"))
    choose(qtbot, card.operator_chip, "contains")
    line = card.values.editors[0][1].line
    steps = nested.desk.draft.stack.count()
    write(line, "Ath")
    settled()
    assert line.hasFocus()
    assert line.cursorPosition() == 3
    QTest.keyClicks(line, "ens")
    settled()
    assert line.text() == "Athens"
    assert nested.desk.draft.stack.count() == steps + 1
    QTest.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert about(nested, "city").value is None  # type: ignore[union-attr] # it is a rule


def test_change_of_one_row_keeps_the_widgets_of_the_others(
    qtbot: QtBot, nested: SegmentsPage
) -> None:
    before = dict(nested.builder.canvas.cards)
    root = root_of(nested)
    choose(qtbot, root.heading, "any")
    press(nested, about(nested, "city"), "Alt+Down")
    assert nested.builder.canvas.cards == before


def test_not_chip_turns_a_row_round_and_back(nested: SegmentsPage) -> None:
    node = about(nested, "city")
    press(nested, node, "Ctrl+Shift+N")
    card = card_of(nested, node)
    assert about(nested, "city").negate
    assert card.not_chip.isVisible()
    QTest.mouseClick(card.not_chip, LEFT)
    assert not about(nested, "city").negate
