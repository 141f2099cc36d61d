"""What items and jobs mean: shown before Import, changed by hand, kept in a table of the office."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from desktop.models.choices import SERVICE_MEANING
from desktop.models.database import Office
from desktop.models.work import ServiceItem, ServiceLine
from desktop.services.importing.lists.jobs import CHOICES
from desktop.views.importing.jobs_panel import KEYS, LABELS
from desktop.views.importing.page import ImportPage
from desktop.views.importing.services_dialog import ServicesDialog
from desktop.views.importing.visits import OPTIONS
from tests.views.importing.hands import LAYOUTS, Settle, click, drop, key, write


@pytest.fixture
def sales(page: ImportPage, settled: Settle, shared_data: Path) -> ImportPage:
    """A sales report with items, dropped on the page."""
    drop(page.start.drop, shared_data / LAYOUTS / "qbo-new-sales-by-customer-detail.csv")
    settled()
    page.review.tabs.open("visits")
    return page


def test_every_item_is_named_with_what_it_means(sales: ImportPage) -> None:
    lines = sales.review.visits.services.lines
    assert lines
    assert all(line.line.name and line.line.documents for line in lines)
    assert sales.review.tabs.current == "visits"


def test_a_meaning_chosen_by_hand_is_previewed_imported_and_remembered(
    sales: ImportPage, settled: Settle, office: Office
) -> None:
    line = sales.review.visits.services.lines[0]
    click(line.service)
    picker = line.service.picker
    assert picker is not None
    write(picker.search, "locate")
    key(picker.search, Qt.Key.Key_Return)
    settled()
    changed = sales.review.visits.services.lines[0].line
    assert (changed.name, changed.service) == (line.line.name, "LOCATE")
    click(sales.review.go)
    settled()
    with office.reading() as db:
        assert "LOCATE" in set(db.scalars(select(ServiceLine.service)))
        kept = db.execute(select(ServiceItem.name, ServiceItem.service)).all()
    assert (changed.name, "LOCATE") in kept


def test_all_proposals_are_confirmed_with_one_press(sales: ImportPage, settled: Settle) -> None:
    new = [line.line for line in sales.review.visits.services.lines if line.line.is_new]
    proposed = {line.name: line.service for line in new if line.service}
    if not proposed:
        pytest.skip("the sample proposes nothing new")
    click(sales.review.visits.confirm)
    settled()
    assert sales.flow.choices.services == proposed


def test_every_service_can_be_chosen() -> None:
    assert {option.key for option in OPTIONS} == set(dict(SERVICE_MEANING.items))


def test_the_item_table_is_edited_later(page: ImportPage, settled: Settle, office: Office) -> None:
    click(page.start.more["services"])
    settled()
    dialog = page.dialogs.open
    assert isinstance(dialog, ServicesDialog)
    before = len(dialog.table.lines)
    write(dialog.item, "Winter pumping")
    key(dialog.item, Qt.Key.Key_Return)
    line = dialog.table.lines[0]
    line.edited.emit("Winter pumping", "PUMP")
    click(dialog.table.lines[-1].remove)
    assert len(dialog.table.lines) == before
    dialog.buttons.accepted.emit()
    settled()
    with office.reading() as db:
        kept = db.execute(select(ServiceItem.name, ServiceItem.service)).all()
    assert ("Winter pumping", "PUMP") in kept
    assert len(kept) == before


def test_a_name_is_not_added_twice(page: ImportPage, settled: Settle) -> None:
    click(page.start.more["services"])
    settled()
    dialog = page.dialogs.open
    assert isinstance(dialog, ServicesDialog)
    count = len(dialog.table.lines)
    dialog.item.setText(dialog.table.lines[0].line.name.upper())
    dialog.add()
    assert len(dialog.table.lines) == count
    dialog.reject()


@pytest.fixture
def jobs(page: ImportPage, settled: Settle, shared_data: Path) -> ImportPage:
    drop(page.start.drop, shared_data / "quickbooks/iif/qbd-enterprise34-all-lists.IIF")
    settled()
    page.review.tabs.open("jobs")
    return page


def test_jobs_are_listed_with_a_proposal_and_a_reason(jobs: ImportPage) -> None:
    model = jobs.review.jobs.rows.model
    assert model.rowCount() > 0
    assert all(line.job.reason for line in model.lines)
    assert set(KEYS) == set(LABELS) == set(dict(CHOICES))


def test_one_job_is_switched_with_the_mouse(jobs: ImportPage, settled: Settle) -> None:
    panel = jobs.review.jobs
    view = panel.rows.view
    click(view.viewport(), view.visualRect(view.model().index(1, 0)).center())
    path = panel.rows.model.lines[1].job.path
    wanted = "note" if panel.rows.model.lines[1].job.choice != "note" else "property"
    click(panel.choices[wanted])
    settled()
    assert jobs.flow.choices.jobs == {path: wanted}
    assert panel.rows.model.lines[1].job.choice == wanted


def test_all_jobs_are_switched_by_keyboard(jobs: ImportPage, settled: Settle) -> None:
    panel = jobs.review.jobs
    jobs.activateWindow()
    panel.rows.view.setFocus()
    key(panel.rows.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    key(panel.rows.view, Qt.Key.Key_N)
    settled()
    assert {line.job.choice for line in panel.rows.model.lines} == {"note"}
