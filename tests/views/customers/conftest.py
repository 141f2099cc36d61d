"""An office with tanks, contracts and visits, opened on the card of a customer."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.database import open_office
from desktop.models.facts import DueItem
from desktop.services import after_change
from desktop.services.office.sample import make_sample
from desktop.views.customers.card import CardView
from desktop.views.customers.page import CustomersPage
from desktop.views.settings import Settings
from desktop.views.window import Surroundings, Window
from tests.views.conftest import settle
from tests.views.people import TODAY

Wait = Callable[[], None]


@pytest.fixture(scope="session")
def card_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small office, made once."""
    path = tmp_path_factory.mktemp("cards") / "office.db"
    office = open_office(path)
    with office.writing.begin() as db:
        make_sample(db, 60, 6, 5, TODAY)
        after_change.bring_up_to_date(
            db, TODAY, datetime(2026, 11, 22, 12, tzinfo=UTC).replace(tzinfo=None), None
        )
    office.close()
    return path


@pytest.fixture
def card_window(qtbot: QtBot, tmp_path: Path, card_office: Path) -> Iterator[Window]:
    """A window on a copy of that office, at rest."""
    shutil.copy(card_office, tmp_path / "office.db")
    made = Window(Surroundings(lambda: TODAY, Settings()))
    made.show()
    made.attach(open_office(tmp_path / "office.db"))
    settle(qtbot, made)
    yield made
    made.close()
    made.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def settled(qtbot: QtBot, card_window: Window) -> Wait:
    """Waits until all questions are answered."""

    def wait() -> None:
        settle(qtbot, card_window)
        settle(qtbot, card_window)

    return wait


@pytest.fixture
def card(card_window: Window, settled: Wait) -> CardView:
    """The card of a customer of one house with a pump-out that is overdue."""
    assert card_window.context is not None
    with card_window.context.office.reading() as db:
        overdue = select(DueItem.customer_id).where(
            DueItem.service == "PUMP", DueItem.status == "overdue", DueItem.booked.is_(False)
        )
        who = db.scalar(overdue.order_by(DueItem.customer_id).limit(1))
    card_window.go("customers", who)
    settled()
    page = card_window.page
    assert isinstance(page, CustomersPage)
    return page.card
