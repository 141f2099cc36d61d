"""Behaviour groups: the same every time, large and distinct enough, and adding up."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.models.errors import CancelledError, UserError
from desktop.models.facts import CustomerFact, FactsState
from desktop.services.segments import counting
from desktop.services.segments.tree import Group, Rule
from desktop.services.value import behaviour, behaviour_kept, chosen
from desktop.services.value.behaviour import Found, find
from desktop.services.value.behaviour_fit import prepare
from desktop.services.value.behaviour_names import names
from desktop.services.value.cross import cross
from desktop.services.value.distinct import Difference
from tests.fact_rows import fact_row
from tests.services.value.offices import TODAY

NOW = datetime(2026, 11, 22, 12, 0)  # noqa: DTZ001 - as it is stored, without a zone
FEW = 60  # customers of each kind


def habits(number: int, random: Random) -> dict[str, object]:
    """A customer of one of two kinds: often and cheap, or seldom and dear."""
    often = number % 2
    last = TODAY - timedelta(random.randint(5, 30) if often else random.randint(500, 700))
    gap = timedelta(random.randint(25, 35) if often else random.randint(350, 380))
    ticket = random.randint(9_000, 12_000) if often else random.randint(80_000, 95_000)
    visits = random.randint(20, 30) if often else 2
    return {
        "service_1": last,
        "service_2": last - gap,
        "visits_3y": visits,
        "revenue_3y_cents": visits * ticket + random.randint(0, 9_000),
        "average_ticket_cents": ticket,
        "next_due": TODAY + timedelta(30 if often else random.randint(-40, -30)),
        "rfm_segment": "champions" if number % 3 else "lost",
    }


def fill(db: Session, numbers: list[int]) -> None:
    """Customers of two kinds; the last two lack a visit, and a second visit."""
    random = Random(1)
    known = {number: habits(number, random) for number in sorted(numbers)}
    for row, gone in zip(sorted(known)[-2:], ("service_1", "service_2"), strict=True):
        known[row][gone] = None
    for number in numbers:
        db.add(Customer(id=number, display_name=f"Customer {number}"))
    db.flush()
    rows = [fact_row(customer_id=n, live=True, tickets_3y=1, **known[n]) for n in numbers]
    db.execute(insert(CustomerFact), rows)
    db.add(FactsState(id=1, as_of=TODAY))
    db.flush()


@pytest.fixture(scope="module")
def peopled(shared_office: Office) -> Iterator[Session]:
    """An office of two kinds of customers, written once; searched once."""
    with shared_office.writing() as db:
        fill(db, list(range(1, 2 * FEW + 3)))
        yield db
        db.rollback()


@pytest.fixture(scope="module")
def found(peopled: Session) -> Found:
    """What a search finds there."""
    return find(peopled, TODAY)


def test_two_kinds_of_customers_are_two_groups(found: Found) -> None:
    kinds = [{number % 2 for number in group.members} for group in found.groups]
    assert kinds == [{1}, {0}]
    assert all(one.rejected == "" for one in found.groups)


def test_everybody_is_in_a_group_or_left_out_with_a_reason(found: Found) -> None:
    assert dict(found.left_out) == {"no finished visit": 1, "only one visit": 1}
    members = [number for group in found.groups for number in group.members]
    assert sorted(members) == list(range(1, 2 * FEW + 1))


def test_the_same_search_comes_to_the_same(peopled: Session, found: Found) -> None:
    again = find(peopled, TODAY)
    assert again.groups == found.groups
    assert [one[:3] for one in again.tried] == [one[:3] for one in found.tried]


def test_the_order_of_records_does_not_matter(db: Session, found: Found) -> None:
    numbers = list(range(1, 2 * FEW + 3))
    Random(2).shuffle(numbers)
    fill(db, numbers)
    assert find(db, TODAY).groups == found.groups


def test_names_say_what_tells_a_group_apart(found: Found) -> None:
    assert len({one.name for one in found.groups}) == len(found.groups)
    recency = next(one for one in found.groups[0].apart if one.driver == "recency")
    assert recency.mean < recency.others


def test_kept_groups_are_asked_for_by_conditions_and_add_up(peopled: Session, found: Found) -> None:
    behaviour_kept.keep(peopled, found, NOW)
    table = cross(peopled, TODAY, "behaviour_group")
    assert table.total == sum(table.totals) == 2 * FEW + 2
    for row in table.rows:
        for (value, _), number in zip(table.columns, row.cells, strict=True):
            tree = chosen.tree("cross", segment=row.key, dimension="behaviour_group", value=value)
            assert counting.count(peopled, tree, TODAY).count == number
    kept = behaviour_kept.newest(peopled, TODAY)
    assert kept is not None
    assert [one.customers for one in kept.groups] == [FEW, FEW]
    assert (kept.without, kept.parameters["seed"], kept.as_of) == (2, 1, TODAY)
    assert (kept.parameters["subsamples"], kept.parameters["subsample_share"]) == (20, 0.8)


def test_an_older_name_selects_nobody(peopled: Session, found: Found) -> None:
    behaviour_kept.keep(peopled, found, NOW)
    gone = Group(children=(Rule(field="behaviour_group", op="is", value="Gone with the years"),))
    assert counting.count(peopled, gone, TODAY).count == 0


def test_a_group_that_repeats_a_segment_is_rejected(db: Session) -> None:
    fill(db, list(range(1, 2 * FEW + 3)))
    for row in db.query(CustomerFact):
        row.rfm_segment = "champions" if row.customer_id % 2 else "hibernating"
    db.flush()
    assert all("Only repeats" in one.rejected for one in find(db, TODAY).groups)


def test_nobody_and_too_few_customers_are_refused(db: Session) -> None:
    with pytest.raises(UserError, match="at least 40"):
        find(db, TODAY)


@pytest.mark.parametrize("inputs", [(), ("money",), ("money", "shoe_size")])
def test_unknown_inputs_and_a_single_one_are_refused(db: Session, inputs: tuple[str, ...]) -> None:
    with pytest.raises(UserError, match="two or more"):
        find(db, TODAY, inputs)


def test_a_search_can_be_stopped(peopled: Session) -> None:
    def stop(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        find(peopled, TODAY, checkpoint=stop)


def test_inputs_that_say_the_same_or_nothing_are_dropped() -> None:
    random = Random(3)
    values = [[x := random.random(), 2 * x + 1, 7.0, random.random()] for _ in range(50)]
    found = prepare(values, ("recency", "frequency", "money", "ticket"))
    assert found.kept == ("recency", "ticket")
    assert found.dropped == (("frequency", "recency"), ("money", "the same for everybody"))


def test_a_skewed_input_counts_by_its_logarithm() -> None:
    values = [[float(n), 1.35 ** (n * 17 % 40)] for n in range(40)]
    assert prepare(values, ("frequency", "money")).logged == ("money",)


def test_no_name_is_given_twice() -> None:
    often = (Difference("frequency", 2.0, 9, 1), Difference("ticket", 1.0, 9, 1))
    assert names([often, often, ()]) == ["Often, high tickets", "Often, high tickets (2)",
                                         "Like most"]  # fmt: skip


def test_a_difference_that_the_plain_averages_deny_gives_no_name() -> None:
    assert names([(Difference("money", 0.6, 700, 1_200),)]) == ["Like most"]


def test_noise_has_no_groups(db: Session) -> None:
    fill(db, list(range(1, 2 * FEW + 3)))
    random = Random(4)
    for row in db.query(CustomerFact):
        row.service_1 = TODAY - timedelta(random.randint(1, 900))
        row.service_2 = row.service_1 - timedelta(random.randint(1, 900))
        row.visits_3y, row.revenue_3y_cents = random.randint(1, 40), random.randint(1, 10**6)
        row.average_ticket_cents = random.randint(1, 10**6)
        row.next_due = TODAY - timedelta(random.randint(-50, 900))
    db.flush()
    found = find(db, TODAY)
    assert found.groups == ()
    assert behaviour.card(found)["chosen"] is None
