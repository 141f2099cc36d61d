"""Contracts: initial two-year policies, yearly renewals, lapses, grease and pumping plans."""

from decimal import Decimal
from typing import Any, NamedTuple

from desktop.models.equipment import Contract, ContractLine, System
from desktop.services.dates import add_months
from desktop.services.office.sample.desk import Account, Desk
from desktop.services.office.sample.money import Bill, at_the_time, bill, price
from desktop.services.office.sample.odds import YEAR, Odds, day, later
from desktop.services.office.sample.sites import Site
from desktop.services.office.sample.systems import Installed


class Cover(NamedTuple):
    """A stretch of days in which inspections are promised; `prepaid` ones are not billed again."""

    first: int
    last: int
    prepaid: bool


YEARLY = Odds({"inspection_only": 52, "inspection_chlorine": 22, "full_maintenance": 26})
YEARLY_CENTS = {
    "inspection_only": 31500,
    "inspection_chlorine": 38500,
    "full_maintenance": 52500,
    "initial_two_year": 0,
}
LEFT_FOR = ("Other company cheaper", "Maintains it himself", "Sold the house", "No reason given")
RENEWS, COMES_BACK, CHANGES_KIND = 0.92, 0.45, 0.08
INSPECTIONS_A_YEAR = 3


def write_cover(
    desk: Desk, account: Account, site: Site, system: Installed, *, new: bool
) -> list[Cover]:
    """Write the chain of inspection contracts of an aerobic system, with its gaps."""
    covers: list[Cover] = []
    if not new and desk.chance(0.16):
        _maintained(desk, "owner" if desk.chance(0.4) else "other_company")
        return covers
    start, before = account.first_day, None
    kind = "initial_two_year" if new else YEARLY.draw(desk.rng)
    prepaid = desk.chance(0.75)
    horizon = min(account.last_day, desk.today + 20)
    while start <= horizon:
        months = 24 if kind == "initial_two_year" else 12
        end = add_months(day(start), months).toordinal() - 1
        terms = _terms(desk, kind, start, prepaid=prepaid)
        before = _write(desk, account, site, system, (start, end), terms, before)
        last = _cancelled(desk, start, end, account.last_day)
        covers.append(Cover(start, last, terms["billing"] == "prepaid"))
        if terms["price_cents"] and terms["billing"] == "prepaid":
            bill(desk, account, site, None, start, Bill(terms["price_cents"], 0), "Yearly contract")
        start, before = _next_start(desk, last, end, before)
        if kind == "initial_two_year" or desk.chance(CHANGES_KIND):
            kind = YEARLY.draw(desk.rng)
    goes_on = covers and covers[-1].last >= desk.today
    _maintained(desk, "us" if goes_on or desk.chance(0.3) else "unknown")
    return covers


def _terms(desk: Desk, kind: str, start: int, *, prepaid: bool) -> dict[str, Any]:
    free = kind == "initial_two_year"
    return {
        "kind": kind,
        "price_cents": at_the_time(desk, YEARLY_CENTS[kind], start),
        "billing": "prepaid" if prepaid or free else "per_visit",
        "auto_renew": not free and desk.chance(0.4),
    }


def _next_start(desk: Desk, last: int, end: int, before: int | None) -> tuple[int, int | None]:
    """The next contract follows at once, after years with somebody else, or never."""
    if last == end and desk.chance(RENEWS):
        return end + 1, before
    if desk.chance(COMES_BACK):
        return last + later(desk.rng, 120, int(3 * YEAR)), None
    return desk.today + int(50 * YEAR), None


def _cancelled(desk: Desk, start: int, end: int, last_day: int) -> int:
    """The last day covered: the end, or the day before the contract was given up."""
    if start < last_day < min(end, desk.today):
        stop, reason = last_day, LEFT_FOR[2]
    elif desk.chance(0.025):
        stop, reason = later(desk.rng, start + 40, end - 1), desk.rng.choice(LEFT_FOR[:2])
    else:
        return end
    if stop > desk.today:
        return end
    desk.rows.amend(Contract, cancel_date=day(stop + 1), cancel_reason=reason)
    return stop


def _write(
    desk: Desk,
    account: Account,
    site: Site,
    system: Installed,
    span: tuple[int, int],
    terms: dict[str, Any],
    before: int | None,
) -> int:
    start, end = span
    filed = start - later(desk.rng, 3, 45)
    number = desk.rows.add(
        Contract,
        no=f"K{day(start).year % 100:02d}-{desk.rows.count(Contract) + 1:05d}",
        customer_id=account.id,
        property_id=site.id,
        system_id=system.id,
        signed_date=day(min(start - later(desk.rng, 0, 40), desk.today)),
        start_date=day(start),
        end_date=day(end),
        visits_per_year=Decimal(INSPECTIONS_A_YEAR),
        renewed_from_id=before,
        filed_with_authority_on=day(filed) if filed <= desk.today and desk.chance(0.8) else None,
        **terms,
    )
    _line(desk, number, "INSPECT", 4, "months")
    return number


def write_plan(desk: Desk, account: Account, site: Site, system: Installed, kind: str) -> None:
    """Write an open-ended plan, billed by the visit: grease every 90 days, or pump-outs."""
    grease = kind == "grease_plan"
    ended = account.last_day < desk.today
    number = desk.rows.add(
        Contract,
        no=f"K{day(account.first_day).year % 100:02d}-{desk.rows.count(Contract) + 1:05d}",
        customer_id=account.id,
        property_id=site.id,
        system_id=system.id,
        kind=kind,
        start_date=day(account.first_day),
        visits_per_year=Decimal(4 if grease else "0.33"),
        price_cents=price(desk, "GREASE" if grease else "PUMP", desk.today, system.gallons),
        billing="per_visit",
        cancel_date=day(account.last_day + 1) if ended else None,
        cancel_reason=LEFT_FOR[3] if ended else None,
    )
    line = ("GREASE", 90, "days") if grease else ("PUMP", 36, "months")
    _line(desk, number, *line)


def _line(desk: Desk, contract: int, service: str, interval: int, unit: str) -> None:
    desk.rows.add(
        ContractLine,
        contract_id=contract,
        position=0,
        service=service,
        interval=interval,
        interval_unit=unit,
    )


def _maintained(desk: Desk, by: str) -> None:
    desk.rows.amend(System, maintained_by=by)
