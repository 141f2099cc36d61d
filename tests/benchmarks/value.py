"""How long all scores take, and the pictures of the page, in processor time."""

from collections.abc import Callable
from datetime import date
from time import process_time
from typing import Any

from sqlalchemy.orm import Session

from desktop.models.database import Office
from desktop.services import facts
from desktop.services.facts.customer import customer_rows
from desktop.services.facts.health import labelled_rows
from desktop.services.facts.scope import Scope
from desktop.services.value import (
    cross,
    health_picture,
    health_why,
    lifetime,
    money,
    movement,
    rfm_picture,
    snapshots,
)
from tests.benchmarks.offices import AS_OF
from tests.benchmarks.row import Row

SCORES_BUDGET_S, PAGE_BUDGET_MS = 5, 200
MONTH = date(2026, 5, 31)
PICTURES: dict[str, Callable[[Session], Any]] = {
    "RFM": lambda db: (
        rfm_picture.picture(db, AS_OF, MONTH),
        cross.cross(db, AS_OF, "health_colour"),
    ),
    "Health": lambda db: health_picture.picture(db, AS_OF),
    "Money": lambda db: (
        money.by_label(db, AS_OF, "lifecycle"),
        money.months(db, AS_OF),
        lifetime.by_dimension(db, AS_OF, "lifecycle"),
    ),
    "Movement": lambda db: movement.matrix(db, "lifecycle", AS_OF, AS_OF),
}


def measure(office: Office) -> list[Row]:
    """The scores as a part of the facts, a day of labels, the four tabs; nothing is kept."""
    with office.writing() as db:
        facts.refresh(db, AS_OF)
        rows = [_scores(db), _a_day(db)]
        rows += [_picture(db, name, ask) for name, ask in PICTURES.items()]
        health_why.why(db, 1, AS_OF)
        began = process_time()
        health_why.why(db, 1, AS_OF)
        rows.append(Row("Why one health score", "", _ms(process_time() - began), None))
        db.rollback()
    return rows


def _scores(db: Session) -> Row:
    """The wide rows with RFM and tier, and health; not the sums that both start from."""
    scope = Scope(AS_OF)
    began = process_time()
    with customer_rows(db, scope) as rows:
        db.execute(rows.limit(1))
    wide = process_time() - began
    began = process_time()
    with labelled_rows(db, scope) as rows:
        db.execute(rows.limit(1))
    took = process_time() - began - wide
    return Row(
        "Scores of everybody, once visits and sales are summed up",
        f"under {SCORES_BUDGET_S} s",
        f"{took:.1f} s",
        took < SCORES_BUDGET_S,
    )


def _a_day(db: Session) -> Row:
    began = process_time()
    snapshots.ensure_days(db, [MONTH, AS_OF], AS_OF)
    return Row("Labels of a day in the past", "", f"{process_time() - began:.1f} s", None)


def _picture(db: Session, name: str, ask: Callable[[Session], Any]) -> Row:
    ask(db)
    began = process_time()
    ask(db)
    took = process_time() - began
    return Row(
        f"  the tab {name}",
        f"under {PAGE_BUDGET_MS} ms",
        _ms(took),
        took * 1000 < PAGE_BUDGET_MS,
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
