"""The sample office: the same seed gives the same office, and it looks like a real one."""

import csv
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.models.database import Office, open_office
from desktop.models.errors import CancelledError, UserError
from desktop.models.work import Technician
from desktop.services import facts
from desktop.services.office.open_file import dump, load
from desktop.services.office.sample import SampleCounts, make_sample
from desktop.services.segments.saved import list_segments

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).parents[3]
Open = dict[str, Any]


def made(
    folder: Path, customers: int, *, seed: int = 1, years: int = 12, day: date = TODAY
) -> Open:
    office = open_office(folder / f"{customers}-{seed}-{years}.db")
    with office.writing() as db:
        make_sample(db, customers, years, seed, day)
        whole = dump(db, day)
    office.close()
    return whole


@pytest.fixture(scope="module")
def office_500(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = open_office(tmp_path_factory.mktemp("sample") / "office.db")
    with office.writing() as db:
        make_sample(db, 500, 12, 5, TODAY)
        facts.refresh(db, TODAY)
        db.commit()
    yield office
    office.close()


@pytest.fixture
def db_500(office_500: Office) -> Iterator[Session]:
    with office_500.reading() as db:
        yield db


@pytest.fixture(scope="module")
def whole(office_500: Office) -> Open:
    with office_500.reading() as db:
        return dump(db, TODAY)


def one(db: Session, question: str) -> Any:
    return db.execute(text(question)).scalar_one()


def test_the_same_seed_gives_the_same_office(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert made(tmp_path, 25) == made(tmp_path / "again", 25)


def test_another_seed_gives_another_office(tmp_path: Path) -> None:
    assert made(tmp_path, 25) != made(tmp_path, 25, seed=2)


def test_the_order_of_hashes_does_not_matter(tmp_path: Path) -> None:
    program = (
        "import sys, json, pathlib; from datetime import date; from tests.services.office"
        " import test_sample as t; print(json.dumps(t.made(pathlib.Path(sys.argv[1]), 12)))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (tmp_path / "here").mkdir()
    assert json.loads(ran.stdout) == made(tmp_path / "here", 12)


@pytest.mark.parametrize("customers", [1, 2, 3, 5, 50])
def test_exactly_as_many_customers_as_asked_for(tmp_path: Path, customers: int) -> None:
    assert len(made(tmp_path, customers)["customers"]) == customers


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    customers=st.integers(1, 8),
    years=st.integers(1, 40),
    seed=st.integers(0, 2**32),
    day=st.dates(date(1960, 1, 1), date.max),
)
def test_any_day_and_any_numbers_work(
    tmp_path_factory: pytest.TempPathFactory, customers: int, years: int, seed: int, day: date
) -> None:
    whole = made(tmp_path_factory.mktemp("any"), customers, seed=seed, years=years, day=day)
    assert len(whole["customers"]) == customers
    done = [visit.get("completed_date", "") for visit in whole.get("visits", [])]
    assert max(done, default="") <= day.isoformat()


def test_a_leap_day_is_a_day_like_any_other(tmp_path: Path) -> None:
    assert made(tmp_path, 40, day=date(2024, 2, 29))["as_of"] == "2024-02-29"


def test_a_loaded_dump_gives_the_same_dump(tmp_path: Path, db: Session) -> None:
    whole = made(tmp_path, 40)
    load(db, whole)
    assert dump(db, TODAY) == whole


@pytest.mark.parametrize(("customers", "years"), [(0, 5), (1_000_001, 5), (5, 0), (5, 41)])
def test_numbers_out_of_range_are_refused(db: Session, customers: int, years: int) -> None:
    with pytest.raises(UserError, match="from 1 to"):
        make_sample(db, customers, years, 1, TODAY)


def test_an_office_that_is_not_empty_is_refused(db: Session) -> None:
    db.add(Technician(name="Ray"))
    db.flush()
    with pytest.raises(UserError, match="not empty"):
        make_sample(db, 5, 5, 1, TODAY)


def test_progress_is_told_to_the_end(db: Session) -> None:
    told: list[tuple[int, int]] = []
    make_sample(db, 450, 1, 1, TODAY, lambda done, total: told.append((done, total)))
    assert told[-1] == (450, 450)
    assert len(told) >= 3
    assert told == sorted(told)


def test_it_can_be_cancelled(db: Session) -> None:
    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        make_sample(db, 450, 1, 1, TODAY, stop)


def test_the_counts_are_those_of_the_office(db: Session) -> None:
    counts = make_sample(db, 30, 12, 1, TODAY)
    tables = ("customers", "visits", "invoices")
    assert counts == SampleCounts(*(one(db, f"SELECT count(*) FROM {table}") for table in tables))


def test_it_has_the_indexes_of_any_office(db: Session, db_500: Session) -> None:
    indexes = text("SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name")
    assert db_500.execute(indexes).all() == db.execute(indexes).all()


def test_every_reference_leads_somewhere(db_500: Session) -> None:
    assert db_500.execute(text("PRAGMA foreign_key_check")).all() == []
    assert one(db_500, "PRAGMA integrity_check") == "ok"


def test_a_dozen_years_give_about_ten_visits_a_customer(db_500: Session) -> None:
    assert 8 < one(db_500, "SELECT count(*) FROM visits") / 500 < 12


def test_zip_codes_belong_to_their_towns_and_counties(whole: Open) -> None:
    with (ROOT / "resources/sample/towns.csv").open(encoding="utf-8", newline="") as file:
        known = {(row["zip"], row["town"], row["county"]) for row in csv.DictReader(file)}
    sites = [p for p in whole["properties"] if "zip5" in p and "county" in p]
    assert len(sites) > 400
    assert {(p["zip5"], p["city"], p["county"]) for p in sites} <= known


def test_properties_lie_in_the_zone_of_their_county(whole: Open) -> None:
    zones = {zone["id"]: zone["name"] for zone in whole["zones"]}
    placed = [p for p in whole["properties"] if "zone" in p and "county" in p]
    assert all(zones[p["zone"]] == f"{p['county']} County" for p in placed)


def test_the_mix_of_customers_is_that_of_a_small_company(whole: Open) -> None:
    types = Counter(customer.get("customer_type") for customer in whole["customers"])
    kinds = Counter(system["kind"] for system in whole["systems"])
    assert 0.75 < types["residential"] / 500 < 0.92
    assert set(types) >= {"residential", "commercial", "builder", None}
    assert 0.3 < kinds["aerobic"] / kinds.total() < 0.52
    assert 0.35 < kinds["conventional"] / kinds.total() < 0.6


@pytest.mark.parametrize("column", ["email", "line1", "zip5", "customer_type", "first_seen"])
def test_some_values_are_missing_and_most_are_not(whole: Open, column: str) -> None:
    known = sum(column in customer for customer in whole["customers"])
    assert 0.4 * 500 < known < 500


def test_some_customers_were_entered_twice(whole: Open) -> None:
    numbers = Counter(
        phone["number"] for customer in whole["customers"] for phone in customer.get("phones", [])
    )
    assert 2 <= sum(count > 1 for count in numbers.values()) <= 30


def days_between(whole: Open, service: str) -> list[int]:
    days: dict[str, list[date]] = {}
    for visit in whole["visits"]:
        if visit["status"] == "completed" and visit["lines"][0]["service"] == service:
            done = date.fromisoformat(visit["completed_date"])
            days.setdefault(visit["property"], []).append(done)
    return [(b - a).days for dates in days.values() for a, b in pairwise(sorted(dates))]


@pytest.mark.parametrize(
    ("service", "least", "most"),
    [("INSPECT", 112, 130), ("PUMP", 2.4 * 365, 5 * 365), ("GREASE", 84, 98)],
)
def test_work_comes_round_at_the_interval_of_the_trade(
    whole: Open, service: str, least: float, most: float
) -> None:
    assert least < median(days_between(whole, service)) < most


def test_prepaid_inspections_fall_into_contracts(whole: Open) -> None:
    spans: dict[str, list[tuple[str, str]]] = {}
    for contract in whole["contracts"]:
        span = contract["start_date"], contract.get("end_date", "9999-12-31")
        spans.setdefault(contract["property"], []).append(span)
    inspections = [
        visit
        for visit in whole["visits"]
        if visit["status"] == "completed" and visit["lines"][0]["service"] == "INSPECT"
    ]
    covered = sum(
        any(start <= visit["completed_date"] <= end for start, end in spans[visit["property"]])
        for visit in inspections
    )
    assert covered / len(inspections) > 0.95


def test_renewals_follow_the_contract_before(whole: Open) -> None:
    by_id = {contract["id"]: contract for contract in whole["contracts"]}
    renewed = [c for c in whole["contracts"] if "renewed_from" in c]
    assert renewed
    assert all(by_id[c["renewed_from"]]["end_date"] < c["start_date"] for c in renewed)


def test_what_is_open_is_what_was_billed_and_not_paid(db_500: Session) -> None:
    wrong = """
        SELECT i.id FROM invoices i LEFT JOIN payments p ON p.invoice_id = i.id
        WHERE i.kind = 'invoice' AND i.state = 'posted'
        GROUP BY i.id HAVING i.amount_cents + i.tax_cents <> i.open_cents
            + coalesce(sum(p.amount_cents), 0)"""
    credited = one(db_500, "SELECT count(*) FROM invoices WHERE kind = 'credit'")
    assert len(db_500.execute(text(wrong)).all()) == credited
    assert one(db_500, "SELECT sum(open_cents) FROM invoices") > 0


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("visits", "status", {"booked", "scheduled", "completed", "no_access", "cancelled"}),
        ("invoices", "state", {"posted", "voided"}),
        ("estimates", "state", {"open", "accepted", "declined"}),
        ("customers", "status", {"active", "inactive"}),
        ("segments", "kind", {"active", "static"}),
        ("interactions", "channel", {"call_in", "call_out", "letter", "postcard", "email"}),
        ("contracts", "kind", {"initial_two_year", "inspection_only", "grease_plan"}),
    ],
)
def test_everything_the_office_meets_occurs(
    db_500: Session, table: str, column: str, values: set[str]
) -> None:
    found = set(db_500.scalars(text(f"SELECT DISTINCT {column} FROM {table}")))
    assert found >= values


def test_sold_houses_have_an_owner_before_and_after(whole: Open) -> None:
    owners = Counter(link["property"] for link in whole["property_links"])
    ended = [link for link in whole["property_links"] if "to_date" in link]
    assert sum(owners[link["property"]] == 2 for link in ended) > 5


def test_no_two_customers_share_an_account_or_two_invoices_a_number(db_500: Session) -> None:
    for table, column in (("customers", "account_no"), ("invoices", "number")):
        assert one(db_500, f"SELECT count(*) - count(DISTINCT {column}) FROM {table}") == 0


def test_emergencies_come_with_wet_ground(db_500: Session) -> None:
    months = Counter(
        day.split("-")[1]
        for day in db_500.scalars(text("SELECT completed_date FROM visits WHERE emergency"))
        if day
    )
    assert sum(months[m] for m in ("02", "03", "04", "05")) > sum(
        months[m] for m in ("06", "07", "08", "09")
    )


def test_the_saved_lists_can_be_worked_out_and_are_not_empty(db_500: Session) -> None:
    lists = list_segments(db_500, TODAY)
    assert [one.problem for one in lists if one.problem] == []
    assert len(lists) == 3
    assert all(one.count for one in lists)
