"""Sales become visits by a table of items that the office can see and edit."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.errors import UserError
from desktop.services import importing
from desktop.services.importing.documents import service_items
from desktop.services.importing.documents.service_items import (
    DEFAULTS,
    ITEM,
    WORDS,
    ItemLine,
    Meanings,
)
from desktop.services.importing.documents.service_words import fits, gallons_of
from desktop.services.importing.preview import Preview
from desktop.services.office.open_file import dump, load
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, rows

DETAIL = (
    ",Transaction date,Transaction type,Num,Product/Service full name,Description,Quantity,"
    "Sales price,Amount,Balance"
)
PUMPED = ",03/04/2025,Invoice,1,Pumping:1000 gal,Both sides,1,345.00,345.00,"
FILTER = ",03/04/2025,Invoice,1,Filter clean,,1,45.00,45.00,"
CAMERA = ",03/05/2025,Invoice,2,Camera,,1,45.00,45.00,"
Read = Callable[..., Preview]


@pytest.fixture
def read(bring_in: Import, write_csv: WriteCsv) -> Read:
    """Import lines of a sales report."""

    def run(*lines: str, **options: object) -> Preview:
        return bring_in(write_csv(DETAIL, "Nell", *lines), **options).preview

    return run


def test_every_default_line_means_a_service_there_is() -> None:
    assert {line.service for line in DEFAULTS} <= set(c.SERVICE_MEANING)
    assert len({line.name for line in DEFAULTS}) == len(DEFAULTS)


def test_one_sale_is_one_visit_with_a_line_for_each_item(db: Session, read: Read) -> None:
    read(PUMPED, FILTER)
    (visit,) = rows(db, "visits")
    assert (visit["amount_cents"], visit["note"]) == (39000, "From invoice 1.")
    lines = [(one["service"], one.get("gallons")) for one in rows(db, "service_lines")]
    assert lines == [("PUMP", 1000), ("OTHER", None)]
    assert rows(db, "invoices")[0]["visit_id"] == visit["id"]


def test_an_item_nobody_knows_makes_no_visit_and_is_shown_first(db: Session, read: Read) -> None:
    shown = read(PUMPED, CAMERA)
    assert len(rows(db, "visits")) == 1
    assert [(s.name, s.match, s.service, s.documents, s.is_new) for s in shown.services] == [
        ("Camera", ITEM, "", 1, True), ("Pumping:1000 gal", ITEM, "PUMP", 1, True),
    ]  # fmt: skip


def test_what_the_office_chooses_counts_and_is_remembered(db: Session, read: Read) -> None:
    read(CAMERA, services={"Camera": "INSPECT"})
    assert [one["service"] for one in rows(db, "service_lines")] == ["INSPECT"]
    assert service_items.lines(db)[0] == ItemLine("Camera", ITEM, "INSPECT")
    again = read(CAMERA.replace("03/05", "03/06").replace(",2,", ",3,"))
    assert [(s.service, s.is_new) for s in again.services] == [("INSPECT", False)]


def test_an_item_that_means_no_visit_makes_none(db: Session, read: Read) -> None:
    read(PUMPED, services={"Pumping:1000 gal": "NONE"})
    assert rows(db, "visits") == []


@pytest.mark.parametrize("item", ["Service contract", "Annual agreement"])
def test_a_contract_is_said_and_makes_no_visit(item: str, db: Session, read: Read) -> None:
    shown = read(f",03/05/2025,Invoice,2,{item},,1,45.00,45.00,")
    assert rows(db, "visits") == []
    assert "service contract" in shown.tables[0].in_box("new")[0].reason


@pytest.mark.parametrize(
    ("quantity", "gallons"), [("2", 2000), ("-3", 3000), ("1", 1000), ("0.5", 1000), ("1000", 1000)]
)
def test_gallons_count_for_each_load(quantity: str, gallons: int, db: Session, read: Read) -> None:
    read(PUMPED.replace("sides,1,", f"sides,{quantity},"))
    assert rows(db, "service_lines")[0]["gallons"] == gallons


def test_the_words_of_the_memo_decide_where_the_item_says_nothing(db: Session, read: Read) -> None:
    shown = read(",03/05/2025,Invoice,2,Services,Pump 1500 gal tank,1,45.00,45.00,")
    assert [(s.match, s.service) for s in shown.services] == [(WORDS, "PUMP")]
    assert rows(db, "service_lines")[0]["gallons"] == 1500


def test_words_may_be_given_another_meaning(db: Session, read: Read) -> None:
    words = next(line.name for line in DEFAULTS if line.service == "PUMP")
    line = ",03/05/2025,Invoice,2,,Holding tank,1,45.00,45.00,"
    read(line, services={words: "OTHER"})
    assert rows(db, "service_lines")[0]["service"] == "OTHER"
    assert ItemLine(words, WORDS, "OTHER") in service_items.lines(db)


def test_a_list_of_visits_follows_the_same_table(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(
        "Customer,Address,Date,Service,Price",
        *(f"Nell,1 Oak St,3/{day}/2025,{item},-" for day, item in enumerate(("Camera", "pmp"), 4)),
        "Nell,1 Oak St,3/6/2025,Portable toilet,80.00",
    )
    shown = bring_in(path, services={"Camera": "INSPECT"}).preview
    assert [one["service"] for one in rows(db, "service_lines")] == ["INSPECT", "PUMP"]
    assert [one["amount_cents"] for one in rows(db, "visits")] == [0, 0]
    assert {(one.name, one.service) for one in shown.services if one.match == ITEM} >= {
        ("Camera", "INSPECT"), ("pmp", "PUMP"),
    }  # fmt: skip
    assert "makes no visit" in shown.tables[0].rows[3].reason


def test_two_places_on_one_day_are_two_visits(db: Session, read: Read) -> None:
    other = PUMPED.replace(",1,P", ",2,P")
    read(PUMPED, "Total for Nell,,,,,,,,345.00,", "Nell:Barn", other)
    assert len({visit.get("property_id") for visit in rows(db, "visits")}) == 2


def test_a_visit_of_that_day_is_used_and_gets_its_gallons(
    db: Session, bring_in: Import, write_csv: WriteCsv, read: Read
) -> None:
    bring_in(write_csv("Customer,Address,Last pumped", "Nell,1 Oak St,3/4/2025", name="c.csv"))
    read(PUMPED)
    assert len(rows(db, "visits")) == 1
    assert rows(db, "service_lines")[0]["gallons"] == 1000


def test_the_table_is_kept_as_saved_and_travels_in_the_open_file(db: Session) -> None:
    wanted = [ItemLine("Jetting", ITEM, "REPAIR"), ItemLine("pump, tank", WORDS, "PUMP")]
    service_items.save(db, wanted)
    assert service_items.lines(db) == wanted
    whole = dump(db, AS_OF)
    for table in ("service_items",):
        assert [one["name"] for one in whole[table]] == ["Jetting", "pump, tank"]
    db.rollback()
    load(db, whole)
    assert service_items.lines(db) == wanted


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([ItemLine(" ", ITEM, "PUMP")], "no name"),
        ([ItemLine("A", ITEM, "PUMP"), ItemLine("a", WORDS, "PUMP")], "twice"),
        ([ItemLine("A", ITEM, "WASH")], "no service"),
        ([ItemLine("A" * 201, ITEM, "PUMP")], "longer"),
    ],
)
def test_a_line_that_cannot_be_is_refused(lines: list[ItemLine], said: str, db: Session) -> None:
    with pytest.raises(UserError, match=said):
        service_items.save(db, lines)
    assert service_items.lines(db) == list(DEFAULTS)


def test_choosing_nothing_leaves_the_table_alone(db: Session) -> None:
    service_items.remember(db, {})
    service_items.remember(db, {"Camera": ""})
    assert rows(db, "service_items") == []


def test_undo_of_an_import_keeps_the_table(db: Session, read: Read) -> None:
    read(CAMERA, services={"Camera": "INSPECT"})
    importing.undo(db, importing.history(db)[0].batch_id)
    assert len(service_items.lines(db)) == len(DEFAULTS) + 1


@pytest.mark.parametrize(
    ("text", "gallons"),
    [
        ("Pump 1000 gal", 1000),
        ("1,500 gallons", 1500),
        ("1000-gal. tank", 1000),
        ("2 x 500gal", 500),
        ("1000 gal, tank 1,000 gal", 1000),
        ("1000 gal and 500 gal", None),
        ("gal", None),
        ("FM 315", None),
        ("", None),
    ],
)
def test_gallons_are_read_from_the_text(text: str, gallons: int | None) -> None:
    assert gallons_of(text) == gallons


@pytest.mark.parametrize(
    ("words", "text", "does"),
    [("tax", "Sales tax", True), ("tax", "Taxi", False), ("locat", "Locate lid", True),
     ("pump + replac", "Replace the pump", True), ("pump + replac", "Pump", False),
     ("after hours", "After-hours call", True), ("", "anything", False)],
)  # fmt: skip
def test_words_fit_as_they_are_written(words: str, text: str, does: bool) -> None:  # noqa: FBT001 - a case of the table above
    assert fits(words, text) is does


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_item_and_memo_has_a_meaning_or_none(item: str, memo: str) -> None:
    meaning = Meanings(DEFAULTS, {}).of_line(item, memo)
    assert meaning is None or meaning.service in ("", *c.SERVICE_MEANING)
    chosen = Meanings(DEFAULTS, {item: "PUMP"}).of_line(item, memo)
    if item.strip():
        assert chosen is not None
        assert chosen.service == "PUMP"
