"""The desk of the office manager: a call, the work of yesterday, a renewal, a house that is sold.

Tasks 1, 6, 8, 9, 12 and 13 of the office manager's day, by hand in the window. Every press of the
mouse is counted; keys are where the task is measured in seconds, at the pace of an unhurried hand.
"""

import shutil
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.care import TripTicket
from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink
from desktop.models.database import open_office
from desktop.models.equipment import Asset, Contract, System
from desktop.models.facts import DueItem
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Interaction, ServiceLine, Visit
from desktop.services import after_change, facts
from desktop.services.office.sample import make_sample
from desktop.views.application import make_application
from desktop.views.customers.page import CustomersPage
from desktop.views.printing.preview import PreviewDialog
from desktop.views.records.dialog import FormDialog
from desktop.views.records.work_entry import WorkEntry
from desktop.views.settings import Settings
from desktop.views.today.page import TodayPage
from desktop.views.window import Surroundings, Window

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC).replace(tzinfo=None)
CUSTOMERS, STOPS = 5_000, 10
MOST_KEYS = 16  # of a stop without a note: who, service, gallons, condition
A_KEY, A_LOOK, A_STOP = 0.25, 5.0, 45.0  # seconds: a key, a look at the paper, what a stop may take
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture(scope="module")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of the size that the tasks are measured with, made once."""
    path = tmp_path_factory.mktemp("desk") / "office.db"
    office = open_office(path)
    with office.writing.begin() as db:
        make_sample(db, CUSTOMERS, 4, 3, TODAY)
        after_change.bring_up_to_date(db, TODAY, NOW, None)
    office.close()
    return path


class Desk:
    """The window of these stories, the hands that use it, and a count of their presses."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot, self.window = qtbot, window
        self.clicks = self.keys = 0

    @property
    def page(self) -> CustomersPage:
        page = self.window.page
        assert isinstance(page, CustomersPage)
        return page

    @property
    def dialog(self) -> Any:
        dialog = self.page.card.deeds.dialog
        assert dialog is not None
        return dialog

    def settle(self) -> None:
        context = self.window.context
        assert context is not None
        for _ in range(2):  # what was painted for an answer may ask again
            self.qtbot.waitUntil(lambda: context.jobs.idle, timeout=30_000)
            self.qtbot.wait(1)

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible()
        self.clicks += 1
        self.qtbot.mouseClick(widget, LEFT)
        self.settle()

    def key(self, widget: QWidget, key: Qt.Key) -> None:
        self.keys += 1
        self.qtbot.keyClick(widget, key)
        self.settle()

    def types(self, widget: QWidget, text: str) -> None:
        self.keys += len(text)
        self.qtbot.keyClicks(widget, text)

    def finds(self, letters: str) -> None:
        """F9, some letters, Enter."""
        self.window.trigger("find_customer")
        finder = self.window.finder
        self.qtbot.keyClicks(finder.line, letters)
        with self.qtbot.waitSignal(finder.looking.answered, timeout=5_000):
            pass
        self.key(finder.line, Key.Key_Return)

    def found(self, letters: str) -> int:
        """How many are listed after a few letters."""
        self.window.trigger("find_customer")
        finder = self.window.finder
        with self.qtbot.waitSignal(finder.looking.answered, timeout=5_000):
            self.qtbot.keyClicks(finder.line, letters)
        number = finder.hits.count()
        finder.close()
        return number

    def button(self, within: QWidget, words: str) -> QAbstractButton:
        found = [b for b in within.findChildren(QAbstractButton) if b.text().strip() == words]
        assert found, words
        return found[0]

    def ask(self, statement: Any) -> Any:
        assert self.window.context is not None
        with self.window.context.office.reading() as db:
            return db.scalar(statement)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, office_file: Path) -> Iterator[Desk]:
    make_application()
    shutil.copy(office_file, tmp_path / "office.db")
    window = Window(Surroundings(lambda: TODAY, Settings()))
    window.resize(1280, 900)
    window.show()
    window.attach(open_office(tmp_path / "office.db"))
    made = Desk(qtbot, window)
    made.settle()
    yield made
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def pumped_homes(db: Session, number: int) -> list[Any]:
    """Customers of one house and one pump-out due there, with the day it is due."""
    mine = (
        select(PropertyLink.customer_id)
        .group_by(PropertyLink.customer_id)
        .having(func.count(PropertyLink.property_id.distinct()) == 1)
    )
    statement = (
        select(Customer.id, Customer.account_no, DueItem.property_id, DueItem.due)
        .join(DueItem, DueItem.customer_id == Customer.id)
        .where(
            DueItem.service == "PUMP", DueItem.status == "overdue", DueItem.booked.is_(False),
            Customer.id.in_(mine), Customer.status == "active",
        )
        .group_by(Customer.id)
        .having(func.count(DueItem.asset_id) == 1)
        .order_by(Customer.id)
        .limit(number)
    )  # fmt: skip
    return list(db.execute(statement))


def some_home(desk: Desk) -> Any:
    assert desk.window.context is not None
    with desk.window.context.office.reading() as db:
        return pumped_homes(db, 1)[0]


def test_the_phone_rings(desk: Desk) -> None:
    home = some_home(desk)
    digits = desk.ask(
        select(CustomerPhone.number).where(CustomerPhone.customer_id == home.id).limit(1)
    )
    street = desk.ask(select(Property.line1).where(Property.id == home.property_id))
    name = desk.ask(select(Customer.display_name).where(Customer.id == home.id))
    for known in (home.account_no, digits or home.account_no, street, name):
        desk.finds(known[-8:] if known is digits else known)
        assert desk.page.card.customer_id is not None
        assert desk.found(known[-4:] if known is digits else known[:4]) > 0
    desk.finds(home.account_no)
    card = desk.page.card
    assert (desk.clicks, card.customer_id) == (0, home.id)
    assert card.card is not None
    assert card.card.due[0].status == "overdue"
    assert card.next_action.accessibleName().startswith("Next: ")

    desk.qtbot.keyClicks(card.call.note.text, "Wants a morning")  # the note has the focus already
    desk.click(card.call.soon[1])
    desk.click(card.call.save_button)
    assert desk.clicks <= 3
    assert card.area.verticalScrollBar().value() == 0  # the card stays where it was
    assert card.call.note.text.hasFocus()
    note = select(Interaction.note).where(Interaction.customer_id == home.id)
    assert desk.ask(note.order_by(Interaction.id.desc()).limit(1)) == "Wants a morning"
    task = select(Task.due_date).where(Task.customer_id == home.id).order_by(Task.id.desc())
    assert desk.ask(task.limit(1)) == date(2026, 11, 29)
    assert [one.due for one in card.card.tasks if one.due] == [date(2026, 11, 29)]


def test_the_work_of_yesterday(desk: Desk) -> None:
    assert desk.window.context is not None
    with desk.window.context.office.reading() as db:
        homes = pumped_homes(db, STOPS)
    visits = desk.ask(select(func.count()).select_from(Visit))
    desk.window.go("customers")
    desk.settle()
    desk.window.trigger("customers.work")
    entry: WorkEntry = desk.dialog
    began = time.perf_counter()
    for home in homes:
        type_stop(desk, entry, home.account_no)
    waited = (time.perf_counter() - began) / STOPS
    assert waited + A_LOOK + desk.keys * A_KEY / STOPS <= A_STOP
    assert desk.keys <= STOPS * MOST_KEYS
    assert desk.clicks == 0
    assert [one.before.due for one in entry.entered if one.before] == [one.due for one in homes]
    moved = [one.after.due for one in entry.entered if one.after and one.after.due]
    assert len(moved) == len(homes)
    assert min(moved) > TODAY
    assert desk.ask(select(func.count()).select_from(Visit)) == visits + len(homes)
    assert check_facts(desk) == []

    desk.qtbot.keyClick(entry, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert len(entry.entered) == len(homes) - 1
    assert desk.ask(select(func.count()).select_from(Visit)) == visits + len(homes) - 1
    due = select(DueItem.due).where(DueItem.customer_id == homes[-1].id, DueItem.service == "PUMP")
    assert desk.ask(due) == homes[-1].due
    entry.reject()


def type_stop(desk: Desk, entry: WorkEntry, account_no: str) -> None:
    """One stop with the keyboard alone: who, Tab, Tab, gallons, Tab, condition, Enter."""
    desk.types(entry.line.customer, account_no)
    desk.key(entry.line.customer, Key.Key_Return)
    assert entry.line.editors["service"].widget.hasFocus()
    desk.types(entry.line.editors["service"].widget, "P")
    desk.key(entry.line.editors["service"].widget, Key.Key_Tab)
    assert entry.line.editors["gallons"].widget.hasFocus()
    desk.types(entry.line.editors["gallons"].widget, "1000")
    desk.key(entry.line.editors["gallons"].widget, Key.Key_Tab)
    desk.types(entry.line.editors["condition"].widget, "G")
    desk.key(entry.line.editors["condition"].widget, Key.Key_Return)
    assert entry.problem.text() == ""
    assert entry.line.customer.hasFocus()


def check_facts(desk: Desk) -> list[Any]:
    assert desk.window.context is not None
    with desk.window.context.office.reading() as db:
        return list(facts.check(db, TODAY))


def test_a_contract_is_renewed(desk: Desk) -> None:
    page = desk.window.page
    assert isinstance(page, TodayPage)
    assert page.found is not None
    before = page.found.agenda.line("expiring").number
    assert before > 0
    tile = next(one for one in page.board.buttons() if one.line.key == "expiring")
    desk.click(tile)
    first = page.lists.rows[0]
    desk.key(page.lists.table.view, Key.Key_Return)  # opens the card of the first one
    assert desk.page.card.customer_id == first.customer_id
    contracts = select(func.count()).where(Contract.customer_id == first.customer_id)
    number = desk.ask(contracts)
    desk.click(desk.button(desk.page.card, "Renew"))
    assert desk.clicks <= 3
    assert desk.ask(contracts) == number + 1
    desk.window.go("today")
    desk.settle()
    assert page.found.agenda.line("expiring").number == before - 1
    assert all(row.customer_id != first.customer_id for row in page.lists.rows)


def test_a_house_is_sold(desk: Desk) -> None:
    home = some_home(desk)
    work = (
        select(func.count(ServiceLine.id)).join(Visit).where(Visit.property_id == home.property_id)
    )
    tanks = select(func.count(Asset.id)).join(System).where(System.property_id == home.property_id)
    before = desk.ask(work), desk.ask(tanks)
    desk.finds(home.account_no)
    desk.click(desk.page.card.sold_button)
    dialog: FormDialog = desk.dialog
    editors = dialog.form.editors
    assert QApplication.focusWidget() is editors["sold_on"].widget.focusProxy()
    desk.qtbot.keyClicks(editors["display_name"].widget, "Newcomer, Nora")
    desk.qtbot.keyClicks(editors["number"].widget, "979-555-0123")
    desk.click(dialog.save_button)
    assert desk.clicks <= 6

    card = desk.page.card.card
    assert card is not None
    assert (card.who.name, card.who.phones[0].number) == ("Newcomer, Nora", "(979) 555-0123")
    assert [place.property_id for place in card.places] == [home.property_id]
    assert (desk.ask(work), desk.ask(tanks)) == before
    old = select(Customer.inactive_reason).where(Customer.id == home.id)
    assert desk.ask(old) == "moved_sold"
    mine = select(func.count(Task.id)).where(Task.customer_id == home.id, Task.done_on.is_(None))
    assert desk.ask(mine) == 0
    assert check_facts(desk) == []

    undo = desk.window.toast.button
    assert isinstance(undo, QPushButton)
    desk.click(undo)
    assert desk.ask(old) is None
    assert desk.ask(select(func.count()).where(Customer.display_name == "Newcomer, Nora")) == 0


def today(desk: Desk, key: str) -> TodayPage:
    """One click from the home screen to the list behind a number."""
    page = desk.window.page
    assert isinstance(page, TodayPage)
    page.show_board()
    desk.click(page.board.tile(key))
    return page


def test_an_estimate_is_decided_from_its_list(desk: Desk) -> None:
    page = today(desk, "estimates")
    rows = page.lists.rows
    worth = [(row.amount_cents or 0) * (row.days or 0) for row in rows]
    assert worth == sorted(worth, reverse=True)
    desk.click(page.lists.buttons["Taken up"])
    assert desk.clicks == 2
    state = select(Estimate.state).where(Estimate.id == rows[0].record_id)
    assert desk.ask(state) == "accepted"
    desk.click(page.lists.buttons["Ask again…"])
    desk.click(page.lists.dialog.save_button)  # type: ignore[union-attr] # a form
    assert desk.clicks == 4
    again = select(Estimate.follow_up_on).where(Estimate.id == rows[1].record_id)
    assert desk.ask(again) == date(2026, 11, 29)
    assert len(page.lists.rows) == len(rows) - 2


def test_a_visit_booked_without_a_day_waits_on_its_list(desk: Desk) -> None:
    page = today(desk, "overdue")
    desk.click(page.due.buttons["Book a visit…"])
    desk.click(page.due.dialog.save_button)  # type: ignore[union-attr] # a form
    assert "visits to schedule" in desk.window.toast.text.text()
    page = today(desk, "to_schedule")
    (row,) = page.lists.rows
    desk.click(page.lists.buttons["Set the day…"])
    form: Any = page.lists.dialog
    desk.qtbot.keyClicks(form.form.editors["scheduled_date"].input.line, "11/24")
    desk.click(form.save_button)
    assert page.lists.rows == []
    day = select(Visit.scheduled_date).where(Visit.id == row.record_id)
    assert desk.ask(day) == date(2026, 11, 24)
    assert check_facts(desk) == []


def test_the_city_asks_for_the_tickets_of_a_restaurant(desk: Desk) -> None:
    page = today(desk, "tickets_missing")
    first, number = page.lists.rows[0], len(page.lists.rows)
    desk.click(page.lists.buttons["Enter the ticket…"])
    form: Any = page.lists.dialog
    desk.qtbot.keyClicks(form.form.editors["ticket_no"].widget, "T-1001")
    desk.click(form.save_button)
    assert desk.clicks == 3
    assert len(page.lists.rows) == number - 1
    kept = select(TripTicket.visit_id).where(TripTicket.ticket_no == "T-1001")
    assert desk.ask(kept) == first.record_id

    desk.clicks = 0
    account = desk.ask(select(Customer.account_no).where(Customer.id == first.customer_id))
    desk.finds(account)
    name = "Print the history of "
    buttons = desk.page.card.findChildren(QAbstractButton)
    desk.click(next(one for one in buttons if one.accessibleName().startswith(name)))
    (preview,) = desk.window.findChildren(PreviewDialog)
    assert (desk.clicks, len(preview.sheets)) == (1, 1)
    preview.reject()
