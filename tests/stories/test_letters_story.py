"""Letters of the day, by hand in the window of an office of 5,000 customers.

Task 8: renewal letters for all contracts that run out in 60 days, in at most 5 clicks from the home
screen, the press in the window of the printer counted with them. Task 12: the letter to the new
owner of a house.
"""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog
from sqlalchemy import func, select

from desktop.models.customers import Property
from desktop.models.work import Interaction
from desktop.services.office.company import Company, set_company
from desktop.views.printing import preview
from tests.stories.hands import TODAY, Desk
from tests.stories.test_desk import sell, some_home
from tests.views.letters.test_letters_dialog import printer_to
from tests.views.printing.test_pages import pages_in

LETTERS = select(func.count()).where(
    Interaction.channel == "letter",
    Interaction.purpose == "Contract renewal",
    Interaction.date == TODAY,
)


@pytest.fixture
def paper(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What comes out of the printer; the office has a name."""
    target = tmp_path / "paper.pdf"

    def accept(_dialog: QDialog) -> int:
        desk.clicks += 1  # Print, in the window of the printer
        return QDialog.DialogCode.Accepted

    def new_printer() -> QPrinter:
        return printer_to(target)

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    monkeypatch.setattr(preview, "new_printer", new_printer)
    with desk.office.writing.begin() as db:
        set_company(db, Company("Brazos Septic", "1203 FM 2818", "979-555-0100"))
    return target


def test_renewal_letters_go_out_and_are_noted(desk: Desk, paper: Path) -> None:
    page = desk.home
    desk.click(page.board.tile("expiring"))
    number = len(page.lists.rows)
    desk.click(page.lists.buttons["Renewal letters…"])
    letters: Any = page.lists.dialog
    chosen, lines = len(letters.chosen), letters.rows.model.lines
    people = {line.one.customer_id for line in lines if line.is_ticked}
    assert len(lines) == number > chosen > 0
    assert all(line.one.held or line.one.sent_on for line in lines if not line.is_ticked)
    desk.click(letters.print_button)
    sheets = letters.preview.sheets
    desk.click(letters.preview.print_button)
    assert desk.clicks <= 5
    assert pages_in(paper) == len(sheets)
    assert desk.ask(LETTERS) == len(people)
    assert desk.check_facts() == []

    desk.click(page.lists.buttons["Renewal letters…"])
    again: Any = page.lists.dialog
    assert again.chosen == []
    assert f"{chosen:,} written about before" in again.rows.sentence.text()
    again.reject()


def test_the_new_owner_is_written_to(desk: Desk, paper: Path) -> None:
    home = some_home(desk)
    with desk.office.writing.begin() as db:
        place = db.get_one(Property, home.property_id)
        place.line1, place.city, place.state, place.zip5 = "12 Oak St", "Bryan", "TX", "77801"
    sell(desk, home)
    view = desk.page.card
    desk.clicks = 0
    desk.click(view.letter_button)
    assert view.deeds.dialog is not None
    desk.click(desk.button(view.deeds.dialog, "Print…"))
    assert desk.clicks == 3
    assert pages_in(paper) == 1
    assert view.card is not None
    assert [(one.channel, one.purpose) for one in view.card.contacts] == [("Letter", "Welcome")]
    assert not view.letter_button.isVisible()
    assert view.next_action.accessibleName().startswith("Next: Offer a day: ")
