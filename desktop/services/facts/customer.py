"""The one wide row per customer, put together from the other modules of this folder."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from desktop.models.customers import Customer
from desktop.models.facts import EVENT_KINDS, LATEST_KEPT, LATEST_KEPT_OF_KIND
from desktop.services.facts import agreements, contact, money, places, scores, services
from desktop.services.facts.scope import Scope, later


def customer_rows(scope: Scope) -> Select[Any]:
    """The rows of `customer_facts` for a scope, columns named as in the table."""
    sold, received = money.sales(scope), money.paid(scope)
    latest = services.latest(scope)
    parts = {
        "latest": latest,
        "kinds": services.latest_of_kinds(scope),
        "inspected": services.last_inspection(scope),
        "often": services.frequency(scope),
        "planned": services.planned(scope),
        "main": places.current_main(scope),
        "grounds": places.grounds(scope),
        "agreements": agreements.agreements(scope),
        "talks": contact.talks(scope),
        "sold": sold,
        "received": received,
        "due": money.oldest_due(scope, sold, received),
    }
    columns = (
        _of_the_customer(scope) | _of_places(parts) | _of_work(parts) | _of_value(scope, parts)
    )
    rows = select(*(value.label(name) for name, value in columns.items())).select_from(Customer)
    for part in parts.values():
        rows = rows.outerjoin(part, part.c.customer_id == Customer.id)
    return rows.where(scope.has(Customer.id)).order_by(Customer.id)


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
    return {
        "main_property_id": main.property_id,
        "zone_id": main.zone_id,
        "drive_minutes": main.drive_minutes,
        "system_type": places.system_type(Customer.customer_type, grounds),
        "system_installed": grounds.c.installed,
        "tank_gallons": grounds.c.gallons,
        "service_tier": agreements.service_tier(agreed),
        "contract_status": agreements.contract_status(agreed),
        "contract_end": agreements.contract_end(agreed),
    }


def _of_work(parts: dict[str, Any]) -> dict[str, ColumnElement[Any]]:
    latest, kinds, planned = parts["latest"].c, parts["kinds"].c, parts["planned"].c
    counted = {f"service_{n}": latest[f"service_{n}"] for n in range(1, LATEST_KEPT + 1)}
    of_kinds = {
        f"{kind}_{n}": kinds[f"{kind}_{n}"]
        for kind in EVENT_KINDS
        for n in range(1, LATEST_KEPT_OF_KIND + 1)
    }
    return {
        "last_inspection": parts["inspected"].c.last_inspection,
        "first_service": latest.first_service,
        "service_count": func.coalesce(latest.service_count, 0),
        "next_visit": planned.next_visit,
        "visits_cancelled": func.coalesce(planned.visits_cancelled, 0),
        "last_contact": later(latest.service_1, parts["talks"].c.last_talk),
        **counted,
        **of_kinds,
    }


def _of_value(scope: Scope, parts: dict[str, Any]) -> dict[str, ColumnElement[Any]]:
    sold, received = parts["sold"], parts["received"]
    last = parts["latest"].c.service_1
    visits = func.coalesce(parts["often"].c.frequency, 0)
    cents = func.coalesce(sold.c.recent, 0)
    return {
        "last_payment": received.c.last_payment,
        "lifetime_revenue_cents": sold.c.revenue,
        "revenue_3y_cents": sold.c.recent,
        "average_ticket_cents": money.average_ticket(sold),
        "open_balance_cents": money.balance(sold, received),
        "oldest_open_due": func.coalesce(sold.c.stated_due, parts["due"].c.due),
        "rfm_r": scores.recency(scope, last),
        "rfm_f": scores.frequency(last, visits),
        "rfm_m": scores.money(last, cents),
        "value_tier": scores.value_tier(last, visits, cents),
    }
