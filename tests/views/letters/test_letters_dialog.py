"""The window with the renewal letters: whom they go to, printed, noted, stopped."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from desktop.models.database import open_office
from desktop.models.errors import UserError
from desktop.models.work import Interaction
from desktop.services import after_change
from desktop.services.office.company import Company, set_company
from desktop.views.letters import mailing
from desktop.views.letters.dialog import LettersDialog
from desktop.views.letters.lines import state_words
from desktop.views.printing import pages
from desktop.views.printing.company_dialog import CompanyDialog
from desktop.views.printing.preview import PreviewDialog
from desktop.views.today.page import TodayPage
from desktop.views.window import Window
from tests.services.outreach.letter_office import NOW, TODAY, ending
from tests.views.conftest import settle
from tests.views.printing.test_pages import pages_in
from tests.views.sample_office import Wait, window_on

TICK, FLAG = Qt.CheckState, QItemSelectionModel.SelectionFlag


@pytest.fixture(scope="module")
def letter_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four contracts run out; one of a household that wants no mail."""
    path = tmp_path_factory.mktemp("letters") / "made.db"
    office = open_office(path)
    with office.writing.begin() as db:
        for number in range(1, 4):
            ending(db, number)
        ending(db, 4, do_not_mail=True)
        set_company(db, Company("Brazos Septic"))
        after_change.bring_up_to_date(db, TODAY, NOW.at, None)
    office.close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, letter_file: Path) -> Iterator[Window]:
    yield from window_on(qtbot, letter_file, tmp_path)


@pytest.fixture
def settled(qtbot: QtBot, window: Window) -> Wait:
    return lambda: settle(qtbot, window)


@pytest.fixture
def dialog(window: Window, settled: Wait) -> LettersDialog:
    assert window.context is not None
    made = LettersDialog(window, window.context)
    made.open()
    settled()
    return made


def test_enter_in_the_list_presses_no_button(
    qtbot: QtBot, dialog: LettersDialog, settled: Wait
) -> None:
    dialog.rows.view.setFocus()
    qtbot.keyClick(dialog.rows.view, Qt.Key.Key_Return)
    settled()
    assert dialog.preview is None
    assert not any(one.autoDefault() for one in dialog.findChildren(QPushButton))


def noted(window: Window) -> int:
    assert window.context is not None
    with window.context.office.reading() as db:
        return db.scalar(select(func.count(Interaction.id))) or 0


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    pages.prepare(printer)
    return printer


def tick(dialog: LettersDialog, row: int, *, on: bool) -> None:
    state = TICK.Checked if on else TICK.Unchecked
    model = dialog.rows.model
    model.setData(model.index(row, 0), state.value, Qt.ItemDataRole.CheckStateRole)


def seen(dialog: LettersDialog, settled: Callable[[], None]) -> PreviewDialog:
    dialog.show_letters()
    settled()
    assert isinstance(dialog.preview, PreviewDialog)
    return dialog.preview


def test_all_that_may_go_out_are_ticked_and_the_rest_says_why(dialog: LettersDialog) -> None:
    lines = dialog.rows.model.lines
    assert [line.is_ticked for line in lines] == [True, True, True, False]
    assert state_words(lines[3]) == "Does not want mail"
    said = "3 contracts in 3 letters. Left out: 1 whose owner gets no mail."
    assert dialog.rows.sentence.text() == said
    model = dialog.rows.model
    box = Qt.ItemDataRole.CheckStateRole
    assert [model.index(row, 0).data(box) for row in (0, 3)] == [TICK.Checked.value, None]
    assert not model.flags(model.index(3, 0)) & Qt.ItemFlag.ItemIsUserCheckable


def test_a_tick_chooses_and_the_sentence_follows(dialog: LettersDialog) -> None:
    tick(dialog, 0, on=False)
    assert len(dialog.chosen) == 2
    assert "1 not chosen, 1 whose owner gets no mail" in dialog.rows.sentence.text()
    dialog._choose(wanted=False)
    assert not dialog.print_button.isEnabled()
    dialog._choose(wanted=True)
    assert len(dialog.chosen) == 3


def test_only_what_was_selected_in_the_list_is_ticked(window: Window, settled: Wait) -> None:
    page = window.page
    assert isinstance(page, TodayPage)
    page.open_line(page.board.tile("expiring").line)
    settled()
    page.lists.table.view.selectAll()
    page.lists.table.view.selectionModel().select(
        page.lists.table.model.index(0, 0), FLAG.Deselect | FLAG.Rows
    )
    page.lists.buttons["Renewal letters…"].click()
    settled()
    dialog = page.lists.dialog
    assert isinstance(dialog, LettersDialog)
    assert [line.is_ticked for line in dialog.rows.model.lines] == [False, True, True, False]
    dialog.reject()


def test_what_is_printed_is_noted_and_can_be_taken_back(
    dialog: LettersDialog, window: Window, settled: Wait, tmp_path: Path
) -> None:
    dialog.with_form.setChecked(True)
    preview = seen(dialog, settled)
    assert len(preview.sheets) == 6
    preview.print_on(printer_to(tmp_path / "out.pdf"))
    settled()
    assert pages_in(tmp_path / "out.pdf") == 6
    assert noted(window) == 3
    assert "3 letters noted" in window.toast.text.text()
    window.toast.button.click()
    settled()
    assert noted(window) == 0


def test_only_letters_whose_pages_were_printed_are_noted(
    dialog: LettersDialog, window: Window, settled: Wait, tmp_path: Path
) -> None:
    printer = printer_to(tmp_path / "out.pdf")
    printer.setFromTo(2, 3)
    seen(dialog, settled).print_on(printer)
    settled()
    assert noted(window) == 2


def test_who_was_written_to_is_not_chosen_again(
    dialog: LettersDialog, window: Window, settled: Wait
) -> None:
    tick(dialog, 0, on=False)
    dialog.note_as_sent()
    settled()
    assert noted(window) == 2
    assert window.context is not None
    again = LettersDialog(window, window.context)
    again.open()
    settled()
    assert [line.is_ticked for line in again.rows.model.lines] == [True, False, False, False]
    assert "2 written about before" in again.rows.sentence.text()
    assert state_words(again.rows.model.lines[1]) == "Sent Nov 22, 2026"
    again.reject()


def close_for_good(dialog: LettersDialog) -> None:
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_letters_are_noted_once_however_often_the_button_is_pressed(
    dialog: LettersDialog, window: Window, settled: Wait
) -> None:
    dialog.sent_button.click()
    tick(dialog, 0, on=False)  # what is ticked meanwhile does not give the buttons back
    assert not dialog.sent_button.isEnabled()
    assert not dialog.print_button.isEnabled()
    dialog.note_as_sent()
    settled()
    assert noted(window) == 3


def test_the_buttons_come_back_when_noting_fails(
    dialog: LettersDialog, window: Window, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: Any) -> None:
        raise UserError("No room on the disk.")

    monkeypatch.setattr(mailing, "note_letters", refuse)
    dialog.note_as_sent()
    settled()
    assert dialog.sent_button.isEnabled()
    assert dialog.print_button.isEnabled()
    assert noted(window) == 0
    dialog.reject()


def test_closing_while_letters_are_written_shows_no_preview(
    dialog: LettersDialog, settled: Wait
) -> None:
    dialog.show_letters()
    close_for_good(dialog)
    settled()
    assert dialog.preview is None


def test_closing_while_letters_are_noted_keeps_the_notes(
    dialog: LettersDialog, window: Window, qtbot: QtBot, settled: Wait
) -> None:
    assert window.context is not None
    running = window.context.jobs._running
    dialog.note_as_sent()
    qtbot.waitUntil(lambda: any(job.writes for job in running))
    close_for_good(dialog)
    settled()
    assert noted(window) == 3


def test_a_stopped_print_notes_nothing(
    dialog: LettersDialog,
    window: Window,
    settled: Wait,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    preview = seen(dialog, settled)
    paint = pages._paint_page

    def stop_after(painter: Any, sheet: Any) -> None:
        preview.stop()
        paint(painter, sheet)

    monkeypatch.setattr(pages, "_paint_page", stop_after)
    preview.print_on(printer_to(tmp_path / "out.pdf"))
    assert preview.stop_button.isVisible()
    settled()
    assert preview.said.text().startswith("Stopped.")
    assert preview.print_button.isEnabled()
    assert noted(window) == 0
    preview.reject()


def test_an_office_without_a_name_is_asked_for_it_first(
    dialog: LettersDialog, window: Window, settled: Wait
) -> None:
    assert window.context is not None
    with window.context.office.writing.begin() as db:
        set_company(db, Company())
    dialog.show_letters()
    settled()
    asked = dialog.preview
    assert isinstance(asked, CompanyDialog)
    asked.boxes["name"].setText("Trinity Septic")
    asked.save()
    settled()
    assert isinstance(dialog.preview, PreviewDialog)
    assert dialog.preview.sheets[0].head.company.name == "Trinity Septic"
    dialog.preview.reject()


def test_the_page_for_the_window_is_shown(dialog: LettersDialog, settled: Wait) -> None:
    dialog.show_test_page()
    settled()
    assert isinstance(dialog.preview, PreviewDialog)
    assert dialog.preview.sheets[0].title == "Test of the window envelope"
    dialog.preview.reject()
