"""An office with tanks, contracts and visits, opened on the card of a customer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.facts import DueItem
from desktop.views.customers.card import CardView
from desktop.views.customers.page import CustomersPage
from desktop.views.window import Window
from tests.views.conftest import settle
from tests.views.sample_office import Wait, make_file, window_on


@pytest.fixture(scope="session")
def card_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small office, made once."""
    return make_file(tmp_path_factory.mktemp("cards"), customers=60, years=6, seed=5)


@pytest.fixture
def card_window(qtbot: QtBot, tmp_path: Path, card_office: Path) -> Iterator[Window]:
    """A window on a copy of that office, at rest."""
    yield from window_on(qtbot, card_office, tmp_path)


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
