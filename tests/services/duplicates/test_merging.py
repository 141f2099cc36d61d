"""Merging two customers: everything moves, nothing counts twice, and it can be undone exactly."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone, CustomerTag, Property, PropertyLink
from desktop.models.database import Office, open_office
from desktop.models.errors import UserError
from desktop.models.imports import SourceKey
from desktop.models.office import CustomField, CustomValue
from desktop.models.segments import Segment, StaticMember
from desktop.models.tables import metadata
from desktop.models.work import Interaction, Invoice, Payment, Visit
from desktop.services.duplicates import merging
from desktop.services.duplicates.merge_policy import LEAVE, POLICIES, references
from desktop.services.duplicates.merge_values import GROUPS, SPECIAL, merged
from desktop.services.office.open_file import dump
from desktop.services.office.sample import make_sample

NOW = datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001 - instants in history are plain
AS_OF = date(2026, 11, 22)


def everything(db: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    db.flush()
    return {
        table.name: [tuple(row) for row in db.execute(select(table).order_by(*table.primary_key))]
        for table in metadata.sorted_tables
    }


@pytest.fixture
def two(db: Session) -> Session:
    """An office with Ana Reyes twice, each with work of her own."""
    db.add_all(
        [
            Customer(id=1, display_name="Reyes, Ana", account_no="1001", email="ana@x.com"),
            Customer(id=2, display_name="Ana Reyes", notes="Gate 4711", line1="12 Oak St",
                     city="Tyler", zip5="75701", email="reyes@y.com", do_not_call=True),
            Property(id=1, line1="12 Oak St"),
            CustomField(id=1, key="alarms", label="Alarms", type="text"),
            Segment(id=1, name="List", name_key="list", kind="static"),
        ]
    )  # fmt: skip
    db.flush()
    for customer in (1, 2):
        db.add_all(
            [
                CustomerPhone(customer_id=customer, number="(903) 555-0101", position=0),
                CustomerPhone(customer_id=customer, number=f"(903) 555-020{customer}", position=1),
                CustomerTag(customer_id=customer, tag="dog"),
                CustomValue(customer_id=customer, field_id=1, text=f"{customer}"),
                PropertyLink(customer_id=customer, property_id=1, role="owner",
                             from_date=date(2022 - customer, 1, 1)),
                StaticMember(segment_id=1, customer_id=customer),
                Visit(customer_id=customer, property_id=1, status="completed"),
                Invoice(customer_id=customer, date=AS_OF, amount_cents=100),
                Payment(customer_id=customer, date=AS_OF, amount_cents=100),
                Interaction(customer_id=customer, date=AS_OF, channel="call_in"),
                SourceKey(key=f"qbd:cust:{customer}", table="customers", row_id=customer),
            ]
        )  # fmt: skip
    db.flush()
    return db


@pytest.mark.parametrize("table", ["visits", "invoices", "payments", "interactions"])
def test_everything_that_was_done_belongs_to_the_one_who_stays(two: Session, table: str) -> None:
    result = merging.merge(two, 1, 2, NOW)
    owners = list(two.scalars(select(metadata.tables[table].c.customer_id)))
    assert (owners, result.moved[table]) == ([1, 1], 1)


def test_the_other_one_stays_as_an_inactive_customer(two: Session) -> None:
    merging.merge(two, 1, 2, NOW)
    gone = two.get_one(Customer, 2)
    assert (gone.status, gone.inactive_reason, gone.merged_into_id) == (
        "inactive",
        "duplicate_merged",
        1,
    )


def test_what_was_blank_is_filled_and_what_differs_is_noted(two: Session) -> None:
    result = merging.merge(two, 1, 2, NOW)
    kept = two.get_one(Customer, 1)
    assert (kept.line1, kept.zip5, kept.email, kept.do_not_call) == (
        "12 Oak St",
        "75701",
        "ana@x.com",
        True,
    )
    assert kept.other_emails == ["reyes@y.com"]
    assert kept.notes == "Gate 4711\nMerged with Ana Reyes (other e-mail: reyes@y.com)"
    assert result.not_taken == {"e-mail": "reyes@y.com"}


def test_the_same_phone_comes_once_and_another_one_behind(two: Session) -> None:
    merging.merge(two, 1, 2, NOW)
    of_kept = select(CustomerPhone.number).where(CustomerPhone.customer_id == 1)
    assert list(two.scalars(of_kept.order_by(CustomerPhone.position))) == [
        "(903) 555-0101",
        "(903) 555-0201",
        "(903) 555-0202",
    ]


def test_a_place_both_had_has_one_link_from_the_earlier_day(two: Session) -> None:
    merging.merge(two, 1, 2, NOW)
    (link,) = two.scalars(select(PropertyLink))
    assert (link.customer_id, link.from_date) == (1, date(2020, 1, 1))


def test_a_static_list_has_the_customer_once(two: Session) -> None:
    merging.merge(two, 1, 2, NOW)
    assert list(two.scalars(select(StaticMember.customer_id))) == [1]


def test_other_programs_find_the_one_who_stays(two: Session) -> None:
    merging.merge(two, 1, 2, NOW)
    assert set(two.scalars(select(SourceKey.row_id))) == {1}


def test_an_account_number_is_taken_over_where_there_was_none(two: Session) -> None:
    merging.merge(two, 2, 1, NOW)
    assert two.get_one(Customer, 2).account_no == "1001"
    assert two.get_one(Customer, 1).account_no is None


def test_taking_back_restores_every_row(two: Session) -> None:
    before = everything(two)
    merge_id = merging.merge(two, 1, 2, NOW).merge_id
    assert everything(two) != before
    assert merging.undo_merge(two, merge_id) == {1, 2}
    assert everything(two) == before


def test_work_done_later_stays_and_does_not_hinder(two: Session) -> None:
    merge_id = merging.merge(two, 1, 2, NOW).merge_id
    two.add(Visit(customer_id=1, status="booked"))
    merging.undo_merge(two, merge_id)
    owners = select(Visit.customer_id).order_by(Visit.id)
    assert list(two.scalars(owners)) == [1, 2, 1]


def test_a_change_since_is_named_and_nothing_is_taken_back(two: Session) -> None:
    merge_id = merging.merge(two, 1, 2, NOW).merge_id
    two.execute(update(Visit).values(customer_id=None))
    two.execute(update(Customer).where(Customer.id == 1).values(notes="Called"))
    before = everything(two)
    with pytest.raises(merging.MergeUndoRefusedError) as refused:
        merging.undo_merge(two, merge_id)
    assert refused.value.blockers == [
        "a visit of Reyes, Ana was changed since",
        "customer Reyes, Ana was changed since",
    ]
    assert everything(two) == before


def test_a_later_merge_is_taken_back_first(two: Session) -> None:
    before = everything(two)
    first = merging.merge(two, 1, 2, NOW).merge_id
    two.add(Customer(id=3, display_name="Annie Reyes"))
    second = merging.merge(two, 3, 1, NOW).merge_id
    with pytest.raises(merging.MergeUndoRefusedError, match="the later merge of Reyes, Ana"):
        merging.undo_merge(two, first)
    merging.undo_merge(two, second)
    merging.undo_merge(two, first)
    two.delete(two.get_one(Customer, 3))
    assert everything(two) == before


@pytest.mark.parametrize(("keep", "gone"), [(1, 1), (1, 99), (99, 1)])
def test_what_cannot_be_merged_is_refused(two: Session, keep: int, gone: int) -> None:
    before = everything(two)
    with pytest.raises(UserError):
        merging.merge(two, keep, gone, NOW)
    assert everything(two) == before


def test_a_customer_is_merged_away_once(two: Session) -> None:
    merging.merge(two, 1, 2, NOW)
    with pytest.raises(UserError, match="merged into another customer already"):
        merging.merge(two, 1, 2, NOW)


def test_a_merge_that_is_not_there_cannot_be_taken_back(db: Session) -> None:
    with pytest.raises(UserError, match="no merge number 7"):
        merging.undo_merge(db, 7)


def test_the_history_names_both(two: Session) -> None:
    merge_id = merging.merge(two, 1, 2, NOW).merge_id
    (row,) = merging.history(two)
    assert row == (merge_id, NOW, 1, "Reyes, Ana", 2, "Ana Reyes")


def test_every_policy_is_of_a_table_that_refers_to_customers() -> None:
    moved = {table.name for table, _, _ in references()}
    left = {name for name, policy in POLICIES.items() if policy.action == LEAVE}
    assert set(POLICIES) <= moved | left
    assert {"visits", "invoices", "payments", "estimates", "contracts", "interactions"} <= moved


def test_every_column_named_by_a_rule_is_there() -> None:
    named = {column for group in GROUPS for column in group} | SPECIAL
    assert named <= {column.name for column in metadata.tables["customers"].columns}


BLANK = dict.fromkeys(column.name for column in metadata.tables["customers"].columns)
TEXTS = st.none() | st.sampled_from(["", "a", "A", "b"])
CUSTOMERS = st.fixed_dictionaries(
    {
        "display_name": st.just("X"),
        "status": st.sampled_from(["active", "inactive"]),
        **dict.fromkeys(("email", "line1", "company", "notes", "sms_consent"), TEXTS),
        **dict.fromkeys(("do_not_call", "do_not_mail"), st.none() | st.booleans()),
    }
)


@given(keep=CUSTOMERS, gone=CUSTOMERS)
def test_no_value_is_lost_and_no_refusal_is_forgotten(
    keep: dict[str, Any], gone: dict[str, Any]
) -> None:
    ours, theirs = BLANK | keep, BLANK | gone
    together = merged(ours, theirs)
    after = ours | together.changes
    for column in ("line1", "company", "sms_consent"):
        if ours[column] is not None:
            assert after[column] == ours[column]
        else:
            assert after[column] == theirs[column]
    for column in ("do_not_call", "do_not_mail"):
        assert bool(after[column]) == bool(ours[column] or theirs[column])
    assert all(value in (after["notes"] or "") for value in together.not_taken.values())


@pytest.fixture(scope="module")
def sample() -> Iterator[Office]:
    """A small believable office."""
    with TemporaryDirectory() as folder:
        office = open_office(Path(folder) / "office.db")
        with office.writing.begin() as db:
            make_sample(db, 12, 3, 5, AS_OF)
        yield office
        office.close()


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_any_merges_taken_back_in_turn_leave_an_equal_dump(sample: Office, data: Any) -> None:
    with sample.writing() as db:
        before, whole = dump(db, AS_OF), everything(db)
        ids = list(db.scalars(select(Customer.id).order_by(Customer.id)))
        done = []
        for _ in range(data.draw(st.integers(1, 3))):
            keep, gone = data.draw(st.permutations(ids))[:2]
            done.append(merging.merge(db, keep, gone, NOW).merge_id)
            ids.remove(gone)
        for merge_id in reversed(done):
            merging.undo_merge(db, merge_id)
        assert (dump(db, AS_OF), everything(db)) == (before, whole)
