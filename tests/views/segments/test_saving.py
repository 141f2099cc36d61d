"""Saving with a note: optional, out of the way of Save, shown with the versions."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.services.segments import versions
from desktop.services.segments.versions import Version
from desktop.views.segments.page import SegmentsPage
from desktop.views.segments.signing import NoteDialog, author
from desktop.views.segments.versions_dialog import VersionsDialog
from desktop.views.settings import Settings
from tests.views.segments.conftest import TODAY

ATHENS = {"all": [{"field": "city", "op": "is", "value": "Athens"}]}


@pytest.fixture
def opened(
    monkeypatch: pytest.MonkeyPatch,
    page: SegmentsPage,
    keep: Callable[..., int],
    settled: Callable[[], None],
) -> SegmentsPage:
    """A saved segment in front, at the computer of Ann."""
    monkeypatch.setenv("USERNAME", "Ann")
    page.show_segment(keep("Athens", ATHENS))
    settled()
    return page


def change(page: SegmentsPage, city: str) -> None:
    page.desk.replace(page.desk.tree.children[0].with_(value=city), "Change")


def dialog_of(page: SegmentsPage) -> NoteDialog:
    page.commands()["save_note"]()
    assert page.saving.dialog is not None
    return page.saving.dialog


def found(page: SegmentsPage) -> list[Version]:
    with page.context.office.reading() as db:
        return versions.versions(db, page.desk.segment_id or 0, TODAY)


def test_a_note_goes_with_the_version_that_is_saved(
    opened: SegmentsPage, settled: Callable[[], None]
) -> None:
    change(opened, "Tyler")
    dialog = dialog_of(opened)
    QTest.keyClicks(dialog.note, "for the spring letter")
    QTest.keyClick(dialog.note, Qt.Key.Key_Return)
    settled()
    newest = found(opened)[0]
    assert (newest.number, newest.author, newest.note) == (2, "Ann", "for the spring letter")
    assert not opened.desk.draft.is_unsaved


def test_plain_saving_asks_nothing_and_is_signed(
    opened: SegmentsPage, settled: Callable[[], None]
) -> None:
    change(opened, "Tyler")
    opened.commands()["save"]()
    settled()
    assert (found(opened)[0].author, found(opened)[0].note) == ("Ann", "")
    assert opened.saving.dialog is None


def test_where_nothing_changed_the_note_goes_to_the_version_in_use(
    opened: SegmentsPage, settled: Callable[[], None]
) -> None:
    dialog = dialog_of(opened)
    QTest.keyClicks(dialog.note, "looked at it")
    dialog.accept()
    settled()
    assert [(one.number, one.note) for one in found(opened)] == [(1, "looked at it")]


def test_a_new_name_alone_is_saved_with_the_note_and_makes_no_version(
    opened: SegmentsPage, settled: Callable[[], None]
) -> None:
    opened.desk.draft.change("Name", name="Athens, all")
    dialog = dialog_of(opened)
    QTest.keyClicks(dialog.note, "renamed")
    dialog.accept()
    settled()
    assert [(one.number, one.note) for one in found(opened)] == [(1, "renamed")]
    assert opened.list.line(opened.desk.segment_id or 0).name == "Athens, all"  # type: ignore[union-attr] # it is listed


def test_another_name_signs_this_version_and_those_to_come(
    opened: SegmentsPage, settled: Callable[[], None]
) -> None:
    change(opened, "Tyler")
    dialog = dialog_of(opened)
    dialog.name.setText("Maria")
    dialog.accept()
    settled()
    change(opened, "Bryan")
    opened.saving.save()
    settled()
    assert [one.author for one in found(opened)] == ["Maria", "Maria", ""]


def test_the_name_of_the_windows_user_is_not_kept_as_a_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("USERNAME", "Ann")
    settings = Settings()
    assert author(settings) == "Ann"
    settings.set("user.name", " Maria ")
    assert author(settings) == "Maria"


def test_cancel_saves_nothing(opened: SegmentsPage, settled: Callable[[], None]) -> None:
    change(opened, "Tyler")
    dialog_of(opened).reject()
    settled()
    assert len(found(opened)) == 1
    assert opened.desk.draft.is_unsaved


def test_a_note_is_written_and_shown_among_the_versions(
    opened: SegmentsPage, settled: Callable[[], None]
) -> None:
    change(opened, "Tyler")
    opened.saving.save()
    settled()
    opened.show_versions()
    settled()
    shown = opened.findChild(VersionsDialog)
    assert isinstance(shown, VersionsDialog)
    QTest.mouseClick(shown.annotate, Qt.MouseButton.LeftButton)
    asked = shown.findChild(NoteDialog)
    assert isinstance(asked, NoteDialog)
    QTest.keyClicks(asked.note, "first try")
    asked.accept()
    settled()
    assert shown.list.item(1).text().endswith("first try")
    assert "Note: first try" in shown.told.text()
    assert "Note on version 1: first try" in shown.differs.text()
    shown.reject()


def test_the_name_stands_above_the_buttons_where_there_is_little_room(
    opened: SegmentsPage, settled: Callable[[], None]
) -> None:
    head = opened.builder.head
    assert head.name.geometry().center().y() == head.save.geometry().center().y()
    opened.resize(720, 700)
    settled()
    assert head.name.geometry().bottom() < head.save.geometry().top()
    assert head.name.width() > head.width() * 0.8


def test_the_width_of_the_list_is_remembered(
    make_page: Callable[[], SegmentsPage], settled: Callable[[], None]
) -> None:
    page = make_page()
    page.splitter.setSizes([290, page.splitter.width() - 290])
    page.close_page()
    again = make_page()
    settled()
    assert abs(again.splitter.sizes()[0] - 290) < 12
    assert again.list.minimumSizeHint().width() < 290
