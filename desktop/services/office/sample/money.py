"""Prices, invoices, payments, credits and estimates."""

from typing import Any, NamedTuple

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
NET_DAYS = 30
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
    """What a service cost on a day, in whole cents that end in 00 or 50."""
    base, per_gallon = PRICES[service]
    cents = base + per_gallon * (gallons or 1000)
    if service in SPREAD:
        cents *= 1 + SPREAD[service] * desk.rng.random()
    cents *= (1 + DEARER_EACH_YEAR) ** ((when - desk.today) / YEAR)
    return round(cents / 250) * 250


def tax(service: str, site: Site, cents: int) -> int:
    """Sales tax in cents, rounded half up."""
    taxed = service in TAXED_ANYWHERE or (
        service in TAXED_AT_WORK and site.use != "residential"
    )
    return int(cents * TAX_PERCENT / 100 + 0.5) if taxed else 0


def bill(
    desk: Desk,
    account: Account,
    site: Site,
    visit: int | None,
    when: int,
    cents: int,
    memo: str,
    tax_cents: int = 0,
) -> None:
    """Write the invoice for some work, and what came in for it up to today."""
    if when > desk.today:
        return
    fate = desk.rng.random()
    if fate < 0.008:
        _invoice(desk, account, site, visit, when, Bill(cents, tax_cents), memo, state="voided")
    number = _invoice(desk, account, site, visit, when, Bill(cents, tax_cents), memo)
    total = cents + tax_cents
    paid = _pay(desk, account, number, when, total)
    if paid < total and desk.rng.random() < 0.04 and when + 60 < desk.today:
        credit = Bill(-cents, -tax_cents)
        _invoice(desk, account, site, visit, when + 60, credit, "Credit, work disputed", "credit")
        paid = total
    desk_open = total - paid
    if desk_open and paid != total:
        desk.rows.amend(Invoice, open_cents=desk_open)


def _invoice(
    desk: Desk,
    account: Account,
    site: Site,
    visit: int | None,
    when: int,
    amount: Bill,
    memo: str,
    kind: str = "invoice",
    state: str = "posted",
) -> int:
    date = day(when)
    month = f"{date.year % 100:02d}{date.month:02d}"
    count = desk.numbers[month] = desk.numbers.get(month, 0) + 1
    due = when + (NET_DAYS if account.profile != "home" else 15)
    return desk.rows.add(
        Invoice,
        customer_id=account.id,
        property_id=site.id,
        visit_id=visit,
        kind=kind,
        state=state,
        number=f"{month}-{count:04d}",
        date=date,
        due_date=day(due) if kind == "invoice" else None,
        amount_cents=amount.cents,
        tax_cents=amount.tax_cents,
        open_cents=0,
        memo=memo,
    )
