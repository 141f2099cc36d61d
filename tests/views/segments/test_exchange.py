"""Definitions leave the page as text, file and SQL, and come back as a new segment."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from desktop.services.segments.exchange import as_text, from_text
from desktop.services.segments.tree import Group, from_json
from desktop.views.segments.page import SegmentsPage
from desktop.views.segments.saved_list import MORE
from desktop.views.segments.sql_dialog import SqlDialog
from tests.views.segments.conftest import Heard

ATHENS = {"all": [{"field": "city", "op": "is", "value": "Athens"}]}
MakePage = Callable[[], SegmentsPage]


def conditions(page: SegmentsPage) -> list[tuple[str, object]]:
    return [(child.field, child.value) for child in page.desk.tree.children]  # type: ignore[union-attr]


@pytest.fixture
def page(make_page: MakePage, settled: Callable[[], None]) -> SegmentsPage:
    page = make_page()
    tree = from_json(ATHENS)
    assert isinstance(tree, Group)
    page.begin("Athens", tree)
    page.saving.save()
    settled()
    return page


def do(page: SegmentsPage, key: str, segment: int | None = None) -> None:
    page.list.deed_wanted.emit(key, page.desk.segment_id if segment is None else segment)


def test_every_deed_of_the_menu_is_known(page: SegmentsPage) -> None:
    assert set(MORE) <= set(page.deeds.deeds)


def test_a_definition_is_copied_as_text(
    page: SegmentsPage, settled: Callable[[], None], heard: Heard
) -> None:
    do(page, "copy_text")
    settled()
    copied = from_text(QGuiApplication.clipboard().text())
    assert isinstance(copied, Group)
    assert copied.children[0].value == "Athens"  # type: ignore[union-attr]
    assert heard.notes[-1] == "The definition of “Athens” is on the clipboard."


def test_text_between_other_words_is_pasted_as_a_new_segment(
    page: SegmentsPage, settled: Callable[[], None]
) -> None:
    QGuiApplication.clipboard().setText(f"Hi!\n{as_text(from_json(ATHENS))}\nRegards")
    do(page, "paste_text", -1)
    settled()
    assert page.desk.segment_id is None
    assert conditions(page) == [("city", "Athens")]


def test_text_without_a_definition_is_refused(page: SegmentsPage, heard: Heard) -> None:
    QGuiApplication.clipboard().setText("Hi!")
    do(page, "paste_text", -1)
    assert [str(one) for one in heard.errors] == ["There is no condition in this text."]
    assert page.desk.segment_id is not None


def test_a_file_that_was_saved_opens_again(
    page: SegmentsPage,
    settled: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = str(tmp_path / "My towns.json")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (file, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (file, ""))
    do(page, "save_file")
    settled()
    do(page, "open_file", -1)
    settled()
    assert page.desk.segment_id is None
    assert page.desk.draft.sketch.name == "My towns"
    assert conditions(page) == [("city", "Athens")]


def test_what_is_not_saved_yet_is_copied_too(
    page: SegmentsPage, settled: Callable[[], None]
) -> None:
    page.begin("New one", from_json({"all": []}))
    do(page, "copy_text", 0)
    settled()
    assert from_text(QGuiApplication.clipboard().text()) == page.desk.tree


def test_the_sql_is_shown_to_read_and_copied(
    page: SegmentsPage, settled: Callable[[], None]
) -> None:
    do(page, "sql")
    settled()
    dialog = page.findChild(SqlDialog)
    assert dialog is not None
    assert dialog.text.isReadOnly()
    assert "'athens'" in dialog.text.toPlainText()
    dialog.copy()
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()
    dialog.accept()
