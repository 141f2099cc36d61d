"""Writes visits: what was done, by whom, what went wrong on the way, and what is booked."""

from typing import Any

from desktop.models.work import ServiceLine, Visit
from desktop.services.office.sample.contacts import around_visit
from desktop.services.office.sample.desk import Account, Desk
from desktop.services.office.sample.money import Bill, bill, price, tax
from desktop.services.office.sample.odds import Odds, day, later, working_day
from desktop.services.office.sample.plans import Job
from desktop.services.office.sample.sites import Site

TANKER = {"PUMP", "GREASE", "GRIT", "EMERGENCY"}
CONDITIONS = Odds({None: 30, "good": 48, "fair": 16, "poor": 5, "failed": 1})
WINDOWS = Odds({None: 60, "8-10 am": 12, "10-12": 12, "1-3 pm": 10, "3-5 pm": 6})
MINUTES = {"INSPECT": 30, "PUMP": 70, "GREASE": 45, "INSTALL": 420}  # on site
OTHER_MINUTES = 80
LEAD_DAYS = {"EMERGENCY": 0, "INSTALL": 30, "REPAIR": 5}  # from the booking to the visit
OTHER_LEAD_DAYS = 10
MEMOS = {
    "PUMP": "Pump-out",
    "GREASE": "Grease trap cleaning",
    "GRIT": "Grit trap cleaning",
    "INSPECT": "Aerobic inspection",
    "ANNUAL_INSP": "Annual inspection",
    "RE_INSPECTION": "Real-estate inspection",
    "LOCATE": "Locate and dig up lids",
    "CHLORINE": "Chlorine, one bucket",
    "OTHER": "Service call",
    "REPAIR": "Repair",
    "EMERGENCY": "Emergency call",
    "INSTALL": "Installation of septic system",
}
NOTES = {
    "PUMP": ("Heavy sludge.", "Roots in the inlet.", "Lid cracked, told owner.", "Baffle missing."),
    "GREASE": ("25% grease cap.", "Trap full, advised shorter interval.", "Clean."),
    "INSPECT": ("Added chlorine.", "Air filter cleaned.", "Spray head leaks.", "All in order."),
    "EMERGENCY": ("Backing up into the tub.", "Tank overflowing after rain.", "Alarm sounding."),
}
OTHER_NOTES = ("Done as agreed.", "Customer at home.", "Follow up next month.")
PARTS = ("Aerator", "Spray pump", "Float switch", "Control panel", "Spray head", "Air line", "Lid")
CANCELLED_FOR = ("Customer cancelled.", "Rain, ground too wet.", "Truck down.", "Nobody home.")


def write_visits(desk: Desk, account: Account, site: Site, jobs: list[Job]) -> None:
    """Write the visits of a place, oldest first, and what they cost."""
    before: int | None = None
    for job in jobs:
        if job.when > desk.today:
            if job.service != "EMERGENCY" and desk.chance(0.62):
                _book(desk, account, site, job)
            continue
        when = job.when
        if desk.rng.random() < 0.045:
            moved = _mishap(desk, account, site, job)
            if moved is None or moved > desk.today:
                continue
            when = moved
        before = _done(desk, account, site, job, when, before)


def _done(desk: Desk, account: Account, site: Site, job: Job, when: int, before: int | None) -> int:
    """Write a finished visit with its lines and its invoice."""
    rng, service = desk.rng, job.service
    cents = None if job.included else price(desk, service, when, job.gallons)
    visit = _visit(
        desk,
        account,
        site,
        job,
        when,
        status="completed",
        completed_date=day(when),
        technician_id=_technician(desk, site),
        amount_cents=cents,
    )
    if rng.random() < 0.5:
        arrival = later(rng, 450, 930)
        stay = int(MINUTES.get(service, OTHER_MINUTES) * (0.7 + 0.6 * rng.random()))
        desk.rows.amend(Visit, arrival_minute=arrival, departure_minute=arrival + stay)
    if service in TANKER:
        desk.rows.amend(Visit, truck_id=desk.staff.trucks[int(rng.random() * 3)])
    if rng.random() < 0.07:
        desk.rows.amend(Visit, note=rng.choice(NOTES.get(service, OTHER_NOTES)))
    if service == "REPAIR" and before and rng.random() < 0.05:
        desk.rows.amend(Visit, callback_of_id=before)
    _lines(desk, visit, job)
    if cents:
        memo = MEMOS[service]
        bill(desk, account, site, visit, when, Bill(cents, tax(service, site, cents)), memo)
    around_visit(desk, account, when, service, job.asset)
    return visit


def _visit(desk: Desk, account: Account, site: Site, job: Job, when: int, **values: Any) -> int:
    """One row; `values` say what became of it."""
    lead = LEAD_DAYS.get(job.service, OTHER_LEAD_DAYS)
    booked = max(min(when - int(lead * 1.6 * desk.rng.random()), desk.today), account.first_day - 9)
    scheduled = day(when)
    return desk.rows.add(
        Visit,
        property_id=site.id,
        customer_id=account.id,
        booked_on=day(booked),
        scheduled_date=scheduled,
        time_window=WINDOWS.draw(desk.rng),
        emergency=True if job.service == "EMERGENCY" else None,
        **values,
    )


def _technician(desk: Desk, site: Site) -> int | None:
    roll = desk.rng.random()
    if roll < 0.03:
        return None
    if roll < 0.75:
        return desk.staff.zone_technician[site.place.town.county]
    return desk.staff.technicians[int(desk.rng.random() * len(desk.staff.technicians))]


def _lines(desk: Desk, visit: int, job: Job) -> None:
    """What was done on a visit; an emergency mostly ends with an emptied tank."""
    rng, service = desk.rng, job.service
    pumped = service in TANKER and service != "EMERGENCY"
    _line(desk, visit, 0, job, service, gallons=job.gallons if pumped else None)
    if service == "EMERGENCY" and rng.random() < 0.6:
        _line(desk, visit, 1, job, "PUMP", gallons=job.gallons)
    elif service == "PUMP" and rng.random() < 0.08:
        _line(desk, visit, 1, job, "LOCATE")
    elif service == "INSPECT" and rng.random() < 0.07:
        _line(desk, visit, 1, job, "CHLORINE")


def _line(
    desk: Desk, visit: int, position: int, job: Job, service: str, gallons: int | None = None
) -> None:
    rng = desk.rng
    measured = service == "PUMP" and rng.random() < 0.3
    desk.rows.add(
        ServiceLine,
        visit_id=visit,
        position=position,
        service=service,
        asset_id=job.asset,
        gallons=gallons,
        condition=CONDITIONS.draw(rng),
        sludge_in=later(rng, 3, 22) if measured else None,
        scum_in=later(rng, 1, 9) if measured else None,
        parts=rng.choice(PARTS) if service == "REPAIR" else None,
    )


def _mishap(desk: Desk, account: Account, site: Site, job: Job) -> int | None:
    """Write a visit that came to nothing; the day on which it is made up for, if at all."""
    roll = desk.rng.random()
    again = working_day(job.when + later(desk.rng, 2, 18))
    if roll < 0.5:
        values: dict[str, Any] = {
            "status": "no_access",
            "exception_code": "NO-ACCESS",
            "recovery_date": day(again) if again <= desk.today else None,
            "technician_id": _technician(desk, site),
        }
    elif roll < 0.62:
        values, again_or_not = {"status": "skipped", "exception_code": "WEATHER"}, desk.chance(0.5)
        again = again if again_or_not else 0
    else:
        values = {"status": "cancelled", "note": desk.rng.choice(CANCELLED_FOR)}
        again = again if desk.chance(0.7) else 0
    visit = _visit(desk, account, site, job, job.when, **values)
    _line(desk, visit, 0, job, job.service)
    return again or None


def _book(desk: Desk, account: Account, site: Site, job: Job) -> None:
    """Write a visit that lies ahead."""
    fixed = desk.chance(0.6)
    visit = _visit(
        desk,
        account,
        site,
        job,
        job.when,
        status="scheduled" if fixed else "booked",
        technician_id=_technician(desk, site) if fixed else None,
    )
    desk.rows.add(ServiceLine, visit_id=visit, position=0, service=job.service, asset_id=job.asset)
