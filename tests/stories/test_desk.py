"""The desk of the office manager: a call, the work of yesterday, a renewal, a house that is sold.

Tasks 1, 6, 8, 9, 12 and 13 of the office manager's day, by hand in the window, from the home screen
of an office of 5,000 customers. Every press of the mouse is counted; keys are where the task is
measured in seconds, at the pace of an unhurried hand.
"""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.care import TripTicket
from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink
from desktop.models.equipment import Asset, Contract, System
from desktop.models.facts import CustomerFact, DueItem
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Interaction, ServiceLine, Visit
from desktop.services import after_change
from desktop.services.records import Now, create
from desktop.views.printing.preview import PreviewDialog
from desktop.views.records.dialog import FormDialog
from desktop.views.records.work_entry import WorkEntry
from desktop.views.today.page import TodayPage
from desktop.views.widgets.formats import day, money
from tests.stories.hands import NOW, TODAY, Desk

STOPS = 10
MOST_KEYS = 16  # of a stop without a note: who, service, gallons, condition
A_KEY, A_LOOK, A_STOP = 0.25, 5.0, 45.0  # seconds: a key, a look at the paper, what a stop may take
Key = Qt.Key


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
    with desk.office.reading() as db:
        return pumped_homes(db, 1)[0]


def full_home(desk: Desk) -> Any:
    """Somebody of whom everything is on file that is wanted when the phone rings."""
    lids = select(System.property_id).join(Asset).where(Asset.lids > 0)
    running = select(Contract.customer_id).where(
        Contract.end_date > TODAY, Contract.cancel_date.is_(None)
    )
    owing = select(CustomerFact.customer_id).where(CustomerFact.open_balance_cents > 0)
    statement = (
        select(
            Customer.id, Customer.account_no, Customer.display_name, CustomerPhone.number,
            Property.id.label("property_id"), Property.line1, Property.gate_code,
        )
        .join(CustomerPhone, CustomerPhone.customer_id == Customer.id)
        .join(PropertyLink, PropertyLink.customer_id == Customer.id)
        .join(Property, Property.id == PropertyLink.property_id)
        .join(DueItem, DueItem.property_id == Property.id)
        .where(
            Property.gate_code != "", DueItem.status == "overdue", Property.id.in_(lids),
            Customer.id.in_(running), Customer.id.in_(owing), Customer.status == "active",
        )
        .order_by(Customer.id)
    )  # fmt: skip
    with desk.office.writing.begin() as db:
        home = db.execute(statement).first()
        assert home is not None
        offered = {"no": "E-77", "issued_on": date(2026, 11, 2), "amount": "850.00"}
        saved = create(db, "estimate", {"customer": home.id} | offered, Now(NOW, TODAY))
        after_change.bring_up_to_date(db, TODAY, NOW, saved.touched)
    return home


def test_the_phone_rings(desk: Desk) -> None:
    home = full_home(desk)
    for known in (home.account_no, home.number[-4:], home.line1, home.display_name):
        desk.finds(known, home.id)
        assert (desk.clicks, desk.page.card.customer_id) == (2, home.id)
        desk.go_home()
    desk.key(desk.window, Key.Key_F9)  # the same without the mouse
    desk.types(desk.window.finder.line, home.account_no)
    desk.key(desk.window.finder.line, Key.Key_Return)
    assert (desk.clicks, desk.page.card.customer_id) == (0, home.id)

    view = desk.page.card
    card, said = view.card, desk.said(view)
    assert card is not None
    assert card.balance_cents
    last = card.visits[0].day
    assert last is not None
    lids = next(one.lids for one in card.places[0].systems[0].tanks if one.lids)
    everything = (
        home.gate_code, lids, day(last), money(card.balance_cents), card.contracts[0].kind,
        "Estimate E-77", f"Overdue: {day(card.due[0].due or TODAY)}", "Next: ",
    )  # fmt: skip
    assert [one for one in everything if one not in said] == []


def test_a_call_is_noted_with_a_follow_up(desk: Desk) -> None:
    home = some_home(desk)
    desk.finds(home.account_no, home.id)
    card = desk.page.card
    desk.clicks = 0
    desk.qtbot.keyClicks(QApplication.focusWidget(), "Wants a morning")  # the note has the focus
    desk.click(card.call.soon[1])
    desk.click(card.call.save_button)
    assert desk.clicks <= 3
    assert card.area.verticalScrollBar().value() == 0  # the card stays where it was
    assert card.call.note.text.hasFocus()
    note = select(Interaction.note).where(Interaction.customer_id == home.id)
    assert desk.ask(note.order_by(Interaction.id.desc()).limit(1)) == "Wants a morning"
    task = select(Task.due_date).where(Task.customer_id == home.id).order_by(Task.id.desc())
    assert desk.ask(task.limit(1)) == date(2026, 11, 29)
    assert card.card is not None
    assert [one.due for one in card.card.tasks if one.due] == [date(2026, 11, 29)]


def test_the_work_of_yesterday(desk: Desk) -> None:
    with desk.office.reading() as db:
        homes = pumped_homes(db, STOPS)
    visits = desk.ask(select(func.count()).select_from(Visit))
    desk.key(desk.window, Key.Key_F8)
    entry: WorkEntry = desk.dialog
    for number, home in enumerate(homes, 1):
        type_stop(desk, entry, home.account_no)
        stop = entry.entered[-1]
        assert stop.before is not None
        assert (len(entry.entered), stop.before.due) == (number, home.due)
        moved = stop.after.due if stop.after else None
        assert moved is not None
        assert moved > TODAY
        assert f"Due {day(home.due)} → {day(moved)}" in desk.said(entry)
    assert desk.keys <= STOPS * MOST_KEYS + 1
    assert A_LOOK + desk.keys * A_KEY / STOPS <= A_STOP
    assert desk.clicks == 0
    assert desk.ask(select(func.count()).select_from(Visit)) == visits + STOPS
    assert desk.check_facts() == []

    desk.key(entry, Key.Key_Z, ctrl=True)
    assert len(entry.entered) == STOPS - 1
    assert desk.ask(select(func.count()).select_from(Visit)) == visits + STOPS - 1
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


def test_a_contract_is_renewed_from_its_list(desk: Desk) -> None:
    page = desk.home
    before = page.board.tile("expiring").line.number
    desk.click(page.board.tile("expiring"))
    rows, view = page.lists.rows, page.lists.table.view
    assert len(rows) == before > 1
    assert "Ends on" in headings(page)
    aerobic = ((n, row.by, row.record_id) for n, row in enumerate(rows) if row.by)
    number, by, old = next(aerobic)  # a contract that is filed
    assert shown(page, number, "File by") == day(by)
    desk.clicks = 0
    view.scrollTo(view.model().index(number, 0))
    desk.click(view.viewport(), view.visualRect(view.model().index(number, 0)).center())
    desk.click(page.lists.buttons["Renew"])
    assert desk.clicks <= 3
    assert desk.ask(select(func.count()).where(Contract.renewed_from_id == old)) == 1
    assert old not in [row.record_id for row in page.lists.rows]
    desk.go_home()
    assert page.board.tile("expiring").line.number == before - 1
    assert desk.check_facts() == []


def test_letters_and_filings_of_contracts_are_listed(desk: Desk) -> None:
    page = desk.home
    for key, last in (("expiring", date(2027, 1, 21)), ("file_soon", date(2026, 12, 22))):
        desk.click(page.board.tile(key))
        assert page.lists.rows
        assert all(TODAY <= (row.day or TODAY) <= last for row in page.lists.rows)
        assert "File by" in headings(page)
        desk.click(page.lists.print_button)
        (preview,) = desk.window.findChildren(PreviewDialog)
        assert preview.sheets
        preview.reject()
        preview.deleteLater()
        assert desk.clicks <= 5
        desk.go_home()


def headings(page: TodayPage) -> list[str]:
    """The columns of the list in front that can be seen."""
    view = page.lists.table.view
    model = view.model()
    columns = (n for n in range(model.columnCount()) if not view.isColumnHidden(n))
    return [model.headerData(n, Qt.Orientation.Horizontal) for n in columns]


def shown(page: TodayPage, row: int, heading: str) -> str:
    """What a cell of the list in front shows."""
    model = page.lists.table.view.model()
    names = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    return str(model.index(row, names.index(heading)).data())


def test_a_house_is_sold(desk: Desk) -> None:
    home = some_home(desk)
    work = (
        select(func.count(ServiceLine.id)).join(Visit).where(Visit.property_id == home.property_id)
    )
    tanks = select(func.count(Asset.id)).join(System).where(System.property_id == home.property_id)
    old = select(Customer.inactive_reason).where(Customer.id == home.id)
    open_tasks = select(func.count(Task.id)).where(
        Task.customer_id == home.id, Task.done_on.is_(None)
    )
    before = desk.ask(work), desk.ask(tanks)
    promise_a_call(desk, home)
    assert desk.ask(open_tasks) == 1
    desk.go_home()

    sell(desk, home)
    assert desk.clicks <= 6

    card = desk.page.card.card
    assert card is not None
    assert (card.who.name, card.who.phones[0].number) == ("Newcomer, Nora", "(979) 555-0123")
    assert [place.property_id for place in card.places] == [home.property_id]
    assert (desk.ask(work), desk.ask(tanks)) == before
    assert card.visits  # what was done for the old owner
    assert desk.ask(old) == "moved_sold"
    assert desk.ask(open_tasks) == 0
    assert desk.check_facts() == []

    undo = desk.window.toast.button
    assert isinstance(undo, QPushButton)
    desk.click(undo)
    assert (desk.ask(old), desk.ask(open_tasks)) == (None, 1)
    assert desk.ask(select(func.count()).where(Customer.display_name == "Newcomer, Nora")) == 0


def test_a_letter_to_the_new_owner_is_offered_until_it_is_written(desk: Desk) -> None:
    sell(desk, some_home(desk))
    view = desk.page.card
    assert view.card is not None
    offer = f"Next: Write to the new owner of {view.card.places[0].address}, since {day(TODAY)}."
    assert view.next_action.accessibleName() == offer
    desk.types(view.call.channel.box, "L")
    assert view.call.channel.box.currentText() == "Letter"
    desk.click(view.call.save_button)
    assert [one.channel for one in view.card.contacts] == ["Letter"]
    assert view.next_action.accessibleName().startswith("Next: Offer a day: ")


def sell(desk: Desk, home: Any) -> None:
    """Find the old owner, say that the house is sold, type who bought it, save."""
    desk.finds(home.account_no, home.id)
    desk.click(desk.page.card.sold_button)
    dialog: FormDialog = desk.dialog
    editors = dialog.form.editors
    assert QApplication.focusWidget() is editors["sold_on"].widget.focusProxy()
    desk.qtbot.keyClicks(editors["display_name"].widget, "Newcomer, Nora")
    desk.qtbot.keyClicks(editors["number"].widget, "979-555-0123")
    desk.click(dialog.save_button)


def promise_a_call(desk: Desk, home: Any) -> None:
    """A call-back tomorrow, from the card."""
    desk.finds(home.account_no, home.id)
    desk.click(desk.page.card.call.soon[0])
    desk.click(desk.page.card.call.save_button)


def today(desk: Desk, key: str) -> TodayPage:
    """One click from the home screen to the list behind a number."""
    page = desk.home
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
    assert desk.check_facts() == []


def test_the_city_asks_for_the_tickets_of_a_restaurant(desk: Desk) -> None:
    page = today(desk, "tickets_missing")
    first, number = page.lists.rows[0], len(page.lists.rows)
    assert first.customer_id is not None
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
    desk.finds(account, first.customer_id)
    name = "Print the history of "
    buttons = desk.page.card.findChildren(QAbstractButton)
    desk.click(next(one for one in buttons if one.accessibleName().startswith(name)))
    (preview,) = desk.window.findChildren(PreviewDialog)
    assert (desk.clicks, len(preview.sheets)) == (3, 1)
    preview.reject()
