"""One stop by keyboard: the tank is asked for where there are several, a trap how full it was."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.work import ServiceLine
from desktop.services import facts
from desktop.services.records import create
from desktop.views.customers.page import CustomersPage
from desktop.views.records.work_entry import WorkEntry
from desktop.views.window import Window
from tests.services.records.filled import NOW, home
from tests.views.conftest import MakeWindow, settle
from tests.views.people import TODAY

Key = Qt.Key


@pytest.fixture
def window(make_window: MakeWindow) -> Window:
    return make_window(1)


@pytest.fixture
def entry(qtbot: QtBot, window: Window) -> Iterator[WorkEntry]:
    window.trigger("customers.work")
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, CustomersPage)
    made = page.card.deeds.dialog
    assert isinstance(made, WorkEntry)
    yield made
    made.reject()


def begun(qtbot: QtBot, window: Window, entry: WorkEntry, *kinds: str) -> dict[str, int]:
    """A stop begun at a house with further tanks of these kinds."""
    assert window.context is not None

    def made(db: Session) -> dict[str, int]:
        ids = home(db)
        for kind in kinds:
            create(db, "asset", {"system": ids["system"], "kind": kind}, NOW)
        facts.refresh(db, TODAY)
        return ids

    with window.context.office.writing.begin() as db:
        ids = made(db)
    entry.line.begin_with(ids["customer"], "Reyes, Ana")
    settle(qtbot, window)
    return ids


def test_with_one_tank_nothing_more_is_asked(
    qtbot: QtBot, window: Window, entry: WorkEntry
) -> None:
    begun(qtbot, window, entry)
    assert not any(one.widget.isVisible() for one in entry.line.below.values())
    qtbot.keyClick(entry.line.editors["service"].widget, Key.Key_Tab)
    assert entry.line.editors["gallons"].widget.hasFocus()


def test_one_of_two_tanks_is_chosen_by_key(qtbot: QtBot, window: Window, entry: WorkEntry) -> None:
    ids = begun(qtbot, window, entry, "septic_tank")
    qtbot.keyClick(entry.line.editors["service"].widget, Key.Key_Tab)
    assert entry.line.tank.box.hasFocus()
    assert entry.line.tank.box.currentText() == "All 2 of them"
    qtbot.keyClick(entry.line.tank.box, Key.Key_Down)
    qtbot.keyClick(entry.line.tank.box, Key.Key_Return)
    settle(qtbot, window)
    assert window.context is not None
    with window.context.office.reading() as db:
        assert list(db.scalars(select(ServiceLine.asset_id))) == [ids["asset"]]


def test_of_a_trap_it_is_asked_how_full_it_was(
    qtbot: QtBot, window: Window, entry: WorkEntry
) -> None:
    begun(qtbot, window, entry, "grease_trap")
    entry.line.editors["service"].show("GREASE")
    grease = entry.line.below["grease"].widget
    assert grease.isVisible()
    qtbot.keyClicks(grease, "140")
    qtbot.keyClick(grease, Key.Key_Return)
    settle(qtbot, window)
    assert grease.hasFocus()
    assert "Grease and solids in %" in entry.problem.text()
