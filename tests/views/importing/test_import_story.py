"""An import as the office does it: drop, look, import, import again, take back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from sqlalchemy import func, select

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.models.facts import CustomerFact
from desktop.services.importing.kinds import BOXES
from desktop.views.importing.page import ImportPage
from tests.views.importing.hands import LAYOUTS, Heard, Settle, click, drop, key


@pytest.fixture
def online(shared_data: Path) -> list[Path]:
    folder = shared_data / LAYOUTS
    return [
        folder / "qbo-customer-contact-list.csv",
        folder / "qbo-new-transaction-list-by-customer.csv",
    ]


def numbers(page: ImportPage) -> dict[str, int]:
    """The six numbers as they stand on the tiles."""
    return {box: int(page.review.tiles.tiles[box].text().replace(",", "")) for box in BOXES}


def bring(page: ImportPage, settled: Settle, *paths: Path) -> None:
    drop(page.start.drop, *paths)
    settled()


def import_files(page: ImportPage, settled: Settle, *paths: Path) -> None:
    bring(page, settled, *paths)
    click(page.review.go)
    settled()


def customers(office: Office) -> int:
    with office.reading() as db:
        return db.scalar(select(func.count()).select_from(Customer)) or 0


def test_dropped_files_are_named_for_what_they_are(
    page: ImportPage, settled: Settle, online: list[Path]
) -> None:
    bring(page, settled, *online)
    shown = [card.line.sheets[0].what for card in page.review.files.cards]
    assert shown == [
        "QuickBooks Online: Customer Contact List",
        "QuickBooks Online: Transaction List by Customer",
    ]


def test_the_six_numbers_add_up_to_the_rows_of_the_files(
    page: ImportPage, settled: Settle, online: list[Path]
) -> None:
    bring(page, settled, *online)
    assert numbers(page) == {
        "new": 9,
        "changed": 0,
        "unchanged": 0,
        "review": 0,
        "left_out": 24,
        "refused": 0,
    }
    assert page.review.tiles.sentence.text().startswith("9 + 0 + 0 + 0 + 24 + 0 = 33: every row")


def test_a_pressed_tile_shows_only_its_rows(
    page: ImportPage, settled: Settle, online: list[Path]
) -> None:
    bring(page, settled, *online)
    click(page.review.tiles.tiles["left_out"])
    model = page.review.rows.model
    shown = {model.index(row, 1).data() for row in range(model.rowCount())}
    assert (model.rowCount(), shown) == (24, {"Left out"})


def test_a_tile_works_by_keyboard(page: ImportPage, settled: Settle, online: list[Path]) -> None:
    bring(page, settled, *online)
    tile = page.review.tiles.tiles["new"]
    key(tile, Qt.Key.Key_Return)
    assert (page.review.box, page.review.rows.model.rowCount()) == ("", 33)
    key(tile, Qt.Key.Key_Space)
    assert (page.review.box, page.review.rows.model.rowCount()) == ("new", 9)


def test_the_button_says_what_it_will_bring(
    page: ImportPage, settled: Settle, online: list[Path]
) -> None:
    bring(page, settled, *online)
    said = "3 customers, 1 service visit, 3 invoices, 1 payment and 1 estimate"
    assert page.review.go.text() == f"Import {said}"


def test_the_totals_of_the_file_are_compared(
    page: ImportPage, settled: Settle, online: list[Path]
) -> None:
    bring(page, settled, *online)
    assert page.review.amounts.figures["Revenue"].text() == "$1,510.00"
    said = page.review.amounts.checks.sentence.text()
    assert said == "All 4 totals written in the files agree to the cent."


def test_an_import_fills_the_office_and_its_facts(
    page: ImportPage,
    settled: Settle,
    online: list[Path],
    office: Office,
    heard: Heard,
) -> None:
    import_files(page, settled, *online)
    with office.reading() as db:
        facts = db.scalar(select(func.count()).select_from(CustomerFact))
    assert (customers(office), facts) == (3, 3)
    assert {"customers", "segments", "imports"} <= set(heard.topics)
    assert page.screen_shown is page.result


def test_the_same_files_again_bring_nothing(
    page: ImportPage, settled: Settle, online: list[Path]
) -> None:
    import_files(page, settled, *online)
    click(page.result.steps["again"])
    bring(page, settled, *online)
    again = numbers(page)
    assert (again["new"], again["changed"]) == (0, 0)
    assert (page.review.go.text(), page.review.go.isEnabled()) == ("Nothing to import", False)


def test_undo_on_the_result_gives_the_office_back(
    page: ImportPage,
    settled: Settle,
    online: list[Path],
    office: Office,
    heard: Heard,
) -> None:
    import_files(page, settled, *online)
    click(page.result.steps["undo"])
    settled()
    assert customers(office) == 0
    assert heard.notes[-1].startswith("Import undone: 3 customers")
    assert page.screen_shown is page.start


def test_the_history_offers_undo_once(
    page: ImportPage, settled: Settle, online: list[Path], office: Office
) -> None:
    import_files(page, settled, *online)
    click(page.result.steps["again"])
    settled()
    click(page.start.history.cards[0].undo)
    settled()
    card = page.start.history.cards[0]
    assert (customers(office), card.past.is_undone) == (0, True)
    assert not card.undo.isVisible()


def test_of_an_import_changed_since_only_the_rest_is_undone(
    page: ImportPage,
    settled: Settle,
    online: list[Path],
    office: Office,
    heard: Heard,
) -> None:
    import_files(page, settled, *online)
    with office.writing.begin() as db:
        db.scalars(select(Customer)).first().city = "Elsewhere"  # type: ignore[union-attr]
    click(page.result.steps["undo"])
    settled()
    box = page.dialogs.open
    assert isinstance(box, QMessageBox)
    assert "was changed since" in box.informativeText()
    assert (customers(office), heard.errors) == (3, [])
    click(next(button for button in box.buttons() if button.text() == "Undo the rest"))
    settled()
    assert customers(office) == 1
    assert heard.notes[-1].endswith("stayed.")


def test_a_cancelled_import_leaves_nothing_and_says_so(
    page: ImportPage,
    settled: Settle,
    online: list[Path],
    office: Office,
    heard: Heard,
) -> None:
    bring(page, settled, *online)
    click(page.review.go)
    click(page.working.cancel)
    settled()
    assert customers(office) == 0
    assert heard.notes == ["The import was stopped. Nothing was saved; all is as before."]
    assert page.screen_shown is page.review


def test_visits_are_made_only_with_the_tick(
    page: ImportPage, settled: Settle, online: list[Path]
) -> None:
    bring(page, settled, *online)
    page.review.tabs.open("visits")
    key(page.review.visits.tick, Qt.Key.Key_Space)
    settled()
    click(page.review.go)
    settled()
    assert page.flow.done is not None
    assert "Service visits" not in [line.what for line in page.flow.done.brought]


def test_the_tick_can_be_set_again(page: ImportPage, settled: Settle, online: list[Path]) -> None:
    bring(page, settled, *online)
    page.review.tabs.open("visits")
    for said in ("No visits will be recorded.", "1 visit will be recorded."):
        key(page.review.visits.tick, Qt.Key.Key_Space)
        settled()
        assert page.review.visits.sentence.text() == said


def test_the_result_leads_on(
    page: ImportPage, settled: Settle, online: list[Path], heard: Heard
) -> None:
    import_files(page, settled, *online)
    click(page.result.see)
    click(page.result.steps["segments"])
    assert heard.went == ["customers", "segments"]


def test_a_file_taken_out_is_no_longer_imported(
    page: ImportPage, settled: Settle, online: list[Path]
) -> None:
    bring(page, settled, *online)
    click(page.review.files.cards[1].remove)
    settled()
    assert page.review.go.text() == "Import 3 customers"


def test_files_dropped_on_the_preview_are_added(
    page: ImportPage, settled: Settle, online: list[Path]
) -> None:
    bring(page, settled, online[0])
    drop(page, online[1])
    settled()
    assert len(page.review.files.cards) == 2


def test_the_iif_sample_comes_in_whole(
    page: ImportPage, settled: Settle, shared_data: Path, office: Office
) -> None:
    import_files(page, settled, shared_data / "quickbooks/iif/qbd-enterprise34-all-lists.IIF")
    assert customers(office) == 45
