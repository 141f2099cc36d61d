"""How old the data are: the chip, its words, and limits that are changed."""

from datetime import date, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.models.database import Office
from desktop.models.imports import ImportBatch, ImportFile
from desktop.services import freshness
from desktop.services.freshness import Source
from desktop.views.freshness.chip import FreshnessChip, source_line
from desktop.views.freshness.dialog import SourcesDialog
from desktop.views.jobs import Jobs
from desktop.views.page import Context, Hub
from desktop.views.settings import Settings
from tests.views.importing.hands import Heard

TODAY = date(2026, 11, 22)


def bring(office: Office, days: int) -> None:
    """An import of sales whose data are so many days old."""
    day = TODAY - timedelta(days=days)
    with office.writing.begin() as db:
        batch = ImportBatch(
            imported_at=datetime(2026, 11, 22, 9),  # noqa: DTZ001 - stored without a zone
            as_of=TODAY,
            state="applied",
            summary={"boxes": {}, "files": [], "new": {}, "changed": {}},
        )
        db.add(batch)
        db.flush()
        db.add(
            ImportFile(
                batch_id=batch.id,
                name="a.csv",
                sha256="",
                kind="transaction_list_by_customer",
                source="sales",
                data_date=day,
            )
        )


@pytest.fixture
def context(office: Office, jobs: Jobs) -> Context:
    heard = Heard()
    return Context(
        office, jobs, lambda: TODAY, heard.notify, heard.go, Hub(), Settings(), heard.errors.append
    )


def shown(qtbot: QtBot, context: Context) -> FreshnessChip:
    chip = FreshnessChip(context)
    qtbot.addWidget(chip)
    chip.refresh()
    qtbot.waitUntil(lambda: bool(chip.text()), timeout=10_000)
    return chip


@pytest.mark.parametrize(("days", "state"), [(0, "ok"), (7, "ok"), (8, "amber"), (15, "red")])
def test_the_chip_is_amber_and_red_in_time(
    qtbot: QtBot, office: Office, context: Context, days: int, state: str
) -> None:
    bring(office, days)
    chip = shown(qtbot, context)
    assert chip.state == state
    assert chip.text().startswith("Data as of Nov ")
    assert chip.toolTip().startswith("Sales: Nov ")
    assert not chip.grab().isNull()


def test_an_office_without_imports_has_no_chip(qtbot: QtBot, context: Context) -> None:
    assert not shown(qtbot, context).isVisible()


def test_the_chip_follows_an_import(qtbot: QtBot, office: Office, context: Context) -> None:
    bring(office, 20)
    chip = shown(qtbot, context)
    bring(office, 1)
    context.hub.tell("imports")
    qtbot.waitUntil(lambda: chip.state == "ok", timeout=10_000)


def test_a_press_shows_the_sources_and_a_limit_can_be_changed(
    qtbot: QtBot, office: Office, context: Context
) -> None:
    bring(office, 20)
    chip = shown(qtbot, context)
    chip.click()
    dialog = chip.dialog
    assert isinstance(dialog, SourcesDialog)
    qtbot.waitUntil(lambda: dialog.limits["sales"].value() == 7, timeout=10_000)
    assert dialog.signs["sales"].words.text() == "too old"
    assert dialog.dates["lists"].text() == "nothing imported yet"
    dialog.limits["sales"].setValue(30)
    qtbot.waitUntil(lambda: chip.state == "ok", timeout=10_000)
    qtbot.waitUntil(lambda: dialog.signs["sales"].words.text() == "recent enough", timeout=10_000)
    dialog.reject()
    with office.reading() as db:
        assert freshness.max_ages(db)["sales"] == 30


def test_a_source_is_told_in_one_line() -> None:
    source = Source("sales", "sales", date(2026, 11, 1), datetime(2026, 11, 1), 21, 7, "red")  # noqa: DTZ001 - as stored
    assert source_line(source) == "Sales: Nov 1, 2026, 21 days old; at most 7 days"
