"""The dialog names a free file, never writes over one unasked, and says how many it writes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.errors import UserError
from desktop.services.segments.tree import Everyone, Group
from desktop.views.page import Context
from desktop.views.segments import export_dialog
from desktop.views.segments.export_dialog import ExportDialog, free_path
from desktop.views.segments.question import Question
from tests.views.segments.conftest import TODAY, Heard
from tests.views.segments.hands import LEFT, write

Wait = Callable[[], None]


@pytest.fixture
def dialog(qtbot: QtBot, context: Context, settled: Wait, tmp_path: Path) -> Iterator[ExportDialog]:
    context.settings.set("export.folder", str(tmp_path))
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ExportDialog(parent, context, Question(Group(children=(Everyone(),))), "All")
    dialog.show()
    settled()
    yield dialog
    parent.close()  # held until here, so that the dialog is not collected with it


def test_long_names_are_numbered_after_the_cut(tmp_path: Path) -> None:
    first = free_path(tmp_path, "x" * 200, TODAY)
    first.touch()
    second = free_path(tmp_path, "x" * 200, TODAY)
    assert [first.name, second.name] == [
        f"{'x' * 80} 2026-11-22.xlsx",
        f"{'x' * 80} 2026-11-22 (2).xlsx",
    ]


def test_search_for_a_free_name_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_dialog, "MOST_FILES", 3)
    for _ in range(2):
        free_path(tmp_path, "All", TODAY).touch()
    assert free_path(tmp_path, "All", TODAY).name == "All 2026-11-22.xlsx"


def test_button_says_how_many_are_written(dialog: ExportDialog) -> None:
    assert dialog.write.text() == "Write 6 customers"


def test_file_that_is_there_is_replaced_only_at_the_second_press(
    dialog: ExportDialog, settled: Wait, tmp_path: Path
) -> None:
    there = tmp_path / "mine.xlsx"
    there.write_text("old")
    write(dialog.file, str(there))
    QTest.mouseClick(dialog.write, LEFT)
    settled()
    assert there.read_text() == "old"
    assert dialog.write.text() == "Replace file"
    assert dialog.problem.text().startswith("mine.xlsx exists already.")
    QTest.mouseClick(dialog.write, LEFT)
    settled()
    assert there.read_bytes().startswith(b"PK")


def test_another_name_takes_the_agreement_back(dialog: ExportDialog, tmp_path: Path) -> None:
    (tmp_path / "mine.xlsx").touch()
    write(dialog.file, str(tmp_path / "mine.xlsx"))
    QTest.mouseClick(dialog.write, LEFT)
    write(dialog.file, str(tmp_path / "other.xlsx"))
    assert dialog.write.text() == "Write 6 customers"
    assert dialog.problem.text() == ""


@pytest.mark.parametrize(("text", "all_of_them"), [("All", True), ("None", False)])
def test_all_columns_are_ticked_or_none(
    dialog: ExportDialog,
    text: str,
    all_of_them: bool,  # noqa: FBT001 - a row of the table
) -> None:
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == text)
    QTest.mouseClick(button, LEFT)
    assert len(dialog.chosen()) == (dialog.columns.count() if all_of_them else 0)


def test_name_too_long_for_the_disk_is_refused_in_a_sentence(
    dialog: ExportDialog, settled: Wait, heard: Heard, tmp_path: Path
) -> None:
    write(dialog.file, str(tmp_path / ("x" * 300)))
    QTest.mouseClick(dialog.write, LEFT)
    settled()
    assert [type(error) for error in heard.errors] == [UserError]
