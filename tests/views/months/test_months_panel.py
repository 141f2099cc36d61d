"""The coming months in the window: each number opens its list, the way back, paper and Excel."""

from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.services.desk.forecast_words import COLUMNS
from desktop.views.printing.months_print import months_print
from desktop.views.printing.pages import lay_out
from desktop.views.today.page import TodayPage
from tests.views.printing.test_prints import HEAD
from tests.views.sample_office import Wait

EXPECTED = [one.key for one in COLUMNS].index("expected")


def test_every_count_opens_a_list_of_as_many_services(page: TodayPage, settled: Wait) -> None:
    panel = page.months
    assert panel.found is not None
    assert panel.found.total.due > 0
    last = len(panel.model.lines) - 1
    for row in (0, 1, last):
        month = panel.model.lines[row][1]
        for column, one in enumerate(COLUMNS[:EXPECTED], 1):
            panel.view.setCurrentIndex(panel.model.index(row, column))
            panel.open_current()
            settled()
            assert page.due.found is not None
            assert len(page.due.found.rows) == one.value(month), (row, one.label)
            page.escape()
            assert page.panel is panel


def test_enter_opens_a_list_named_by_its_days_and_escape_leads_back(
    page: TodayPage, settled: Wait
) -> None:
    page.months.view.setCurrentIndex(page.months.model.index(2, 1))
    QTest.keyClick(page.months.view, Qt.Key.Key_Return)
    settled()
    assert page.due.title.accessibleName() == "Dec 2026"
    assert page.due.said.text().startswith("Due Dec 1, 2026 to Dec 31, 2026. ")
    assert page.escape()
    assert page.panel is page.months
    assert page.months.view.currentIndex().row() == 2
    assert page.escape()
    assert page.panel is None


def test_other_days_take_the_place_of_those_of_the_month(page: TodayPage, settled: Wait) -> None:
    page.months.open_current()
    settled()
    box = page.due.boxes["within_days"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    settled()
    assert (page.due.query.due_to, page.due.query.within_days) == (None, 7)
    assert page.due.title.accessibleName() == "Due list"


def test_the_numbers_and_the_seasons_are_explained(page: TodayPage) -> None:
    assert "Every service counts once" in page.months.said.text()
    assert "Your seasons" in page.months.season.text()


def test_the_months_fit_on_a_page(page: TodayPage) -> None:
    assert page.months.found is not None
    sheets = lay_out(months_print(page.months.found, ("Why",), HEAD))
    assert len(sheets) == 1


def test_the_months_are_written_to_excel(page: TodayPage, settled: Wait, chosen: Path) -> None:
    page.commands()["export"]()
    settled()
    sheet = load_workbook(chosen)["Coming months"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:2] == ("Month", "Due")
    assert len(rows) == len(page.months.model.lines) + 1
