"""Members, history and details below the conditions; versions, pins, lists, archive."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QToolButton
from sqlalchemy import update

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.services import facts
from desktop.services.segments import details, membership, pins, saved
from desktop.services.segments.tree import from_json
from desktop.views.page import Context
from desktop.views.segments.history_panel import NO_LOG, since
from desktop.views.segments.list_file_dialog import ListFileDialog
from desktop.views.segments.page import SegmentsPage
from desktop.views.segments.sheets import DETAILS, HISTORY
from desktop.views.segments.versions_dialog import VersionsDialog
from tests.views.segments.conftest import TODAY, Heard
from tests.views.segments.hands import LEFT

ATHENS = {"field": "city", "op": "is", "value": "Athens"}
TYLER = {"field": "city", "op": "is", "value": "Tyler"}
NOON = datetime(2026, 1, 1, 12)  # noqa: DTZ001 - stored without a zone
Wait = Callable[[], None]


@pytest.fixture
def segment(people: Office, keep: Callable[..., int]) -> int:
    """A segment worked out three days ago and today, with two versions."""
    segment_id = keep("Town", ATHENS)
    with people.writing.begin() as db:
        membership.refresh(db, TODAY - timedelta(3), NOON)
    with people.writing.begin() as db:
        db.execute(update(Customer).where(Customer.account_no == "A-1").values(city="Tyler"))
        facts.refresh(db, TODAY)
        membership.refresh(db, TODAY, NOON)
        changed = from_json({"any": [ATHENS, TYLER]})
        saved.save(
            db, name="Town", node=changed, kind="active", as_of=TODAY, saved_at=NOON,
            segment_id=segment_id,
        )  # fmt: skip
        membership.refresh(db, TODAY, NOON)
    return segment_id


@pytest.fixture
def page(segment: int, make_page: Callable[[], SegmentsPage], settled: Wait) -> SegmentsPage:
    made = make_page()
    made.show_segment(segment)
    settled()
    return made


def texts(page: SegmentsPage) -> list[list[str]]:
    model = page.builder.sheets.history.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_history_shows_who_came_and_left_and_why(page: SegmentsPage, settled: Wait) -> None:
    page.builder.sheets.show_sheet(HISTORY)
    settled()
    history = page.builder.sheets.history
    assert "before + " in history.told.text()
    assert history.chart.isVisibleTo(history)
    assert any("The conditions changed (version 2)" in row[3] for row in texts(page))
    assert any(row[1:3] == ["← out", "Ada Reyes"] for row in texts(page))


def test_a_day_shows_who_was_in_then(page: SegmentsPage, settled: Wait) -> None:
    page.builder.sheets.show_sheet(HISTORY)
    settled()
    history = page.builder.sheets.history
    history.on_day.show_value((TODAY - timedelta(2)).isoformat())
    history.on_day.left.emit()
    settled()
    assert ["Ada Reyes", "A-1"] in texts(page)
    history.on_day.show_value("2020-01-01")
    history.on_day.left.emit()
    settled()
    assert "begins on" in history.told.text()


def test_the_moves_leave_as_an_excel_list(
    page: SegmentsPage, settled: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.builder.sheets.show_sheet(HISTORY)
    settled()
    path = tmp_path / "moves.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    page.builder.sheets.history.export.click()
    settled()
    book = load_workbook(path)
    assert [cell.value for cell in book["Moves"][1]][:2] == ["Day", "Came in or left"]
    assert book["Moves"].max_row == 1 + len(texts(page))
    book.close()


def test_a_segment_not_on_file_has_no_history_and_no_details(
    page: SegmentsPage, settled: Wait
) -> None:
    page.new()
    for sheet in (HISTORY, DETAILS):
        page.builder.sheets.show_sheet(sheet)
        settled()
    assert page.builder.sheets.history.told.text() == NO_LOG
    assert page.builder.sheets.details.nothing.isVisibleTo(page)


def test_since_monday_begins_on_monday() -> None:
    assert since("monday", TODAY).weekday() == 0
    assert since(30, TODAY) == TODAY - timedelta(29)


def test_details_are_saved_and_listed_under_their_folder(
    page: SegmentsPage, settled: Wait, people: Office, segment: int
) -> None:
    page.builder.sheets.show_sheet(DETAILS)
    settled()
    panel = page.builder.sheets.details
    assert not panel.save.isVisibleTo(page)
    QTest.keyClicks(panel.folder, "Mail")
    QTest.keyClicks(panel.tags, "spring, letters")
    panel.review.show_value(TODAY.isoformat())
    QTest.mouseClick(panel.save, LEFT)
    settled()
    with people.reading() as db:
        noted = details.read_details(db, segment, TODAY)
    assert noted.details.tags == ("spring", "letters")
    page.refresh()
    settled()
    line = page.list.line(segment)
    assert line is not None
    assert (line.folder, line.review_due) == ("Mail", True)
    assert page.list.model.index(0, 0).data() == "Mail"
    page.list.search.setText("letters")
    assert page.list.model.rowCount() == 2


def test_a_pin_is_offered_on_the_list_and_taken_back_in_details(
    page: SegmentsPage, settled: Wait, people: Office, segment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_more: ("Moved away", True))
    table = page.builder.preview.table
    table.customContextMenuRequested.emit(table.visualRect(table.model().index(0, 0)).center())
    (menu,) = page.builder.preview.findChildren(QMenu)
    menu.actions()[1].trigger()
    menu.close()
    settled()
    page.builder.sheets.show_sheet(DETAILS)
    page.refresh()
    settled()
    with people.reading() as db:
        (one,) = pins.of_segment(db, segment)
    assert (one.is_in, one.reason) == (False, "Moved away")
    (cross,) = page.builder.sheets.details.findChildren(QToolButton)
    cross.click()
    settled()
    with people.reading() as db:
        assert pins.of_segment(db, segment) == []


def test_no_pin_is_offered_outside_the_rows(page: SegmentsPage) -> None:
    page.builder.preview.table.customContextMenuRequested.emit(QPoint(5, 5000))
    assert page.builder.preview.findChildren(QMenu) == []


def test_versions_are_compared_and_restored(page: SegmentsPage, settled: Wait) -> None:
    page.show_versions()
    settled()
    (dialog,) = page.findChildren(VersionsDialog)
    assert "From 1 to 2" in dialog.numbers.text()
    assert "Only in version" in dialog.differs.text()
    QTest.mouseClick(dialog.restore, LEFT)
    settled()
    assert len(page.desk.tree.children) == 1
    assert not page.desk.draft.is_unsaved


def test_a_segment_is_archived_and_restored(
    page: SegmentsPage, settled: Wait, segment: int, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.list.act("archive")
    settled()
    page.refresh()
    settled()
    assert page.list.line(segment) is None
    assert page.stack.currentWidget() is page.empty
    monkeypatch.setattr(QInputDialog, "getItem", lambda *args, **_more: (args[3][0], True))
    page.list.deed_wanted.emit("archived", -1)
    settled()
    page.refresh()
    settled()
    assert page.list.line(segment) is not None
    assert heard.notes[-2:] == ["“Town” is archived.", "“Town” is back."]


def test_todays_members_are_kept_as_a_list(
    page: SegmentsPage, settled: Wait, people: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_more: ("Frozen", True))
    page.list.act("snapshot")
    settled()
    with people.reading() as db:
        assert saved.get(db, saved.by_name(db, "Frozen")).kind == "static"


def test_a_list_from_a_file_is_shown_before_it_is_kept(
    page: SegmentsPage, settled: Wait, people: Office, tmp_path: Path, context: Context
) -> None:
    path = tmp_path / "Spring.csv"
    path.write_text("Name\nAda Reyes\nNobody Known\n", encoding="utf-8")
    page.deeds.read_file(path)
    settled()
    (dialog,) = page.findChildren(ListFileDialog)
    assert dialog.missing.rowCount() == 1
    assert dialog.keep.text() == "Keep 1 customer"
    QTest.mouseClick(dialog.keep, LEFT)
    settled()
    with people.reading() as db:
        kept = saved.by_name(db, "Spring")
        assert len(list(saved.member_ids(db, kept, context.as_of()))) == 1
