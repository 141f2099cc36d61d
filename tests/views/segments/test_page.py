"""Saved segments are listed, opened, renamed, copied, deleted, and their unsaved changes kept."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMessageBox, QPushButton, QWidget

from desktop.models.errors import UserError
from desktop.views.page import Context
from desktop.views.segments.export_dialog import ExportDialog
from desktop.views.segments.page import SegmentsPage
from tests.views.segments.conftest import Heard
from tests.views.segments.hands import LEFT, plain

CITY = {"field": "city", "op": "is", "value": "Athens"}
TYLER = {"field": "city", "op": "is", "value": "Tyler"}
Wait = Callable[[], None]
Kind = TypeVar("Kind", bound=QWidget)
Keep = Callable[..., int]
MakePage = Callable[[], SegmentsPage]


def the(parent: QWidget, kind: type[Kind]) -> Kind:
    """The only widget of its kind."""
    (found,) = parent.findChildren(kind)
    return found


def names(page: SegmentsPage) -> list[str]:
    model = page.list.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def spoken(page: SegmentsPage) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    model = page.list.model
    return [model.index(row, 0).data(role) for row in range(model.rowCount())]


def test_list_shows_kind_and_number(keep: Keep, make_page: MakePage) -> None:
    keep("Tyler", TYLER, "static")
    keep("Athens", CITY)
    page = make_page()
    assert spoken(page) == ["Athens, Active, 4 customers", "Tyler, Static, 1 customers"]


def test_empty_page_offers_the_first_step(page: SegmentsPage) -> None:
    assert page.empty.isVisible()
    QTest.mouseClick(the(page.empty, QPushButton), LEFT)
    assert page.builder.isVisible()


def test_search_narrows_the_list(keep: Keep, make_page: MakePage) -> None:
    keep("Tyler", TYLER)
    keep("Athens", CITY)
    page = make_page()
    QTest.keyClicks(page.list.search, "tyl")
    assert names(page) == ["Tyler"]
    assert page.escape()
    assert names(page) == ["Athens", "Tyler"]


def test_unsaved_changes_wait_for_their_segment(
    keep: Keep, make_page: MakePage, settled: Wait
) -> None:
    athens, tyler = keep("Athens", CITY), keep("Tyler", TYLER)
    page = make_page()
    page.show_segment(athens)
    settled()
    page.builder.head.name.selectAll()
    page.builder.head.name.insert("Athens!")
    page.builder.head.name.textEdited.emit("Athens!")
    assert page.builder.head.unsaved.isVisible()
    page.show_segment(tyler)
    settled()
    assert page.builder.head.name.text() == "Tyler"
    assert not page.builder.head.unsaved.isVisible()
    assert spoken(page)[0].endswith("unsaved changes")
    page.show_segment(athens)
    settled()
    assert page.builder.head.name.text() == "Athens!"
    page.builder.undo_step()
    assert page.builder.head.name.text() == "Athens"
    assert not page.builder.head.unsaved.isVisible()


def test_save_without_a_change_does_nothing(
    keep: Keep, make_page: MakePage, settled: Wait, heard: Heard
) -> None:
    segment = keep("Athens", CITY)
    page = make_page()
    page.show_segment(segment)
    settled()
    page.saving.save()
    settled()
    assert heard.notes == []


def test_segment_without_a_name_is_not_saved_and_says_why(
    page: SegmentsPage, settled: Wait, heard: Heard
) -> None:
    page.new()
    page.builder.head.name.clear()
    page.desk.draft.change("Kind", kind="static")
    page.saving.save()
    settled()
    assert [str(error) for error in heard.errors] == ["Give the segment a name."]
    assert page.builder.head.unsaved.isVisible()


def test_renamed_in_the_list(keep: Keep, make_page: MakePage, settled: Wait) -> None:
    segment = keep("Athens", CITY)
    page = make_page()
    page.show_segment(segment)
    settled()
    QTest.keyClick(page.list.items, Qt.Key.Key_F2)
    editor = the(page.list.items.viewport(), QLineEdit)
    QTest.keyClicks(editor, "Old town")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settled()
    assert names(page) == ["Old town"]
    assert page.builder.head.name.text() == "Old town"
    assert not page.builder.head.unsaved.isVisible()


def test_delete_of_a_used_segment_is_refused_at_once_and_names_the_users(
    keep: Keep, make_page: MakePage, settled: Wait, heard: Heard
) -> None:
    used = keep("Athens", CITY)
    keep("User of it", {"segment": f"g{used}"})
    page = make_page()
    page.delete(used)
    settled()
    assert not page.findChildren(QMessageBox)
    assert isinstance(heard.errors[0], UserError)
    assert "User of it" in str(heard.errors[0])
    assert names(page) == ["Athens", "User of it"]


def test_delete_asks_and_enter_keeps_the_segment(
    keep: Keep, make_page: MakePage, settled: Wait
) -> None:
    segment = keep("Athens", CITY)
    page = make_page()
    page.delete(segment)
    settled()
    box = the(page, QMessageBox)
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
    delete = next(b for b in box.buttons() if b.text() == "Delete segment")
    QTest.mouseClick(delete, LEFT)
    settled()
    assert names(page) == []


def test_duplicate_is_a_new_unsaved_segment(keep: Keep, make_page: MakePage, settled: Wait) -> None:
    segment = keep("Athens", CITY)
    page = make_page()
    page.duplicate(segment)
    settled()
    assert page.builder.head.name.text() == "Athens (copy)"
    assert plain(page.desk.tree) == {"all": [CITY]}
    page.saving.save()
    settled()
    assert names(page) == ["Athens", "Athens (copy)"]


def test_static_segment_keeps_its_list(keep: Keep, make_page: MakePage, settled: Wait) -> None:
    segment = keep("Athens", CITY)
    page = make_page()
    page.show_segment(segment)
    settled()
    page.builder.head.kinds["static"].click()
    page.saving.save()
    settled()
    assert spoken(page) == ["Athens, Static, 4 customers"]


def test_customer_is_looked_up_and_answered(keep: Keep, make_page: MakePage, settled: Wait) -> None:
    segment = keep("Tyler", TYLER)
    page = make_page()
    page.show_segment(segment)
    settled()
    preview = page.builder.preview
    QTest.keyClicks(preview.who, "ada")
    settled()
    model = preview.model
    assert [model.index(0, 0).data(), model.index(0, 4).data()] == ["Ada Reyes", "✗ no"]
    assert preview.caption.text() == "0 of 1 customer found are in"


def test_excel_list_has_the_ticked_columns(
    keep: Keep, make_page: MakePage, settled: Wait, heard: Heard, tmp_path: Path,
    context: Context,
) -> None:  # fmt: skip
    context.settings.set("export.folder", str(tmp_path))
    segment = keep("Athens: all / none", CITY)
    page = make_page()
    page.show_segment(segment)
    settled()
    QTest.mouseClick(page.builder.preview.figure.export, LEFT)
    settled()
    dialog = the(page, ExportDialog)
    assert Path(dialog.file.text()).name == "Athens_ all _ none 2026-11-22.xlsx"
    for row in range(3, dialog.columns.count()):
        dialog.columns.item(row).setCheckState(Qt.CheckState.Unchecked)
    keys = dialog.chosen()
    QTest.mouseClick(dialog.write, LEFT)
    settled()
    assert heard.notes == ["4 customers written to Athens_ all _ none 2026-11-22.xlsx."]
    book = load_workbook(tmp_path / "Athens_ all _ none 2026-11-22.xlsx")
    assert book["List"].max_row == 5
    assert book["List"].max_column == len(keys)
    book.close()


def test_everything_that_takes_the_focus_has_a_name(
    keep: Keep, make_page: MakePage, settled: Wait
) -> None:
    event = {"event": "service", "form": "count", "op": "between", "value": 1, "value2": 3}
    segment = keep("All", {"all": [CITY, event, {"none": [TYLER]}]})
    page = make_page()
    page.show_segment(segment)
    settled()
    inner = ("qt_spinbox_lineedit", "qt_scrollarea_viewport")
    for widget in page.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        if takes and widget.objectName() not in inner:
            told = QAccessible.queryAccessibleInterface(widget)
            assert told.text(QAccessible.Text.Name), widget


def test_list_follows_the_name_of_a_new_segment(page: SegmentsPage) -> None:
    page.new()
    QTest.keyClicks(page.builder.head.name, "Old town")
    assert names(page) == ["Old town"]


def test_sentence_tells_of_blanks_only_where_all_of_them_are_members(
    keep: Keep, make_page: MakePage, settled: Wait
) -> None:
    elsewhere = {"field": "city", "op": "is_not", "value": "Athens"}
    first = keep("One condition", elsewhere)
    second = keep("Two conditions", {"all": [elsewhere, TYLER]})
    page = make_page()
    page.show_segment(first)
    settled()
    assert "includes 1 with no value" in page.builder.preview.telling.sentence.text()
    page.show_segment(second)
    settled()
    assert "includes" not in page.builder.preview.telling.sentence.text()


def test_empty_result_names_the_condition_that_keeps_all_out_and_switches_it_off(
    keep: Keep, make_page: MakePage, settled: Wait
) -> None:
    residential = {"field": "customer_type", "op": "is", "value": "residential"}
    segment = keep(
        "Nobody", {"all": [CITY, {"field": "postcode", "op": "is", "value": "7"}, residential]}
    )
    page = make_page()
    page.show_segment(segment)
    settled()
    preview = page.builder.preview
    assert preview.telling.obstacle.text() == "Without “Mailing ZIP code is “7”” there would be 3."
    QTest.mouseClick(preview.telling.switch_off, LEFT)
    settled()
    assert preview.figure.number.text() == "3"
    assert not preview.telling.switch_off.isVisible()
