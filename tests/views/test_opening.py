"""Opening an office: facts of today, the sample made once, the office file left in one piece."""

import sqlite3
import sys
import threading
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office, open_office
from desktop.models.facts import FactsState
from desktop.services import facts
from desktop.views.customers.page import CustomersPage
from desktop.views.settings import Settings
from desktop.views.starting import SAMPLE_CUSTOMERS, Desk, Start
from desktop.views.window import Surroundings, Window
from tests.views.conftest import MakeWindow, settle
from tests.views.people import TODAY, fill


def age_facts(office: Office) -> None:
    with office.writing.begin() as db:
        db.execute(update(FactsState).values(as_of=TODAY - timedelta(days=1)))


def test_facts_of_another_day_are_worked_out_anew(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    office = open_office(tmp_path / "old.db")
    fill(office, 5)
    age_facts(office)
    window = make_window(0)
    window.attach(office)
    settle(qtbot, window)
    with office.reading() as db:
        assert facts.is_current(db, TODAY)
    assert not window.status.bar.isVisible()


def test_customers_show_before_their_facts_are_there(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    office = open_office(tmp_path / "old.db")
    fill(office, 5)
    age_facts(office)
    window = make_window(0)
    go_on = threading.Event()

    def slow(_db: Session, _as_of: date, _touched: tuple[int, ...]) -> None:
        go_on.wait(5)

    monkeypatch.setattr(facts, "refresh", slow)
    window.attach(office)
    qtbot.waitUntil(lambda: isinstance(window.page, CustomersPage))
    page = window.page
    assert isinstance(page, CustomersPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert window.status.bar.isVisible()
    go_on.set()
    settle(qtbot, window)


def invented(made: list[int]) -> SimpleNamespace:
    """A stand-in for the maker of the sample: one customer, and how often it was asked."""

    def make_sample(db: Session, customers: int, *_rest: Any) -> None:
        made.append(customers)
        db.execute(insert(Customer), [{"display_name": "Reyes, Ana", "status": "active"}])

    return SimpleNamespace(make_sample=make_sample)


def test_the_sample_office_is_made_once_and_beside_the_own(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: list[int] = []
    monkeypatch.setitem(sys.modules, "desktop.services.office.sample", invented(made))
    window = make_window(0)
    own, sample = str(tmp_path / "own.db"), str(tmp_path / "sample.db")
    start = Start(own, sample, lambda: TODAY, tmp_path / "w.json", tmp_path)
    desk = Desk(window, start)
    for step in (desk.open_own, desk.open_sample, desk.open_own, desk.open_sample):
        step()
        settle(qtbot, window)
    assert made == [SAMPLE_CUSTOMERS]
    assert window.banner.isVisible()
    assert isinstance(window.page, CustomersPage)
    with open_office(own).reading() as db:
        assert db.scalar(select(func.count()).select_from(Customer)) == 0


@pytest.mark.usefixtures("qapp")
def test_closing_leaves_one_file_that_can_be_copied(qtbot: QtBot, tmp_path: Path) -> None:
    office = open_office(tmp_path / "office.db")
    fill(office, 3)
    window = Window(Surroundings(lambda: TODAY, Settings()))
    window.show()
    window.attach(office)
    settle(qtbot, window)
    window.close()
    window.deleteLater()
    log = tmp_path / "office.db-wal"
    assert not log.exists() or not log.stat().st_size
    with sqlite3.connect(f"file:{tmp_path / 'office.db'}?immutable=1", uri=True) as copy:
        assert copy.execute("SELECT count(*) FROM customers").fetchone() == (3,)
    copy.close()
