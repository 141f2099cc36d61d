"""What stands on each print-out, and that it fits where it must."""

import re
from base64 import b64encode
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.care import InspectionReport
from desktop.models.customers import Customer, Property
from desktop.models.equipment import System
from desktop.models.work import ServiceLine, Visit
from desktop.services import facts
from desktop.services.days import paper_day
from desktop.services.desk.agenda import agenda, listed
from desktop.services.desk.card import Card, card
from desktop.services.desk.card_places import SketchCard
from desktop.services.desk.card_work import LineCard, VisitCard
from desktop.services.desk.columns import LIST_COLUMNS, list_columns
from desktop.services.desk.due_list import EVERY_STATUS, DueList, due_list
from desktop.services.desk.due_query import DueQuery
from desktop.services.desk.inspection_report import ReportSheet, report_sheet
from desktop.services.desk.morning import Places, places
from desktop.services.desk.paper import PAPERS
from desktop.services.desk.site_history import MOST, site_history
from desktop.services.office.company import Company
from desktop.views.printing.card_print import VISIT_COLUMNS, card_print
from desktop.views.printing.content import (
    Checks,
    Drawing,
    Facts,
    Head,
    Print,
    Signatures,
    Table,
    Text,
)
from desktop.views.printing.desk_prints import (
    SHARES,
    due_print,
    list_print,
    morning_print,
)
from desktop.views.printing.faces import line as height
from desktop.views.printing.faces import wrapped
from desktop.views.printing.history_print import history_print
from desktop.views.printing.pages import WIDTH, lay_out
from desktop.views.printing.pieces import GAP
from desktop.views.printing.report_print import report_prints
from tests.services.desk.desk_office import TODAY, add, after, house, random_office

WORDED = re.compile(r"\b[A-Z][a-z]{2} \d{1,2}, \d{4}")  # a day as the screen says it
FIGURES = re.compile(r"\b\d\d/\d\d/\d{4}\b")
pytestmark = pytest.mark.usefixtures("qapp")
HEAD = Head(Company("Septic & Sons"), TODAY, datetime(2026, 6, 15, 7, 45, tzinfo=UTC))


def texts(one: Print) -> str:
    """Everything that stands on a print-out."""
    found: list[str] = [one.title, one.mark]
    for part in one.parts:
        if isinstance(part, Text):
            found.append(part.text)
        elif isinstance(part, Facts):
            found += [f"{name}: {value}" for name, value in part.pairs]
        elif isinstance(part, Table):
            found += [cell for g in part.groups for row in g.rows for cell in (g.label, *row)]
        elif isinstance(part, Checks):
            found += [f"{label} [{answer}]" for label, answer in part.items]
        elif isinstance(part, Signatures):
            found += part.labels
    return "\n".join(found)


@pytest.fixture
def due(db: Session) -> tuple[DueList, Places]:
    house(db, due=after(-100))
    house(db, due=after(5))
    facts.refresh(db, TODAY)
    return due_list(db, TODAY, DueQuery()), places(db, TODAY)


def test_the_due_list_names_what_was_asked_its_rows_and_totals(
    due: tuple[DueList, Places],
) -> None:
    said = texts(due_print(*due, HEAD))
    assert "Overdue and due, by zone and day." in said
    assert "-100" in said
    assert "In all: 2 services at 2 places" in said


def test_an_empty_due_list_says_so(db: Session) -> None:
    found = due_print(due_list(db, TODAY), Places((), ()), HEAD)
    assert "Nothing is due here." in texts(found)
    assert len(lay_out(found)) == 1


def test_rows_of_the_due_list_have_the_columns_of_its_heading(
    due: tuple[DueList, Places],
) -> None:
    tables = [part for part in due_print(*due, HEAD).parts if isinstance(part, Table)]
    for table in tables:
        for group in table.groups:
            assert {len(row) for row in group.rows} == {len(table.columns)}


def test_the_morning_fits_on_one_page(db: Session, due: tuple[DueList, Places]) -> None:
    assert due[0].rows
    found = morning_print(agenda(db, TODAY), HEAD)
    assert len(lay_out(found)) == 1
    assert "Overdue under contract, owed by us" in texts(found)


def test_every_column_of_a_list_has_its_share_of_the_paper(db: Session) -> None:
    assert set(SHARES) == {column.key for column in LIST_COLUMNS}
    empty = list_print("Calls", listed(db, "callbacks", TODAY), LIST_COLUMNS, HEAD)
    assert "In all: 0 lines." in texts(empty)


def test_the_history_of_a_place_is_one_page(db: Session) -> None:
    home = house(db)
    for days in range(MOST + 5):
        visit = add(db, Visit(customer_id=home.customer, property_id=home.place,
                              status="completed", completed_date=after(-days)))  # fmt: skip
        add(db, ServiceLine(visit_id=visit, service="GREASE", gallons=900))
    facts.refresh(db, TODAY)
    found = site_history(db, home.place, TODAY)
    assert found is not None
    printed = history_print(found, HEAD)
    assert len(lay_out(printed)) == 1
    assert "5 earlier services on file." in texts(printed)


@pytest.fixture
def customer(db: Session) -> Card:
    home = house(db, due=after(-100))
    person = db.get_one(Customer, home.customer)
    person.display_name, person.notes = "Reyes <b>Ana</b> & Co", "Two dogs. " * 30
    visit = add(db, Visit(customer_id=home.customer, property_id=home.place, status="completed",
                          completed_date=after(-1200)))  # fmt: skip
    add(db, ServiceLine(visit_id=visit, service="PUMP"))
    facts.refresh(db, TODAY)
    found = card(db, home.customer, TODAY, paper_day)
    assert found is not None
    return found


def test_the_card_has_all_its_sections_and_texts_stay_texts(customer: Card) -> None:
    printed = card_print(customer, HEAD)
    said = texts(printed)
    assert printed.title == "Reyes <b>Ana</b> & Co"
    for head in ("Next", "Due", "Property", "Last visits", "Notes"):
        assert head in said
    assert "Overdue" in said
    assert len(lay_out(printed)) == 1


def test_the_card_cuts_nothing_and_keeps_a_visit_on_one_page(customer: Card) -> None:
    line = LineCard("Repair", None, 9, "Poor", None, None, None, "", "lid " * 90, "Roots " * 60)
    visit = VisitCard(7, TODAY, "Completed", "Repair", "Ray", None, "", (line,), "", "")
    printed = card_print(customer._replace(visits=(visit,) * 9), HEAD)
    (table,) = (part for part in printed.parts if isinstance(part, Table)
                and part.columns == VISIT_COLUMNS)  # fmt: skip
    sheets = lay_out(printed)
    rows = [piece for sheet in sheets for piece in sheet.pieces if piece.heads]
    assert len(rows) >= len(table.groups[0].rows) == 9
    assert len(sheets) > 1
    wide = WIDTH * table.columns[-1].share / sum(column.share for column in table.columns)
    needed = len(wrapped(table.groups[0].rows[0][-1], "row", wide - GAP))
    assert rows[-1].height == needed * height("row")


def test_paper_says_days_in_figures(db: Session) -> None:
    random_office(db, 7)
    cards = (card(db, number, TODAY, paper_day) for number in db.scalars(select(Customer.id)))
    sites = (site_history(db, number, TODAY) for number in db.scalars(select(Property.id)))
    papers = (report_sheet(db, one, TODAY) for one in db.scalars(select(InspectionReport.id)))
    listed_papers = (
        list_print(key, listed(db, key, TODAY), list_columns(key), HEAD) for key in PAPERS
    )
    prints = [
        *(card_print(one, HEAD) for one in cards if one),
        *(history_print(one, HEAD) for one in sites if one),
        *(one for sheet in papers if sheet for one in report_prints(sheet, HEAD)),
        *listed_papers,
        due_print(due_list(db, TODAY, DueQuery(statuses=EVERY_STATUS)), places(db, TODAY), HEAD),
        morning_print(agenda(db, TODAY), HEAD),
    ]
    said = [text for one in prints for text in texts(one).splitlines()]
    assert any(FIGURES.search(text) for text in said)
    assert not [text for text in said if WORDED.search(text)]


@pytest.fixture
def report(db: Session) -> ReportSheet:
    home = house(db)
    db.get_one(System, home.system).kind = "aerobic"
    visit = add(db, Visit(customer_id=home.customer, property_id=home.place, status="completed",
                          completed_date=after(-10)))  # fmt: skip
    made = add(
        db,
        InspectionReport(
            visit_id=visit,
            system_id=home.system,
            inspection_date=after(-10),
            results={"alarms": "inoperative", "aerators": "operational"},
            repairs_made="Alarm float replaced. " * 4,
            comments="Owner says it smelled in May; vent cleared. " * 3,
        ),
    )
    facts.refresh(db, TODAY)
    found = report_sheet(db, made, TODAY)
    assert found is not None
    return found


def test_an_inspection_takes_one_page_for_each_who_gets_a_copy(report: ReportSheet) -> None:
    prints = report_prints(report, HEAD)
    assert [one.mark for one in prints] == [
        "Copy: Company",
        "Copy: Permitting authority",
        "Copy: Owner",
    ]
    assert [(sheet.number, sheet.of) for sheet in lay_out(*prints)] == [(1, 1)] * 3


def drawn(prints: tuple[Print, ...]) -> list[int]:
    """How many drawings stand on each print-out."""
    return [sum(isinstance(part, Drawing) for part in one.parts) for one in prints]


@pytest.fixture
def sketch() -> SketchCard:
    picture = QImage(900, 640, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.yellow)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload] # bytes in the stubs only
    return SketchCard(1, "Behind the barn", b64encode(buffer.data().data()).decode("ascii"))


def test_a_short_report_has_its_sketch_on_the_same_page(
    report: ReportSheet, sketch: SketchCard
) -> None:
    prints = report_prints(report._replace(sketches=(sketch,)), HEAD)
    assert drawn(prints) == [1, 1, 1]
    assert len(lay_out(*prints)) == len(prints)
    assert "Location sketch: Behind the barn" in texts(prints[0])


def test_a_long_report_keeps_its_page_and_our_own_copy_its_sketch(
    report: ReportSheet, sketch: SketchCard
) -> None:
    long = report._replace(sketches=(sketch,), repairs_needed="Spray heads by the road. " * 50)
    prints = report_prints(long, HEAD)
    assert drawn(prints) == [1, 0, 0]
    assert [sheet.of for sheet in lay_out(*prints)] == [2, 2, 1, 1]


def test_the_card_shows_its_sketch_on_one_page(customer: Card, sketch: SketchCard) -> None:
    place = customer.places[0]._replace(
        sketches=(sketch, SketchCard(2, "Only words", ""), SketchCard(3, "", "bm9uZQ=="))
    )
    printed = card_print(customer._replace(places=(place,)), HEAD)
    assert drawn((printed,)) == [1]
    assert len(lay_out(printed)) == 1
    assert "Sketch: Only words" in texts(printed)


def test_the_report_has_every_item_with_its_answer_and_lines_to_sign(
    report: ReportSheet,
) -> None:
    printed = report_prints(report, HEAD)[0]
    said = texts(printed)
    for item in report.items:
        assert f"{item.label} [{item.result}]" in said
    assert "Alarms [Inoperative]" in said
    assert any(isinstance(part, Signatures) for part in printed.parts)
    assert isinstance(report.file_by, date)
