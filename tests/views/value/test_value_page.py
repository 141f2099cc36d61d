"""The Customer value page by mouse and keys: pictures, the lists behind them, deeds, rules."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop.services.segments import saved
from desktop.services.value.snapshots import kept_days
from desktop.views.charts.chart import Chart, Part
from desktop.views.customers.page import CustomersPage
from desktop.views.printing.content import Drawing, Table, Text
from desktop.views.printing.leaving import head_of
from desktop.views.printing.pages import lay_out
from desktop.views.printing.preview import PreviewDialog
from desktop.views.segments.export_dialog import ExportDialog
from desktop.views.segments.page import SegmentsPage
from desktop.views.value import deeds, words
from desktop.views.value.background import Keeper
from desktop.views.value.health_tab import HealthTab
from desktop.views.value.money_tab import MoneyTab
from desktop.views.value.movement_tab import MovementTab
from desktop.views.value.opening import Opening
from desktop.views.value.page import ValuePage
from desktop.views.value.prints import MOST_BARS
from desktop.views.value.rfm_tab import RfmTab
from desktop.views.value.snapshot_bar import STOPPED
from desktop.views.value.tabs import KEYS
from desktop.views.window import Window
from tests.views.conftest import MakeWindow, settle
from tests.views.people import TODAY
from tests.views.value.conftest import Wait, click, show

IN_WORDS = re.compile(r"\b[A-Z][a-z]{2} \d{1,2}\b")  # "Oct 31": paper has 10/31/2026

Key = Qt.Key


def rfm(page: ValuePage) -> RfmTab:
    tab = page.tabs["rfm"]
    assert isinstance(tab, RfmTab)
    assert tab.answer is not None
    return tab


def biggest(chart: Chart) -> Part:
    """The tile or cell of the most customers, which is surely not empty."""
    return max(chart.parts, key=lambda part: int(part.mark.name.split(": ")[1].split()[0]))


def test_the_cells_and_the_unscored_are_all_customers(page: ValuePage) -> None:
    answer = rfm(page).answer
    assert answer is not None
    found = answer.page.picture
    assert len(rfm(page).heat.parts) == 25
    assert len(rfm(page).tiles.parts) == 10
    assert sum(cell.customers for cell in found.cells) + found.unscored == found.total > 0


def test_a_click_opens_the_list_and_escape_comes_back_to_the_tile(
    qtbot: QtBot, page: ValuePage, settled: Wait
) -> None:
    tile = biggest(rfm(page).tiles)
    click(tile)
    settled()
    assert page.list_is_open
    assert page.lists.title.accessibleName() == tile.mark.key.title  # type: ignore[attr-defined]
    assert f"{len(page.lists.model.ids):,} customer" in tile.mark.name
    qtbot.keyClick(page.lists.table, Key.Key_Escape)
    assert not page.list_is_open
    assert tile.hasFocus()


def test_enter_on_a_cell_then_enter_in_the_list_opens_the_card(
    qtbot: QtBot, page: ValuePage, window: Window, settled: Wait
) -> None:
    cell = rfm(page).heat.parts[20]
    cell.setFocus()
    qtbot.keyClick(cell, Key.Key_Return)
    settled()
    assert page.lists.model.ids
    qtbot.keyClick(page.lists.table, Key.Key_Return)
    settled()
    assert isinstance(window.page, CustomersPage)


def test_the_list_is_searched_and_sorted_within_its_part(
    qtbot: QtBot, page: ValuePage, settled: Wait
) -> None:
    click(biggest(rfm(page).tiles))
    settled()
    everyone = list(page.lists.model.ids)
    page.lists.table.filter_header.sort_wanted.emit(0)
    settled()
    assert sorted(page.lists.model.ids) == sorted(everyone)
    qtbot.keyClicks(page.lists.search, page.lists.model.text(0, 0)[:4])
    qtbot.waitUntil(lambda: page.lists.query.search != "")
    settled()
    assert 0 < len(page.lists.model.ids) <= len(everyone)
    assert set(page.lists.model.ids) <= set(everyone)


def test_a_part_becomes_a_segment_in_one_click_and_back(
    page: ValuePage, window: Window, settled: Wait
) -> None:
    tile = biggest(rfm(page).tiles)
    assert isinstance(tile.mark.key, Opening)
    page.do("segment", tile.mark.key)
    settled()
    assert isinstance(window.page, SegmentsPage)
    assert window.context is not None
    with window.context.office.reading() as db:
        segment = saved.by_name(db, tile.mark.key.title)
        number = len(list(saved.member_ids(db, segment, TODAY)))
    assert f"{number:,} customer" in tile.mark.name
    window.toast.button.click()
    settled()
    with window.context.office.reading() as db:
        assert saved.find(db, tile.mark.key.title) is None


def test_the_menu_of_a_part_offers_list_segment_and_workbook(page: ValuePage) -> None:
    tab = rfm(page)
    part = tab.tiles.parts[0]
    part.menu_wanted.emit(part.mapToGlobal(part.rect().center()))
    assert [action.text() for action in tab.menu.actions()] == [c.label for c in deeds.CHOICES]
    tab.menu.actions()[0].trigger()
    assert page.list_is_open
    tab.menu.close()


def test_the_workbook_is_asked_for(
    page: ValuePage, settled: Wait, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "x"), ""))
    click(biggest(rfm(page).tiles))
    settled()
    page.export()
    settled()
    dialogs = page.findChildren(ExportDialog)
    assert len(dialogs) == 1
    dialogs[0].reject()


def test_pointing_at_a_tile_lights_its_cells(page: ValuePage) -> None:
    tab = rfm(page)
    tab.tiles.focus(tab.tiles.parts[0].mark.key)
    faded = [cell.is_faded for row in tab.heat.figure.cells for cell in row]  # type: ignore[union-attr]
    assert any(faded)
    assert not all(faded)


def test_the_map_goes_by_money_when_switched(page: ValuePage) -> None:
    tab = rfm(page)
    before = tab.heat.figure
    QTest.mouseClick(tab.colour_by.buttons["money"], Qt.MouseButton.LeftButton)
    assert tab.heat.figure != before
    assert tab.heat.figure.legend.words.startswith("Revenue")  # type: ignore[union-attr]


def test_tiles_tell_the_change_since_last_month(page: ValuePage) -> None:
    assert all("than on Oct 31" in p.mark.name or "as on Oct 31" in p.mark.name
               for p in rfm(page).tiles.parts)  # fmt: skip


def test_movers_open_the_card(page: ValuePage, window: Window, settled: Wait) -> None:
    tab = show(page, "health", settled)
    assert isinstance(tab, HealthTab)
    part = (tab.up.parts or tab.down.parts)[0]
    click(part)
    settled()
    assert isinstance(window.page, CustomersPage)
    assert window.page.card.customer_id == part.mark.key


def test_money_is_summed_up_by_the_chosen_label(
    qtbot: QtBot, page: ValuePage, settled: Wait
) -> None:
    tab = show(page, "money", settled)
    assert isinstance(tab, MoneyTab)
    tab.dimension.setFocus()
    qtbot.keyClick(tab.dimension, Key.Key_Down)
    tab.dimension.activated.emit(tab.dimension.currentIndex())
    settled()
    assert tab.answer is not None
    assert tab.answer.page.lifetime.dimension == tab.dimension.currentData()
    assert len(tab.labels.parts) == len(tab.answer.page.labels)
    assert len(tab.months.parts) == 36
    assert "assumptions" in tab.worth.about.text()


def test_rows_of_the_movement_add_up_and_another_month_is_worked_out(
    page: ValuePage, settled: Wait
) -> None:
    tab = show(page, "movement", settled)
    assert isinstance(tab, MovementTab)
    assert tab.answer is not None
    assert all(sum(row.cells) == row.total for row in tab.answer.rows)
    tab.month.setCurrentIndex(7)
    tab.month.activated.emit(7)
    settled()
    assert tab.answer.after_day == TODAY.replace(month=4, day=30)
    assert not tab.answer.missing
    assert tab.matrix.isVisible()
    assert tab.days is None or not tab.days.isVisible()


def test_working_out_a_month_can_be_cancelled(page: ValuePage, settled: Wait) -> None:
    tab = show(page, "movement", settled)
    tab.month.setCurrentIndex(9)
    tab.before_asking()
    tab.days.start()
    QTest.mouseClick(tab.days.cancel, Qt.MouseButton.LeftButton)
    settled()
    assert tab.days.said.text() == STOPPED
    QTest.mouseClick(tab.days.start_button, Qt.MouseButton.LeftButton)
    settled()
    assert not tab.days.isVisible()


def test_the_other_tabs_are_asked_ahead_and_shown_with_the_click(
    page: ValuePage, window: Window
) -> None:
    assert set(page.tabs) == set(KEYS)
    page.open("money")
    assert page.tab.has_answer
    assert window.context is not None
    assert window.context.jobs.idle


def test_a_cell_of_nobody_says_that_there_is_no_list(page: ValuePage, settled: Wait) -> None:
    tab = show(page, "movement", settled)
    click(next(part for part in tab.matrix.parts if isinstance(part.mark.key, str)))
    assert not page.list_is_open


@pytest.mark.parametrize("key", KEYS)
def test_each_picture_prints_on_one_page(
    page: ValuePage, window: Window, settled: Wait, key: str
) -> None:
    tab = show(page, key, settled)
    assert window.context is not None
    with window.context.office.reading() as db:
        prints = tuple(tab.prints(head_of(db, TODAY)))
    assert len(lay_out(*prints)) == len(prints) <= 2  # the table of RFM has a page of its own
    assert any(isinstance(part, Drawing) for part in prints[0].parts)
    said = [part.text for part in prints[0].parts if isinstance(part, Text)]
    assert not [text for text in said if IN_WORDS.search(text)]


def test_many_bars_go_on_paper_as_a_table(page: ValuePage, window: Window, settled: Wait) -> None:
    tab = show(page, "money", settled)
    tab.dimension.setCurrentIndex(tab.dimension.findData("segment"))
    tab.dimension.activated.emit(tab.dimension.currentIndex())
    settled()
    assert len(tab.labels.parts) > MOST_BARS
    assert window.context is not None
    with window.context.office.reading() as db:
        (made,) = tab.prints(head_of(db, TODAY))
    tables = [part for part in made.parts if isinstance(part, Table)]
    assert [len(one.groups[0].rows) for one in tables] == [len(tab.labels.parts)] * 2


def test_the_months_of_one_value_are_shown_and_open_its_customers(
    page: ValuePage, settled: Wait
) -> None:
    tab = show(page, "money", settled)
    everybody = sum(one.revenue_cents for one in tab.answer.months)
    tab.whose.setCurrentIndex(tab.whose.count() - 1)
    tab.whose.activated.emit(tab.whose.currentIndex())
    settled()
    of = tab.answer.of
    assert tab.whose.currentData() == of
    assert tab.trend.about.text().startswith(f"{of.title}, ")
    assert sum(one.revenue_cents for one in tab.answer.months) < everybody
    part = next(p for p in tab.months.parts if isinstance(p.mark.key, Opening))
    assert part.mark.key.title.endswith(f". {of.title}")
    tab.dimension.activated.emit(0)
    settled()
    assert tab.answer.of is None


def test_print_shows_a_preview(page: ValuePage, settled: Wait) -> None:
    QTest.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    settled()
    dialog = page.findChild(PreviewDialog)
    assert dialog is not None
    dialog.close()


def test_an_empty_office_says_what_to_do(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window()
    window.go("value")
    page = window.page
    assert isinstance(page, ValuePage)
    settle(qtbot, window)
    assert page.nothing.isVisible()


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (0, "$0"),
        (85_000, "$850"),
        (1_234_500, "$12.3k"),
        (6_000_000, "$60k"),
        (50_000_000, "$500k"),
        (-1_234_500, "-$12.3k"),
        (123_456_789, "$1.2M"),
    ],
)
def test_short_amounts(cents: int, shown: str) -> None:
    assert words.short_dollars(cents) == shown


def test_focus_comes_back_to_the_picture_after_a_tab(qtbot: QtBot, page: ValuePage) -> None:
    qtbot.keyClick(page.bar, Key.Key_Right)
    assert page.tab.key == "health"
    assert QApplication.focusWidget() is not None


def test_the_arrows_scroll_the_part_into_view(qtbot: QtBot, page: ValuePage) -> None:
    tab = rfm(page)
    part = tab.tiles.parts[0]
    part.setFocus()
    tab.area.verticalScrollBar().setValue(0)
    qtbot.keyClick(part, Key.Key_End)
    last = tab.tiles.parts[-1]
    assert last.hasFocus()
    assert (
        tab.area.viewport().rect().contains(last.mapTo(tab.area.viewport(), last.rect().center()))
    )


def test_the_segments_stand_against_another_label(page: ValuePage, settled: Wait) -> None:
    tab = rfm(page)
    tab.other.setCurrentIndex(tab.other.findData("value_tier"))
    tab.other.activated.emit(tab.other.currentIndex())
    settled()
    assert tab.answer is not None
    assert tab.answer.page.cross.dimension == "value_tier"
    assert tab.answer.page.cross.total == tab.answer.page.picture.total


def test_missing_days_are_kept_at_rest_until_none_is_missing(window: Window, settled: Wait) -> None:
    assert window.context is not None
    keeper = Keeper(window, window.context)
    for _ in range(3):  # today, the day for trends of tomorrow, then nothing
        keeper.stop()
        keeper.look()
        settled()
    with window.context.office.reading() as db:
        assert TODAY in kept_days(db)
    assert keeper.isActive() is False
