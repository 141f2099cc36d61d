"""Pairs of customers: merged, told apart, put off, and everything taken back."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.customers import Customer, CustomerPhone
from desktop.models.database import Office
from desktop.services import facts
from desktop.views.duplicates.page import DuplicatesPage
from desktop.views.jobs import Jobs
from desktop.views.page import Context, Hub
from desktop.views.settings import Settings
from tests.views.importing.hands import Heard, Settle, click, key

TODAY = date(2026, 11, 22)
PEOPLE = (
    ("Robert Garza", "99 Low St", "Tyler", "(903) 555-0777"),
    ("Bob Garza", "99 Low St", "Tyler", "(903) 555-0777"),
    ("Patricia Reyes", "12 Oak St", "Lindale", "(903) 555-0101"),
    ("Pat Reyes", "12 Oak St", "Lindale", "(903) 555-0101"),
    ("Earl Boone", "7 Elm St", "Bullard", "(903) 555-0102"),
)


def fill(office: Office) -> None:
    with office.writing.begin() as db:
        for name, line1, city, phone in PEOPLE:
            first, last = name.split()
            customer = Customer(
                display_name=name, first_name=first, last_name=last, line1=line1, city=city,
                state="TX", zip5="75701", status="active",
            )  # fmt: skip
            db.add(customer)
            db.flush()
            db.add(CustomerPhone(customer_id=customer.id, position=0, number=phone))
        db.flush()
        facts.refresh(db, TODAY)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def page(qtbot: QtBot, office: Office, heard: Heard) -> Iterator[DuplicatesPage]:
    fill(office)
    jobs, hub = Jobs(office, heard.errors.append), Hub()
    hub.changed.connect(heard.topics.append)
    context = Context(
        office, jobs, lambda: TODAY, heard.notify, heard.go, hub, Settings(), heard.errors.append
    )
    shown = DuplicatesPage(context)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.shown()
    qtbot.waitUntil(lambda: jobs.idle, timeout=20_000)
    yield shown
    shown.close_page()
    jobs.close()
    assert heard.errors == []


@pytest.fixture
def settled(qtbot: QtBot, page: DuplicatesPage) -> Settle:
    return lambda: qtbot.waitUntil(lambda: page.context.jobs.idle, timeout=20_000)


def active(office: Office) -> set[str]:
    with office.reading() as db:
        return set(db.scalars(select(Customer.display_name).where(Customer.status == "active")))


def names(page: DuplicatesPage) -> list[set[str]]:
    return [{pair.a_name, pair.b_name} for pair in page.pairs]


def test_the_card_of_either_is_opened_by_mouse_and_by_key(
    page: DuplicatesPage, heard: Heard
) -> None:
    pair = page.pairs[0]
    click(page.pair.cards[1])
    key(page, Qt.Key.Key_O)
    key(page, Qt.Key.Key_2)
    key(page, Qt.Key.Key_O)
    assert (heard.went, heard.arguments) == (["customers"] * 3, [pair.b, pair.a, pair.b])


def test_likely_pairs_stand_in_a_list_with_their_reasons(page: DuplicatesPage) -> None:
    assert {frozenset(pair) for pair in names(page)} == {
        frozenset({"Robert Garza", "Bob Garza"}),
        frozenset({"Patricia Reyes", "Pat Reyes"}),
    }
    assert "same phone" in page.pair.why.text()
    assert page.pair.sides.states["Phones", 1] == "same"
    assert page.pair.sides.states["Name", 1] == "differs"


def test_s_merges_and_goes_to_the_next(
    page: DuplicatesPage, settled: Settle, office: Office, heard: Heard
) -> None:
    first = names(page)[0]
    key(page.rows.view, Qt.Key.Key_S)
    settled()
    assert first not in names(page)
    assert len(page.pairs) == 1
    assert len(active(office)) == 4
    assert heard.notes[-1].startswith("Merged “")
    assert "customers" in heard.topics


def test_the_customer_to_keep_is_chosen_by_number(
    page: DuplicatesPage, settled: Settle, office: Office
) -> None:
    pair = page.pair.pair
    assert pair is not None
    key(page.rows.view, Qt.Key.Key_2)
    assert page.pair.radios[1].isChecked()
    key(page.rows.view, Qt.Key.Key_S)
    settled()
    assert pair.b_name in active(office)
    assert pair.a_name not in active(office)


def test_ctrl_z_makes_two_of_one_again(
    page: DuplicatesPage, settled: Settle, office: Office
) -> None:
    before, pairs = active(office), names(page)
    click(page.pair.same)
    settled()
    page.commands()["undo"]()
    settled()
    assert (active(office), names(page)) == (before, pairs)
    assert "undo" not in page.commands()


def test_d_is_remembered_for_good(page: DuplicatesPage, settled: Settle) -> None:
    key(page.rows.view, Qt.Key.Key_D)
    settled()
    assert len(page.pairs) == 1
    page.refresh()
    settled()
    assert len(page.pairs) == 1


def test_different_is_taken_back_too(page: DuplicatesPage, settled: Settle) -> None:
    pairs = names(page)
    click(page.pair.different)
    settled()
    page.commands()["undo"]()
    settled()
    assert names(page) == pairs
    page.refresh()
    settled()
    assert names(page) == pairs


def test_later_puts_the_pair_at_the_end(page: DuplicatesPage, settled: Settle) -> None:
    pairs = names(page)
    key(page.rows.view, Qt.Key.Key_L)
    settled()
    assert names(page) == pairs[::-1]
    page.take_back()
    assert names(page) == pairs


def test_arrows_go_through_the_pairs(page: DuplicatesPage, settled: Settle) -> None:
    key(page.rows.view, Qt.Key.Key_Right)
    settled()
    assert page.rows.current == page.pairs[1]
    assert page.pair.pair == page.pairs[1]
    key(page.rows.view, Qt.Key.Key_Left)
    settled()
    assert page.pair.pair == page.pairs[0]


def test_past_merges_are_listed_and_taken_back(
    page: DuplicatesPage, settled: Settle, office: Office
) -> None:
    before = active(office)
    click(page.pair.same)
    settled()
    page.commands()["duplicates.past"]()
    settled()
    assert page.past is not None
    assert page.past.rows.model.rowCount() == 1
    click(page.past.undo)
    settled()
    assert active(office) == before


def test_when_all_is_answered_the_page_says_so(page: DuplicatesPage, settled: Settle) -> None:
    for _ in range(2):
        click(page.pair.different)
        settled()
    assert page.none.isVisible()
