"""The tab of behaviour groups: how to find some, what is told of them, how a search ends."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.models.errors import CancelledError, UserError
from desktop.services.value import behaviour, behaviour_kept
from desktop.services.value.behaviour import Found
from desktop.views.value.group_search import STOPPED
from desktop.views.value.groups_tab import NOTHING, TOO_FEW, GroupsTab
from desktop.views.value.page import ValuePage
from tests.services.value.groupings import grouped
from tests.views.value.conftest import Wait


@pytest.fixture
def tab(page: ValuePage, settled: Wait) -> GroupsTab:
    """The tab in front."""
    page.open("groups")
    settled()
    found = page.tabs["groups"]
    assert isinstance(found, GroupsTab)
    return found


def press(button: Any) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_each_group_has_a_tile_that_says_what_tells_it_apart(tab: GroupsTab) -> None:
    names = [part.mark.name for part in tab.tiles.parts]
    assert [name.split(":")[0] for name in names] == [
        "Behavior group Often, high tickets", "Behavior group Seldom, low tickets",
    ]  # fmt: skip
    assert "Last visit: 10 days ago on average, all others 4 days ago" in names[0]


def test_who_is_in_no_group_is_told_with_the_reason(tab: GroupsTab) -> None:
    said = tab.head.about.text()
    assert "only one visit" in said
    assert "Rejected: Like most (3 customers). 3 customers, too few: 20 are needed" in said


def test_the_cells_of_the_table_are_all_customers(tab: GroupsTab) -> None:
    assert tab.answer is not None
    found, crossed = tab.answer
    assert crossed.total == sum(one.customers for one in found.groups) + found.without


def test_too_small_an_office_is_told_in_the_picture(
    tab: GroupsTab, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(_db: Any, _as_of: Any, _inputs: Any, checkpoint: Any) -> Found:
        checkpoint(1, 2)
        raise UserError("Behavior groups need at least 40 customers.")

    monkeypatch.setattr(behaviour, "find", find)
    press(tab.find_button)
    settled()
    assert tab.search.said.text() == "Behavior groups need at least 40 customers."
    assert tab.search.isVisible()
    assert not tab.search.progress.isVisible()


def test_a_search_that_finds_new_groups_shows_them(
    tab: GroupsTab, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(db: Any, _as_of: Any, _inputs: Any, checkpoint: Any) -> Found:
        checkpoint(1, 2)
        found = grouped(db)
        return found._replace(groups=found.groups[:1])

    monkeypatch.setattr(behaviour, "find", find)
    press(tab.find_button)
    settled()
    assert len(tab.tiles.parts) == 1
    assert tab.search.isHidden()


def test_a_search_can_be_stopped_and_the_groups_stay(
    tab: GroupsTab, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(*_given: Any) -> Found:
        raise CancelledError

    monkeypatch.setattr(behaviour, "find", find)
    press(tab.find_button)
    settled()
    assert tab.search.said.text() == STOPPED
    assert len(tab.tiles.parts) == 2


def test_before_the_first_search_the_tab_says_how_to_find_some(
    tab: GroupsTab, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(behaviour_kept, "newest", lambda _db, _as_of: None)
    tab.refresh()
    settled()
    assert tab.head.about.text() == NOTHING
    assert not tab.tiles.isVisible()


def test_the_inputs_of_a_search_are_ticked_in_the_window(
    tab: GroupsTab, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def find(_db: Any, _as_of: Any, inputs: Any, _checkpoint: Any) -> Found:
        asked.append(inputs)
        raise CancelledError

    monkeypatch.setattr(behaviour, "find", find)
    tab.inputs.show_keys(["recency", "frequency", "money"])
    tab.inputs.boxes["recency"].click()
    press(tab.find_button)
    settled()
    assert asked == [("frequency", "money")]


def test_one_input_is_too_few(tab: GroupsTab) -> None:
    tab.inputs.show_keys(["recency", "money"])
    tab.inputs.boxes["recency"].click()
    assert (tab.find_button.isEnabled(), tab.find_button.toolTip()) == (False, TOO_FEW)
    tab.inputs.boxes["ticket"].click()
    assert tab.find_button.isEnabled()
