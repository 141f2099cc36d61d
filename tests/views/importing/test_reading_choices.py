"""Order of dates, letters, kinds of custom fields, and columns that are better not kept."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.models.office import CustomField
from desktop.services.importing.cells.dates import DATE_ORDERS, DAY_FIRST
from desktop.services.importing.headings.mapping import Column, Mapping
from desktop.services.importing.kinds import DataRow, Grid, Row, Table
from desktop.views.importing.column_line import CONFIDENCES, TYPES, ColumnLine
from desktop.views.importing.dates_asked import dates_asked, dates_sentence
from desktop.views.importing.letters_dialog import LettersDialog
from desktop.views.importing.page import ImportPage
from tests.views.importing.hands import Settle, click, drop


def dated(*texts: str) -> tuple[Table, Mapping]:
    rows = [DataRow(number, [text]) for number, text in enumerate(texts, 2)]
    grid = Grid("a.csv", None, [Row(row.number, row.cells) for row in rows])
    column = Column(0, "Last pumped", "last_service", 1.0, "", texts[:3])
    return Table(grid, "spreadsheet", 1, ("Last pumped",), rows, {}), Mapping((column,))


@pytest.mark.parametrize(
    ("texts", "asked"),
    [
        (("03/25/2024", "04/05/2024"), ""),
        (("25/03/2024", "04/05/2024"), ""),
        (("03/04/2024", "04/05/2024"), "either"),
        (("03/25/2024", "25/03/2024"), "mixed"),
        (("05/05/2024",), ""),
        (("2024-03-04", "Mar 4, 2024"), ""),
        ((), ""),
    ],
)
def test_only_dates_that_do_not_speak_for_themselves_are_asked_about(
    texts: tuple[str, ...], asked: str
) -> None:
    found = dates_asked(*dated(*texts), None)
    assert ("" if found is None else "mixed" if found.is_mixed else "either") == asked


def test_the_samples_are_read_both_ways() -> None:
    found = dates_asked(*dated("03/04/2024", "13/05/2024", "05/14/2024"), DAY_FIRST)
    assert found is not None
    month_first, day_first = (found.readings[order] for order in DATE_ORDERS)
    assert month_first[0] == "03/04/2024 is Mar 4, 2024"
    assert day_first[0] == "03/04/2024 is Apr 3, 2024"
    assert found.order == DAY_FIRST
    assert dates_sentence(found).startswith("Dates: column A (Last pumped) writes dates in both")


def bring(page: ImportPage, settled: Settle, path: Path, text: str, letters: str = "utf-8") -> None:
    path.write_bytes(text.encode(letters))
    drop(page.start.drop, path)
    settled()
    page.review.tabs.open("columns")


def test_the_order_of_dates_is_chosen_with_the_mouse(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    rows = "Customer,Phone,Last pumped\nAna Reyes,903-555-0101,03/04/2024\n"
    bring(page, settled, tmp_path / "list.csv", rows)
    dates = page.review.columns.dates
    assert dates.isVisible()
    assert dates.choices[DATE_ORDERS[0]].isChecked()
    click(dates.choices[DAY_FIRST], dates.choices[DAY_FIRST].rect().center() * 0.2)
    settled()
    assert page.flow.preview is not None
    customer = next(iter(page.flow.preview.planned.parsed[0].customers))
    assert date(2024, 4, 3) in [
        value for part in customer.parts.values() for value in part.values()
    ]
    assert dates.choices[DAY_FIRST].isChecked()


def test_clear_dates_ask_nothing(page: ImportPage, settled: Settle, tmp_path: Path) -> None:
    bring(page, settled, tmp_path / "list.csv", "Customer,Phone\nAna Reyes,903-555-0101\n")
    assert not page.review.columns.dates.isVisible()


def test_wrong_letters_are_put_right(
    page: ImportPage, settled: Settle, tmp_path: Path, office: Office
) -> None:
    text = "Customer,Phone\nJosé Peña,903-555-0101\n"
    bring(page, settled, tmp_path / "mac.csv", text, "mac_roman")
    click(page.review.columns.letters)
    settled()
    dialog = page.dialogs.open
    assert isinstance(dialog, LettersDialog)
    assert set(dialog.choices) == {"cp1252", "mac_roman", "cp850", "utf-8"}
    dialog.choices["mac_roman"].setChecked(True)
    dialog.accept()
    settled()
    click(page.review.go)
    settled()
    with office.reading() as db:
        assert db.scalars(select(Customer.display_name)).all() == ["José Peña"]


def test_plain_letters_have_nothing_to_choose(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    bring(page, settled, tmp_path / "list.csv", "Customer,Phone\nAna Reyes,903-555-0101\n")
    click(page.review.columns.letters)
    settled()
    dialog = page.dialogs.open
    assert isinstance(dialog, LettersDialog)
    assert dialog.choices == {}
    assert "every way" in dialog.about.text()
    dialog.reject()


def line(page: ImportPage, heading: str) -> ColumnLine:
    assert page.review.shown is not None
    columns = page.review.shown.tables[0].mapping.columns
    return page.review.columns.lines[[column.heading for column in columns].index(heading)]


def test_a_custom_field_gets_the_kind_that_was_chosen(
    page: ImportPage, settled: Settle, qtbot: QtBot, tmp_path: Path, office: Office
) -> None:
    rows = "Customer,Phone,Dogs\nAna Reyes,903-555-0101,2\n"
    bring(page, settled, tmp_path / "list.csv", rows)
    kind = line(page, "Dogs").kind
    assert kind.isVisible()
    qtbot.keyClicks(kind, "Text")
    kind.activated.emit(kind.currentIndex())
    settled()
    click(page.review.go)
    settled()
    with office.reading() as db:
        assert db.execute(select(CustomField.label, CustomField.type)).all() == [("Dogs", "text")]


def test_a_column_of_faith_is_named_and_not_kept(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    rows = "Customer,Phone,Religion\nAna Reyes,903-555-0101,Baptist\n"
    bring(page, settled, tmp_path / "list.csv", rows)
    shown = line(page, "Religion")
    assert shown.mark.words.text() == "not kept"
    assert shown.why.text() == "Not kept: it looks like religion."
    assert not shown.target.isEnabled()


def press(box: object, text: str) -> None:
    """Press a button of a message box by its words."""
    assert isinstance(box, QMessageBox)
    buttons: list[QAbstractButton] = box.buttons()
    click(next(button for button in buttons if button.text() == text))


def test_such_a_column_is_kept_only_after_asking(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    rows = "Customer,Phone,Religion\nAna Reyes,903-555-0101,Baptist\n"
    bring(page, settled, tmp_path / "list.csv", rows)
    click(line(page, "Religion").keep)
    press(page.dialogs.open, "Cancel")
    settled()
    assert page.flow.choices.keep_sensitive == set()
    click(line(page, "Religion").keep)
    press(page.dialogs.open, "Keep it all the same")
    settled()
    assert line(page, "Religion").mark.words.text() == "kept anyway"


def test_every_kind_of_custom_field_can_be_chosen(qtbot: QtBot) -> None:
    shown = ColumnLine(Column(0, "Dogs", "custom", 1.0, "", ()))
    qtbot.addWidget(shown)
    assert [shown.kind.itemData(place) for place in range(shown.kind.count())] == [
        key for key, _ in TYPES
    ]
    assert set(CONFIDENCES) == {"sure", "check", "unused", "chosen", "sensitive", "insisted"}


def test_the_kind_stands_beside_custom_fields_only(qtbot: QtBot) -> None:
    shown = ColumnLine(Column(0, "City", "mail_city", 1.0, "", ()))
    qtbot.addWidget(shown)
    shown.show()
    assert not shown.kind.isVisible()
    shown.show_column(Column(0, "City", "custom", 1.0, "", ()))
    assert shown.kind.isVisible()
    assert shown.kind.focusPolicy() != Qt.FocusPolicy.NoFocus
