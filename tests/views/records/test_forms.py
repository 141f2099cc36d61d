"""Forms: an editor for each kind of value, sentences at their fields, nothing typed is lost."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import func, select

from desktop.models import choices as c
from desktop.models.customers import Customer
from desktop.models.equipment import Asset, Contract
from desktop.models.errors import UserError
from desktop.models.work import Visit
from desktop.services.records import KINDS, Field, FieldError
from desktop.services.records.fields import VALUE_KINDS, Rows
from desktop.services.records.options import Offer, Offers
from desktop.views.customers.page import CustomersPage
from desktop.views.page import Context
from desktop.views.records import asks
from desktop.views.records.asking import ask
from desktop.views.records.dialog import FormDialog
from desktop.views.records.form import Form
from desktop.views.records.inputs import EDITORS, Around, Choice, editor
from desktop.views.records.office_lists import OfficeLists
from desktop.views.records.picture_input import (
    LARGEST_SIDE,
    PictureEditor,
    pixmap_of,
    read_picture,
)
from desktop.views.records.record_dialog import ENTER, ONLY, TODAY, USUAL
from desktop.views.records.work_entry import WorkEntry, working_day_before
from desktop.views.window import Window
from tests.views.conftest import MakeWindow, settle

Key = Qt.Key
LISTS = Offers(
    {"technicians": (Offer(3, "Ray"),), "customers": (Offer(5, "Reyes, Ana"),)},
    {"color": Field("color", "Color", "text")},
)
LINES = KINDS["visit"].field("lines")
# A picture of one dot.
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)
# One value of each kind, as it is stored, and as the form gives it back.
SHOWN: dict[str, tuple[Field, Any, Any]] = {
    "text": (Field("f", "F", "text"), "Oak", "Oak"),
    "lines": (Field("f", "F", "lines"), "a\nb", "a\nb"),
    "whole": (Field("f", "F", "whole"), 1250, "1250"),
    "decimal": (Field("f", "F", "decimal"), Decimal("4.0"), "4.0"),
    "money": (Field("f", "F", "money"), Decimal("1250.50"), "1250.50"),
    "date": (Field("f", "F", "date"), date(2026, 3, 4), "Mar 4, 2026"),
    "yes_no": (Field("f", "F", "yes_no"), False, False),
    "choice": (Field("f", "F", "choice", choices=c.CONDITION), "poor", "poor"),
    "reference": (Field("f", "F", "reference", target="technicians"), 3, 3),
    "texts": (Field("f", "F", "texts"), ["a", "b"], "a, b"),
    "checks": (Field("f", "F", "checks"), {"alarms": "operational"}, {"alarms": "operational"}),
    "items": (
        Field("f", "F", "items"),
        [{"text": "Pump-out", "amount": "365.00", "item": "PO"}],
        [{"text": "Pump-out", "amount": "365.00", "item": "PO"}],
    ),
    "picture": (Field("f", "F", "picture"), DOT, DOT),
    "custom": (Field("f", "F", "custom"), {"color": "red"}, {"color": "red"}),
}


@pytest.fixture
def window(make_window: MakeWindow) -> Window:
    return make_window(3)


@pytest.fixture
def around(window: Window) -> Around:
    assert window.context is not None
    return Around(window.context, LISTS)


@pytest.fixture
def dialog(qtbot: QtBot, window: Window) -> Iterator[FormDialog]:
    """The form of a new customer, on screen."""
    window.trigger("customers.new")
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, CustomersPage)
    made = page.card.deeds.dialog
    assert isinstance(made, FormDialog)
    yield made
    if isValid(made):
        made.reject()


def test_every_kind_of_value_has_an_editor() -> None:
    assert set(EDITORS) == set(VALUE_KINDS)


@pytest.mark.parametrize("kind", SHOWN)
def test_a_value_that_is_shown_comes_back(qtbot: QtBot, around: Around, kind: str) -> None:
    field, stored, given = SHOWN[kind]
    made = editor(field, around)
    qtbot.addWidget(made.widget)
    made.show(stored)
    found = made.value()
    if kind in ("checks", "custom"):
        found = {key: value for key, value in found.items() if value is not None}
    assert found == given
    made.show(None)
    assert made.value() in (None, [], {}) or not any(made.value().values())


def test_rows_keep_what_they_hold_beside_the_fields_shown(qtbot: QtBot, around: Around) -> None:
    assert LINES is not None
    assert isinstance(LINES.rows, Rows)
    made = editor(LINES, around)
    qtbot.addWidget(made.widget)
    made.show([{"service": "PUMP", "gallons": 1000}])
    made.add()  # type: ignore[attr-defined] # rows
    assert [(row["service"], row["gallons"]) for row in made.value()] == [("PUMP", "1000")]


def test_what_an_empty_choice_means_is_said_in_it(qtbot: QtBot, around: Around) -> None:
    field = Field("f", "F", "reference", target="technicians", help="Empty: the usual one")
    made = editor(field, around)
    qtbot.addWidget(made.widget)
    assert isinstance(made, Choice)
    assert (made.box.currentText(), made.value()) == ("The usual one", None)


def test_small_fields_stand_at_the_left_and_a_day_has_its_help_below(
    qtbot: QtBot, around: Around
) -> None:
    form = Form((Field("f", "F", "date", help="The first day"),), around)
    qtbot.addWidget(form)
    form.resize(800, 200)
    form.show()
    widget = form.editors["f"].widget
    assert widget.x() < 100
    assert [one for one in form.findChildren(QLabel) if one.text() == "The first day"]


def test_an_action_begins_where_something_is_missing(qtbot: QtBot, window: Window) -> None:
    assert window.context is not None
    opened: list[FormDialog] = []
    ask(window, window.context, "file_report", 1, 1, opened.append)
    settle(qtbot, window)
    assert opened[0].form.editors["filed_how"].widget.hasFocus()
    opened[0].reject()


def test_a_reference_that_is_not_offered_stays(qtbot: QtBot, around: Around) -> None:
    made = editor(Field("f", "F", "reference", target="technicians"), around)
    qtbot.addWidget(made.widget)
    made.show(99)
    assert made.value() == 99


@pytest.mark.parametrize("kind", KINDS)
def test_every_editor_of_a_form_has_a_name(qtbot: QtBot, around: Around, kind: str) -> None:
    form = Form(KINDS[kind].fields, around)
    qtbot.addWidget(form)
    inputs = [w for one in form.editors.values() for w in (one.widget, *_inside(one.widget))]
    nameless = [w for w in inputs if w.focusPolicy() != Qt.FocusPolicy.NoFocus and not _name(w)]
    assert nameless == []


def _inside(widget: QWidget) -> list[QWidget]:
    return [one for one in widget.findChildren(QWidget) if one.isVisibleTo(widget)]


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or str(getattr(widget, "text", lambda: "")())


@pytest.mark.parametrize(
    ("where", "key"),
    [
        ("display_name", "display_name"),
        ("new_owner.display_name", "display_name"),
        ("phones.0.number", "phones"),
    ],
)
def test_a_sentence_stands_at_its_field(qtbot: QtBot, around: Around, where: str, key: str) -> None:
    form = Form(KINDS["customer"].fields, around)
    qtbot.addWidget(form)
    form.show()
    assert form.show_errors([FieldError(where, "Wrong.")]) == []
    assert form.messages[key].text() == "Wrong."
    assert form.show_errors([FieldError("unheard", "Wrong too.")]) == ["Wrong too."]
    assert form.messages[key].text() == ""


def test_a_field_is_looked_at_when_it_is_left(qtbot: QtBot, dialog: FormDialog) -> None:
    email = dialog.form.editors["email"].widget
    qtbot.keyClicks(email, "nobody")
    assert dialog.form.messages["email"].text() == ""
    email.setFocus()
    dialog.form.editors["display_name"].widget.setFocus()
    assert "nobody" in dialog.form.messages["email"].text()


def test_enter_saves_and_what_is_missing_is_told(
    qtbot: QtBot, window: Window, dialog: FormDialog
) -> None:
    name = dialog.form.editors["display_name"].widget
    qtbot.keyClicks(dialog.form.editors["city"].widget, "Tyler")
    qtbot.keyClick(name, Key.Key_Return)
    settle(qtbot, window)
    assert dialog.form.messages["display_name"].text() == "Name is missing."
    assert QApplication.focusWidget() is name
    assert dialog.form.editors["city"].value() == "Tyler"
    qtbot.keyClicks(name, "Vance, Vera")
    qtbot.keyClick(name, Key.Key_Return)
    settle(qtbot, window)
    assert not (isValid(dialog) and dialog.isVisible())
    assert window.context is not None
    with window.context.office.reading() as db:
        city = db.scalar(select(Customer.city).where(Customer.display_name == "Vance, Vera"))
    assert city == "Tyler"


def test_escape_asks_only_when_something_was_typed(qtbot: QtBot, dialog: FormDialog) -> None:
    qtbot.keyClicks(dialog.form.editors["display_name"].widget, "V")
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert isinstance(dialog.question, QMessageBox)
    qtbot.keyClick(dialog.question, Key.Key_Escape)
    assert dialog.isVisible()
    dialog.form.editors["display_name"].show(None)
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert not (isValid(dialog) and dialog.isVisible())


@pytest.mark.parametrize("key", asks.ASKS)
def test_every_action_of_the_day_says_what_it_does(key: str) -> None:
    one = asks.ASKS[key]
    assert all((one.title, one.verb, one.said.endswith("."), one.fields))
    assert len({field.key for field in one.fields}) == len(one.fields)
    assert {field.kind for field in one.fields} <= set(EDITORS)


def test_the_tables_of_new_records_name_kinds_and_fields() -> None:
    for kind, key in TODAY.items():
        assert KINDS[kind].field(key) is not None
    for kind, values in USUAL.items():
        assert all(KINDS[kind].field(key) for key in values)
    assert set(ENTER) <= set(KINDS)
    assert all(KINDS["inspection_report"].field(key) or key == "property" for key in ONLY)


@pytest.mark.parametrize(
    ("today", "day"),
    [(date(2026, 11, 24), date(2026, 11, 23)), (date(2026, 11, 23), date(2026, 11, 21))],
)
def test_the_working_day_before(today: date, day: date) -> None:
    assert working_day_before(today) == day


def opened(qtbot: QtBot, window: Window) -> WorkEntry:
    window.go("customers")
    window.trigger("customers.work")
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, CustomersPage)
    entry = page.card.deeds.dialog
    assert isinstance(entry, WorkEntry)
    return entry


def test_a_stop_without_a_customer_is_not_saved(qtbot: QtBot, window: Window) -> None:
    entry = opened(qtbot, window)
    qtbot.keyClick(entry.line.editors["gallons"].widget, Key.Key_Return)
    settle(qtbot, window)
    assert entry.problem.text().startswith("Type four letters of the customer")
    assert entry.line.customer.hasFocus()
    entry.reject()


def test_wrong_gallons_are_pointed_out_and_kept(qtbot: QtBot, window: Window) -> None:
    entry = opened(qtbot, window)
    entry.line.begin_with(1, "Somebody")
    settle(qtbot, window)
    gallons = entry.line.editors["gallons"].widget
    qtbot.keyClicks(gallons, "many")
    qtbot.keyClick(gallons, Key.Key_Return)
    settle(qtbot, window)
    assert "many" in entry.problem.text()
    assert gallons.hasFocus()
    assert entry.entered == []
    entry.reject()


def test_a_stop_half_typed_is_not_lost_by_escape(qtbot: QtBot, window: Window) -> None:
    entry = opened(qtbot, window)
    qtbot.keyClicks(entry.line.editors["note"].widget, "lid cracked")
    qtbot.keyClick(entry.line.editors["note"].widget, Key.Key_Escape)
    assert entry.isVisible()
    entry.question.reject()
    assert entry.line.editors["note"].value() == "lid cracked"
    entry.line.clear()
    qtbot.keyClick(entry, Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(entry) or not entry.isVisible())


def test_one_press_fills_in_what_works(qtbot: QtBot, around: Around) -> None:
    field = KINDS["inspection_report"].field("results")
    assert field is not None
    made = editor(field, around)
    qtbot.addWidget(made.widget)
    made.show({"alarms": "inoperative"})
    next(b for b in made.widget.findChildren(QPushButton) if "rest" in b.text()).click()
    values = made.value()
    assert (values["alarms"], values["aerators"], values["other"]) == (
        "inoperative",
        "operational",
        None,
    )


def test_a_large_picture_is_kept_small_and_shown(
    qtbot: QtBot, around: Around, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = QImage(3_200, 100, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    assert image.save(str(tmp_path / "large.png"))
    made = PictureEditor(Field("picture", "Picture", "picture"), around)
    qtbot.addWidget(made.widget)
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "large.png"), "")
    )
    made.choose()
    value = made.value()
    assert value is not None
    assert pixmap_of(value, 9_999).width() == LARGEST_SIDE
    made.remove_button.click()
    assert made.value() is None


def test_a_file_that_is_no_picture_is_said(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    with pytest.raises(UserError, match="no picture that can be read"):
        read_picture(str(tmp_path / "text.png"))


def test_the_lists_of_the_office_are_kept_up_to_date(qtbot: QtBot, window: Window) -> None:
    window.trigger("today.lists")
    settle(qtbot, window)
    lists = window.findChildren(OfficeLists)[0]
    lists.tree.new_button.menu().actions()[0].trigger()
    settle(qtbot, window)
    dialog = lists.dialog
    assert isinstance(dialog, FormDialog)
    dialog.form.editors["name"].show("Ray Dvorak")
    dialog.save()
    settle(qtbot, window)
    lines = lists.tree.tree.findItems("Ray Dvorak", Qt.MatchFlag.MatchRecursive)
    assert len(lines) == 1
    lists.accept()


def stored(context: Context, table: Any) -> int:
    with context.office.reading() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("table", [Asset, Contract, Visit], ids=lambda one: one.__tablename__)
def test_opening_a_form_writes_nothing(qtbot: QtBot, window: Window, table: Any) -> None:
    assert window.context is not None
    window.go("customers", 1)
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, CustomersPage)
    assert page.card.card is not None
    page.card.deeds.do("new", "visit", page.card.card)
    settle(qtbot, window)
    assert stored(window.context, table) == 0
    dialog = page.card.deeds.dialog
    assert isinstance(dialog, FormDialog)
    dialog.reject()
