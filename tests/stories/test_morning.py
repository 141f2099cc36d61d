"""The main job, from files to a list for the mail house, by hand and again by command.

The office manager imports what QuickBooks gave her and the office's own spreadsheet, looks at the
preview, builds "residential customers in these ZIP codes, no service in the last 3 years", watches
the number, saves, writes the Excel list and opens it. Every number is compared with one counted
here from the spreadsheet itself.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.__main__ import main
from desktop.models.database import open_office
from desktop.services import facts
from desktop.services.office.open_file import dump
from desktop.services.office.sample import make_sample
from desktop.services.outreach.excel_list import write_excel
from desktop.services.segments.tree import Everyone
from desktop.views.application import make_application
from desktop.views.importing.page import ImportPage
from desktop.views.segments.export_dialog import ExportDialog
from desktop.views.segments.page import SegmentsPage
from desktop.views.settings import Settings
from desktop.views.window import Surroundings, Window
from tests.views.importing.hands import drop
from tests.views.segments.hands import card_of, choose, root_of, write

LEFT = Qt.MouseButton.LeftButton
TODAY = date(2026, 11, 22)
THREE_YEARS_AGO = date(2023, 11, 22)
NAME = "Homes to write to"
ZIPS_WANTED = 3


class Row(NamedTuple):
    """What the spreadsheet says of one customer."""

    account_no: str
    name: str
    type: str | None
    zip: str | None
    last_service: date | None


@pytest.fixture
def quickbooks(shared_data: Path) -> list[Path]:
    """A contact list and a transaction list of QuickBooks Online, and a list of Desktop."""
    folder = shared_data / "quickbooks"
    return [
        folder / "layout-examples" / "qbo-customer-contact-list.csv",
        folder / "layout-examples" / "qbo-new-transaction-list-by-customer.csv",
        folder / "iif" / "qbd-enterprise34-all-lists.IIF",
    ]


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Path:
    """The customer list of another office, as it leaves that office: an Excel list."""
    path = tmp_path / "our customers.xlsx"
    office = open_office(tmp_path / "sample.db")
    with office.writing.begin() as db:
        make_sample(db, 150, 6, 7, TODAY)
        facts.refresh(db, TODAY)
    with office.reading() as db:
        write_excel(db, Everyone(), "Everyone", TODAY, path)
    office.close()
    return path


def rows_of(path: Path) -> list[Row]:
    """The rows of a list, by the names of its columns."""
    sheet: Any = load_workbook(path)["List"]
    rows = sheet.iter_rows(values_only=True)
    headings = list(next(rows))
    names = ("Account no.", "Name", "Type", "ZIP", "Last service")
    account_no, name, kind, code, last = (headings.index(one) for one in names)
    return [
        Row(row[account_no], row[name], row[kind], row[code], row[last] and row[last].date())
        for row in rows
    ]


def zips_to_write_to(rows: list[Row]) -> list[str]:
    """The ZIP codes with the most residential customers."""
    codes = [row.zip for row in rows if row.type == "Residential" and row.zip]
    return sorted(set(codes), key=lambda code: (-codes.count(code), code))[:ZIPS_WANTED]


def expected(rows: list[Row], zips: list[str]) -> list[Row]:
    """Who must be on the list, found without the program."""
    return [
        row
        for row in rows
        if row.type == "Residential"
        and row.zip in zips
        and (row.last_service is None or row.last_service <= THREE_YEARS_AGO)
    ]


def definition(zips: list[str]) -> dict[str, Any]:
    window = {"kind": "last", "n": 3, "unit": "years"}
    return {
        "all": [
            {"field": "customer_type", "op": "is", "value": "Residential"},
            {"field": "postcode", "op": "is_any_of", "value": zips},
            {"event": "service", "form": "did_not", "window": window},
        ]
    }


class Morning:
    """The window of this story, and the hands that use it."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot, self.window = qtbot, window

    def settle(self) -> None:
        self.qtbot.wait(200)  # typing pauses before it is counted
        context = self.window.context
        assert context is not None
        self.qtbot.waitUntil(lambda: context.jobs.idle, timeout=30_000)

    def click(self, widget: Any) -> None:
        self.qtbot.mouseClick(widget, LEFT)
        self.settle()

    def show_page(self, key: str) -> Any:
        """Press the page's entry in the navigation."""
        self.click(self.window.navigation.items[key])
        return self.window.page

    def imports(self, *paths: Path) -> ImportPage:
        """Drop files, and wait for the preview."""
        page: ImportPage = self.show_page("import")
        drop(page.start.drop, *paths)
        self.settle()
        return page

    def builds(self, zips: list[str]) -> SegmentsPage:
        """Build the segment by hand."""
        page: SegmentsPage = self.show_page("segments")
        self.click(page.list.new)
        self.qtbot.keyClicks(page.builder.head.name, NAME)
        root = root_of(page)
        choose(self.qtbot, root.add_rule, "customer type")
        kind = card_of(page, page.desk.tree.children[0])
        choose(self.qtbot, kind.values.editors[0][1], "resid")
        choose(self.qtbot, root.add_rule, "mailing zip")
        codes = card_of(page, page.desk.tree.children[1])
        choose(self.qtbot, codes.operator_chip, "is any of")
        write(codes.values.editors[0][1].line, ", ".join(zips))
        choose(self.qtbot, root.add_event, "service")
        served = card_of(page, page.desk.tree.children[2])
        choose(self.qtbot, served.form_chip, "had no")
        write(served.days.editors[0][1], "3")
        choose(self.qtbot, served.days.editors[1][1], "years")
        self.settle()
        return page


@pytest.fixture
def morning(qtbot: QtBot, tmp_path: Path) -> Iterator[Morning]:
    make_application()
    settings = Settings()
    settings.set("export.folder", str(tmp_path))
    window = Window(Surroundings(lambda: TODAY, settings))
    window.resize(1280, 900)
    window.show()
    window.attach(open_office(tmp_path / "office.db"))
    story = Morning(qtbot, window)
    story.settle()
    yield story
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def boxes(page: ImportPage) -> dict[str, int]:
    """The six numbers on the screen."""
    return {box: int(tile.text().replace(",", "")) for box, tile in page.review.tiles.tiles.items()}


def test_a_morning_in_the_window(
    qtbot: QtBot, morning: Morning, quickbooks: list[Path], spreadsheet: Path, tmp_path: Path
) -> None:
    rows = rows_of(spreadsheet)
    zips = zips_to_write_to(rows)
    wanted = expected(rows, zips)
    assert len(wanted) > 1

    page = morning.imports(*quickbooks, spreadsheet)
    seen = boxes(page)
    shown = page.review.shown
    assert shown is not None
    assert (seen["refused"], sum(seen.values())) == (0, shown.rows_in_files)
    morning.click(page.review.go)
    assert page.screen_shown is page.result

    segments = morning.builds(zips)
    preview = segments.builder.preview
    assert preview.figure.number.text() == str(len(wanted))
    assert "no service in the last 3 years" in preview.telling.sentence.text()
    morning.click(segments.builder.head.save)
    assert not segments.builder.head.unsaved.isVisible()

    written = tmp_path / "mail house.xlsx"
    morning.click(preview.figure.export)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ExportDialog))
    write(dialog.file, str(written))
    QTest.mouseClick(dialog.write, LEFT)
    qtbot.waitUntil(written.exists, timeout=20_000)
    morning.settle()
    check_list(written, wanted)

    again = morning.imports(*quickbooks, spreadsheet)
    assert (boxes(again)["new"], boxes(again)["changed"]) == (0, 0)


def check_list(path: Path, wanted: list[Row]) -> None:
    """The workbook that left: who, in which cells, and what its cover says."""
    listed = rows_of(path)
    assert sorted(row.name for row in listed) == sorted(row.name for row in wanted)
    assert sorted(row.account_no for row in listed) == sorted(row.account_no for row in wanted)
    book: Any = load_workbook(path)
    headings = [cell.value for cell in book["List"][1]]
    zip_cell = book["List"].cell(2, headings.index("ZIP") + 1)
    assert (zip_cell.data_type, len(zip_cell.value)) == ("s", 5)
    dates = [cell for cell in book["List"][2] if cell.is_date]
    assert all(cell.number_format == "mm/dd/yyyy" for cell in dates)
    cover = book.worksheets[0]
    assert cover["A1"].value == NAME
    assert "no service in the last 3 years" in cover["B3"].value
    assert (cover["B4"].value.date(), cover["B6"].value) == (TODAY, len(wanted))


def test_the_same_morning_by_command(
    quickbooks: list[Path],
    spreadsheet: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    office = ("--database", str(tmp_path / "command.db"), "--as-of", TODAY.isoformat(), "--json")
    rows = rows_of(spreadsheet)
    zips = zips_to_write_to(rows)
    wanted = expected(rows, zips)
    asked = tmp_path / "asked.json"
    asked.write_text(json.dumps(definition(zips)), encoding="utf-8")

    def run(*words: str) -> Any:
        capsys.readouterr()
        assert main([*words, *office]) == 0
        return json.loads(capsys.readouterr().out)

    files = [str(path) for path in (*quickbooks, spreadsheet)]
    first = run("import", *files)
    for file in first["files"]:
        assert sum(file["boxes"].values()) == file["rows_read"]
    assert run("segment", "count", "--definition", str(asked))["count"] == len(wanted)
    assert run("segment", "save", "--name", NAME, "--definition", str(asked))["members"] == len(
        wanted
    )
    written = tmp_path / "mail house.xlsx"
    assert run("export", "--segment", NAME, "--output", str(written))["written"] == len(wanted)
    check_list(written, wanted)
    again = run("import", *files)
    for file in again["files"]:
        assert (file["boxes"]["new"], file["boxes"]["changed"]) == (0, 0)


def test_undo_of_everything_gives_an_equal_dump(
    quickbooks: list[Path], spreadsheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "undone.db"
    office = ("--database", str(database), "--as-of", TODAY.isoformat())

    def dumped() -> dict[str, Any]:
        opened = open_office(database)
        with opened.reading() as db:
            found = dump(db, TODAY)
        opened.close()
        del found["memberships"]  # who entered and left segments meanwhile stays told
        return found

    assert main(["import", str(quickbooks[0]), *office]) == 0
    before = dumped()
    assert main(["import", *map(str, quickbooks[1:]), str(spreadsheet), *office]) == 0
    assert dumped() != before
    assert main(["undo-import", "2", *office]) == 0
    assert dumped() == before
    capsys.readouterr()
