"""How long all scores take and the pictures of the page, in processor time; and its switches."""

from collections.abc import Callable
from datetime import date
from time import process_time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.database import Office
from desktop.models.facts import CustomerFact
from desktop.services import facts
from desktop.services.facts.health import measured
from desktop.services.facts.scope import Scope
from desktop.services.facts.scores import Scores, in_force
from desktop.services.facts.shadows import table_of
from desktop.services.value import (
    health_picture,
    health_rules,
    health_why,
    money,
    money_page,
    movement,
    rfm_page,
    snapshots,
    versions,
)
from tests.benchmarks import page_switch
from tests.benchmarks.offices import AS_OF
from tests.benchmarks.row import Row

SCORES_BUDGET_S, PAGE_BUDGET_MS = 5, 200
MONTH = date(2026, 5, 31)
QUESTIONS: dict[str, Callable[[Session], Any]] = {  # of each tab, asked side by side
    "RFM": lambda db: rfm_page.page(db, AS_OF, MONTH, "health_colour"),
    "Health: everybody": lambda db: health_picture.standing(db, AS_OF),
    "Health: who moved": lambda db: health_picture.moved(db, AS_OF),
    "Money: months": lambda db: money.months(db, AS_OF),
    "Money: by label": lambda db: money_page.page(db, AS_OF, "lifecycle"),
    "Movement: matrix": lambda db: movement.of_month(db, "lifecycle", AS_OF, AS_OF),
    "Movement: quarter": lambda db: movement.of_quarter(db, "lifecycle", AS_OF, AS_OF),
}


def measure(office: Office) -> list[Row]:
    """The scores, a day of labels, the questions of the tabs; nothing is kept."""
    with office.writing() as db:
        facts.refresh(db, AS_OF)
        rows = [_scores(db), _a_day(db)]
        rows += [_picture(db, name, ask) for name, ask in QUESTIONS.items()]
        health_why.why(db, 1, AS_OF)
        began = process_time()
        health_why.why(db, 1, AS_OF)
        rows.append(Row("Why one health score", "", _ms(process_time() - began), None))
        db.rollback()
    return rows + page_switch.measure(office)


def _scores(db: Session) -> Row:
    """RFM and tier of everybody, then health, each by all of its steps, from the sums at hand."""
    scope, wide = Scope(AS_OF), table_of(CustomerFact)
    rules, fact = health_rules.read(versions.current(db, "health").body), CustomerFact
    cents = func.coalesce(fact.revenue_3y_cents, 0)
    found = Scores(AS_OF, in_force(db), fact.service_1, fact.visits_3y, cents)
    began = process_time()
    labels = select(found.r, found.f, found.m, found.segment(), found.value_tier()).subquery()
    db.execute(select(*(func.max(one) for one in labels.c)))
    rfm = process_time() - began
    with measured(db, scope, wide, rules) as rated:
        db.execute(select(func.sum(rated.c.score)))
    took = process_time() - began
    return Row(
        "All scores of everybody, once visits and sales are summed up",
        f"under {SCORES_BUDGET_S} s",
        f"{took:.1f} s (RFM and tier {rfm:.1f} s)",
        took < SCORES_BUDGET_S,
    )


def _a_day(db: Session) -> Row:
    began = process_time()
    snapshots.ensure_days(db, [MONTH], AS_OF)
    took = process_time() - began
    snapshots.ensure_days(db, [snapshots.trend_day(AS_OF), AS_OF], AS_OF)
    return Row("Labels of a day in the past", "", f"{took:.1f} s", None)


def _picture(db: Session, name: str, ask: Callable[[Session], Any]) -> Row:
    ask(db)
    began = process_time()
    ask(db)
    took = process_time() - began
    return Row(
        f"  {name}",
        f"under {PAGE_BUDGET_MS} ms",
        _ms(took),
        took * 1000 < PAGE_BUDGET_MS,
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
