"""The facts worked out again, row by row in plain Python: slow, obvious, and the judge."""

from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property, PropertyLink, Zone
from desktop.models.equipment import Asset, Contract, System
from desktop.models.facts import EVENT_KINDS, KIND_BIT, TESTED_BIT
from desktop.models.work import (
    Interaction,
    Invoice,
    Payment,
    PaymentShare,
    ServiceLine,
    Visit,
)
from tests import naive_value
from tests.naive_care import Care
from tests.naive_health import Health
from tests.naive_territory import zone_of
from tests.naive_value import Standing

KINDS = {
    "pumpout": ("PUMP",),
    "inspection": ("INSPECT", "ANNUAL_INSP", "RE_INSPECTION"),
    "repair": ("REPAIR",),
    "emergency": ("EMERGENCY",),
    "installation": ("INSTALL",),
    "grease": ("GREASE", "GRIT"),
    "other": ("LOCATE", "CHLORINE", "OTHER"),
}
ROLES = ("owner", "bill_to", "occupant", "manager")


def months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError


class Office:
    """All rows in memory."""

    def __init__(self, db: Session, as_of: date) -> None:
        self.as_of = as_of
        self.care = Care(db, as_of)
        self.health = Health(db, self.care)
        self.window, self.year = months_before(as_of, 36), months_before(as_of, 12)
        self.customers = list(db.scalars(select(Customer)))
        self.properties = {p.id: p for p in db.scalars(select(Property))}
        self.zones = list(db.scalars(select(Zone)))
        self.links = list(db.scalars(select(PropertyLink)))
        self.systems = list(db.scalars(select(System)))
        self.assets = list(db.scalars(select(Asset)))
        self.contracts = list(db.scalars(select(Contract)))
        self.visits = list(db.scalars(select(Visit)))
        self.invoices = list(db.scalars(select(Invoice)))
        self.payments = list(db.scalars(select(Payment)))
        self.shares = list(db.scalars(select(PaymentShare)))
        self.interactions = list(db.scalars(select(Interaction)))
        self.services: dict[int, set[str]] = defaultdict(set)
        for line in db.scalars(select(ServiceLine)):
            self.services[line.visit_id].add(line.service)

    def bits(self, visit: Visit) -> int:
        found = {k for k, codes in KINDS.items() if self.services[visit.id] & set(codes)}
        tested = TESTED_BIT if self.services[visit.id] & {"INSPECT", "ANNUAL_INSP"} else 0
        kinds = found | ({"emergency"} if visit.emergency else set())
        return sum(KIND_BIT[k] for k in kinds) + tested

    def done(self, customer: Customer) -> list[Visit]:
        mine = [v for v in self.visits if v.customer_id == customer.id and v.status == "completed"]
        past = [v for v in mine if v.completed_date and v.completed_date <= self.as_of]
        return sorted(past, key=lambda v: (v.completed_date, v.id), reverse=True)


def customer_facts(office: Office, customer: Customer) -> dict[str, Any]:
    visits = office.done(customer)
    care = office.care.facts(customer, _money(office, customer)["oldest_open_due"])
    stands = standing(office, customer, visits)
    found = {
        "customer_id": customer.id,
        "live": customer.status == "active",
        "customer_type": customer.customer_type,
        "customer_since": customer.first_seen,
        **_consent(office, customer),
        **_places(office, customer),
        **_contracts(office, customer),
        **_work(office, customer, visits),
        **_latest(office, visits),
        **_money(office, customer),
        "visits_3y": stands.visits,
        **naive_value.labels(naive_value.scores(stands, office.as_of), care["due_status"]),
        **care,
    }
    return found | office.health.labels(customer, found)


def _consent(office: Office, customer: Customer) -> dict[str, Any]:
    channel = customer.preferred_channel
    opted_out = customer.email_opt_out_on is not None and customer.email_opt_out_on <= office.as_of
    stopped = customer.sms_opt_out_on is not None and customer.sms_opt_out_on <= office.as_of
    sms = None
    if stopped or customer.do_not_text or customer.do_not_contact:
        sms = False
    elif customer.sms_consent is not None:
        sms = customer.sms_consent != "none"
    return {
        "comm_pref": None if channel == "none_recorded" else channel,
        "email_opt_out": True if opted_out else customer.do_not_email,
        "sms_ok": sms,
    }


def _places(office: Office, customer: Customer) -> dict[str, Any]:
    links = [
        link
        for link in office.links
        if link.customer_id == customer.id
        and (link.from_date is None or link.from_date <= office.as_of)
        and (link.to_date is None or link.to_date > office.as_of)
    ]
    links.sort(key=lambda link: (ROLES.index(link.role), link.property_id))
    main = office.properties[links[0].property_id] if links else None
    zone, by, _ = zone_of(main, office.zones) if main else (None, "none", None)
    ids = {link.property_id for link in links}
    systems = [s for s in office.systems if s.property_id in ids and s.active]
    kinds = {s.kind for s in systems}
    business = customer.customer_type in ("commercial", "government") or any(
        office.properties[i].use in ("commercial", "food_service") for i in ids
    )
    kind = next((k for k in ("aerobic", "advanced", "conventional") if k in kinds), "unknown")
    tanks = [
        a.capacity_gal
        for a in office.assets
        if a.system_id in {s.id for s in systems}
        and a.kind in ("septic_tank", "trash_tank")
        and a.in_service
        and a.capacity_gal is not None
    ]
    return {
        "main_property_id": main and main.id,
        "zone_id": zone,
        "zone_by": by,
        "vacation_property": any(office.properties[i].seasonal == "vacation" for i in ids),
        "drive_minutes": main and main.drive_minutes,
        "system_type": "commercial_grease"
        if business or kinds & {"grease_trap", "grit_trap"}
        else kind,
        "system_installed": min((s.install_date for s in systems if s.install_date), default=None),
        "tank_gallons": max(tanks, default=None),
    }


def _contracts(office: Office, customer: Customer) -> dict[str, Any]:
    day = office.as_of
    active, over = [], []
    for contract in office.contracts:
        cancelled_on = contract.cancel_date
        if contract.customer_id != customer.id or contract.start_date > day:
            continue
        if cancelled_on is not None and cancelled_on <= contract.start_date:
            continue
        ends = [d for d in (contract.end_date, cancelled_on) if d is not None]
        if cancelled_on is not None and cancelled_on <= day:
            over.append(min(ends))
        elif contract.end_date is not None and contract.end_date < day:
            over.append(contract.end_date)
        else:
            active.append(contract)
    overrides = [c.tier_override for c in active if c.tier_override]
    tier = "standard" if active else "on_demand"
    if any((c.visits_per_year or 0) >= 4 for c in active):
        tier = "premium"
    for name in ("on_demand", "standard", "premium"):
        tier = name if name in overrides else tier
    current = None if any(c.end_date is None for c in active) else [c.end_date for c in active]
    return {
        "service_tier": tier,
        "contract_status": "active" if active else "expired" if over else "none",
        "contract_end": (current and max(d for d in current if d))
        if active
        else max(over, default=None),
    }


def _work(office: Office, customer: Customer, visits: list[Visit]) -> dict[str, Any]:
    mine = [v for v in office.visits if v.customer_id == customer.id]
    tests = [v.completed_date for v in visits if office.services[v.id] & {"INSPECT", "ANNUAL_INSP"}]
    ahead = [
        v.scheduled_date
        for v in mine
        if v.status in ("booked", "scheduled")
        and v.scheduled_date
        and v.scheduled_date >= office.as_of
    ]
    talks = [
        i.date
        for i in office.interactions
        if i.customer_id == customer.id
        and i.date <= office.as_of
        and (i.channel == "call_in" or i.outcome in ("answered", "booked"))
    ]
    return {
        "first_service": visits[-1].completed_date if visits else None,
        "service_count": len(visits),
        "last_inspection": max((d for d in tests if d), default=None),
        "done_ahead": max(
            (
                v.completed_date
                for v in mine
                if v.status == "completed" and v.completed_date and v.completed_date > office.as_of
            ),
            default=None,
        ),
        "next_visit": min(ahead, default=None),
        "visits_cancelled": sum(v.status == "cancelled" for v in mine),
        "last_contact": max(
            [*talks, *(v.completed_date for v in visits if v.completed_date)], default=None
        ),
    }


def _latest(office: Office, visits: list[Visit]) -> dict[str, Any]:
    days = {"service": ([v.completed_date for v in visits], 10)}
    for kind in EVENT_KINDS:
        days[kind] = ([v.completed_date for v in visits if office.bits(v) & KIND_BIT[kind]], 3)
    return {
        f"{kind}_{n + 1}": found[n] if n < len(found) else None
        for kind, (found, kept) in days.items()
        for n in range(kept)
    }


def _lifetime_value(cents: int) -> int:
    """By the shipped assumptions: margin 40%, discount 10%, retention 85%, 5 years."""
    years = (Decimal("0.85") ** (t - 1) / Decimal("1.1") ** t for t in range(1, 6))
    factor = (Decimal("0.4") * sum(years)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    return int((factor * cents / 3).quantize(Decimal(1), ROUND_HALF_UP))


def _money(office: Office, customer: Customer) -> dict[str, Any]:
    day = office.as_of
    mine = [
        i
        for i in office.invoices
        if i.customer_id == customer.id and i.state == "posted" and i.date <= day
    ]
    paid = [p for p in office.payments if p.customer_id == customer.id and p.date <= day]
    revenue = sum(i.amount_cents for i in mine)
    sales = [i for i in mine if i.kind in ("invoice", "sales_receipt", "charge")]
    tickets = len(sales)
    average = Decimal(revenue) / tickets if tickets else None
    balance, due = _balance(office, mine, paid)
    recent = sum(i.amount_cents for i in mine if i.date > office.window)
    of_a_year = sum(i.amount_cents for i in mine if i.date > office.year)
    return {
        "last_payment": max((p.date for p in paid), default=None),
        "lifetime_revenue_cents": revenue if mine else None,
        "revenue_3y_cents": recent if mine else None,
        "revenue_1y_cents": of_a_year if mine else None,
        "lifetime_value_cents": _lifetime_value(recent) if mine else None,
        "tickets_3y": sum(i.date > office.window for i in sales),
        "average_ticket_cents": average and int(average.quantize(Decimal(1), ROUND_HALF_UP))
        if average is not None
        else None,
        "open_balance_cents": balance,
        "oldest_open_due": due,
    }


def _balance(
    office: Office, mine: list[Invoice], paid: list[Payment]
) -> tuple[int | None, date | None]:
    if not mine and not paid:
        return None, None
    stated = [i for i in mine if i.open_cents is not None and i.kind != "sales_receipt"]
    unsaid = [
        i
        for i in mine
        if i.open_cents is None and i.open_as_of and _gross(i) > 0 and i.kind != "sales_receipt"
    ]
    if stated and not unsaid:
        owed = [i.due_date or i.date for i in stated if (i.open_cents or 0) > 0]
        return sum(i.open_cents or 0 for i in stated), min(owed, default=None)
    receipts = [i for i in office.invoices if i.kind == "sales_receipt"]
    linked = {i.id for i in receipts}
    papers = {(i.customer_id, i.date, i.number) for i in receipts if i.number is not None}
    money = sum(
        p.amount_cents
        for p in paid
        if p.invoice_id not in linked and (p.customer_id, p.date, p.number) not in papers
    )
    on_account = [i for i in mine if i.kind != "sales_receipt"]
    balance = sum(_gross(i) for i in on_account) - money
    if stated:
        used = sum(_gross(i) - (i.open_cents or 0) for i in stated)
        others = sum(_gross(i) for i in on_account if i.open_cents is None)
        known = sum(i.open_cents or 0 for i in stated)
        balance = known + max(others - max(money - used, 0), 0)
    open_ = sorted((i.due_date or i.date, i.date, i.id, _unpaid(office, i)) for i in on_account)
    left = sum(cents for *_, cents in open_) - max(balance, 0)
    for due, _, _, cents in open_ if balance > 0 else ():
        left -= cents
        if left < 0 and cents:
            return balance, due
    return balance, None


def _gross(one: Invoice) -> int:
    return one.amount_cents + (one.tax_cents or 0)


def _unpaid(office: Office, one: Invoice) -> int:
    """What is left of an invoice after the payments that name it and those applied to it."""
    if one.open_cents is not None:
        return max(one.open_cents, 0) if _gross(one) > 0 else 0
    day = office.as_of
    paid_on = {p.id: p.date for p in office.payments}
    credited_on = {i.id: i.date for i in office.invoices}
    named = sum(p.amount_cents for p in office.payments if p.invoice_id == one.id and p.date <= day)
    applied = sum(
        share.amount_cents
        for share in office.shares
        if share.invoice_id == one.id
        and (paid_on.get(share.payment_id or 0) or credited_on[share.credit_id or 0]) <= day
    )
    return max(_gross(one) - named - applied, 0)


def standing(office: Office, customer: Customer, visits: list[Visit]) -> Standing:
    recent = [v for v in visits if v.completed_date and v.completed_date > office.window]
    cents = _money(office, customer)["revenue_3y_cents"] or 0
    often = len({(v.property_id, v.completed_date) for v in recent})
    return Standing(visits[0].completed_date if visits else None, often, cents)
