"""Calls, forms and undo on the card, by mouse and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select, update

from desktop.models.customers import Customer
from desktop.models.equipment import Asset
from desktop.models.tasks import Task
from desktop.models.work import Interaction
from desktop.services.records import KINDS
from desktop.services.records.options import LISTED
from desktop.views.customers import deeds
from desktop.views.customers.call_form import CallForm
from desktop.views.customers.card import SECTIONS, CardView
from desktop.views.records.asking import AT_ONCE
from desktop.views.records.asks import ASKS
from desktop.views.window import Window
from tests.views.customers.hands import dialog_of, named, stored, text_of
from tests.views.people import TODAY
from tests.views.sample_office import Wait

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
Control = Qt.KeyboardModifier.ControlModifier


def test_a_call_is_saved_with_control_and_enter(
    qtbot: QtBot, card: CardView, settled: Wait
) -> None:
    calls = select(func.count()).where(Interaction.customer_id == card.customer_id)
    before = stored(card, calls)
    qtbot.keyClicks(card.call.note.text, "Asked for the price")
    qtbot.keyClick(card.call.note.text, Key.Key_Return, Control)
    settled()
    assert stored(card, calls) == before + 1
    assert card.call.note.value() is None


def test_a_follow_up_on_no_day_is_pointed_out_and_nothing_is_lost(
    qtbot: QtBot, card: CardView, settled: Wait
) -> None:
    card.call.note.show("Call again")
    qtbot.keyClicks(card.call.day.input.line, "someday")
    qtbot.mouseClick(card.call.save_button, LEFT)
    settled()
    assert "someday" in card.call.problem.text()
    assert card.call.note.value() == "Call again"
    assert stored(card, select(func.count()).where(Interaction.note == "Call again")) == 0


def test_a_note_begun_for_one_customer_is_not_kept_for_another(
    card: CardView, settled: Wait
) -> None:
    assert card.customer_id is not None
    card.call.note.show("begun")
    card.refresh()
    settled()
    assert card.call.note.value() == "begun"
    other = stored(card, select(Customer.id).where(Customer.id != card.customer_id).limit(1))
    first = card.customer_id
    card.show_customer(other)
    assert card.card is None
    settled()
    assert card.call.note.value() is None
    card.show_customer(first)
    settled()
    assert card.call.note.value() == "begun"


def test_a_note_that_is_not_saved_outlives_the_window(card: CardView, settled: Wait) -> None:
    card.call.note.show("begun")
    card.call.follow_up_in(7)
    card.call.put_aside()
    again = CallForm(card.context)
    assert card.customer_id is not None
    again.show_customer(card.customer_id)
    assert (again.note.value(), again.day.value()) == ("begun", "Nov 29, 2026")
    settled()


def test_a_call_is_saved_once_however_often_it_is_pressed(card: CardView, settled: Wait) -> None:
    calls = select(func.count()).select_from(Interaction)
    before = stored(card, calls)
    card.call.save()
    card.call.save()
    settled()
    assert stored(card, calls) == before + 1


def test_a_customer_is_edited_and_the_change_undone_with_control_z(
    qtbot: QtBot, card: CardView, card_window: Window, settled: Wait
) -> None:
    name = card.name.accessibleName()
    qtbot.mouseClick(card.edit_button, LEFT)
    settled()
    line = dialog_of(card).form.editors["display_name"].widget
    line.clear()  # type: ignore[attr-defined] # a line
    qtbot.keyClicks(line, "Altered, Al")
    qtbot.keyClick(line, Key.Key_Return)
    settled()
    assert card.name.accessibleName() == "Altered, Al"
    assert card_window.toast.text.text() == "Customer changed."
    card_window.trigger("undo")
    settled()
    assert card.name.accessibleName() == name


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    qtbot: QtBot, card: CardView, settled: Wait
) -> None:
    qtbot.mouseClick(card.edit_button, LEFT)
    settled()
    dialog = dialog_of(card)
    with card.context.office.writing.begin() as db:
        change = update(Customer).where(Customer.id == card.customer_id)
        db.execute(change.values(email="other@example.com"))
    dialog.form.editors["email"].show("mine@example.com")
    dialog.save()
    settled()
    assert "changed by somebody else meanwhile" in dialog.problem.text()
    assert dialog.isVisible()
    assert dialog.form.editors["email"].value() == "mine@example.com"
    dialog.reject()


def test_a_due_item_is_postponed(card: CardView, settled: Wait) -> None:
    assert card.card is not None
    item = next(one for one in card.card.due if one.service == "PUMP")
    card.deeds.do("postpone", item, card.card)
    settled()
    dialog = dialog_of(card)
    dialog.form.editors["reason"].show("wet_ground")
    dialog.save()
    settled()
    assert card.card is not None
    after = next(one for one in card.card.due if one.service == "PUMP")
    assert (after.due, after.postponed_until is not None) == (item.due, True)
    card.deeds.do("clear", after, card.card)
    settled()
    assert all(one.postponed_until is None for one in card.card.due)


def test_a_due_day_set_by_hand_holds(card: CardView, settled: Wait) -> None:
    assert card.card is not None
    item = next(one for one in card.card.due if one.service == "PUMP")
    card.deeds.do("due_day", item, card.card)
    settled()
    dialog = dialog_of(card)
    dialog.form.editors["day"].show(TODAY)
    dialog.form.editors["due_override_reason"].show("Promised")
    dialog.save()
    settled()
    assert card.card is not None
    after = next(one for one in card.card.due if one.asset_id == item.asset_id)
    assert (after.due, after.code) == (TODAY, "OVR")


def test_a_task_is_ticked_off(qtbot: QtBot, card: CardView, settled: Wait) -> None:
    card.call.task.show("Send the brochure")
    card.call.save()
    settled()
    qtbot.mouseClick(named(card, "Done: Send the brochure"), LEFT)
    settled()
    assert stored(card, select(Task.done_on).where(Task.text == "Send the brochure")) == TODAY
    assert card.card is not None
    assert all(one.text != "Send the brochure" for one in card.card.tasks)


@pytest.mark.parametrize("kind", [kind for kind, _name, _label in LISTED if kind in KINDS])
def test_every_kind_of_record_has_a_form(card: CardView, settled: Wait, kind: str) -> None:
    assert card.card is not None
    card.deeds.do("new", kind, card.card)
    settled()
    dialog = dialog_of(card)
    assert dialog.isVisible()
    assert dialog.form.editors
    assert dialog.changed == {}
    dialog.reject()


def test_every_button_and_menu_line_leads_to_something_that_is_known(
    qtbot: QtBot, card: CardView
) -> None:
    assert card.card is not None
    pressed: set[str] = set()
    whole = QWidget()
    qtbot.addWidget(whole)
    for make in SECTIONS.values():
        for section in make(card.card, lambda key, _subject: pressed.add(key)):
            section.setParent(whole)
    for button in whole.findChildren(QAbstractButton):
        menu = button.menu() if isinstance(button, QToolButton) else None
        for action in menu.actions() if menu else ():
            action.trigger()
        if menu is None:
            button.click()
    assert {"why", "new", "edit", "book"} <= pressed
    known = {
        *deeds.EDITED,
        *deeds.BEGUN,
        *AT_ONCE,
        *ASKS,
        "new",
        "edit",
        "work",
        "why",
        "print_report",
        "print_history",
    }
    assert pressed - known == set()


def test_a_report_makes_the_visit_it_needs(card: CardView, settled: Wait) -> None:
    assert card.card is not None
    before = card.card.visit_count
    card.deeds.do("new", "inspection_report", card.card)
    settled()
    dialog = dialog_of(card)
    system = card.card.places[0].systems[0].system_id
    dialog.form.editors["system"].show(system)
    dialog.form.editors["results"].show({"alarms": "operational"})
    dialog.save()
    settled()
    assert card.card.visit_count == before + 1


def test_a_record_is_removed_and_brought_back(
    qtbot: QtBot, card: CardView, card_window: Window, settled: Wait
) -> None:
    card.call.note.show("To be removed")
    card.call.save()
    settled()
    card.tabs.setCurrentWidget(card.everything)
    settled()
    tree = card.everything.tree
    lines = [
        head.child(n)
        for head in (tree.topLevelItem(place) for place in range(tree.topLevelItemCount()))
        if head is not None
        for n in range(head.childCount())
    ]
    line = next(one for one in lines if one is not None and "To be removed" in one.text(0))
    tree.setCurrentItem(line)
    qtbot.mouseClick(card.everything.remove_button, LEFT)
    settled()
    mine = select(func.count()).where(Interaction.note == "To be removed")
    assert stored(card, mine) == 0
    qtbot.mouseClick(card_window.toast.button, LEFT)
    settled()
    assert stored(card, mine) == 1


def test_what_others_build_on_cannot_be_removed(card: CardView, settled: Wait) -> None:
    assert card.card is not None
    place = card.card.places[0].property_id
    card.deeds.do("remove", ("property", place), card.card)
    settled()
    toast = card.window().toast  # type: ignore[attr-defined] # the main window
    assert "cannot be removed" in toast.text.text()


def test_the_history_says_old_and_new_and_undoes(
    qtbot: QtBot, card: CardView, settled: Wait
) -> None:
    assert card.card is not None
    tank = card.card.places[0].systems[0].tanks[0]
    card.deeds.do("edit", ("asset", tank.asset_id), card.card)
    settled()
    dialog = dialog_of(card)
    dialog.form.editors["capacity_gal"].show(1777)
    dialog.save()
    settled()
    card.tabs.setCurrentWidget(card.past)
    settled()
    assert "1,777" in text_of(card.past)
    undo = next(b for b in card.past.findChildren(QAbstractButton) if b.text() == "Undo")
    qtbot.mouseClick(undo, LEFT)
    settled()
    size = select(Asset.capacity_gal).where(Asset.id == tank.asset_id)
    assert stored(card, size) == tank.gallons
    assert card.past.lines[0].undone_at is not None
