"""Whole customers, from the first call to today: homes, businesses, buyers, and doubles."""

from desktop.services.office.sample.agreements import Cover, write_cover, write_plan
from desktop.services.office.sample.contacts import chase, contact
from desktop.services.office.sample.desk import Account, Desk
from desktop.services.office.sample.history import write_visits
from desktop.services.office.sample.money import write_estimate
from desktop.services.office.sample.names import Person, misspelt, person
from desktop.services.office.sample.odds import YEAR, Odds, later
from desktop.services.office.sample.people import Fate, write_customer
from desktop.services.office.sample.places import Place
from desktop.services.office.sample.plans import Job, jobs_of
from desktop.services.office.sample.sites import Site, write_link, write_site
from desktop.services.office.sample.systems import Installed, write_system

PROFILES = Odds(
    {
        "home": 86,
        "restaurant": 3.3,
        "shop": 3.2,
        "church_school": 2.3,
        "rv_park": 1.3,
        "builder": 1.5,
        "realtor": 1.2,
        "government": 1.2,
    }
)
PLACES = {"builder": Odds({1: 40, 2: 35, 3: 25}), "home": Odds({1: 96.5, 2: 3.5})}
FOREVER = int(50 * YEAR)
LEFT_BECAUSE = Odds(
    {"moved_sold": 42, "deceased": 24, "closed": 8, "do_not_serve": 10, "outside_area": 16}
)
LEADS, LAPSED, SOLD, DOUBLED, NEW_SYSTEMS = 0.035, 0.14, 0.07, 0.02, 0.13
OVERDUE_DAYS = int(4 * YEAR)
STATIC_MEMBERS = 60
EARLY_DAYS = 900  # by then everybody who was a customer before the history has called again


def write_accounts(desk: Desk, room: int) -> None:
    """Write one customer, and where there is room the buyer of the house or a double."""
    if desk.chance(LEADS):
        _lead(desk)
        return
    profile = PROFILES.draw(desk.rng)
    fate = _fate(desk, profile)
    place, who = desk.places.next(desk.rng), person(desk.rng)
    account = write_customer(desk, profile, fate, place, who)
    if profile == "restaurant" and len(desk.restaurants) < STATIC_MEMBERS:
        desk.restaurants.append(account.id)
    number = PLACES[profile].draw(desk.rng) if profile in PLACES else 1
    site, system = _place(desk, account, place, sold=fate.sold)
    for _ in range(number - 1):
        _place(desk, account, desk.places.next(desk.rng), sold=False)
    if desk.chance(0.1):
        write_estimate(desk, account, site, lead=False)
    if room > 1 and fate.sold:
        _buyer(desk, fate, site, system)
    elif room > 1 and profile == "home" and desk.chance(DOUBLED / 0.75):
        _double(desk, account, place, who)


def _fate(desk: Desk, profile: str) -> Fate:
    """When it began, and whether it ended."""
    span = desk.today - desk.opening
    known_before = desk.chance(0.44)
    first = desk.opening + int(
        (min(span, EARLY_DAYS) if known_before else span) * desk.rng.random()
    )
    age = desk.today - first
    if profile == "home" and age > 500 and desk.chance(SOLD):
        last = later(desk.rng, first + 200, desk.today - 40)
        gone = desk.chance(0.7)
        status, reason = ("inactive", "moved_sold") if gone else ("active", None)
        return Fate(first, last, status, reason, sold=True)
    if age > 300 and desk.chance(LAPSED):
        last = later(desk.rng, first + 60, desk.today)
        if desk.chance(0.3):
            return Fate(first, last, "inactive", LEFT_BECAUSE.draw(desk.rng))
        return Fate(first, last)
    return Fate(first, desk.today + FOREVER)


def _place(desk: Desk, account: Account, place: Place, *, sold: bool) -> tuple[Site, Installed]:
    """Write one property of a customer with its system and all that happened there."""
    early = account.first_day < desk.opening + EARLY_DAYS
    share = NEW_SYSTEMS / 3 if early else NEW_SYSTEMS
    new = account.profile in {"home", "builder"} and desk.chance(share)
    site = write_site(desk, account.profile, place)
    known_since = account.first_day - (0 if new else later(desk.rng, 0, 2500))
    until = account.last_day if sold else None
    write_link(desk, account, site, since=known_since if desk.chance(0.8) else None, until=until)
    system = write_system(desk, account.profile, site, account.first_day, new=new)
    _history(desk, account, site, system, new=new, sold=sold)
    return site, system


def _history(
    desk: Desk, account: Account, site: Site, system: Installed, *, new: bool, sold: bool
) -> None:
    """Write the contracts and visits of a customer at a place."""
    covers: list[Cover] = []
    if system.kind == "aerobic":
        covers = write_cover(desk, account, site, system, new=new)
        for cover in covers[1:]:
            if desk.chance(0.6):
                on = cover.first - 35
                contact(desk, account, on, "letter", "Contract renewal", "sent", None)
    elif system.kind == "grease_trap" and desk.chance(0.6):
        write_plan(desk, account, site, system, "grease_plan")
    elif system.kind == "conventional" and desk.chance(0.03):
        write_plan(desk, account, site, system, "pumping_plan")
    jobs = jobs_of(desk, account, site, system, covers)
    if new:
        jobs = [Job(account.first_day, "INSTALL", system.tank, system.gallons), *jobs]
    if sold and desk.chance(0.5):
        jobs = sorted([*jobs, Job(account.last_day, "RE_INSPECTION", system.tank, None)])
    write_visits(desk, account, site, jobs)
    last = jobs[-1].when if jobs else account.first_day
    patience = OVERDUE_DAYS // (1 if system.kind == "conventional" else 4)
    if desk.today - last > patience and desk.chance(0.45):
        chase(desk, account, last)


def _buyer(desk: Desk, fate: Fate, site: Site, system: Installed) -> None:
    """Write who bought the house; the tank and its past stay with the place."""
    first = min(fate.last_day + later(desk.rng, 1, 25), desk.today)
    account = write_customer(desk, "home", Fate(first, desk.today + FOREVER), site.place)
    write_link(desk, account, site, since=fate.last_day)
    jobs = jobs_of(desk, account, site, system, [])
    write_visits(desk, account, site, jobs)


def _double(desk: Desk, account: Account, place: Place, who: Person) -> None:
    """Write the same people once more, as a hurried second entry has them."""
    first = later(desk.rng, account.first_day, min(account.last_day, desk.today))
    roll = desk.rng.random()
    other = Person(who.first, misspelt(desk.rng, who.last), who.second)
    if roll < 0.3:
        other = Person(who.first[0], who.last, None)
    elif roll < 0.5:
        other = Person(who.first, who.last, None)
    same_phone = account.phone if desk.chance(0.7) else None
    if same_phone is None or desk.chance(0.6):
        place = place._replace(line1=_other_spelling(desk, place.line1))
    else:
        place = desk.places.next(desk.rng)
    fate = Fate(first, min(first + 40, desk.today))
    double = write_customer(desk, "home", fate, place, other, same_phone)
    site = write_site(desk, "home", place)
    write_link(desk, double, site, since=None)
    write_visits(desk, double, site, [Job(first, "PUMP", None, None)])


def _other_spelling(desk: Desk, line1: str) -> str:
    for short, long in SPELLINGS:
        if short in line1:
            return line1.replace(short, long)
    return line1.upper() if desk.chance(0.5) else line1


SPELLINGS = (
    (" CR ", " County Road "),
    (" FM ", " Farm to Market Rd "),
    (" Rd", " Road"),
    (" Ln", " Lane"),
    (" Dr", " Drive"),
    (" St", " Street"),
    (" N ", " North "),
)


def _lead(desk: Desk) -> None:
    """Write somebody who has only asked so far."""
    first = later(desk.rng, max(desk.opening, desk.today - 400), desk.today)
    place = desk.places.next(desk.rng)
    account = write_customer(desk, "home", Fate(first, desk.today + FOREVER), place)
    site = write_site(desk, "home", place)
    write_link(desk, account, site, since=None)
    contact(desk, account, first, "call_in", "Question", "answered", None)
    if desk.chance(0.6):
        write_estimate(desk, account, site, lead=True)
