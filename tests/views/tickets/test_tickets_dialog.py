"""The window with the trip tickets of a year: shown, completed, printed, written."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.models.care import TripTicket
from desktop.models.database import open_office
from desktop.models.work import DisposalSite
from desktop.services import after_change
from desktop.services.desk.ticket_year import COLUMNS, OPEN_COLUMNS, TicketYear, WasteLine
from desktop.services.office.company import Company
from desktop.views.printing.content import Head
from desktop.views.printing.pages import lay_out
from desktop.views.printing.preview import PreviewDialog
from desktop.views.printing.ticket_print import SHARES, ticket_print
from desktop.views.records.dialog import FormDialog
from desktop.views.tickets.dialog import LETTERS, TicketsDialog
from desktop.views.today.page import TodayPage
from desktop.views.window import Window
from tests.services.desk.test_ticket_year import YEAR
from tests.services.outreach.letter_office import NOW, TODAY, ending
from tests.views.conftest import settle
from tests.views.printing.test_prints import texts
from tests.views.sample_office import Wait, window_on

HEAD = Head(Company("Brazos Septic", licence="24311"), TODAY, datetime(2026, 11, 22, tzinfo=UTC))


@pytest.fixture(scope="module")
def ticket_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two tickets of this year, one of the last."""
    path = tmp_path_factory.mktemp("tickets") / "made.db"
    office = open_office(path)
    with office.writing.begin() as db:
        ending(db)
        site = DisposalSite(name="Plant")
        db.add(site)
        db.flush()
        for number, day in enumerate((date(2026, 6, 1), TODAY, date(2026, 5, 31))):
            db.add(TripTicket(ticket_no=f"T-{number}", collected_on=day, waste_kind="grease",
                              disposal_site_id=site.id, gallons_collected=1000))  # fmt: skip
        after_change.bring_up_to_date(db, TODAY, NOW.at, None)
    office.close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, ticket_file: Path) -> Iterator[Window]:
    yield from window_on(qtbot, ticket_file, tmp_path)


@pytest.fixture
def settled(qtbot: QtBot, window: Window) -> Wait:
    return lambda: settle(qtbot, window)


@pytest.fixture
def dialog(window: Window, settled: Wait) -> TicketsDialog:
    page = window.page
    assert isinstance(page, TodayPage)
    page.commands()["today.tickets"]()
    settled()
    return page.tickets


def test_the_year_is_shown_incomplete_tickets_first(dialog: TicketsDialog, settled: Wait) -> None:
    assert dialog.year.currentText() == "Jun 1, 2026 to May 31, 2027"
    assert [one.ticket_no for one in dialog.incomplete.model.lines] == ["T-0", "T-1"]
    assert dialog.lines.sentence.text().startswith("2 tickets, 2,000 gallons collected, 0 gallons")
    dialog.year.setCurrentIndex(1)
    dialog.year.activated.emit(1)
    settled()
    assert dialog.lines.sentence.text().startswith("1 ticket, 1,000 gallons")


def test_the_year_keeps_the_keyboard(dialog: TicketsDialog, settled: Wait) -> None:
    assert dialog.focusWidget() is dialog.print_button
    dialog.year.setFocus()
    dialog.year.activated.emit(1)
    settled()
    assert dialog.focusWidget() is dialog.year


def test_a_ticket_is_completed_from_there(dialog: TicketsDialog, settled: Wait) -> None:
    dialog.complete_button.click()
    settled()
    form = dialog.dialog
    assert isinstance(form, FormDialog)
    assert form.form.editors["ticket_no"].widget.text() == "T-0"  # type: ignore[attr-defined] # a line
    form.reject()


def test_it_is_printed_and_written(
    dialog: TicketsDialog, settled: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.print_button.click()
    settled()
    (shown,) = dialog.findChildren(PreviewDialog)
    assert shown.sheets[0].title == "TCEQ annual summary"
    shown.reject()
    target = tmp_path / "year.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    dialog.export_button.click()
    settled()
    assert target.stat().st_size > 0


def test_every_column_has_its_width() -> None:
    keys = {one.key for one in (*COLUMNS, *OPEN_COLUMNS)}
    assert keys == set(LETTERS) == set(SHARES)


def test_the_paper_says_whose_it_is_and_ends_with_the_sums() -> None:
    line = WasteLine("Grease trap waste", "Plant", "P-1", 2, 2000, 1950)
    said = texts(ticket_print(TicketYear(YEAR, (line, line), (), 0, ()), HEAD))
    for part in (
        "06/01/2025 to 05/31/2026", "Registration: 24311", "All tickets of the year are complete.",
        "In all: 4 tickets, 4,000 gallons collected, 3,900 gallons delivered.",
    ):  # fmt: skip
        assert part in said
    empty = ticket_print(TicketYear(YEAR, (), (), 0, ("99",)), HEAD)
    assert "No ticket in this year." in texts(empty)
    assert len(lay_out(empty)) == 1
