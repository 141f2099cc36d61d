"""Facts agree with a plain recomputation, on every day, whole or touched, read or written."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink
from desktop.models.database import Office, open_office
from desktop.models.facts import CustomerFact, CustomerText, ServiceFact
from desktop.models.folding import fold
from desktop.models.work import Invoice, Payment, ServiceLine, Visit
from desktop.services import facts
from desktop.services.facts import checking
from desktop.services.facts.services import KIND_OF_SERVICE
from tests.services.facts import naive
from tests.services.facts.random_office import Maker

TODAY = date(2026, 11, 22)
DAYS = st.sampled_from([TODAY, date(2024, 2, 29), date(2027, 2, 28), date(2026, 3, 31)])
SEEDS = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def shared_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for many examples, each of which is rolled back."""
    opened = open_office(tmp_path_factory.mktemp("facts") / "office.db")
    yield opened
    opened.close()


def stored(db: Session, model: type[Any]) -> list[dict[str, Any]]:
    table = model.__table__
    keys = list(table.primary_key)
    return [dict(row._mapping) for row in db.execute(select(table).order_by(*keys))]


def everything(db: Session) -> list[list[dict[str, Any]]]:
    return [stored(db, model) for model in (CustomerText, ServiceFact, CustomerFact)]


@settings(deadline=None, max_examples=15)
@given(seed=SEEDS, as_of=DAYS)
def test_facts_equal_a_plain_recomputation(shared_office: Office, seed: int, as_of: date) -> None:
    with shared_office.writing() as db:
        Maker(seed, as_of).fill(db)
        facts.refresh(db, as_of)
        office = naive.Office(db, as_of)
        expected = [naive.customer_facts(office, one) for one in office.customers]
        assert stored(db, CustomerFact) == sorted(expected, key=lambda row: row["customer_id"])
        assert [(f["visit_id"], f["kinds"]) for f in stored(db, ServiceFact)] == [
            (v.id, office.bits(v))
            for v in sorted(
                office.visits, key=lambda v: (v.customer_id or 0, v.completed_date or TODAY, v.id)
            )
            if v.customer_id and v.status == "completed"
        ]
        assert facts.check(db, as_of) == []


@settings(deadline=None, max_examples=20)
@given(seed=SEEDS, as_of=DAYS)
def test_refreshing_the_touched_equals_refreshing_all(
    shared_office: Office, seed: int, as_of: date
) -> None:
    with shared_office.writing() as db:
        maker = Maker(seed, as_of)
        maker.fill(db)
        facts.refresh(db, as_of)
        facts.refresh(db, as_of, maker.edit(db))
        touched = everything(db)
        facts.mark_stale(db)
        facts.refresh(db, as_of)
        assert touched == everything(db)


@settings(deadline=None, max_examples=6)
@given(seed=SEEDS, stale=st.booleans())
def test_a_reader_sees_another_day_as_a_refresh_would_make_it(seed: int, stale: bool) -> None:  # noqa: FBT001
    import tempfile  # noqa: PLC0415 - one office per example, not per test

    with tempfile.TemporaryDirectory() as folder:
        office = open_office(Path(folder) / "office.db")
        _compare_reader_and_writer(office, seed, stale=stale)
        office.close()


def _compare_reader_and_writer(office: Office, seed: int, *, stale: bool) -> None:
    other = date(2024, 2, 29)
    with office.writing.begin() as db:
        Maker(seed, TODAY).fill(db)
        facts.refresh(db, TODAY)
        if stale:
            facts.mark_stale(db)
            db.execute(delete(ServiceFact))
    with office.reading() as reader:
        facts.for_day(reader, other)
        facts.for_day(reader, other + timedelta(days=1))
        facts.for_day(reader, other)
        assert facts.is_current(reader, other)
        seen = everything(reader)
    with office.writing() as db:
        facts.refresh(db, other)
        assert everything(db) == seen


def test_a_reader_that_asked_of_another_day_leaves_no_trace(office: Office) -> None:
    with office.writing.begin() as db:
        facts.refresh(db, TODAY)
    for _ in range(5):
        with office.reading() as reader:
            facts.for_day(reader, date(2020, 1, 1))
            reader.commit()
    for _ in range(5):
        with office.reading() as reader:
            assert facts.is_current(reader, TODAY)


def laid_out(db: Session) -> list[str]:
    """The temporary tables that are not empty, and those that are no tables of a refresh."""
    names = db.scalars(text("SELECT name FROM temp.sqlite_schema WHERE type = 'table'")).all()
    return [
        name
        for name in names
        if not name.startswith("staged_") or db.execute(text(f"SELECT 1 FROM {name}")).first()
    ]


def test_the_writer_never_gets_shadows(office: Office) -> None:
    with office.writing.begin() as db:
        facts.refresh(db, TODAY)
        facts.for_day(db, date(2020, 1, 1))
        assert laid_out(db) == []
        assert facts.is_current(db, date(2020, 1, 1))


@pytest.mark.parametrize("touched", [None, [1]])
def test_nothing_stays_laid_out_after_a_refresh(db: Session, touched: list[int] | None) -> None:
    db.add(Customer(id=1, display_name="Reyes"))
    facts.refresh(db, TODAY)
    facts.refresh(db, TODAY, touched)
    assert laid_out(db) == []


def test_many_differences_are_cut_short(db: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_ENOUGH", 3)
    db.add_all(Customer(id=n, display_name="Reyes") for n in range(1, 10))
    facts.refresh(db, TODAY)
    db.execute(update(CustomerFact).values(service_count=3))
    assert [d.customer_id for d in facts.check(db, TODAY)] == [1, 2, 3]
    assert laid_out(db) == []


def test_another_day_alone_leaves_texts_and_finished_work_as_they_are(db: Session) -> None:
    db.add(Customer(id=1, display_name="Reyes", first_seen=TODAY))
    facts.refresh(db, TODAY)
    db.execute(update(Customer).values(display_name="Nolan", status="inactive"))
    facts.refresh(db, TODAY + timedelta(days=1), [])
    assert db.scalar(select(CustomerText.name)) == "reyes"
    assert db.scalar(select(CustomerFact.live)) is False


@pytest.mark.parametrize("stale", [False, True])
def test_facts_laid_aside_are_those_of_their_day(db: Session, stale: bool) -> None:  # noqa: FBT001
    Maker(5, TODAY).fill(db)
    then = TODAY - timedelta(days=200)
    facts.refresh(db, then)
    wanted = everything(db)
    facts.refresh(db, TODAY)
    if stale:
        facts.mark_stale(db)
    with facts.aside(db, then):
        assert everything(db) == wanted
    assert laid_out(db) == []


def test_nothing_at_all_gives_no_facts(db: Session) -> None:
    facts.refresh(db, TODAY)
    assert everything(db) == [[], [], []]
    assert facts.check(db, TODAY) == []
    facts.refresh(db, TODAY, [])
    facts.refresh(db, TODAY, [7])


def test_facts_of_a_customer_that_is_gone_go_too(db: Session) -> None:
    db.add(Customer(id=1, display_name="Reyes"))
    db.add(Visit(id=1, customer_id=1, status="completed", completed_date=TODAY))
    facts.refresh(db, TODAY)
    db.execute(delete(Visit))
    db.execute(delete(Customer))
    facts.refresh(db, TODAY, [1])
    assert everything(db) == [[], [], []]


def test_facts_are_not_current_before_the_first_refresh_or_when_stale(db: Session) -> None:
    assert not facts.is_current(db, TODAY)
    facts.refresh(db, TODAY)
    assert facts.is_current(db, TODAY)
    facts.mark_stale(db)
    assert not facts.is_current(db, TODAY)
    assert facts.check(db, TODAY) == []


def test_check_finds_what_was_changed_behind_its_back(db: Session) -> None:
    db.add(Customer(id=1, display_name="Reyes"))
    facts.refresh(db, TODAY)
    db.execute(update(CustomerFact).values(service_count=3))
    db.execute(delete(CustomerText))
    found = [(d.table, d.customer_id, d.column) for d in facts.check(db, TODAY)]
    assert found == [("customer_texts", 1, ""), ("customer_facts", 1, "service_count")]


@pytest.mark.parametrize(
    ("days_ago", "score"),
    [(0, 5), (90, 5), (91, 4), (180, 4), (181, 3), (365, 3), (366, 2), (730, 2), (731, 1)],
)
def test_recency_bands_end_on_their_day(db: Session, days_ago: int, score: int) -> None:
    day = TODAY - timedelta(days=days_ago)
    assert _scores(db, [(day, 1)], 0).rfm_r == score


@pytest.mark.parametrize(("visits", "score"), [(1, 1), (2, 2), (3, 3), (4, 4), (5, 4), (6, 5)])
def test_frequency_counts_visits_of_36_months(db: Session, visits: int, score: int) -> None:
    days = [(TODAY - timedelta(days=n), 1) for n in range(visits)]
    assert _scores(db, days, 0).rfm_f == score


def test_a_property_on_a_day_counts_once_and_two_properties_twice(db: Session) -> None:
    assert _scores(db, [(TODAY, 1), (TODAY, 1), (TODAY, 2)], 0).rfm_f == 2


def test_the_window_is_open_at_its_old_end(db: Session) -> None:
    days = [(date(2023, 11, 22), 1), (date(2023, 11, 23), 1)]
    assert _scores(db, days, 0).rfm_f == 1


@pytest.mark.parametrize(
    ("cents", "score"),
    [(-1, 1), (19_999, 1), (20_000, 2), (50_000, 3), (100_000, 4), (199_950, 4), (200_000, 5)],
)
def test_money_bands_begin_on_their_cent(db: Session, cents: int, score: int) -> None:
    assert _scores(db, [(TODAY, 1)], cents).rfm_m == score


def test_a_customer_without_a_visit_is_unscored(db: Session) -> None:
    found = _scores(db, [], 500_000)
    assert (found.rfm_r, found.rfm_f, found.rfm_m, found.value_tier) == (
        None,
        None,
        None,
        "unrated",
    )


def _scores(db: Session, visits: list[tuple[date, int]], cents: int) -> CustomerFact:
    db.add_all([Customer(id=1, display_name="Reyes"), Property(id=1), Property(id=2)])
    db.flush()
    for day, place in visits:
        db.add(Visit(customer_id=1, property_id=place, status="completed", completed_date=day))
    db.add(Invoice(customer_id=1, date=TODAY, amount_cents=cents))
    facts.refresh(db, TODAY)
    return db.scalars(select(CustomerFact)).one()


@pytest.mark.parametrize(("total", "sales", "average"), [(5, 2, 3), (-5, 2, -3), (10, 3, 3)])
def test_the_average_ticket_is_rounded_half_up(
    db: Session, total: int, sales: int, average: int
) -> None:
    db.add(Customer(id=1, display_name="Reyes"))
    db.flush()
    amounts = [total] + [0] * (sales - 1)
    db.add_all(Invoice(customer_id=1, date=TODAY, amount_cents=cents) for cents in amounts)
    facts.refresh(db, TODAY)
    assert db.scalar(select(CustomerFact.average_ticket_cents)) == average


def test_texts_are_folded_and_the_site_stands_in_for_a_missing_address(db: Session) -> None:
    db.add(Customer(id=1, display_name="José  Núñez", account_no="A-7"))
    db.add(Property(id=1, line1="14210 FM 2818", city="Bryan", zip5="77807", county="Brazos"))
    db.flush()
    db.add(PropertyLink(customer_id=1, property_id=1))
    db.add(CustomerPhone(customer_id=1, number="1 (979) 555-0134"))
    facts.refresh(db, TODAY)
    found = db.scalars(select(CustomerText)).one()
    assert (found.name, found.address, found.city) == ("jose nunez", "14210 fm 2818", "bryan")
    assert found.phone_digits == "9795550134"
    assert {"a-7", "nunez", "9795550134"} <= set(found.search.split())


@pytest.mark.parametrize("notes", [" Gate  sticks ", "Gate\0 Lid ", "\0", "Ünder\u0301 Dach", " "])
def test_a_text_is_folded_as_if_it_stood_alone(db: Session, notes: str) -> None:
    db.add(Customer(id=1, display_name="Reyes", notes=notes, account_no=" K 7 "))
    facts.refresh(db, TODAY)
    found = db.scalars(select(CustomerText)).one()
    assert (found.name, found.notes) == ("reyes", fold(notes) or None)
    assert found.search == "reyes k 7"


def test_every_service_has_a_kind() -> None:
    codes: set[str] = set(ServiceLine.__table__.c.service.info["choices"])
    assert set(KIND_OF_SERVICE) == codes


def test_an_exactly_paid_invoice_is_not_the_oldest_open_one(db: Session) -> None:
    db.add(Customer(id=1, display_name="Reyes"))
    db.flush()
    paid, open_ = TODAY - timedelta(days=60), TODAY - timedelta(days=30)
    db.add_all(Invoice(customer_id=1, date=day, amount_cents=30_000) for day in (paid, open_))
    db.add(Payment(customer_id=1, date=TODAY, amount_cents=30_000))
    facts.refresh(db, TODAY)
    found = db.scalars(select(CustomerFact)).one()
    assert (found.open_balance_cents, found.oldest_open_due) == (30_000, open_)
