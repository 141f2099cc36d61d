"""Why and why not in the builder: found by name, phone and account; by mouse and by keys."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem

from desktop.models.customers import CustomerPhone
from desktop.models.database import Office
from desktop.models.segments import SegmentPin
from desktop.services import facts
from desktop.views.segments.page import SegmentsPage
from desktop.views.segments.preview import Preview
from tests.views.segments.conftest import TODAY
from tests.views.segments.hands import LEFT

Wait = Callable[[], None]
MakePage = Callable[[], SegmentsPage]
HOMES = {
    "all": [
        {"field": "customer_type", "op": "is", "value": "Residential"},
        {"field": "city", "op": "is", "value": "Tyler"},
        {"field": "postcode", "op": "is", "value": "1", "muted": True},
    ]
}


@pytest.fixture
def segment(keep: Callable[..., int]) -> int:
    return keep("Tyler homes", HOMES)


@pytest.fixture
def shown(segment: int, make_page: MakePage, settled: Wait) -> SegmentsPage:
    page = make_page()
    page.show_segment(segment)
    settled()
    return page


def ask(preview: Preview, text: str, settled: Wait) -> None:
    preview.who.setFocus()
    QTest.keyClicks(preview.who, text)
    QTest.keyClick(preview.who, Qt.Key.Key_Return)
    settled()
    settled()


def lines(preview: Preview) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []

    def take(item: QTreeWidgetItem | None) -> None:
        assert item is not None
        found.append((item.text(0), item.text(1), item.text(2)))
        for place in range(item.childCount()):
            take(item.child(place))

    take(preview.why.tree.topLevelItem(0))
    return found


def marks(page: SegmentsPage) -> list[str]:
    root = page.desk.tree
    cards = [page.builder.canvas.cards[node.id or ""] for node in (root, *root.children)]
    return [card.answer.text() if card.answer.isVisible() else "" for card in cards]


def test_enter_says_why_not_with_values_and_what_alone_keeps_out(
    shown: SegmentsPage, settled: Wait
) -> None:
    preview = shown.builder.preview
    ask(preview, "ada", settled)
    assert preview.why.head.text() == "Ada Reyes is not in “Tyler homes”."
    alone = "Mailing city is “Tyler”.\nWithout this the customer would be in."
    assert lines(preview) == [
        ("All of these", "no", ""),
        ("Customer type is Residential", "yes", "Residential"),
        (alone, "no", "Athens"),
        ("Mailing ZIP code is “1”", "left out", ""),
    ]
    current = preview.why.tree.currentItem()
    assert current is not None
    assert current.text(0) == alone
    assert QApplication.focusWidget() is preview.why.tree


@pytest.mark.parametrize("typed", ["A-5", "eve", "903 555 0155"])
def test_a_customer_is_found_by_account_name_and_phone(
    typed: str, people: Office, segment: int, make_page: MakePage, settled: Wait
) -> None:
    with people.writing.begin() as db:
        db.add(CustomerPhone(customer_id=5, number="(903) 555-0155"))
        db.flush()
        facts.refresh(db, TODAY)
    page = make_page()
    page.show_segment(segment)
    settled()
    ask(page.builder.preview, typed, settled)
    assert page.builder.preview.why.head.text() == "Eve Nguyen is in “Tyler homes”."


def test_cards_carry_yes_and_no_while_the_panel_is_open(shown: SegmentsPage, settled: Wait) -> None:
    ask(shown.builder.preview, "ada", settled)
    assert marks(shown) == ["✗ no", "✓ yes", "✗ no", "– left out"]
    QTest.mouseClick(shown.builder.preview.why.close_button, LEFT)
    assert marks(shown) == ["", "", "", ""]


def test_the_answer_follows_the_conditions(shown: SegmentsPage, settled: Wait) -> None:
    ask(shown.builder.preview, "ada", settled)
    card = shown.builder.canvas.cards[shown.desk.tree.children[1].id or ""]
    QTest.mouseClick(card.mute, LEFT)
    settled()
    settled()
    assert shown.builder.preview.why.head.text() == "Ada Reyes is in “Tyler homes”."
    assert marks(shown) == ["✓ yes", "✓ yes", "– left out", "– left out"]


def test_arrows_and_enter_go_from_the_line_to_the_second_one_found(
    shown: SegmentsPage, settled: Wait
) -> None:
    preview = shown.builder.preview
    preview.who.setFocus()
    QTest.keyClicks(preview.who, "athens")
    settled()
    assert [preview.model.index(n, 4).data() for n in range(4)] == ["✗ no"] * 4
    QTest.keyClick(preview.who, Qt.Key.Key_Down)
    QTest.keyClick(preview.table, Qt.Key.Key_Down)
    QTest.keyClick(preview.table, Qt.Key.Key_Return)
    settled()
    assert preview.why.told is not None
    assert preview.why.told.customer == preview.model.customer(1)[1]


def test_one_press_on_a_customer_found_says_why(shown: SegmentsPage, settled: Wait) -> None:
    preview = shown.builder.preview
    QTest.keyClicks(preview.who, "eve")
    settled()
    spot = preview.table.visualRect(preview.model.index(0, 0)).center()
    QTest.mouseClick(preview.table.viewport(), LEFT, pos=spot)
    settled()
    assert preview.why.isVisible()
    assert not preview.table.isVisible()


def test_a_question_mark_on_a_member_says_why_she_is_in(shown: SegmentsPage, settled: Wait) -> None:
    preview = shown.builder.preview
    preview.table.setFocus()
    preview.table.selectRow(0)
    QTest.keyClicks(preview.table, "?")
    settled()
    assert preview.why.head.text() == "Eve Nguyen is in “Tyler homes”."


def test_escape_closes_and_goes_back_to_those_found(shown: SegmentsPage, settled: Wait) -> None:
    preview = shown.builder.preview
    ask(preview, "ada", settled)
    QTest.keyClick(preview.why.tree, Qt.Key.Key_Escape)
    assert preview.why.told is None
    assert preview.table.isVisible()
    assert QApplication.focusWidget() is preview.table
    assert shown.escape() is False


def test_the_answer_is_copied_as_text(shown: SegmentsPage, settled: Wait) -> None:
    preview = shown.builder.preview
    ask(preview, "ada", settled)
    QTest.keyClick(preview.why.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().splitlines() == [
        "Ada Reyes is not in “Tyler homes”.",
        "✗ no        All of these.",
        "  ✓ yes       Customer type is Residential (Residential).",
        "  ✗ no        Mailing city is “Tyler” (Athens). Without this the customer would be in.",
        "  – left out  Mailing ZIP code is “1”.",
    ]


def test_a_pin_is_said_in_the_sentence(
    people: Office, segment: int, make_page: MakePage, settled: Wait
) -> None:
    with people.writing.begin() as db:
        db.add(SegmentPin(segment_id=segment, customer_id=1, is_in=True))
    page = make_page()
    page.show_segment(segment)
    settled()
    ask(page.builder.preview, "ada", settled)
    said = page.builder.preview.why.head.text()
    assert said == "Ada Reyes is in “Tyler homes”. Put in by hand."


def test_a_screen_reader_hears_answer_condition_and_value(
    shown: SegmentsPage, settled: Wait
) -> None:
    preview = shown.builder.preview
    ask(preview, "ada", settled)
    tree: Any = preview.why.tree
    role = Qt.ItemDataRole.AccessibleTextRole
    spoken = tree.topLevelItem(0).child(1).data(0, role)
    assert spoken == (
        "no: Mailing city is “Tyler”. own value: Athens. Without this the customer would be in."
    )
    assert QAccessible.queryAccessibleInterface(tree).text(QAccessible.Text.Name)


def test_another_segment_closes_the_answer(shown: SegmentsPage, settled: Wait) -> None:
    ask(shown.builder.preview, "ada", settled)
    QTest.mouseClick(shown.list.new, LEFT)
    settled()
    assert shown.builder.preview.why.told is None
