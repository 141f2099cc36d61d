"""Who would get another grade if other weights of health were published: told before they are."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer
from desktop.models.facts import CustomerFact
from desktop.services import facts
from desktop.services.facts.health import measured
from desktop.services.facts.scope import Scope
from desktop.services.facts.shadows import table_of
from desktop.services.value import health_cards, health_rules
from desktop.services.value.movers import MoverLine, Moving

_SAMPLE = 200  # customers named per move
_FACT = table_of(CustomerFact)


class GradeMoves(NamedTuple):
    """What publishing would do; `rescored` would get another score, whatever their grade."""

    total: int
    rescored: int
    moved: int
    lines: tuple[MoverLine, ...]  # most customers first


def preview(db: Session, body: Mapping[str, Any], as_of: date) -> GradeMoves:
    """Tell how many live customers would go from which grade to which; all scores are worked out.

    Raises:
        UserError: the weights do not hold together; `where` says the place.
    """
    with _rated(db, body, as_of) as rated:
        then = health_cards.grade(rated.c.score).label("then")
        same = (func.coalesce(rated.c.score, -1) == _score_now()).label("same")
        rows = db.execute(
            select(_FACT.c.health_grade, then, same, func.count())
            .join_from(_FACT, rated, rated.c.customer_id == _FACT.c.customer_id)
            .where(_FACT.c.live)
            .group_by(_FACT.c.health_grade, "then", "same")
        ).all()
    return _summed([(before, after, bool(is_same), n) for before, after, is_same, n in rows])


def movers(
    db: Session, body: Mapping[str, Any], as_of: date, before: str, after: str
) -> tuple[Moving, ...]:
    """The first customers by name who would go from one grade to another, with both scores."""
    with _rated(db, body, as_of) as rated:
        rows = db.execute(
            select(
                Customer.id,
                Customer.account_no,
                Customer.display_name,
                _FACT.c.health_score,
                rated.c.score,
            )
            .join_from(_FACT, Customer, Customer.id == _FACT.c.customer_id)
            .join(rated, rated.c.customer_id == _FACT.c.customer_id)
            .where(
                _FACT.c.live,
                _FACT.c.health_grade == before,
                health_cards.grade(rated.c.score) == after,
            )
            .order_by(func.lower(Customer.display_name), Customer.id)
            .limit(_SAMPLE)
        ).all()
    return tuple(
        Moving(customer_id, account, name, _said(now), _said(then))
        for customer_id, account, name, now, then in rows
    )


@contextmanager
def _rated(db: Session, body: Mapping[str, Any], as_of: date) -> Iterator[Table]:
    """The scores of everybody by other weights, laid out for a while."""
    health_rules.check(body)
    facts.for_day(db, as_of)
    with measured(db, Scope(as_of), _FACT, health_rules.read(body)) as rated:
        yield rated


def _score_now() -> Any:
    return func.coalesce(_FACT.c.health_score, -1)


def _said(score: int | None) -> str:
    return "–" if score is None else str(score)


def _summed(rows: list[tuple[str, str, bool, int]]) -> GradeMoves:
    pairs: dict[tuple[str, str], int] = {}
    for before, after, _, number in rows:
        pairs[before, after] = pairs.get((before, after), 0) + number
    label = c.HEALTH_GRADE.label
    lines = [
        MoverLine(a, label(a), b, label(b), number) for (a, b), number in pairs.items() if a != b
    ]
    return GradeMoves(
        sum(pairs.values()),
        sum(number for *_, same, number in rows if not same),
        sum(line.customers for line in lines),
        tuple(sorted(lines, key=lambda one: (-one.customers, one.before, one.after))),
    )
