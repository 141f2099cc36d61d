"""Health as facts: the card, the score and the colour of every customer (domain 9).

A step after all others, because it asks for the stage, the due items and the contracts. The wide
rows are laid out first; beside them what the measures look at, the measures, and the scores.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Float,
    Integer,
    Select,
    String,
    Subquery,
    Table,
    and_,
    case,
    cast,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property
from desktop.models.facts import CustomerFact
from desktop.models.work import Invoice
from desktop.services.care.rules import load_rules
from desktop.services.dates import add_days
from desktop.services.facts.customer import customer_rows
from desktop.services.facts.health_contracts import REQUIRED, required_rows
from desktop.services.facts.health_inputs import PARTS, WON_DAYS, address_complete, inspected
from desktop.services.facts.health_plan import PLAN, plan_rows
from desktop.services.facts.scope import Scope
from desktop.services.facts.shadows import table_of
from desktop.services.facts.sound_days import refuse_no_days
from desktop.services.facts.staging import (
    Plan,
    insert_rows,
    laid_out,
    plan,
    present,
    run,
    staging_table,
)
from desktop.services.value import health_cards, health_rules, versions
from desktop.services.value.health_cards import CAPS, LEAST_COVERAGE
from desktop.services.value.health_measures import MEASURES, On, rounded
from desktop.services.value.health_rules import Weights

HEALTH = (
    "health_card", "health_score", "health_grade", "health_colour", "health_coverage", "health_cap",
)  # fmt: skip
_WIDE = staging_table(
    "wide",
    *(
        Column(column.name, column.type)
        for column in table_of(CustomerFact).columns
        if column.name not in ("customer_id", *HEALTH)
    ),
)
_MEASURED = staging_table(
    "health_measured",
    Column("card", String(20)),
    Column("cap", String(20)),
    *(Column(measure.code, Float) for measure in MEASURES),
)
_RATED = staging_table(
    "health_scores",
    Column("card", String(20)),
    Column("cap", String(20)),
    Column("coverage", Integer),
    Column("score", Integer),
)


@contextmanager
def labelled_rows(db: Session, scope: Scope) -> Iterator[Select[Any]]:
    """The rows of `customer_facts` for a scope with their health, columns named as in the table."""
    rules = health_rules.read(versions.current(db, "health").body)
    with ExitStack() as stack:
        wide = stack.enter_context(present(db, _WIDE))
        with customer_rows(db, scope) as rows:
            run(db, _filling(wide, rows))
        refuse_no_days(db, wide)
        stack.enter_context(measured(db, scope, wide, rules))
        yield _complete()


@contextmanager
def measured(db: Session, scope: Scope, wide: Table, rules: Weights) -> Iterator[Table]:
    """The scores of a scope, laid out beside wide rows of facts."""
    with present(db, _MEASURED), present(db, _RATED):
        with inputs(db, scope, wide, rules) as found:
            run(db, _filling(_MEASURED, _measures(found, _on(db, scope))))
        run(db, _filling(_RATED, scores(rules)))
        yield _RATED


@lru_cache(maxsize=16)
def _filling(table: Table, rows: Select[Any]) -> Any:
    return insert(table).from_select(rows.selected_columns.keys(), rows)


def _on(db: Session, scope: Scope) -> On:
    return On(scope.as_of, load_rules(db).expiring_days)


@contextmanager
def inputs(db: Session, scope: Scope, wide: Table, rules: Weights) -> Iterator[Select[Any]]:
    """What the measures of each customer look at, beside wide rows of facts."""
    with ExitStack() as stack:
        stack.enter_context(present(db, REQUIRED))
        insert_rows(db, REQUIRED, required_rows(db, scope, _who_has(wide, rules, "INS")))
        stack.enter_context(present(db, PLAN))
        insert_rows(db, PLAN, plan_rows(db, scope, _who_has(wide, rules, "FRQ")))
        if scope.touched:
            yield _inputs_of_touched(scope, wide, rules)
        else:
            yield stack.enter_context(laid_out(db, _plan(scope, wide, rules)))


@lru_cache(maxsize=8)
def _who_has(wide: Table, rules: Weights, code: str) -> Select[Any]:
    """The customers on whose card a measure counts."""
    card = health_cards.card(wide.c.lifecycle, wide.c.system_type, wide.c.contract_status)
    keys = [key for key, weights in rules if code in dict(weights)]
    return select(wide.c.customer_id).where(card.in_(keys))


@lru_cache(maxsize=4)
def _inputs_of_touched(scope: Scope, wide: Table, rules: Weights) -> Select[Any]:
    return _inputs(scope, wide, rules, lambda part: part)


@lru_cache(maxsize=8)
def _plan(scope: Scope, wide: Table, rules: Weights) -> Plan:
    return plan(lambda lay_out: _inputs(scope, wide, rules, lay_out))


def _inputs(
    scope: Scope, wide: Table, rules: Weights, lay_out: Callable[[Any], Any]
) -> Select[Any]:
    card = health_cards.card(wide.c.lifecycle, wide.c.system_type, wide.c.contract_status)
    parts = {part.__name__: lay_out(part(scope)) for part in PARTS}
    parts["inspected"] = lay_out(inspected(scope, _who_has(wide, rules, "INS")))
    parts |= {"plan": PLAN, "required": REQUIRED}
    columns = _of_facts(wide, card) | _of_records(scope, wide, parts) | _of_parts(parts)
    statement = (
        select(*(value.label(name) for name, value in columns.items()))
        .join_from(wide, Customer, Customer.id == wide.c.customer_id)
        .outerjoin(Property, Property.id == wide.c.main_property_id)
    )
    for part in parts.values():
        statement = statement.outerjoin(part, part.c.customer_id == wide.c.customer_id)
    return statement.where(scope.has(wide.c.customer_id)).order_by(wide.c.customer_id)


_FACTS = (
    "customer_id", "contract_status", "unrenewed_end", "last_contract_end", "oldest_open_due",
    "first_activity", "system_installed", "service_1", "tank_gallons", "next_due", "comm_pref",
)  # fmt: skip


def _of_facts(wide: Table, card: ColumnElement[str]) -> dict[str, ColumnElement[Any]]:
    fact = wide.c
    has = {
        "has_due": fact.next_due,
        "has_channel": fact.comm_pref,
        "has_tank": fact.tank_gallons,
    }
    return (
        {name: fact[name] for name in _FACTS}
        | {"health_card": card}
        | {name: _flag(value.is_not(None)) for name, value in has.items()}
    )


def _invoiced(as_of: date) -> ColumnElement[bool]:
    """Whether the office has invoices at all; if not, no score counts money."""
    return select(Invoice.id).where(Invoice.state == "posted", Invoice.date <= as_of).exists()


def invoices_came_or_went(db: Session, as_of: date) -> bool:
    """Whether the first invoice came, or the last one went, since the facts of a day were stored.

    Then everybody has another score, not only those who were touched.
    """
    fact = table_of(CustomerFact).c
    had = select(fact.customer_id).where(fact.lifetime_revenue_cents.is_not(None)).exists()
    there, before = db.execute(select(_invoiced(as_of), had)).one()
    return bool(there) is not bool(before)


def _of_records(scope: Scope, wide: Table, parts: dict[str, Any]) -> dict[str, ColumnElement[Any]]:
    fact, kind_known = wide.c, parts["kinds"].c.customer_id.is_not(None)
    whole = and_(kind_known, fact.tank_gallons.is_not(None), fact.system_installed.is_not(None))
    came = fact.service_1 >= add_days(scope.as_of, -WON_DAYS)
    talks, signed = parts["talks"].c, parts["offers"].c.customer_id.is_not(None)
    return {
        "has_invoices": _flag(_invoiced(scope.as_of)),
        "phone": _flag(parts["called"].c.customer_id.is_not(None)),
        "address": _flag(address_complete()),
        "placed": _flag(and_(Property.lat.is_not(None), Property.lon.is_not(None))),
        "kind_known": _flag(kind_known),
        "has_system": _flag(whole),
        "offered": _flag(or_(signed, talks.offered == 1)),
        "won": _flag(or_(came, talks.won == 1)),
        "defect": _flag(parts["defects"].c.customer_id.is_not(None)),
    }


def _of_parts(parts: dict[str, Any]) -> dict[str, ColumnElement[Any]]:
    matters, talks, work = parts["matters"].c, parts["talks"].c, parts["work"].c
    closed = or_(matters.complaint_closed == 1, talks.settled == 1)
    zero_without = (
        matters.complaint_open, matters.violation, talks.attempts, talks.responses, talks.tried,
        talks.welcomed, work.troubles, work.waste_visits, work.tickets,
        parts["inspected"].c.inspected, parts["required"].c.required,
    )  # fmt: skip
    return {column.name: func.coalesce(column, 0) for column in zero_without} | {
        "complaint_closed": _flag(closed),
        "late_since": parts["late"].c.late_since,
        "rating": parts["rated"].c.rating,
        "plan_done": parts["plan"].c.plan_done,
        "plan_wanted": parts["plan"].c.plan_wanted,
    }


def _flag(condition: Any) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


_CAP_HOLDS = {"violation": "violation", "complaint": "complaint_open", "inoperative": "defect"}


@lru_cache(maxsize=8)
def _measures(found: Select[Any], on: On) -> Select[Any]:
    return measures(found.subquery("inputs"), on)


def measures(inputs_: Subquery, on: On, *also: Any) -> Select[Any]:
    """The card, the guard rail and the value of every measure, of each row of inputs."""
    i = inputs_.c
    cap = case(*((i[_CAP_HOLDS[one.key]] == 1, one.key) for one in CAPS))
    values = (measure.value(i, on).label(measure.code) for measure in MEASURES)
    return select(i.customer_id, i.health_card.label("card"), cap.label("cap"), *values, *also)


@lru_cache(maxsize=4)
def scores(rules: Weights) -> Select[Any]:
    """Coverage and score of each row of measures."""
    row = _MEASURED.c
    coverage = _of_card(rules, lambda code, weight: case((row[code].is_not(None), weight), else_=0))
    points = _of_card(rules, lambda code, weight: weight * func.coalesce(row[code], 0.0))
    score = case(
        (func.coalesce(coverage, 0) < LEAST_COVERAGE, None),
        else_=cast(rounded(points, coverage), Integer),
    )
    return select(
        row.customer_id, row.card, row.cap, coverage.label("coverage"), score.label("score")
    )


def _of_card(rules: Weights, of: Callable[[str, int], ColumnElement[Any]]) -> ColumnElement[Any]:
    """A sum over the measures of the card that a row has; nothing without a card."""
    sums = {}
    for key, weights in rules:
        sums[key] = sum((of(code, weight) for code, weight in weights[1:]), of(*weights[0]))
    return case(sums, value=_MEASURED.c.card)


@lru_cache(maxsize=1)
def _complete() -> Select[Any]:
    """The wide rows with their health."""
    wide, rated = _WIDE.c, _RATED.c
    health = {
        "health_card": rated.card,
        "health_score": rated.score,
        "health_grade": health_cards.grade(rated.score),
        "health_colour": health_cards.colour(rated.score, rated.cap),
        "health_coverage": rated.coverage,
        "health_cap": health_cards.held_by(rated.score, rated.cap),
    }
    return (
        select(*wide, *(value.label(name) for name, value in health.items()))
        .join_from(_WIDE, _RATED, rated.customer_id == wide.customer_id)
        .order_by(wide.customer_id)
    )
