"""The one wide row per customer, put together from the other modules of this folder."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, func, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.facts import PropertyZone
from desktop.services.care.rules import Rules, load_rules
from desktop.services.facts import (
    agreements,
    attempts,
    contact,
    matters,
    money,
    owed,
    places,
    reaching,
    scores,
    services,
    wear,
)
from desktop.services.facts.ends import ENDS, end_rows
from desktop.services.facts.latest import LATEST, latest_rows
from desktop.services.facts.lifecycle import Lifecycle
from desktop.services.facts.scope import Scope, later
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import Plan, insert_rows, laid_out, plan, present
from desktop.services.value import lifetime_rules, versions
from desktop.services.value.rfm_rules import RfmRules


@contextmanager
def customer_rows(db: Session, scope: Scope) -> Iterator[Select[Any]]:
    """The rows of `customer_facts` for a scope, columns named as in the table.

    They can be read as long as the parts that they are put together from are laid out. For a few
    touched customers only the latest days are; the rest is quicker asked for in place.
    """
    rules = load_rules(db)
    with ExitStack() as stack:
        stack.enter_context(present(db, LATEST))
        insert_rows(db, LATEST, latest_rows(db, scope))
        stack.enter_context(present(db, ENDS))
        insert_rows(db, ENDS, end_rows(db, scope, rules))
        rfm, worth = scores.in_force(db), _worth(db)
        if scope.touched:
            yield _rows_of_touched(scope, rules.key, rfm, worth)
        else:
            yield stack.enter_context(laid_out(db, _plan(scope, rules.key, rfm, worth)))


@lru_cache(maxsize=2)
def _rows_of_touched(
    scope: Scope, numbers: tuple[int, ...], rfm: RfmRules, worth: int
) -> Select[Any]:
    return _rows(scope, Rules(*numbers), rfm, worth, lambda part: part)


@lru_cache(maxsize=8)
def _plan(scope: Scope, numbers: tuple[int, ...], rfm: RfmRules, worth: int) -> Plan:
    return plan(lambda lay_out: _rows(scope, Rules(*numbers), rfm, worth, lay_out))


def _worth(db: Session) -> int:
    """What a dollar a year is worth by the assumptions in force, in millionths."""
    return lifetime_rules.read(versions.current(db, "lifetime").body).millionths()


def _rows(
    scope: Scope, rules: Rules, rfm: RfmRules, worth: int, lay_out: Callable[[Any], Any]
) -> Select[Any]:
    parts = _parts(scope, rules, lay_out)
    columns = (
        _of_the_customer(scope)
        | _of_places(parts)
        | _of_work(parts)
        | _of_value(scope, parts, rfm, worth)
        | _of_care(scope, parts, rules)
        | _of_due_items(parts)
        | _of_matters(parts)
        | _of_reaching(scope, parts)
    )
    rows = select(*(value.label(name) for name, value in columns.items())).select_from(Customer)
    for part in parts.values():
        rows = rows.outerjoin(part, part.c.customer_id == Customer.id)
    zoned = table_of(PropertyZone)
    rows = rows.outerjoin(zoned, zoned.c.property_id == parts["main"].c.property_id)
    return rows.where(scope.has(Customer.id)).order_by(Customer.id)


def _parts(scope: Scope, rules: Rules, lay_out: Callable[[Any], Any]) -> dict[str, Any]:
    sold, received = lay_out(money.sales(scope)), lay_out(money.paid(scope))
    return {
        "latest": LATEST,
        "often": lay_out(services.frequency(scope)),
        "planned": lay_out(services.planned(scope, rules)),
        "main": lay_out(places.current_main(scope)),
        "grounds": lay_out(places.grounds(scope)),
        "agreements": lay_out(agreements.agreements(scope, rules)),
        "ahead": lay_out(agreements.agreements_ahead(scope)),
        "owed": lay_out(owed.owed(scope)),
        "attempts": lay_out(attempts.attempts(scope)),
        "complaints": lay_out(attempts.complaints(scope)),
        "offers": lay_out(attempts.offers(scope)),
        "talks": lay_out(contact.talks(scope)),
        "ends": ENDS,
        "wear": lay_out(wear.wear(scope, rules)),
        "reports": lay_out(matters.reports(scope)),
        "open_estimates": lay_out(matters.open_estimates(scope)),
        "reminders": lay_out(matters.reminders(scope)),
        "mailed": lay_out(reaching.mailed(scope)),
        "phones": lay_out(reaching.phones(scope)),
        "sold": sold,
        "received": received,
        "due": lay_out(money.oldest_due(scope, sold, received)),
    }


def _of_the_customer(scope: Scope) -> dict[str, ColumnElement[Any]]:
    return {
        "customer_id": Customer.id.expression,
        "live": Customer.status == "active",
        "customer_type": Customer.customer_type.expression,
        "comm_pref": contact.preferred_channel(),
        "email_opt_out": contact.email_opt_out(scope),
        "sms_ok": contact.sms_ok(scope),
        "customer_since": Customer.first_seen.expression,
    }


def _of_places(parts: dict[str, Any]) -> dict[str, ColumnElement[Any]]:
    main, grounds, agreed = parts["main"].c, parts["grounds"], parts["agreements"]
    zoned = table_of(PropertyZone).c
    return {
        "main_property_id": main.property_id,
        "zone_id": zoned.zone_id,
        "zone_by": func.coalesce(zoned.by, "none"),
        "drive_minutes": main.drive_minutes,
        "system_type": places.system_type(Customer.customer_type, grounds),
        "system_installed": grounds.c.installed,
        "tank_gallons": grounds.c.gallons,
        "vacation_property": func.coalesce(grounds.c.vacation, 0) == 1,
        "service_tier": agreements.service_tier(agreed),
        "contract_status": agreements.contract_status(agreed),
        "contract_end": agreements.contract_end(agreed),
        "last_contract_end": agreements.last_end(agreed),
        "relationship": agreements.relationship(agreed, parts["latest"].c.service_1),
    }


def _of_work(parts: dict[str, Any]) -> dict[str, ColumnElement[Any]]:
    latest, planned = parts["latest"].c, parts["planned"].c
    as_laid_out = {column.name: column for column in latest if column.name != "customer_id"}
    return as_laid_out | {
        "service_count": func.coalesce(latest.service_count, 0),
        "next_visit": planned.next_visit,
        "visits_cancelled": func.coalesce(planned.visits_cancelled, 0),
        "last_contact": later(latest.service_1, parts["talks"].c.last_talk),
        "reactivated": func.coalesce(latest.reactivated, false()),
    }


def _of_value(
    scope: Scope, parts: dict[str, Any], rfm: RfmRules, worth: int
) -> dict[str, ColumnElement[Any]]:
    sold, received = parts["sold"], parts["received"]
    last = parts["latest"].c.service_1
    visits = func.coalesce(parts["often"].c.frequency, 0)
    cents = func.coalesce(sold.c.recent, 0)
    scored = scores.Scores(scope.as_of, rfm, last, visits, cents)
    return {
        "last_payment": received.c.last_payment,
        "lifetime_revenue_cents": sold.c.revenue,
        "revenue_3y_cents": sold.c.recent,
        "revenue_1y_cents": sold.c.of_a_year,
        "lifetime_value_cents": money.lifetime_value(sold, worth),
        "average_ticket_cents": money.average_ticket(sold),
        "open_balance_cents": money.balance(sold, received),
        "oldest_open_due": _oldest_open(parts),
        "visits_3y": visits,
        "tickets_3y": func.coalesce(sold.c.recent_tickets, 0),
        "rfm_r": scored.r,
        "rfm_f": scored.f,
        "rfm_m": scored.m,
        "rfm_segment": scored.segment(),
        "on_cycle": scored.on_cycle(owed.due_status(parts["owed"])),
        "value_tier": scored.value_tier(),
    }


def _oldest_open(parts: dict[str, Any]) -> ColumnElement[Any]:
    sold, due = parts["sold"].c, parts["due"].c.due
    return case((sold.unsaid > 0, due), else_=func.coalesce(sold.stated_due, due))


def _of_care(scope: Scope, parts: dict[str, Any], rules: Rules) -> dict[str, ColumnElement[Any]]:
    found, stages = parts["owed"].c, Lifecycle(scope, parts, _oldest_open(parts), rules)
    return {
        "lifecycle": stages.stage(),
        "lifecycle_code": stages.code(),
        "risk_reasons": stages.risk_reasons(),
        "first_activity": stages.first_activity(),
        "due_status": owed.due_status(parts["owed"]),
        "next_due": found.next_due,
        "next_inspection": found.next_inspection,
        "oldest_owed_due": found.oldest,
        "latest_owed_due": found.latest,
    }


def _of_due_items(parts: dict[str, Any]) -> dict[str, ColumnElement[Any]]:
    found, worn = parts["owed"].c, parts["wear"].c
    flags = {
        "stale": found.stale,
        "any_overdue": found.overdue,
        "any_due": found.due,
        "needs_data": found.unknown,
        "trap_due": found.trap,
        "never_pumped": found.never_pumped,
        "aerobic_never_inspected": found.never_inspected,
        "aerobic_without_contract": found.without_contract,
        "repeat_service": worn.repeat_service,
        "degradation": worn.degradation,
        "high_risk_component": worn.high_risk_component,
    }
    return {name: func.coalesce(value, 0) == 1 for name, value in flags.items()} | {
        "latest_owed_overdue": found.latest_overdue,
        "aerobic_inspected": found.inspected,
    }


def _of_matters(parts: dict[str, Any]) -> dict[str, ColumnElement[Any]]:
    return {
        "unrenewed_end": parts["ends"].c.unrenewed_end,
        "initial_policy_end": parts["ends"].c.initial_policy_end,
        "unfiled_inspection": parts["reports"].c.inspected,
        "open_estimate": parts["open_estimates"].c.since,
        "unanswered_reminder": parts["reminders"].c.since,
    }


def _of_reaching(scope: Scope, parts: dict[str, Any]) -> dict[str, ColumnElement[Any]]:
    is_bad = reaching.bad_address(parts["mailed"].c.customer_id, parts["main"].c.site_complete)
    reach_by = reaching.reach_by(scope, is_bad, parts["phones"].c)
    return {
        "bad_address": is_bad,
        "address_gaps": reaching.address_gaps(parts["main"].c.site_gaps),
        "no_contact": reach_by == "none",
        "reach_by": reach_by,
    }
