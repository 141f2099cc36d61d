"""Payments of an IIF file that name no invoice: looked at, applied when asked, taken back."""

from pathlib import Path

from sqlalchemy import func, select

from desktop.models.database import Office
from desktop.models.work import PaymentShare
from desktop.services.importing.planning.plan import Applying
from desktop.views.importing.applying import applying_sentence
from desktop.views.importing.page import ImportPage
from tests.services.importing.test_applying_payments import BILLS, MONEY, iif
from tests.views.importing.hands import Heard, Settle, click, drop


def applied(office: Office) -> int:
    with office.reading() as db:
        return db.scalar(select(func.sum(PaymentShare.amount_cents))) or 0


def open_amounts(page: ImportPage, settled: Settle, *paths: Path) -> None:
    drop(page.start.drop, *paths)
    settled()
    page.review.tabs.open("amounts")


def test_payments_are_applied_only_when_the_box_is_ticked(
    page: ImportPage, settled: Settle, office: Office, heard: Heard, tmp_path: Path
) -> None:
    path = iif(tmp_path, *BILLS, *MONEY)
    open_amounts(page, settled, path)
    panel = page.review.amounts.applying
    assert panel.isVisible()
    assert not panel.tick.isChecked()
    assert panel.sentence.text() == (
        "$180.00 of 2 payments and credits would be applied to 2 invoices. "
        "$50.00 of payments and credits fits no open invoice."
    )
    click(page.review.go)
    settled()
    assert applied(office) == 0
    page.start_over()
    open_amounts(page, settled, path)
    panel.tick.click()
    settled()
    assert panel.sentence.text().startswith("$180.00 of 2 payments and credits will be applied")
    assert page.review.go.text() == "Import 2 applied payments"
    click(page.review.go)
    settled()
    assert applied(office) == 180_00
    assert heard.notes[-1] == "Imported 2 applied payments."
    undo = heard.actions[-1]
    assert undo is not None
    undo()
    settled()
    assert applied(office) == 0
    assert heard.errors == []


def test_the_tick_is_there_again_for_the_next_file(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    open_amounts(page, settled, iif(tmp_path, *BILLS, MONEY[0]))
    page.review.amounts.applying.tick.click()
    settled()
    click(page.review.go)
    settled()
    page.start_over()
    later = ("INVOICE", "3/1/2026", 10_00, "3"), ("PAYMENT", "3/2/2026", 10_00, "c3")
    open_amounts(page, settled, iif(tmp_path, *later, name="march.iif"))
    panel = page.review.amounts.applying
    assert panel.tick.isChecked()
    panel.tick.click()
    settled()
    assert not panel.tick.isChecked()
    assert "would be applied" in panel.sentence.text()


def test_a_file_without_payments_is_not_asked_about(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    open_amounts(page, settled, iif(tmp_path, *BILLS))
    assert not page.review.amounts.applying.isVisible()


def test_what_is_left_is_said_when_nothing_can_be_applied() -> None:
    said = applying_sentence(Applying(wanted=True, left_cents=5_00))
    assert said == "Nothing to apply: $5.00 of payments and credits fits no open invoice."
    assert applying_sentence(Applying(wanted=True)) == "No payment is left to apply."


def test_what_is_taken_back_is_said() -> None:
    said = applying_sentence(Applying(left_cents=30_00, taken_back_cents=30_00))
    assert said.endswith(
        "$30.00 that was applied before no longer fits what these files say, and is taken back."
    )
