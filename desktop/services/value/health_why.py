"""Why the health of one customer is what it is: card, measures with reasons, guard rail, trend."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.facts import CustomerFact
from desktop.models.value import LabelDay
from desktop.services import facts
from desktop.services.care.rules import load_rules
from desktop.services.facts.health import inputs, measures
from desktop.services.facts.scope import Scope
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import TOUCHED, insert_rows, present
from desktop.services.value import health_cards, health_rules, versions
from desktop.services.value.health_cards import CAP_OF, CARD_OF, NO_CARD, not_rated_reason
from desktop.services.value.health_measures import MEASURE_OF, On
from desktop.services.value.health_reasons import REASONS
from desktop.services.value.kept import compared_day, rules_change


class MeasureLine(NamedTuple):
    """One measure of the card; no value where there are no data, and then the reason says so."""

    code: str
    label: str
    weight: int
    value: float | None
    reason: str


class HealthWhy(NamedTuple):
    """A score and everything that decided it. Without a card or data the score is None."""

    customer_id: int
    card: str
    card_label: str
    card_reason: str
    score: int | None
    grade: str
    colour: str
    cap_reason: str  # "" where no guard rail holds the colour down
    coverage: int | None
    trend: int | None
    trend_words: str
    lines: tuple[MeasureLine, ...]
    rules: versions.Version
    not_rated_reason: str  # "" where there is a score


def why(db: Session, customer_id: int, as_of: date) -> HealthWhy | None:
    """Why the health of a customer is what it is; None when there is no such customer."""
    facts.for_day(db, as_of)
    fact = db.get(CustomerFact, customer_id, populate_existing=True)
    if fact is None:
        return None
    rules = versions.current(db, "health")
    lines, cap = _lines(db, fact, as_of, rules)
    before, trend_words = _before(db, customer_id, fact.health_score, as_of)
    trend = health_cards.trend(fact.health_score, before)
    return HealthWhy(
        customer_id,
        fact.health_card,
        c.HEALTH_CARD.label(fact.health_card),
        _card_reason(fact),
        fact.health_score,
        fact.health_grade,
        fact.health_colour,
        _cap_reason(cap, fact.health_score),
        fact.health_coverage,
        trend,
        trend_words,
        lines,
        rules,
        not_rated_reason(fact.health_card, fact.lifecycle, fact.health_score),
    )


def _card_reason(fact: CustomerFact) -> str:
    if fact.health_card == NO_CARD:
        stage = c.LIFECYCLE.label(fact.lifecycle)
        return f"Lead, prospect and inactive customers have no card; this one is {stage}"
    return CARD_OF[fact.health_card].who


def _cap_reason(cap: str | None, score: int | None) -> str:
    if cap is None or score is None:
        return ""
    colour = c.HEALTH_COLOUR.label(CAP_OF[cap].colour)
    return f"{CAP_OF[cap].words}: {colour} at best"


def _lines(
    db: Session, fact: CustomerFact, as_of: date, rules: versions.Version
) -> tuple[tuple[MeasureLine, ...], str | None]:
    """The measures of the card and the guard rail that holds."""
    weights = health_rules.read(rules.body)
    on = On(as_of, load_rules(db).expiring_days)
    row = _measured(db, fact.customer_id, on, weights)
    of_card = dict(weights).get(fact.health_card, ())
    return tuple(_line(row, on, code, weight) for code, weight in of_card), row["cap"]


def _measured(db: Session, customer_id: int, on: On, rules: health_rules.Weights) -> Any:
    scope = Scope(on.as_of, touched=True)
    with present(db, TOUCHED):
        insert_rows(db, TOUCHED, [(customer_id,)])
        with inputs(db, scope, table_of(CustomerFact), rules) as found:
            looked_at = found.subquery("inputs")
            also = [column for column in looked_at.c if column.key != "customer_id"]
            return db.execute(measures(looked_at, on, *also)).mappings().one()


def _line(row: Any, on: On, code: str, weight: int) -> MeasureLine:
    measure, value = MEASURE_OF[code], row[code]
    reason = measure.no_data if value is None else REASONS[code](row, on)
    return MeasureLine(code, measure.label, weight, value, reason)


def _before(db: Session, customer_id: int, now: int | None, as_of: date) -> tuple[int | None, str]:
    """The score of the day that is compared with, and the trend in words."""
    if now is None:
        return None, ""
    day = compared_day(db, as_of)
    row = db.get(LabelDay, (day, customer_id), populate_existing=True) if day else None
    if day is None or row is None:
        return None, health_cards.trend_words(None)
    trend = health_cards.trend(now, row.health_score)
    said = health_cards.trend_words(trend, (as_of - day).days)
    change = rules_change(db, "health", day, as_of, is_today=True)
    return row.health_score, said if change is None else f"{said}. {change.sentence()}"
