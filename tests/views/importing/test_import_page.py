"""The page itself: choosing files, keys, names for screen readers, long tables."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.services.importing.planning.plan import RowResult
from desktop.views.importing.guide import GUIDES
from desktop.views.importing.history import SHOWN, HistoryPanel, PastImport
from desktop.views.importing.lines import LINE_COLUMNS, Line, by_box
from desktop.views.importing.page import ImportPage
from desktop.views.importing.tiles import WIDE_TILE, Tiles
from desktop.views.page import Context
from desktop.views.widgets.rows import Lines
from desktop.views.widgets.rows_panel import RowsPanel
from tests.views.importing.hands import LAYOUTS, Heard, Settle, click, drop, key


@pytest.fixture
def contacts(shared_data: Path) -> Path:
    return shared_data / LAYOUTS / "qbo-customer-contact-list.csv"


def test_files_are_chosen_with_the_button_or_ctrl_o(
    page: ImportPage, settled: Settle, dialog: list[Path], contacts: Path
) -> None:
    dialog[:] = [contacts]
    click(page.start.drop.button)
    settled()
    assert page.screen_shown is page.review
    click(page.review.back)
    key(page.start.drop.button, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert page.screen_shown is page.review


def test_an_import_needs_no_mouse(
    page: ImportPage,
    qtbot: QtBot,
    settled: Settle,
    dialog: list[Path],
    contacts: Path,
    heard: Heard,
) -> None:
    dialog[:] = [contacts]
    page.activateWindow()
    for waiting in (page.start.drop.button, page.review.go, page.result.see):
        if waiting is page.start.drop.button:
            waiting.setFocus()
        qtbot.waitUntil(waiting.hasFocus)
        key(waiting, Qt.Key.Key_Space)
        settled()
    assert heard.went == ["customers"]


def test_no_file_chosen_changes_nothing(page: ImportPage, dialog: list[Path]) -> None:
    assert dialog == []
    click(page.start.drop.button)
    assert page.screen_shown is page.start


def test_the_last_folder_is_remembered(
    page: ImportPage, settled: Settle, contacts: Path, context: Context
) -> None:
    drop(page.start.drop, contacts)
    settled()
    assert context.settings.get("import.folder") == str(contacts.parent)


def test_escape_shows_all_rows_then_has_nothing_to_do(
    page: ImportPage, settled: Settle, contacts: Path
) -> None:
    drop(page.start.drop, contacts)
    settled()
    assert page.review.box == "new"
    assert (page.escape(), page.review.box) == (True, "")
    assert page.escape() is False


def test_reading_can_be_stopped(
    page: ImportPage, settled: Settle, contacts: Path, heard: Heard
) -> None:
    drop(page.start.drop, contacts)
    assert page.escape() is True
    settled()
    assert heard.notes == ["Reading was stopped. Nothing was imported."]
    assert page.screen_shown is page.start


def test_a_stopped_addition_keeps_the_first_files(
    page: ImportPage, settled: Settle, contacts: Path
) -> None:
    drop(page.start.drop, contacts)
    settled()
    drop(page, contacts.with_name("qbo-open-invoices.csv"))
    page.escape()
    settled()
    assert page.screen_shown is page.review
    assert page.flow.choices.paths == [contacts]


def test_a_file_corrected_since_is_read_again(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    for count in (1, 2):
        path.write_text("Customer,Phone\n" + "Ana Reyes,903-555-0101\n" * count, encoding="utf-8")
        drop(page.start.drop, path)
        settled()
        assert page.review.shown is not None
        assert page.review.shown.rows_in_files == count + 1
        click(page.review.back)


def test_ctrl_z_takes_back_the_latest_import(
    page: ImportPage, settled: Settle, contacts: Path, heard: Heard
) -> None:
    assert "undo" not in page.commands()
    drop(page.start.drop, contacts)
    settled()
    click(page.review.go)
    settled()
    page.commands()["undo"]()
    settled()
    assert heard.notes[-1].startswith("Import undone: 3 customers")


def test_the_guide_names_both_programs_and_folds(page: ImportPage) -> None:
    programs = [guide.program for guide in GUIDES]
    assert programs == ["QuickBooks Desktop", "QuickBooks Online", "Your own lists"]
    assert page.start.guide.steps.isVisible()
    key(page.start.guide.fold, Qt.Key.Key_Space)
    assert not page.start.guide.steps.isVisible()


def test_an_empty_history_says_so(page: ImportPage) -> None:
    assert page.start.history.nothing.isVisible()
    assert page.start.history.cards == []


def test_a_long_history_is_shown_in_full_on_request(qtbot: QtBot) -> None:
    panel = HistoryPanel()
    qtbot.addWidget(panel)
    when = datetime(2026, 1, 1, 9, 0, tzinfo=UTC).replace(tzinfo=None)
    panel.show_past([PastImport(n, when, ("a.csv",), "", 0, is_undone=True) for n in range(50)])
    assert len(panel.cards) == SHOWN
    click(panel.all)
    assert len(panel.cards) == 50


def reachable(screen: QWidget) -> list[QWidget]:
    """The widgets that Tab stops at."""
    return [
        widget
        for widget in screen.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
    ]


def name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def test_everything_that_tab_reaches_has_a_name_of_its_own(
    page: ImportPage, settled: Settle, contacts: Path
) -> None:
    check_names(page.start)
    drop(page.start.drop, contacts)
    settled()
    for panel in ("rows", "columns", "problems"):
        page.review.tabs.open(panel)
        check_names(page.review)
    click(page.review.go)
    settled()
    check_names(page.result)


def check_names(screen: QWidget) -> None:
    widgets = reachable(screen)
    names = [name(widget) for widget in widgets]
    assert len(widgets) > 2
    assert all(names), [type(widget).__name__ for widget in widgets if not name(widget)]
    assert len(set(names)) == len(names), sorted(names)


def many_lines(count: int) -> tuple[Line, ...]:
    return tuple(
        Line("a.csv", "a.csv", RowResult(n, "new", "", f"Person {n}")) for n in range(1, count + 1)
    )


def test_100_000_rows_are_shown_and_scrolled_in_a_moment(qtbot: QtBot) -> None:
    panel = RowsPanel("Rows", LINE_COLUMNS, "None.")
    qtbot.addWidget(panel)
    panel.resize(1000, 600)
    panel.show()
    lines = many_lines(100_000)
    started = time.perf_counter()
    panel.show_lines(lines, "")
    panel.view.scrollToBottom()
    panel.grab()
    assert time.perf_counter() - started < 1.0
    assert panel.model.index(99_999, 2).data() == "Person 100000"
    panel.let_go()


def test_the_lines_are_a_sound_table(qtmodeltester: object, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    model: Lines[Line] = Lines(LINE_COLUMNS, owner)
    model.show(many_lines(3))
    qtmodeltester.check(model)  # type: ignore[attr-defined]


def test_lines_are_sorted_out_by_box() -> None:
    lines = many_lines(2)
    found = by_box(lines)
    assert (found[""], found["new"], found["refused"]) == (lines, lines, ())


def test_the_page_fits_a_small_screen(
    page: ImportPage, qtbot: QtBot, settled: Settle, contacts: Path
) -> None:
    drop(page.start.drop, contacts)
    settled()
    assert page.minimumSizeHint().width() <= 760
    page.resize(page.minimumSizeHint().width(), 640)
    qtbot.waitUntil(lambda: page.review.width() <= page.width())


def test_tiles_stand_in_two_rows_where_one_would_cut_their_words(qtbot: QtBot) -> None:
    tiles = Tiles()
    qtbot.addWidget(tiles)
    tiles.show()
    one_row = tiles.fontMetrics().averageCharWidth() * (WIDE_TILE + 4) * len(tiles.tiles)

    def rows() -> int:
        return len({tile.y() for tile in tiles.tiles.values()})

    tiles.resize(one_row, 200)
    qtbot.waitUntil(lambda: rows() == 1)
    tiles.resize(one_row * 2 // 3, 200)
    qtbot.waitUntil(lambda: rows() == 2)
