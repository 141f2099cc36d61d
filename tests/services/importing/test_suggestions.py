"""What memos state of tanks and contracts: offered with the sentence, written with a tick."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.lists.suggestions import FACTS, facts_in
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, picture, rows

DETAIL = (
    ",Transaction date,Transaction type,Num,Product/Service full name,Description,Quantity,"
    "Sales price,Amount,Balance"
)
PUMPED = ',03/04/2025,Invoice,1,Pumping,"Pumped 1000 gal, lid 18"" down, dug",1,345.00,345.00,'
SOLD = ",03/05/2025,Invoice,2,Maintenance plan,,1,240.00,240.00,"
TICKS = [("s.csv", 3, field) for field in ("capacity_gal", "lid_depth_in", "lid_kind")]
Read = Callable[..., importing.ImportResult]


@pytest.fixture
def read(bring_in: Import, write_csv: WriteCsv) -> Read:
    """Import lines of a sales report of one customer."""

    def run(*lines: str, ticked: object = (), **options: object) -> importing.ImportResult:
        path = write_csv(DETAIL, "Nell", *lines, name="s.csv")
        return bring_in(path, accepted=frozenset(ticked), **options)  # type: ignore[call-overload]

    return run


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("Pump 1,000 gal tank", {"capacity_gal": 1000}),
        ('lid 18" down', {"lid_depth_in": 18}),
        ("Lids are 12 inches deep, buried", {"lid_depth_in": 12, "lid_kind": "buried"}),
        ("dug", {"lid_kind": "buried"}),
        ("Dug up, installed riser", {"lid_kind": "riser_at_grade"}),
        ("Needs a riser", {}),
        ('lid 6" down, other lid 12" down', {}),
        ("sludge 12 in", {}),
        ("Used 20 gallons of water", {}),
        ("Galveston", {}),
        ("", {}),
    ],
)
def test_a_sentence_states_what_it_says(sentence: str, facts: dict[str, object]) -> None:
    assert dict(facts_in(sentence)) == facts


@given(st.text(st.sampled_from('lid 12"gal,downrisebu.0'), max_size=30))
def test_any_sentence_states_each_fact_once_at_most(sentence: str) -> None:
    fields = [field for field, _ in facts_in(sentence)]
    assert len(set(fields)) == len(fields) <= len(FACTS)


def test_facts_are_offered_with_the_sentence_and_not_written(db: Session, read: Read) -> None:
    offered = read(PUMPED).preview.suggestions
    sentence = 'Pumping: Pumped 1000 gal, lid 18" down, dug'
    assert [(one.customer, one.what, one.value, one.sentence) for one in offered] == [
        ("Nell", "Tank size", "1,000 gal", sentence),
        ("Nell", "Lid depth", "18 in", sentence),
        ("Nell", "Lid", "Buried", sentence),
    ]
    assert [(one.table_key, one.row, one.field) for one in offered] == TICKS
    assert rows(db, "assets") == rows(db, "properties") == []


def test_what_is_ticked_is_written_once_and_taken_back(db: Session, read: Read) -> None:
    before = picture(db)
    done = read(PUMPED, ticked=TICKS)
    (tank,) = rows(db, "assets")
    assert (tank["capacity_gal"], tank["lid_depth_in"], tank["lid_kind"]) == (1000, 18, "buried")
    assert rows(db, "visits")[0]["property_id"] == rows(db, "invoices")[0]["property_id"] == 1
    again = read(PUMPED)
    assert (again.preview.boxes["new"], again.preview.boxes["changed"]) == (0, 0)
    assert again.preview.suggestions == []
    importing.undo(db, again.batch_id)
    importing.undo(db, done.batch_id)
    assert picture(db) == before


def test_another_value_is_shown_as_a_change(
    db: Session, bring_in: Import, write_csv: WriteCsv, read: Read
) -> None:
    bring_in(write_csv("Customer,Address,Tank gallons", "Nell,1 Oak St,750", name="c.csv"))
    done = read(PUMPED, ticked=TICKS[:1])
    assert (done.preview.suggestions[0].old, done.preview.suggestions[0].value) == (
        "750 gal", "1,000 gal",
    )  # fmt: skip
    (changed,) = done.preview.tables[0].in_box("changed")
    assert [(c.column, c.old, c.new) for c in changed.changes] == [("capacity_gal", 750, 1000)]
    assert rows(db, "assets")[0]["capacity_gal"] == 1000


def test_the_newest_sentence_about_a_place_is_offered(read: Read) -> None:
    later = PUMPED.replace("03/04/2025,Invoice,1", "06/04/2025,Invoice,9").replace("1000", "1500")
    assert [one.value for one in read(later, PUMPED).preview.suggestions][:1] == ["1,500 gal"]


def test_notes_of_a_list_are_heard(db: Session, write_csv: WriteCsv) -> None:
    path = write_csv("Customer,Address,Notes", "Nell,1 Oak St,Has a riser")
    (offered,) = importing.preview(db, [path], AS_OF).suggestions
    assert (offered.row, offered.field, offered.value) == (2, "lid_kind", "Riser at grade")


def test_a_contract_that_was_sold_is_offered_for_twelve_months(db: Session, read: Read) -> None:
    (offered,) = read(SOLD).preview.suggestions
    assert (offered.field, offered.value) == ("contract", "Mar 5, 2025 to Mar 4, 2026")
    assert rows(db, "contracts") == []


def test_a_ticked_contract_is_made_and_covers_its_months(db: Session, read: Read) -> None:
    monthly = SOLD.replace("03/05/2025,Invoice,2", "04/05/2025,Invoice,3")
    done = read(SOLD, monthly, ticked=[("s.csv", 3, "contract")])
    (contract,) = rows(db, "contracts")
    assert (contract["kind"], contract["price_cents"]) == ("full_maintenance", 24000)
    assert (str(contract["start_date"]), str(contract["end_date"])) == ("2025-03-05", "2026-03-04")
    assert read(SOLD, monthly).preview.suggestions == []
    importing.undo(db, importing.history(db)[0].batch_id)
    importing.undo(db, done.batch_id)
    assert rows(db, "contracts") == []


def test_a_contract_is_offered_also_where_no_visits_are_made(read: Read) -> None:
    assert [one.field for one in read(SOLD, make_visits=False).preview.suggestions] == ["contract"]


def test_credits_and_void_sales_state_nothing(read: Read) -> None:
    credit = PUMPED.replace("Invoice", "Credit Memo")
    void = (
        PUMPED.replace("Pumped", "VOID: Pumped").replace("345.00", "0.00").replace(",1,P", ",5,P")
    )
    assert read(credit, void).preview.suggestions == []


def test_a_stale_tick_does_nothing(db: Session, read: Read) -> None:
    read(PUMPED, ticked=[("s.csv", 99, "capacity_gal"), ("other.csv", 3, "lid_kind")])
    assert rows(db, "assets") == []
