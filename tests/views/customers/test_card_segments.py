"""The segments on the card of a customer, and why and why not from there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from desktop.services.segments.standing import Standing, standings
from desktop.views.customers.card import CardView
from desktop.views.segments.why_dialog import WhyDialog
from tests.views.people import TODAY
from tests.views.sample_office import Wait
from tests.views.segments.hands import choose

LEFT = Qt.MouseButton.LeftButton


def found(card: CardView) -> tuple[Standing, ...]:
    assert card.customer_id is not None
    with card.context.office.reading() as db:
        return standings(db, card.customer_id, TODAY)


def dialog(card: CardView, qtbot: QtBot, settled: Wait) -> WhyDialog:
    settled()
    (shown,) = card.findChildren(WhyDialog)
    qtbot.waitUntil(shown.isVisible)
    return shown


def _answer(shown: WhyDialog) -> str:
    whole = shown.panel.tree.topLevelItem(0)
    assert whole is not None
    return whole.text(1)


def buttons(card: CardView) -> list[str]:
    tools = card.segments.findChildren(QToolButton)
    return [one.accessibleName() for one in tools if one.accessibleName().startswith("Why in")]


def test_the_card_lists_the_segments_the_customer_is_in(card: CardView) -> None:
    inside = [one.name for one in found(card) if one.is_in]
    assert inside
    assert buttons(card) == [f"Why in “{name}”?" for name in inside]


def test_why_opens_the_tree_and_escape_closes_it(
    card: CardView, qtbot: QtBot, settled: Wait
) -> None:
    inside = next(one for one in found(card) if one.is_in)
    button = next(
        one for one in card.segments.findChildren(QToolButton)
        if one.accessibleName() == f"Why in “{inside.name}”?"
    )  # fmt: skip
    QTest.mouseClick(button, LEFT)
    shown = dialog(card, qtbot, settled)
    assert card.card is not None
    name = card.card.who.name
    assert shown.panel.head.text().startswith(f"{name} is in “{inside.name}”.")
    assert _answer(shown) == "yes"
    QTest.keyClick(QApplication.focusWidget() or shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not card.findChildren(WhyDialog))


def test_why_not_asks_for_a_segment_and_says_what_keeps_the_customer_out(
    card: CardView, qtbot: QtBot, settled: Wait
) -> None:
    out = next(one for one in found(card) if not one.is_in)
    choose(qtbot, card.segments.other, out.name)
    shown = dialog(card, qtbot, settled)
    assert f"is not in “{out.name}”" in shown.panel.head.text()
    assert _answer(shown) == "no"
    shown.reject()
