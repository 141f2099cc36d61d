"""Built-in segments stand in their own group, open to be read, and are changed in a copy."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtTest import QTest

from desktop.models.database import Office
from desktop.services.segments import builtin_rows, saved
from desktop.services.segments.builtin import BUILTINS
from desktop.services.segments.tree import Group, Records
from desktop.views.segments.page import SegmentsPage
from tests.views.segments.hands import LEFT, card_of, root_of
from tests.views.segments.test_page import CITY, Keep, MakePage, names

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def shown(
    people: Office, keep: Keep, make_page: MakePage, settled: Callable[[], None]
) -> Callable[[str], SegmentsPage]:
    def show(name: str) -> SegmentsPage:
        with people.writing.begin() as db:
            builtin_rows.bring_in(db, NOON)
        keep("Athens", CITY)
        page = make_page()
        with people.reading() as db:
            page.show_segment(saved.by_name(db, name))
        settled()
        return page

    return show


def test_they_stand_below_the_own_ones_under_a_heading(
    shown: Callable[[str], SegmentsPage],
) -> None:
    assert names(shown("VIP")) == ["Athens", "Built in", *(one.name for one in BUILTINS)]


def test_one_is_shown_but_not_edited(shown: Callable[[str], SegmentsPage]) -> None:
    page = shown("Grease Trap Due")
    (node,) = page.desk.tree.children
    assert isinstance(node, Records)
    card = card_of(page, node)
    assert not card.match_chip.isEnabled()
    assert page.builder.head.copy.isVisible()
    assert not page.builder.head.save.isVisible()
    page.list.act("delete")
    page.list.act("rename")
    assert "Grease Trap Due" in names(page)


def test_a_copy_can_be_changed(
    shown: Callable[[str], SegmentsPage], settled: Callable[[], None]
) -> None:
    page = shown("Grease Trap Due")
    QTest.mouseClick(page.builder.head.copy, LEFT)
    settled()
    assert page.builder.head.save.isVisible()
    (node,) = page.desk.tree.children
    card = card_of(page, node)
    assert card.match_chip.isEnabled()
    card._set_match("at_least")
    changed = page.desk.tree.children[0]
    assert isinstance(changed, Records)
    assert (changed.match, changed.n) == ("at_least", 2)
    assert isinstance(changed.where, Group)
    QTest.mouseClick(page.builder.head.save, LEFT)
    settled()
    assert "Grease Trap Due (copy)" in names(page)
    assert root_of(page).isEnabled()
