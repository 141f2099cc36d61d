"""When work falls due at a place: regular pumping, inspections, and what goes wrong."""

from collections.abc import Iterator
from typing import NamedTuple

from desktop.services.office.sample.agreements import Cover
from desktop.services.office.sample.desk import Account, Desk
from desktop.services.office.sample.odds import YEAR, Odds, day, later, working_day
from desktop.services.office.sample.sites import Site
from desktop.services.office.sample.systems import Installed

AHEAD = 45  # days for which visits are already booked
# How much more goes wrong in a month: wet ground from February to May, and full houses late.
MONTH_WEIGHT = (0.8, 1.1, 1.25, 1.3, 1.3, 0.9, 0.7, 0.6, 0.7, 1.0, 1.2, 1.3)
MOST_WEIGHT = max(MONTH_WEIGHT)
TROUBLES = {  # a year and system
    "aerobic": (0.17, Odds({"REPAIR": 76, "EMERGENCY": 11, "CHLORINE": 6, "OTHER": 7})),
    "grease_trap": (0.12, Odds({"EMERGENCY": 55, "REPAIR": 45})),
}
OTHER_TROUBLES = (0.07, Odds({"EMERGENCY": 47, "REPAIR": 32, "LOCATE": 9, "OTHER": 12}))
REGULAR = {
    "grease_trap": ("GREASE", 0.06),
    "grit_trap": ("GRIT", 0.1),
    "holding_tank": ("PUMP", 0.2),
    "lift_station": ("PUMP", 0.2),
}
PUMPING = ("PUMP", 0.18)  # the service, and how loosely people keep to the interval
INSPECTION_DAYS, INSPECTION_NOISE = 121.7, 8


class Job(NamedTuple):
    """One piece of work on a day; `included` in a contract means it is not billed."""

    when: int
    service: str
    asset: int | None
    gallons: int | None
    included: bool = False


def jobs_of(
    desk: Desk, account: Account, site: Site, system: Installed, covers: list[Cover]
) -> list[Job]:
    """All work at a place by day, until business ends or as far ahead as visits are booked."""
    until = min(account.last_day, desk.today + AHEAD)
    jobs = [
        *_regular(desk, account, site, system, until),
        *_inspections(desk, site, system, covers, until),
        *_troubles(desk, account, system, min(until, desk.today)),
    ]
    if system.kind == "advanced":
        jobs += _yearly(desk, account, system, until)
    jobs.sort()
    return jobs


def on_route(desk: Desk, site: Site, when: int) -> int:
    """The day itself, moved to one on which the truck is mostly in that county."""
    if desk.rng.random() < 0.75:
        weekdays = desk.staff.weekdays[site.place.town.county]
        for ahead in range(6):
            if (when + ahead) % 7 in weekdays:
                return working_day(when + ahead)
    return working_day(when)


def _regular(
    desk: Desk, account: Account, site: Site, system: Installed, until: int
) -> Iterator[Job]:
    """Pump-outs or trap cleanings; the first is what brought most people to us."""
    service, noise = REGULAR.get(system.kind, PUMPING)
    gauss, step = desk.rng.gauss, system.pump_days
    when = account.first_day + int(step * (0 if desk.chance(0.7) else 0.6) * desk.rng.random())
    if system.kind == "aerobic":
        when += int(step * desk.rng.random())
    while when <= until:
        due = on_route(desk, site, when)
        yield Job(due, service, system.tank, system.gallons)
        missed = 2 if desk.rng.random() < 0.04 else 1
        when = due + max(int(step * missed * max(gauss(1.0, noise), 0.5)), 7)


def _inspections(
    desk: Desk, site: Site, system: Installed, covers: list[Cover], until: int
) -> Iterator[Job]:
    """Three inspections a year while a contract runs, about every four months."""
    asset, gauss = system.other or system.tank, desk.rng.gauss
    for cover in covers:
        last = min(cover.last, until)
        when = cover.first + 20 + int(desk.rng.random() * 95)
        while when <= last:
            due = on_route(desk, site, when)
            yield Job(due, "INSPECT", asset, None, cover.prepaid)
            when += int(INSPECTION_DAYS + gauss(0, INSPECTION_NOISE))


def _yearly(desk: Desk, account: Account, system: Installed, until: int) -> Iterator[Job]:
    when = account.first_day + 200
    while when <= until:
        yield Job(working_day(when), "ANNUAL_INSP", system.tank, None)
        when += later(desk.rng, 350, 390)


def _troubles(desk: Desk, account: Account, system: Installed, until: int) -> Iterator[Job]:
    """Repairs and emergencies; more of them when the ground is wet or the house is full."""
    rate, odds = TROUBLES.get(system.kind, OTHER_TROUBLES)
    expected = rate * max(until - account.first_day, 0) / YEAR
    number = int(expected) + (desk.rng.random() < expected % 1)
    for _ in range(number):
        service = odds.draw(desk.rng)
        when = _bad_day(desk, account.first_day, until)
        urgent = service == "EMERGENCY"
        yield Job(when if urgent else working_day(when), service, system.tank, system.gallons)


def _bad_day(desk: Desk, first: int, last: int) -> int:
    """A day between two, sooner in a month in which much goes wrong."""
    for _ in range(4):
        when = later(desk.rng, first, last)
        if desk.rng.random() * MOST_WEIGHT < MONTH_WEIGHT[day(when).month - 1]:
            return when
    return later(desk.rng, first, last)
