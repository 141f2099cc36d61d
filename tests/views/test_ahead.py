"""Pages made ready while the window is at rest."""

import sys

from pytestqt.qtbot import QtBot
from sqlalchemy import update

from desktop.models.facts import FactsState
from desktop.views.ahead import Ahead
from desktop.views.pages import PAGES
from desktop.views.value.page import ValuePage
from desktop.views.window import Window
from tests.views.conftest import MakeWindow, settle


def at_rest(qtbot: QtBot, window: Window, steps: int = 1) -> None:
    ahead = window.findChild(Ahead)
    assert ahead is not None
    for _ in range(steps):
        ahead.step()
        settle(qtbot, window)


def made_ready(qtbot: QtBot, window: Window) -> ValuePage:
    at_rest(qtbot, window, 2)
    page = window.pages["value"]
    assert isinstance(page, ValuePage)
    return page


def test_the_pictures_are_there_before_the_page_is_first_shown(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window(3)
    page = made_ready(qtbot, window)
    assert not page.isVisible()
    assert page.tab.has_answer
    assert len(page.tabs) == 1


def test_the_first_look_asks_only_for_the_tabs_behind(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window(3)
    page = made_ready(qtbot, window)
    window.go("value")
    assert not page.tab.is_asking
    settle(qtbot, window)
    assert all(tab.has_answer for tab in page.tabs.values())
    assert len(page.tabs) > 1


def test_a_change_is_read_out_of_sight(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(3)
    page = made_ready(qtbot, window)
    assert window.context is not None
    window.context.hub.tell("facts")
    settle(qtbot, window)
    at_rest(qtbot, window)
    window.go("value")
    assert not page.tab.is_asking


def test_nothing_begins_beside_other_work(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(3)
    ahead = window.findChild(Ahead)
    assert ahead is not None
    assert window.context is not None
    window.context.jobs.run(lambda _db, _checkpoint: None, lambda _nothing: None)
    ahead.step()
    assert ahead.isActive()
    assert "value" not in window.pages
    settle(qtbot, window)


def test_in_the_end_every_page_is_loaded(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(3)
    at_rest(qtbot, window, len(PAGES))
    assert all(entry.factory.split(":")[0] in sys.modules for entry in PAGES)


def test_pictures_wait_while_the_facts_are_of_another_day(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window(3)
    assert window.context is not None
    with window.context.office.writing.begin() as db:
        db.execute(update(FactsState).values(stale=True))
    window.go("value")
    settle(qtbot, window)
    page = window.pages["value"]
    assert isinstance(page, ValuePage)
    assert page.tab.stack.currentWidget() is page.tab.waiting
    with window.context.office.writing.begin() as db:
        db.execute(update(FactsState).values(stale=False))
    window.context.hub.tell("facts")
    settle(qtbot, window)
    assert page.tab.has_answer
