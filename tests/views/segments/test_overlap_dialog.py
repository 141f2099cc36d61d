"""Compare segments: the circles, each region with its customers, near twins."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.models.segments import Segment
from desktop.services.segments import membership, saved
from desktop.services.segments.tree import from_json
from desktop.views.page import Context
from desktop.views.segments.overlap_dialog import OverlapDialog
from desktop.views.segments.page import SegmentsPage
from tests.views.segments.conftest import TODAY, Heard

TODAY_NOON = datetime(2026, 11, 22, 12)  # noqa: DTZ001 - stored without a zone
CITIES = {"Athens": "Athens", "Homes": None, "Athens too": "Athens"}


def _save(db: Session, name: str, city: str | None) -> int:
    field, value = ("city", city) if city else ("customer_type", "Residential")
    node = from_json({"field": field, "op": "is", "value": value})
    return saved.save(db, name=name, node=node, kind="active", as_of=TODAY, saved_at=TODAY_NOON)


@pytest.fixture
def segments(context: Context) -> dict[str, int]:
    """Four in Athens, four homes, three of them in Athens."""
    with context.office.writing.begin() as db:
        made = {name: _save(db, name, city) for name, city in CITIES.items()}
        membership.refresh(db, TODAY, TODAY_NOON)
    return made


@pytest.fixture
def dialog(
    make_page: Callable[[], SegmentsPage], segments: dict[str, int],
    settled: Callable[[], None],
) -> Iterator[OverlapDialog]:  # fmt: skip
    page = make_page()
    page.list.deed_wanted.emit("compare", segments["Athens"])
    settled()
    found = page.findChild(OverlapDialog)
    assert found is not None
    found.compare(segments["Athens"], segments["Homes"])
    settled()
    yield found
    found.lists.table.setModel(None)


def test_the_segment_of_the_list_comes_first(
    dialog: OverlapDialog, segments: dict[str, int]
) -> None:
    assert dialog.boxes[0].currentData() == segments["Athens"]
    assert dialog.boxes[2].currentText() == "No third segment"


def test_every_region_is_listed_with_its_number(dialog: OverlapDialog) -> None:
    said = [dialog.regions.item(row).text() for row in range(dialog.regions.count())]
    assert said == [
        "3: In “Athens” and “Homes”",
        "1: In “Athens”, not in “Homes”",
        "1: In “Homes”, not in “Athens”",
        "1: In none of “Athens” and “Homes”",
    ]


def test_a_click_into_a_circle_puts_its_region_in_front(
    qtbot: QtBot, dialog: OverlapDialog
) -> None:
    left = QPoint(dialog.chart.width() // 6, dialog.chart.height() // 3)
    qtbot.mouseClick(dialog.chart, Qt.MouseButton.LeftButton, pos=left)
    assert dialog.region.text() == "1 customer: In “Athens”, not in “Homes”"
    assert dialog.regions.currentRow() == 1


def test_arrows_and_enter_reach_every_region(qtbot: QtBot, dialog: OverlapDialog) -> None:
    dialog.chart.focus((True, False))
    part = dialog.chart.part((True, False))
    qtbot.keyClick(part, Qt.Key.Key_Right)
    assert dialog.chart.focused_key() == (True, True)
    qtbot.keyClick(dialog.chart.part((True, True)), Qt.Key.Key_Return)
    assert dialog.picked == (True, True)


def test_a_region_opens_its_customers_and_escape_leads_back(
    dialog: OverlapDialog, settled: Callable[[], None]
) -> None:
    dialog.pick((True, True))
    dialog.show_button.click()
    settled()
    assert dialog.stack.currentWidget() is dialog.lists
    assert len(dialog.lists.model.ids) == 3
    dialog.reject()
    assert dialog.stack.currentIndex() == 0


def test_a_region_becomes_a_segment_with_its_customers(
    dialog: OverlapDialog, context: Context, settled: Callable[[], None]
) -> None:
    dialog.pick((False, True))
    dialog.make_button.click()
    settled()
    with context.office.reading() as db:
        made = saved.by_name(db, "In “Homes”, not in “Athens”")
        assert [one.name for one in saved.members(db, made, TODAY)] == ["Eve Nguyen"]


def test_a_region_without_customers_has_nothing_to_open(
    dialog: OverlapDialog, segments: dict[str, int], settled: Callable[[], None]
) -> None:
    dialog.compare(segments["Athens"], segments["Athens too"])
    settled()
    dialog.pick((True, False))
    assert not dialog.show_button.isEnabled()


def test_near_duplicates_are_listed_and_compared(
    dialog: OverlapDialog, settled: Callable[[], None]
) -> None:
    assert dialog.twins.pairs.item(0).text() == (
        "“Athens” and “Athens too”: 100% the same, 4 of 4 customers are in both"
    )
    dialog.twins.pairs.itemActivated.emit(dialog.twins.pairs.item(0))
    settled()
    assert dialog.told is not None
    assert dialog.told.names == ("Athens", "Athens too")


def test_the_labels_of_everyone_add_up(dialog: OverlapDialog) -> None:
    assert dialog.twins.sets.text().startswith("✓ Each adds up to 6 customers: Lifecycle stage, ")


def test_the_same_segment_twice_is_refused_in_its_place(
    dialog: OverlapDialog, segments: dict[str, int], settled: Callable[[], None], heard: Heard
) -> None:
    dialog.compare(segments["Athens"], segments["Athens"])
    settled()
    assert dialog.problem.text() == "Choose two or three different segments to compare."
    assert not dialog.make_button.isEnabled()
    assert heard.errors == []


def test_one_segment_alone_cannot_be_compared(
    make_page: Callable[[], SegmentsPage], context: Context, settled: Callable[[], None]
) -> None:
    with context.office.writing.begin() as db:
        db.query(Segment).delete()
        only = _save(db, "Athens", "Athens")
    dialog = OverlapDialog(make_page(), context, only)
    settled()
    assert dialog.problem.text() == "Save a second segment, then the two can be compared."
    dialog.lists.table.setModel(None)
