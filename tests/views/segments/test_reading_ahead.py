"""Once the numbers stand, what the next count needs is read, and a newer question stops that."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.services.segments import counting
from desktop.views.segments.page import SegmentsPage
from tests.views.segments.conftest import TODAY
from tests.views.segments.hands import LEFT, choose, root_of


def test_columns_are_read_once_the_numbers_stand(
    qtbot: QtBot,
    make_page: Callable[[], SegmentsPage],
    settled: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[date] = []
    real = counting.read_ahead

    def read_ahead(db: Session, as_of: date) -> None:
        asked.append(as_of)
        real(db, as_of)

    monkeypatch.setattr(counting, "read_ahead", read_ahead)
    page = make_page()
    QTest.mouseClick(page.list.new, LEFT)
    choose(qtbot, root_of(page).add_event, "service")
    settled()
    assert TODAY in asked
