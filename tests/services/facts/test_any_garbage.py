"""Whatever another program writes into a record of one customer, all others keep true facts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, delete, select, text, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import String

from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.database import Office, open_office
from desktop.models.equipment import Asset, System
from desktop.models.facts import CustomerFact, CustomerText, DueItem, PropertyZone, ServiceFact
from desktop.models.office import Setting
from desktop.models.work import Invoice, ServiceLine, Visit
from desktop.services import facts
from desktop.services.facts.keeping import stored_day
from desktop.services.facts.last_known import whom_they_concern
from desktop.services.facts.left_out import READ, find
from desktop.services.facts.shadows import table_of
from desktop.services.safekeeping.unreadable import unreadable
from tests.services.facts.random_office import Maker

TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)
ALONE = 99  # a customer who has nothing to do with the others
NO_DAYS = (7, 20_250_101, "soon", "", "2025-13-45", "2025-02-30", "3/15/2025", "2025-03-15 10:00")
NO_LISTS = ("a@x.com", "[1,", "", "{")
NO_TEXTS = (b"\xff\x00", b"Reyes")
GARBAGE = {"Date": NO_DAYS, "JSON": NO_LISTS, "String": NO_TEXTS, "Text": NO_TEXTS}
COLUMNS = [
    (table_of(entity), one.name, type(one.type).__name__)
    for entity in READ
    for one in table_of(entity).columns
    if type(one.type).__name__ in GARBAGE and not one.primary_key
]
TEXTS = [one for one in COLUMNS if GARBAGE[one[2]] is NO_TEXTS]
OTHERS = [one for one in COLUMNS if one not in TEXTS]
WHEN: dict[str, Any] = {
    "anew": lambda db, _: anew(db),
    "whole": lambda db, _: facts.refresh(db, TODAY),
    "touched": lambda db, who: facts.refresh(db, TODAY, who),
    "next day": lambda db, _: facts.refresh(db, TOMORROW, ()),
    "touched on the next day": lambda db, who: facts.refresh(db, TOMORROW, who),
}
Facts = dict[tuple[str, Any], Any]


def anew(db: Session) -> None:
    facts.mark_stale(db)
    facts.refresh(db, TODAY)


@pytest.fixture(scope="module")
def shared_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for many examples, each of which is rolled back."""
    opened = open_office(tmp_path_factory.mktemp("garbage") / "office.db")
    yield opened
    opened.close()


def lonely_house(db: Session) -> None:
    db.add_all([Customer(id=ALONE, display_name="Lopez"), Property(id=ALONE, zip5="77801")])
    db.flush()
    db.add(PropertyLink(customer_id=ALONE, property_id=ALONE))
    db.add(System(id=ALONE, property_id=ALONE, kind="conventional", install_date=date(2001, 5, 4)))
    db.flush()
    db.add(Asset(id=ALONE, system_id=ALONE, kind="septic_tank", capacity_gal=1000))
    visit = Visit(id=9_999, customer_id=ALONE, property_id=ALONE, status="completed")
    visit.completed_date = date(2025, 3, 1)
    db.add(visit)
    db.flush()
    db.add(ServiceLine(visit_id=visit.id, service="PUMP", asset_id=ALONE))
    db.add(Invoice(customer_id=ALONE, date=date(2025, 3, 1), amount_cents=42_500))
    db.flush()


def all_facts(db: Session) -> Facts:
    """Every stored row, by its table and the customer or property it is about."""
    found: Facts = {}
    for entity in (CustomerText, ServiceFact, DueItem, CustomerFact, PropertyZone):
        table = table_of(entity)
        bare = select(*(type_coerce(one, String) for one in table.columns))
        for row in db.execute(bare.order_by(*table.primary_key)):
            found.setdefault((table.name, row[0]), []).append(tuple(row))
    return found


def without(found: Facts, customers: Any, properties: Any) -> Facts:
    return {
        (table, number): rows
        for (table, number), rows in found.items()
        if number not in (properties if table == "property_zones" else customers)
    }


def write(db: Session, table: Table, key: Any, name: str, value: Any) -> Any:
    """Put a value into a record past all that looks after it; returns what was there."""
    (own,) = table.primary_key
    raw = type_coerce(table.c[name], String)
    before = db.scalar(select(raw).where(own == key))
    statement = text(f"UPDATE {table.name} SET {name} = :value WHERE {own.name} = :key")
    db.execute(statement, {"value": value, "key": key})
    return before


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 2**32),
    where=st.sampled_from(OTHERS) | st.sampled_from(TEXTS),
    pick=st.integers(0, 100),
    value=st.integers(0, 100),
    when=st.sampled_from(sorted(WHEN)),
)
def test_a_broken_record_stops_nobody_elses_facts(
    shared_office: Office, seed: int, where: Any, pick: int, value: int, when: str
) -> None:
    table, name, kind = where
    garbage = GARBAGE[kind][value % len(GARBAGE[kind])]
    with shared_office.writing() as db:
        Maker(seed, TODAY).fill(db)
        lonely_house(db)
        keys = list(db.scalars(select(*table.primary_key).order_by(*table.primary_key)))
        assume(keys)
        key = keys[pick % len(keys)]
        facts.refresh(db, TODAY)
        true_rows = true_facts(db, when)
        expected = true_facts(db, when, key) if table is table_of(Setting) else true_rows
        sound = write(db, table, key, name, garbage)
        found = find(db)
        assert [(one.table, one.column.name, one.key) for one in found] == [(table, name, (key,))]
        who = whom_they_concern(db, found)
        WHEN[when](db, who.customers or (ALONE,))
        now = all_facts(db)
        assert without(now, *who) == without(expected, *who)
        assert {number for kind, number in now if kind == "customer_facts"} == {
            number for kind, number in expected if kind == "customer_facts"
        }
        assert facts.check(db, TODAY) == []
        assert [one.where for one in unreadable(db)] == [f"{table.name}.{name}"]
        write(db, table, key, name, sound)
        facts.refresh(db, stored_day(db) or TODAY, who.customers or None)
        assert all_facts(db) == true_rows
        db.rollback()


def true_facts(db: Session, when: str, unset: Any = None) -> Facts:
    """What the facts are at that time while all records are sound, a setting perhaps not made.

    A setting that cannot be read is none: what is shipped holds for everybody.
    """
    trying = db.begin_nested()
    db.execute(delete(Setting).where(Setting.key == unset))
    WHEN[when](db, (ALONE,))
    found = all_facts(db)
    trying.rollback()
    return found
