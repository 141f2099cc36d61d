"""Prices, invoices, payments, credits and estimates."""

from typing import NamedTuple

from desktop.models.work import Estimate, Invoice, Payment
from desktop.services.office.sample.desk import Account, Desk
from desktop.services.office.sample.odds import YEAR, Odds, day, later
from desktop.services.office.sample.sites import Site

# Service: today's basic price and price per gallon, in cents.
PRICES = {
    "PUMP": (29500, 15),
    "GREASE": (14500, 32),
    "GRIT": (17500, 30),
    "INSPECT": (11500, 0),
    "ANNUAL_INSP": (19500, 0),
    "RE_INSPECTION": (32500, 0),
    "LOCATE": (9500, 0),
    "CHLORINE": (4500, 0),
    "OTHER": (12500, 0),
    "REPAIR": (18500, 0),
    "EMERGENCY": (42500, 12),
    "INSTALL": (895000, 250),
}
SPREAD = {"REPAIR": 3.2, "EMERGENCY": 0.8, "INSTALL": 0.5, "OTHER": 1.0}  # how far prices vary
DEARER_EACH_YEAR = 0.035
TAX_PERCENT = 8.25
TAXED_ANYWHERE = {"CHLORINE"}
TAXED_AT_WORK = {"REPAIR", "GREASE", "GRIT"}  # where the place is not a home
DAYS_TO_PAY = {"at_once": (0, 2), "in_time": (5, 30), "late": (31, 120), "never": (60, 400)}
METHODS = Odds({"Check": 47, "Card": 33, "Cash": 13, "ACH": 7})
NET_DAYS, HOME_DAYS = 30, 15
OPEN_DAYS = 60  # younger estimates are mostly still open
DECISIONS = Odds({"accepted": 50, "declined": 33, "expired": 17})
DECLINED_FOR = ("Too expensive", "Went with another company", "Waiting until spring", None)
OFFERS = (
    ("Replace aerator and control panel", 145000),
    ("New drainfield, 400 ft", 890000),
    ("Risers and lids at grade", 48500),
    ("Convert to aerobic system", 1265000),
    ("Replace spray pump", 78500),
    ("Yearly maintenance contract", 31500),
    ("Tank replacement, 1,000 gal", 465000),
)


class Bill(NamedTuple):
    """What an invoice says."""

    cents: int
    tax_cents: int


def price(desk: Desk, service: str, when: int, gallons: int | None) -> int:
    """What a service cost on a day, in cents."""
    base, per_gallon = PRICES[service]
    cents: float = base + per_gallon * (gallons or 1000)
    if service in SPREAD:
        cents *= 1 + SPREAD[service] * desk.rng.random()
    return at_the_time(desk, cents, when)


def at_the_time(desk: Desk, cents: float, when: int) -> int:
    """What costs so much today did cost this on a day, in steps of 2.50."""
    cents *= (1 + DEARER_EACH_YEAR) ** ((when - desk.today) / YEAR)
    return round(cents / 250) * 250


def tax(service: str, site: Site, cents: int) -> int:
    """Sales tax in cents, rounded half up."""
    taxed = service in TAXED_ANYWHERE or (service in TAXED_AT_WORK and site.use != "residential")
    return int(cents * TAX_PERCENT / 100 + 0.5) if taxed else 0


def bill(
    desk: Desk,
    account: Account,
    site: Site,
    visit: int | None,
    when: int,
    amount: Bill,
    memo: str,
) -> None:
    """Write the invoice for some work, and what came in for it up to today."""
    if when > desk.today or not amount.cents:
        return
    on = (account, site.id, visit, when)
    if desk.chance(0.008):
        _invoice(desk, *on, amount, memo, state="voided")
    total = amount.cents + amount.tax_cents
    payments = _payments(desk, account.pays, when, total)
    still = total - sum(cents for _, cents in payments)
    disputed = bool(still) and when + 60 < desk.today and desk.chance(0.05)
    number = _invoice(desk, *on, amount, memo, still=0 if disputed else still)
    for paid_on, cents in payments:
        _payment(desk, account.id, number, paid_on, cents)
    if disputed:
        credit = Bill(amount.tax_cents - still, -amount.tax_cents)
        on = (account, site.id, visit, when + 60)
        _invoice(desk, *on, credit, "Credit, disputed work", kind="credit")


def _payments(desk: Desk, pays: str, when: int, total: int) -> list[tuple[int, int]]:
    """The days and amounts of what was paid by today: all, a part, or nothing."""
    first, last = DAYS_TO_PAY[pays]
    paid_on = later(desk.rng, when + first, when + last)
    roll = desk.rng.random()
    if paid_on > desk.today or roll < (0.35 if pays == "never" else 0.006):
        return []
    if roll > 0.985:
        half = total // 2
        second = paid_on + later(desk.rng, 14, 45)
        rest = [(second, total - half)] if second <= desk.today and desk.chance(0.8) else []
        return [(paid_on, half), *rest]
    return [(paid_on, total)]


def _payment(desk: Desk, customer: int, invoice: int, when: int, cents: int) -> None:
    method = METHODS.draw(desk.rng)
    desk.rows.add(
        Payment,
        customer_id=customer,
        invoice_id=invoice,
        number=str(later(desk.rng, 1001, 9899)) if method == "Check" else None,
        date=day(when),
        amount_cents=cents,
        method=method,
    )


def _invoice(
    desk: Desk,
    account: Account,
    site: int,
    visit: int | None,
    when: int,
    amount: Bill,
    memo: str,
    *,
    kind: str = "invoice",
    state: str = "posted",
    still: int = 0,
) -> int:
    date = day(when)
    month = f"{date.year % 100:02d}{date.month:02d}"
    count = desk.numbers[month] = desk.numbers.get(month, 0) + 1
    due = when + (HOME_DAYS if account.profile == "home" else NET_DAYS)
    return desk.rows.add(
        Invoice,
        customer_id=account.id,
        property_id=site,
        visit_id=visit,
        kind=kind,
        state=state,
        number=f"{month}-{count:04d}",
        date=date,
        due_date=day(due) if kind == "invoice" else None,
        amount_cents=amount.cents,
        tax_cents=amount.tax_cents,
        open_cents=still,
        memo=memo,
    )


def write_estimate(desk: Desk, account: Account, site: Site, *, lead: bool) -> None:
    """Write a price that was offered, and what became of it."""
    issued = later(desk.rng, account.first_day, min(account.last_day, desk.today))
    text, cents = desk.rng.choice(OFFERS)
    cents = round(cents * desk.rng.uniform(0.85, 1.25) / 500) * 500
    age = desk.today - issued
    recent = lead or age < OPEN_DAYS
    state = "open" if recent and desk.chance(0.7) else DECISIONS.draw(desk.rng)
    decided = min(issued + later(desk.rng, 1, 40), desk.today)
    desk.rows.add(
        Estimate,
        customer_id=account.id,
        property_id=site.id,
        no=f"E{desk.rows.count(Estimate) + 1:05d}",
        issued_on=day(issued),
        amount_cents=cents,
        lines=[{"text": text, "amount": f"{cents / 100:.2f}"}],
        state=state,
        decided_on=None if state == "open" else day(decided),
        follow_up_on=day(issued + 14) if state == "open" else None,
        decline_reason=desk.rng.choice(DECLINED_FOR) if state == "declined" else None,
        memo=text,
    )
