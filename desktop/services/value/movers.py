"""Who would bear another name if rules of RFM were published: told before they are."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer
from desktop.models.facts import CustomerFact
from desktop.services import facts
from desktop.services.facts.scores import Scores
from desktop.services.value import rfm_rules
from desktop.services.value.fifths import Standing, cut
from desktop.services.value.rfm_rules import QUINTILES, RfmRules

_SAMPLE = 200  # customers named per move


class MoverLine(NamedTuple):
    """How many would go from one name to another."""

    before: str
    before_label: str
    after: str
    after_label: str
    customers: int


class Movers(NamedTuple):
    """What publishing would do; `rescored` would get another code, whatever their name."""

    total: int
    rescored: int
    moved: int
    lines: tuple[MoverLine, ...]  # most customers first
    sizes: tuple[tuple[str, int, int], ...]  # of each name: its key, now, then


class Moving(NamedTuple):
    """A customer who would go from one name to another."""

    customer_id: int
    account_no: str | None
    name: str
    code_before: str
    code_after: str


def preview_publish(db: Session, body: Mapping[str, Any], as_of: date) -> Movers:
    """Tell who would move from which name to which.

    Raises:
        UserError: the body does not hold together; `where` says the place.
    """
    then = _scores_then(db, body, as_of)
    before, after = CustomerFact.rfm_segment, then.segment()
    same = _code(then.r, then.f, then.m) == _code_now()
    rows = db.execute(
        select(before, after.label("after"), same.label("same"), func.count())
        .where(CustomerFact.live)
        .group_by(before, "after", "same")
    )
    return _summed(rows.all())


def movers(
    db: Session, body: Mapping[str, Any], as_of: date, before: str, after: str
) -> tuple[Moving, ...]:
    """The first customers by name who would go from one name to another."""
    then = _scores_then(db, body, as_of)
    rows = (
        select(
            Customer.id,
            Customer.account_no,
            Customer.display_name,
            _code_now().label("now"),
            _code(then.r, then.f, then.m).label("then"),
        )
        .join_from(CustomerFact, Customer, Customer.id == CustomerFact.customer_id)
        .where(CustomerFact.live, CustomerFact.rfm_segment == before, then.segment() == after)
        .order_by(func.lower(Customer.display_name), Customer.id)
        .limit(_SAMPLE)
    )
    return tuple(
        Moving(row.id, row.account_no, row.display_name, str(row.now), str(row.then))
        for row in db.execute(rows)
    )


def _scores_then(db: Session, body: Mapping[str, Any], as_of: date) -> Scores:
    rfm_rules.check(body)
    facts.for_day(db, as_of)
    fact = CustomerFact
    rules = _with_fifths(db, rfm_rules.read(body), as_of)
    return Scores(
        as_of, rules, fact.service_1, fact.visits_3y, func.coalesce(fact.revenue_3y_cents, 0)
    )


def _with_fifths(db: Session, rules: RfmRules, as_of: date) -> RfmRules:
    if rules.mode != QUINTILES:
        return rules
    rows = db.execute(_standings())
    found = cut((Standing(last, often, cents) for last, often, cents in rows if last), as_of)
    if found is None:
        return rules
    days, visits, cents = found
    return rules._replace(days=days, visits=visits, cents=cents)


def _standings() -> Select[date | None, int, int]:
    fact = CustomerFact
    return select(fact.service_1, fact.visits_3y, func.coalesce(fact.revenue_3y_cents, 0)).where(
        fact.live, fact.service_1.is_not(None)
    )


def _code(r: Any, f: Any, m: Any) -> Any:
    """The three scores as one number; 0 for the unscored."""
    return func.coalesce(100 * r + 10 * f + m, 0)


def _code_now() -> Any:
    return _code(CustomerFact.rfm_r, CustomerFact.rfm_f, CustomerFact.rfm_m)


def _summed(rows: Any) -> Movers:
    pairs: dict[tuple[str, str], int] = {}
    for before, after, _, customers in rows:
        pairs[before, after] = pairs.get((before, after), 0) + customers
    moved = {pair: customers for pair, customers in pairs.items() if pair[0] != pair[1]}
    label = c.RFM_SEGMENT.label
    lines = [MoverLine(a, label(a), b, label(b), count) for (a, b), count in moved.items()]
    return Movers(
        total=sum(pairs.values()),
        rescored=sum(customers for _, _, same, customers in rows if not same),
        moved=sum(moved.values()),
        lines=tuple(sorted(lines, key=lambda one: (-one.customers, one.before, one.after))),
        sizes=tuple((key, _size(pairs, 0, key), _size(pairs, 1, key)) for key in c.RFM_SEGMENT),
    )


def _size(pairs: Mapping[tuple[str, str], int], place: int, key: str) -> int:
    return sum(customers for pair, customers in pairs.items() if pair[place] == key)
