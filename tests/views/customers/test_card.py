"""The card of a customer: what it shows, why, and what can be done from it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from desktop.models.customers import Property
from desktop.services.desk.card_money import EstimateCard
from desktop.services.desk.card_work import ContractCard, LineCard
from desktop.views.customers import overview, side, visits
from desktop.views.customers.card import SECTIONS, CardView
from desktop.views.customers.card_columns import COLUMNS
from desktop.views.customers.why import WhyBox, ahead, fact_text
from desktop.views.widgets.formats import day
from desktop.views.window import Window
from tests.views.customers.hands import named, text_of
from tests.views.people import TODAY
from tests.views.sample_office import Wait

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def test_everything_a_caller_may_ask_is_on_the_card(card: CardView) -> None:
    found = card.card
    assert found is not None
    shown = text_of(card)
    wanted = [found.who.phones[0].number, found.places[0].address, found.due[0].service_name]
    wanted += [found.reason("lifecycle").value or "", found.places[0].systems[0].kind]
    assert [one for one in wanted if one not in shown] == []


def test_a_long_address_keeps_the_card_within_the_window(
    card: CardView, card_window: Window, settled: Wait
) -> None:
    assert card.card is not None
    with card.context.office.writing.begin() as db:
        place = update(Property).where(Property.id == card.card.places[0].property_id)
        db.execute(place.values(line1="Old Washington-on-the-Brazos County Road " * 4))
    card_window.resize(1024, 700)
    card.refresh()
    settled()
    assert card.area.horizontalScrollBar().maximum() == 0
    assert card.columns.width() <= card.area.viewport().width()


def test_the_card_stands_in_as_many_columns_as_fit(
    card: CardView, card_window: Window, settled: Wait
) -> None:
    columns, parts = card.columns, card.columns.parts.values()
    for width, number in ((1440, 3), (1024, 2), (760, 1), (1440, 3)):
        card_window.resize(width, 900)
        settled()
        at = {columns.mapFromGlobal(one.mapToGlobal(QPoint(0, 0))).x() for one in parts}
        assert len(at) == number
        needed = columns.heightForWidth(columns.width())  # the bar ends where the card does
        assert columns.height() == max(card.area.viewport().height(), needed)


def test_an_ordinary_card_is_seen_at_once(
    card: CardView, card_window: Window, settled: Wait
) -> None:
    card_window.resize(1440, 900)
    settled()
    assert card.area.verticalScrollBar().maximum() == 0


def test_every_part_of_the_card_has_its_place() -> None:
    for columns in COLUMNS.values():
        names = [name for column, _ in columns for name in column]
        assert sorted(names) == sorted({*SECTIONS, "call", "segments"})


def test_tab_goes_down_the_columns_as_they_are_read(
    card: CardView, card_window: Window, settled: Wait
) -> None:
    card_window.resize(1440, 900)
    settled()
    order = []
    at: QWidget | None = named(card, "Why all this? (?)")
    while at is not card.call.save_button:
        assert at is not None
        order.append(at)
        at = at.nextInFocusChain()
    parts = card.columns.parts
    at_places = {name: part.mapTo(card.columns, QPoint()).toTuple() for name, part in parts.items()}
    met = [next((n for n in parts if parts[n].isAncestorOf(one)), "") for one in order]
    met = [name for name in met if name]
    assert len(set(met)) >= 4
    assert met == sorted(met, key=lambda name: at_places[name])


def test_tab_leads_from_the_card_itself_to_its_first_button(card: CardView) -> None:
    window = card.window()
    card.area.setFocus()
    QTest.keyClick(card.area, Key.Key_Tab)
    focus = window.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Why all this? (?)"


def test_the_segments_stand_in_the_shorter_of_the_right_columns(
    card: CardView, card_window: Window, settled: Wait
) -> None:
    card_window.resize(1440, 900)
    settled()
    parts = card.columns.parts
    for part, other in (("call", "reach"), ("reach", "call")):
        high = QWidget()
        high.setFixedHeight(3000)
        parts[part].layout().addWidget(high)  # type: ignore[union-attr] # every part has one
        settled()
        card.columns.settle()
        assert parts["segments"].parent() is parts[other].parent()
        high.setParent(None)
        settled()


def test_services_of_an_earlier_owner_are_not_counted_as_his(card: CardView) -> None:
    assert card.card is not None
    some = card.card.visits[0]
    own = card.card._replace(visit_count=0, visits=(some._replace(for_whom="Reyes, Ana"),))
    assert "Visits (none for this customer yet)" in text_of(visits.visits(own, lambda *_: None))


def found_on(line: LineCard, card: CardView) -> QWidget:
    assert card.card is not None
    some = card.card.visits[0]._replace(lines=(line,), day=TODAY)
    own = card.card._replace(booked=(), visits=(some, some._replace(day=TODAY - timedelta(1))))
    return visits.visits(own, lambda *_: None)


def test_what_was_found_last_is_shown_and_before_that_one_press_away(card: CardView) -> None:
    line = LineCard(
        "Pump-out", None, 900, "Poor", Decimal("14.0"), Decimal(6), None, "high", "2 lids", "Roots",
    )  # fmt: skip
    section = found_on(line, card)
    told = "Sludge 14 in, scum 6 in, effluent level high, parts: 2 lids. Roots"
    newest, before = (one for one in section.findChildren(QLabel) if one.text() == told)
    assert (newest.isHidden(), before.isHidden()) == (False, True)
    named(section, f"What was found on {day(TODAY - timedelta(1))}").click()
    assert not before.isHidden()


def test_a_visit_of_which_nothing_is_told_has_nothing_to_open(card: CardView) -> None:
    section = found_on(LineCard("Pump-out", None, 1, "", None, None, None, "", "", ""), card)
    buttons = section.findChildren(QAbstractButton)
    assert not [one for one in buttons if one.accessibleName().startswith("What was found")]


def test_a_booked_visit_says_its_time_of_day(card: CardView) -> None:
    assert card.card is not None
    some = card.card.visits[0]._replace(status="Booked", day=TODAY, window="3-5 pm")
    section = visits.visits(card.card._replace(booked=(some,)), lambda *_: None)
    assert f"Booked: {day(TODAY)}, 3-5 pm" in text_of(section)


def test_an_estimate_says_what_it_offers_and_a_long_one_how_much_more(card: CardView) -> None:
    assert card.card is not None
    lines = tuple(f"Line {n}" for n in range(6))
    one = EstimateCard(1, "E-7", TODAY, 613_500, TODAY, 3, lines, "Good for 60 days")
    bare = one._replace(number="E-8", offered=())
    section = side.balance(card.card._replace(estimates=(one, bare)), lambda *_: None)
    said = text_of(section)
    assert "$6,135.00" in said
    assert "Line 3  ·  and 2 more" in said
    assert said.count("Good for 60 days") == 1  # where no line says what is offered


def test_without_a_system_the_card_leads_to_the_form(card: CardView) -> None:
    assert card.card is not None
    asked: list[tuple[str, object]] = []
    bare = card.card._replace(due=())
    section = overview.due(bare, lambda *found: asked.append(found))
    named(section, "Add the system").click()
    assert asked == [("new_system", card.card.places[0].property_id)]


def test_without_a_property_the_card_leads_to_the_form(card: CardView) -> None:
    assert card.card is not None
    asked: list[tuple[str, object]] = []
    bare = card.card._replace(due=(), places=())
    sections = overview.main_sections(bare, lambda *found: asked.append(found))
    named(sections[1], "Add the property").click()
    assert asked == [("new", "property")]


def test_a_renewal_to_file_is_told_until_it_is_filed(card: CardView) -> None:
    assert card.card is not None
    one = ContractCard(
        7, "K7", "Inspection only", "active", "Active", TODAY, TODAY, None, None,
        is_expiring=False, file_by=TODAY, filed_on=None, followed_by=8, owed=None,
        services=("Aerobic inspection every 4 months",), billing="Prepaid",
    )  # fmt: skip
    after = one._replace(contract_id=8, state="future", file_by=None, followed_by=None)
    for filed, is_told in ((None, True), (TODAY, False)):
        found = card.card._replace(contracts=(one, after._replace(filed_on=filed)))
        section = side.contracts(found, lambda *_: None)
        assert "K7  ·  prepaid  ·  Aerobic inspection every 4 months" in text_of(section)
        assert ("file the renewal by" in text_of(section)) is is_told


def test_every_button_of_the_card_has_a_name(card: CardView) -> None:
    buttons = [b for b in card.findChildren(QAbstractButton) if b.isVisible()]
    assert [b for b in buttons if not b.accessibleName() and not b.text()] == []


def test_a_question_mark_shows_the_reasons(qtbot: QtBot, card: CardView) -> None:
    card.close_button.setFocus()
    qtbot.keyClicks(card.close_button, "?")
    assert isinstance(card.why_box, WhyBox)
    heads = [head for head, _ in card.why_box.said]
    assert any(head.startswith("Lifecycle stage: ") for head in heads)
    assert any(head.startswith("Pump-out") for head in heads)
    card.why_box.close()


def test_a_press_on_a_label_shows_its_facts(qtbot: QtBot, card: CardView) -> None:
    assert card.card is not None
    reason = card.card.reason("due_status")
    button = named(card, f"{reason.title}: {reason.value}")
    qtbot.mouseClick(button, LEFT)
    (head, lines), *others = card.why_box.said
    assert (head, others) == (f"Due status: {reason.value}", [])
    assert f"({reason.code})" in lines[0]
    card.why_box.close()


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "not known"), (True, "yes"), (TODAY, "Nov 22, 2026"), (1234, "1,234"), ("x", "x")],
)
def test_facts_are_said_in_words(value: object, said: str) -> None:
    assert fact_text(value) == said


@pytest.mark.parametrize(
    ("days", "said"), [(None, ""), (0, "today"), (1, "in 1 day"), (-34, "34 days ago")]
)
def test_days_are_said_in_words(days: int | None, said: str) -> None:
    assert ahead(days) == said


def test_a_customer_who_is_gone_closes_the_card(
    card: CardView, card_window: Window, settled: Wait
) -> None:
    card.show_customer(999_999)
    settled()
    assert not card.isVisible()
    assert card_window.toast.text.text() == "This customer is not on file any more."


def test_the_finder_says_when_nobody_is_found(
    qtbot: QtBot, card_window: Window, settled: Wait
) -> None:
    card_window.trigger("find_customer")
    finder = card_window.finder
    assert QApplication.focusWidget() is finder.line
    with qtbot.waitSignal(finder.looking.answered):
        qtbot.keyClicks(finder.line, "zzqq")
    settled()
    assert finder.said.text().startswith("Nobody found")
    finder.close()


def test_enter_pressed_before_the_answer_waits_for_it(
    qtbot: QtBot, card: CardView, card_window: Window, settled: Wait
) -> None:
    assert card.card is not None
    account = card.card.who.account_no
    card_window.go("today")
    card_window.trigger("find_customer")
    qtbot.keyClicks(card_window.finder.line, account)
    qtbot.keyClick(card_window.finder.line, Key.Key_Return)
    settled()
    assert card.isVisible()
    assert card.customer_id == card.card.who.customer_id
