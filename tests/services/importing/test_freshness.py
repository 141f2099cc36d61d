"""How old the data are: each source by its newest date, amber when too old, red at twice that."""

from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.imports import ImportBatch, ImportFile
from desktop.models.office import Setting
from desktop.services import facts, freshness, importing
from desktop.services.importing.batch.facts import source_of
from desktop.services.outreach.excel_list import write_excel
from desktop.services.segments.tree import from_json
from tests.services.importing.conftest import AS_OF, NOW, Import, WriteCsv


def brought(db: Session, source: str, day: date | None, state: str = "applied") -> None:
    """An import of one file whose data stand for a day."""
    batch = ImportBatch(imported_at=NOW, as_of=date(2026, 6, 1), state=state, summary={})
    db.add(batch)
    db.flush()
    db.add(
        ImportFile(batch_id=batch.id, name="a", sha256="", kind="x", source=source, data_date=day)
    )
    db.flush()


def test_an_empty_office_says_so(db: Session) -> None:
    assert freshness.sources(db, AS_OF) == []
    assert freshness.summary(db, AS_OF).text == "No data imported yet"


@pytest.mark.parametrize(
    ("age", "state"), [(0, "ok"), (7, "ok"), (8, "amber"), (14, "amber"), (15, "red")]
)
def test_older_than_allowed_is_amber_and_twice_that_is_red(
    age: int, state: str, db: Session
) -> None:
    brought(db, "sales", AS_OF - timedelta(days=age))
    (source,) = freshness.sources(db, AS_OF)
    assert (source.kind, source.age_days, source.max_age_days, source.state) == (
        "sales",
        age,
        7,
        state,
    )


def test_the_newest_date_of_a_source_counts_whatever_came_in_last(db: Session) -> None:
    brought(db, "sales", date(2026, 11, 20))
    brought(db, "sales", date(2026, 11, 1))
    brought(db, "sales", None)  # by an older version: the import day
    assert freshness.sources(db, AS_OF)[0].data_date == date(2026, 11, 20)


def test_an_undone_import_does_not_count_and_a_partly_undone_one_does(db: Session) -> None:
    brought(db, "lists", date(2026, 11, 20), "undone")
    assert freshness.sources(db, AS_OF) == []
    brought(db, "lists", date(2026, 11, 2), "partly_undone")
    assert freshness.sources(db, AS_OF)[0].data_date == date(2026, 11, 2)


def test_the_sentence_has_the_date_of_what_ages_fastest_and_the_worst_source(db: Session) -> None:
    brought(db, "lists", date(2026, 11, 21))
    brought(db, "sales", date(2026, 11, 12))
    said = freshness.summary(db, AS_OF)
    assert said.text == "Data as of Nov 12, 2026 · sales are 3 days older than allowed"
    assert (said.data_date, said.state) == (date(2026, 11, 12), "amber")
    brought(db, "balances", date(2026, 11, 1))
    said = freshness.summary(db, AS_OF)
    assert said.text.endswith("open balances are 14 days older than allowed, and 1 more")
    assert said.state == "red"


def test_data_of_tomorrow_are_not_younger_than_today(db: Session) -> None:
    brought(db, "lists", AS_OF + timedelta(days=3))
    assert freshness.sources(db, AS_OF)[0].age_days == 0


def test_the_age_allowed_can_be_set_and_the_usual_one_is_not_stored(db: Session) -> None:
    brought(db, "sales", AS_OF - timedelta(days=20))
    freshness.set_max_age(db, "sales", 30)
    freshness.set_max_age(db, "sales", 31)
    assert freshness.sources(db, AS_OF)[0].state == "ok"
    freshness.set_max_age(db, "sales", 7)
    assert db.scalars(select(Setting)).all() == []
    assert freshness.sources(db, AS_OF)[0].state == "red"
    for kind, days in (("sales", 0), ("sales", 99_999), ("moon", 7)):
        with pytest.raises(UserError):
            freshness.set_max_age(db, kind, days)


def test_a_damaged_setting_leaves_the_usual_age(db: Session) -> None:
    db.add(Setting(key="freshness.max_age.sales", value="soon"))
    db.flush()
    assert freshness.max_ages(db)["sales"] == 7


@pytest.mark.parametrize(
    ("kind", "has_documents", "source"),
    [
        ("spreadsheet", False, "lists"),
        ("spreadsheet", True, "lists"),
        ("iif_customers", False, "customers"),
        ("iif_customers", True, "sales"),
        ("customer_contact_list", False, "customers"),
        ("open_invoices", True, "balances"),
        ("aging_detail", True, "balances"),
        ("sales_by_customer_detail", True, "sales"),
    ],
)
def test_files_are_the_source_that_one_expects(
    kind: str, *, has_documents: bool, source: str
) -> None:
    table: Any = SimpleNamespace(kind=kind)
    parsed: Any = SimpleNamespace(table=table, documents=[1] if has_documents else [])
    assert source_of(parsed) == source
    assert source in {one.kind for one in freshness.KINDS}


def test_a_report_brings_the_day_it_was_made(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(
        "Transaction List by Customer",
        ",Date,Transaction type,Num,Posting,Memo,Account,Amount",
        "Nell Abbott,,,,,,,",
        ",03/04/2024,Invoice,1,Yes,,A/R,100.00",
        '"Thursday, June 11, 2026 09:00 AM GMT-05:00"',
    )
    batch = bring_in(path).batch_id
    assert freshness.summary(db, AS_OF).data_date == date(2026, 6, 11)
    importing.undo(db, batch)
    assert freshness.summary(db, AS_OF).text == "No data imported yet"


def test_a_list_stands_for_the_day_it_was_brought_in(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv("Customer,City", "Ana Reyes,Tyler"))
    (source,) = freshness.sources(db, AS_OF)
    assert (source.data_date, source.imported_at) == (AS_OF, datetime(2026, 11, 22, 10, 0))  # noqa: DTZ001 - as stored


def test_an_exported_list_says_how_old_its_data_are(db: Session, tmp_path: Path) -> None:
    brought(db, "lists", date(2026, 11, 2))
    facts.refresh(db, AS_OF)
    write_excel(db, from_json({"all": []}), "All", AS_OF, tmp_path / "list.xlsx")
    cover = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    lines = {row[0]: row[1] for row in cover.iter_rows(min_row=3, max_col=2, values_only=True)}
    assert lines["Data"] == "Data as of Nov 2, 2026"
