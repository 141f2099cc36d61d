"""Rows are filled in with the editors of their type, and say what is missing."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.services.segments.operators import OPERATORS
from desktop.services.segments.tree import from_json
from desktop.views.segments.page import SegmentsPage
from desktop.views.segments.phrases import SHAPE_SLOTS, WINDOW_LABELS, WINDOW_SLOTS, pieces
from desktop.views.segments.small import Words
from desktop.views.widgets.flow import STAYS
from tests.views.segments.hands import LEFT, card_of, choose, open_picker, plain, root_of, write

Wait = Callable[[], None]


def show(page: SegmentsPage, definition: Any) -> Any:
    """Begin a segment with one condition; its card."""
    page.new()
    page.desk.draft.start("", "active", from_json({"all": [definition]}))
    return card_of(page, page.desk.tree.children[0])


def first(page: SegmentsPage) -> Any:
    return plain(page.desk.tree)["all"][0]


@pytest.mark.parametrize("name", OPERATORS)
def test_every_operator_has_a_place_for_each_of_its_values(name: str) -> None:
    operator = OPERATORS[name]
    _, rest = pieces(operator.label, SHAPE_SLOTS[operator.shape])
    wanted = [slot for group in SHAPE_SLOTS[operator.shape] for slot in group]
    assert [slot for piece in rest for slot in piece.slots] == wanted


@pytest.mark.parametrize("kind", WINDOW_LABELS)
def test_every_window_has_a_place_for_each_of_its_values(kind: str) -> None:
    _, rest = pieces(WINDOW_LABELS[kind], WINDOW_SLOTS[kind])
    wanted = [slot for group in WINDOW_SLOTS[kind] for slot in group]
    assert [slot for piece in rest for slot in piece.slots] == wanted


def test_every_operator_can_be_shown(page: SegmentsPage) -> None:
    by_type = {found.type: key for key, found in page.desk.fields.items()}
    for name, operator in OPERATORS.items():
        card = show(page, {"field": by_type[operator.types[0]], "op": name})
        assert card.operator is operator
        assert card.operator_chip.text()


def test_half_typed_row_is_left_out_and_says_so(page: SegmentsPage, settled: Wait) -> None:
    page.new()
    known = {"field": "city", "op": "is_known"}
    half = {"field": "city", "op": "is"}
    page.desk.draft.start("", "active", from_json({"all": [known, half]}))
    settled()
    card = card_of(page, page.desk.tree.children[1])
    assert card.remark.text().startswith("Not counted yet.")
    assert card.tally.text() == ""
    assert page.builder.preview.figure.number.text() == "5"
    assert "1 condition left out" in page.builder.preview.figure.left_out.text()


def test_negative_row_tells_of_blanks_and_leaves_them_out_at_a_press(
    page: SegmentsPage, settled: Wait
) -> None:
    card = show(page, {"field": "city", "op": "is_not", "value": "Athens"})
    settled()
    assert card.blanks.text() == "includes 1 with no value"
    assert card.tally.text() == "2"
    QTest.mouseClick(card.blank_switch, LEFT)
    settled()
    assert first(page)["blank"] == "exclude"
    assert card.tally.text() == "1"


def test_old_number_is_greyed_until_the_new_one_is_there(page: SegmentsPage, settled: Wait) -> None:
    card = show(page, {"field": "city", "op": "is", "value": "Athens"})
    settled()
    preview = page.builder.preview
    assert preview.figure.number.text() == "4"
    write(card.values.editors[0][1], "Tyler")
    assert preview.figure.number.text() == "4"
    assert not preview.figure.number.isEnabled()
    settled()
    assert preview.figure.number.text() == "1"
    assert preview.figure.number.isEnabled()


def test_values_are_ticked_in_a_list(qtbot: QtBot, page: SegmentsPage, settled: Wait) -> None:
    card = show(page, {"field": "customer_type", "op": "is_any_of"})
    settled()
    choose(qtbot, card.values.editors[0][1], "resid", "commerc", many=True)
    assert first(page)["value"] == ["Residential", "Commercial"]
    assert card.values.editors[0][1].text() == "Residential, Commercial"


def test_texts_on_file_are_ticked_in_a_list(
    qtbot: QtBot, page: SegmentsPage, settled: Wait
) -> None:
    card = show(page, {"field": "postcode", "op": "is_any_of", "value": ["75701"]})
    settled()
    field = card.values.editors[0][1]
    choose(qtbot, field.button, "75751", many=True)
    assert first(page)["value"] == ["75701", "75751"]


def test_money_and_days_are_typed_as_people_write_them(page: SegmentsPage) -> None:
    card = show(page, {"field": "lifetime_revenue", "op": "gt"})
    write(card.values.editors[0][1], "$1,234.50")
    assert first(page)["value"] == 1234.5
    card = show(page, {"field": "customer_since", "op": "between"})
    write(card.values.editors[0][1].line, "3/4/2025")
    QTest.keyClicks(card.values.editors[1][1].line, "t")
    assert (first(page)["value"], first(page)["value2"]) == ("2025-03-04", "2026-11-22")
    QTest.keyClicks(card.values.editors[1][1].line, "+")
    assert first(page)["value2"] == "2026-11-23"
    assert card.values.editors[1][1].line.text() == "Nov 23, 2026"


def test_the_word_that_closes_a_condition_never_begins_a_line(page: SegmentsPage) -> None:
    card = show(
        page, {"field": "last_service", "op": "more_than_ago", "value": 180, "unit": "days"}
    )
    said = [word for word in card.findChildren(Words) if word.text() == "ago"]
    assert [word.property(STAYS) for word in said] == [True]


def test_another_field_keeps_the_operator_when_it_fits(qtbot: QtBot, page: SegmentsPage) -> None:
    card = show(page, {"field": "city", "op": "is_not", "value": "Athens"})
    choose(qtbot, card.field_chip, "customer type")
    assert first(page) == {"field": "customer_type", "op": "is_not"}
    choose(qtbot, card.field_chip, "last service")
    assert first(page) == {"field": "last_service", "op": "in_last", "unit": "months"}


def test_behaviour_counts_only_what_its_where_says(
    qtbot: QtBot, page: SegmentsPage, settled: Wait
) -> None:
    page.new()
    choose(qtbot, root_of(page).add_event, "service")
    card = card_of(page, page.desk.tree.children[0])
    choose(qtbot, card.form_chip, "number of")
    write(card.times, "1")
    choose(qtbot, card.window_chip, "at any time")
    choose(qtbot, card.where_button, "kind")
    where = card_of(page, page.desk.tree.children[0].where.children[0])  # type: ignore[union-attr]
    settled()
    choose(qtbot, where.values.editors[0][1], "pump")
    settled()
    assert first(page)["where"] == {"all": [{"field": "kind", "op": "is", "value": "Pump-out"}]}
    assert page.builder.preview.figure.number.text() == "3"
    QTest.mouseClick(where.delete, LEFT)
    assert "where" not in first(page)


def test_at_least_so_many_of_a_group(qtbot: QtBot, page: SegmentsPage) -> None:
    page.new()
    choose(qtbot, root_of(page).heading, "at least")
    assert root_of(page).number.isVisible()
    write(root_of(page).number, "1")
    assert page.desk.tree.n == 1


def test_search_in_a_list_finds_descriptions_too(page: SegmentsPage) -> None:
    page.new()
    QTest.mouseClick(root_of(page).add_rule, LEFT)
    picker = open_picker()
    QTest.keyClicks(picker.search, "unpaid due")
    assert picker.items.currentIndex().data() == "Days past due"
    QTest.keyClick(picker.search, Qt.Key.Key_Escape)
    assert page.desk.tree.children == ()
