"""A saved segment answers for itself: its frozen list, until its conditions are changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtTest import QTest
from sqlalchemy import update

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.models.segments import SegmentPin, StaticMember
from desktop.services import facts
from desktop.views.page import Context
from desktop.views.segments.export_dialog import ExportDialog
from desktop.views.segments.page import SegmentsPage
from tests.views.segments.conftest import TODAY
from tests.views.segments.hands import LEFT

ATHENS = {"field": "city", "op": "is", "value": "Athens"}
Wait = Callable[[], None]


@pytest.fixture
def page(
    people: Office, keep: Callable[..., int], make_page: Callable[[], SegmentsPage], settled: Wait
) -> SegmentsPage:
    """A static segment is open, of whom one customer has moved away since."""
    segment = keep("Athens", ATHENS, "static")
    with people.writing.begin() as db:
        db.execute(update(Customer).where(Customer.account_no == "A-1").values(city="Tyler"))
        facts.refresh(db, TODAY)
    page = make_page()
    page.show_segment(segment)
    settled()
    return page


def members(page: SegmentsPage) -> list[str]:
    model = page.builder.preview.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_number_and_sample_are_those_of_the_frozen_list(page: SegmentsPage) -> None:
    assert page.builder.preview.figure.number.text() == "4"
    assert page.builder.preview.figure.left_out.text() == "· the frozen list"
    assert members(page)[0] == "Ada Reyes"


def test_look_up_asks_the_frozen_list(page: SegmentsPage, settled: Wait) -> None:
    QTest.keyClicks(page.builder.preview.who, "ada")
    settled()
    assert page.builder.preview.model.index(0, 4).data() == "✓ yes"


def test_excel_list_has_the_frozen_list_and_says_the_conditions(
    page: SegmentsPage, settled: Wait, tmp_path: Path, context: Context
) -> None:
    context.settings.set("export.folder", str(tmp_path))
    page.export()
    settled()
    (dialog,) = page.findChildren(ExportDialog)
    assert dialog.write.text() == "Write 4 customers"
    QTest.mouseClick(dialog.write, LEFT)
    settled()
    book = load_workbook(tmp_path / f"Athens {TODAY}.xlsx")
    assert book["List"].max_row == 5
    cover = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert any("Mailing city is “Athens”" in str(text) for text in cover)
    book.close()


def test_changed_conditions_are_counted_beside_the_frozen_list(
    page: SegmentsPage, settled: Wait
) -> None:
    page.builder.canvas.act("mute", page.desk.tree.children[0].id or "")
    page.builder.canvas.act("negate", page.desk.tree.children[0].id or "")
    page.builder.canvas.act("mute", page.desk.tree.children[0].id or "")
    settled()
    assert page.builder.preview.figure.number.text() == "3"
    assert page.builder.preview.figure.left_out.text() == "· 4 on the frozen list"


def test_saving_another_name_keeps_the_frozen_list(
    page: SegmentsPage, settled: Wait, people: Office
) -> None:
    page.desk.draft.change("Name", name="Old town")
    page.saving.save()
    settled()
    with people.reading() as db:
        assert db.query(StaticMember).count() == 4
    assert not page.desk.draft.is_unsaved


def test_active_segment_counts_those_kept_in_by_hand(
    people: Office, keep: Callable[..., int], make_page: Callable[[], SegmentsPage], settled: Wait
) -> None:
    segment = keep("Athens", ATHENS)
    with people.writing.begin() as db:
        db.add(SegmentPin(segment_id=segment, customer_id=5, is_in=True))
    page = make_page()
    page.show_segment(segment)
    settled()
    assert page.builder.preview.figure.number.text() == "5"
