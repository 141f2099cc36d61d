"""The report after an import: on screen, as a PDF, from the history; texts stay texts."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from desktop.services.days import paper_day
from desktop.services.importing.batch.report import ImportReport
from desktop.views.importing.page import ImportPage
from desktop.views.importing.reporting.markup import markup
from desktop.views.importing.reporting.view import ReportDialog
from desktop.views.printing.rich_text import Document
from tests.views.importing.hands import Heard, Settle, click, drop

NOW = datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001 - instants in history are plain
ROWS = (
    "Customer,Phone,Last pumped\nAna <b>Reyes</b>,903-555-0101,03/14/2024\n,,\n"
    '"Earl Boone,903-555-0102,02/13/2024\n'
)


@pytest.fixture
def imported(page: ImportPage, settled: Settle, tmp_path: Path) -> ImportPage:
    (tmp_path / "list.csv").write_text(ROWS, encoding="utf-8")
    drop(page.start.drop, tmp_path / "list.csv")
    settled()
    click(page.review.go)
    settled()
    return page


def test_the_report_stands_on_the_result(imported: ImportPage) -> None:
    text = imported.result.report.text.toPlainText()
    assert imported.result.tabs.current == "report"
    assert "What became of the rows" in text
    assert "list.csv" in text
    assert "never closed" in text


def test_the_six_boxes_lead_to_their_rows(imported: ImportPage) -> None:
    result = imported.result
    assert [tile.count for tile in result.tiles.tiles.values()] == [1, 0, 0, 0, 2, 1]
    click(result.tiles.tiles["left_out"])
    assert result.tabs.current == "rows"
    assert result.rows.model.rowCount() == 2


def test_what_is_left_is_said_with_a_way_on(imported: ImportPage) -> None:
    assert imported.result.left.text().startswith(
        "1 row could not be read. Save them as a workbook"
    )
    assert imported.result.steps["save"].isVisible()


def test_the_report_is_saved_as_a_pdf(
    imported: ImportPage, settled: Settle, dialog: list[Path], tmp_path: Path, heard: Heard
) -> None:
    dialog[:] = [tmp_path / "report.pdf"]
    click(imported.result.report.pdf)
    settled()
    assert pages(tmp_path / "report.pdf") >= 1
    assert heard.notes[-1] == "Saved as report.pdf."


def pages(path: Path) -> int:
    """How many pages a PDF has; it must end as one."""
    data = path.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.rstrip().endswith(b"%%EOF")
    return len(re.findall(rb"/Type\s*/Page\b", data))


def test_an_old_import_shows_its_report(imported: ImportPage, settled: Settle) -> None:
    click(imported.result.steps["again"])
    settled()
    click(imported.start.history.cards[0].report)
    settled()
    dialog = imported.dialogs.open
    assert isinstance(dialog, ReportDialog)
    assert "What came in" in dialog.view.text.toPlainText()
    dialog.reject()


def empty_report(title: str) -> ImportReport:
    return ImportReport(title, NOW, (), (), (), (), (), (), ())


@pytest.mark.usefixtures("qapp")
def test_texts_of_a_file_are_never_markup() -> None:
    said = markup(empty_report('<img src="http://x.example/a.png"> & co'))
    assert "<img" not in said
    document = Document(said)
    assert document.toPlainText().splitlines()[0] == '<img src="http://x.example/a.png"> & co'


@pytest.mark.usefixtures("qapp")
def test_nothing_is_loaded_for_a_report() -> None:
    document = Document("<p>x</p>")
    assert document.loadResource(2, "file:///etc/hostname") is None


def test_days_stand_in_words_on_screen_and_in_figures_on_paper() -> None:
    report = empty_report("x")
    assert "Nov 22, 2026" in markup(report)
    assert "11/22/2026" in markup(report, paper_day)
