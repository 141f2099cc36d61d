"""B1 to B30 from the records to the members: who is in each, and who only just is not."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from desktop.models.database import open_office
from desktop.services import after_change
from desktop.services.segments import counting
from desktop.services.segments.builtin import BY_KEY
from desktop.services.segments.tree import from_json
from tests.services.care.houses import House

AS_OF = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def due(*days: str) -> Any:
    return lambda h: [h.tank(due_override=day) for day in days]


def served(*days: str) -> Any:
    return lambda h: h.visits(*days)


def both(*steps: Any) -> Any:
    return lambda h: [step(h) for step in steps]


def contract(start: str, end: str | None = None, kind: str = "other", **values: Any) -> Any:
    return lambda h: h.contract(start, end, kind, **values)


def money(cents: int, *days: str) -> Any:
    return both(served(*days), lambda h: h.invoice("2025-06-01", cents=cents))


def aerobic(last: str | None, by: str = "us", **values: Any) -> Any:
    def make(h: House) -> None:
        h.system("aerobic", maintained_by=by, **values)
        if last:
            h.visit(last, "INSPECT")

    return make


def trap(last: str, kind: str = "grease_trap", service: str = "GREASE") -> Any:
    return lambda h: (h.system(kind), h.visit(last, service))


def at(lat: float, lon: float, *steps: Any) -> Any:
    return both(lambda h: h.home(lat=lat, lon=lon), *steps)


def near(n: int, *steps: Any) -> Any:
    """A house some hundred yards from the others of its cluster."""
    return at(30.5 + n / 1000, -96.0, *steps)


def far(n: int, *steps: Any) -> Any:
    """One of four houses beside each other, a day's drive away."""
    return at(33.5 + n / 1000, -99.0, *steps)


def estimate(when: str, *steps: Any, state: str = "open") -> Any:
    return both(lambda h: h.estimate(when, state, property_id=h.place), *steps)


def address(**values: Any) -> Any:
    whole = {"line1": "1 Oak St", "city": "Bryan", "state": "TX", "zip5": "77801"}
    return lambda h: h.person(**(whole | values))


def reminded(
    when: str, *steps: Any, channel: str = "postcard", outcome: str = "sent", purpose: str = ""
) -> Any:
    """A tank last pumped long ago, and a reminder of it."""

    def make(h: House) -> None:
        tank = h.tank()
        h.visit("2020-01-01", "PUMP", tank=tank)
        h.contact(when, outcome, channel, purpose=purpose or "Pumping reminder")

    return both(make, *steps)


def repaired(*days: str) -> Any:
    return both(lambda h: h.system(), *((lambda h, d=d: h.visit(d, "REPAIR")) for d in days))


def rated(*conditions: str) -> Any:
    def make(h: House) -> None:
        h.system()
        for month, condition in enumerate(conditions, 1):
            h.visit(f"2026-{month:02}-01", "PUMP", condition=condition)

    return make


def pumped(when: str | None, **tank: Any) -> Any:
    def make(h: House) -> None:
        one = h.tank(**tank)
        if when:
            h.visit(when, "PUMP", tank=one)

    return make


def moved_away(*steps: Any) -> Any:
    return both(*steps, lambda h: h.person(status="inactive"))


LONG_QUIET = served("2025-06-01")
VISITS = ("2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01")
# key: who is in, and who only just is not.
HOUSES: dict[str, tuple[list[Any], list[Any]]] = {
    "B1": ([due("2026-11-22"), due("2026-12-22"), due("2020-01-01", "2026-12-01")],
           [due("2026-11-21"), due("2026-12-23"), moved_away(due("2026-12-01"))]),
    "B2": ([due("2026-11-21"), due("2026-11-21", "2027-12-01")], [due("2026-11-22")]),
    "B3": ([contract("2025-01-01", "2026-11-22"), contract("2025-01-01", "2027-01-21")],
           [contract("2025-01-01", "2026-11-21"), contract("2025-01-01", "2027-01-22"),
            contract("2025-01-01"),
            both(contract("2025-01-01", "2026-12-01"), contract("2026-12-31")),
            contract("2025-01-01", "2026-12-01", cancel_date="2026-11-22")]),
    "B4": ([money(100_000, "2025-11-21")],
           [money(99_999, "2025-11-21"), money(100_000, "2025-11-22"), money(100_000)]),
    "B5": ([aerobic("2026-08-24"), aerobic(None), aerobic(None, "unknown")],
           [aerobic("2026-08-25"), aerobic("2020-01-01", "owner"),
            aerobic("2020-01-01", "other_company"), aerobic("2020-01-01", active=False)]),
    "B6": ([near(n) for n in range(5)], [far(n) for n in range(4)]),
    "B7": ([served("2026-11-22"), served("2026-10-24")],
           [served("2026-10-23"), served("2026-11-23"), served("2020-01-01", "2026-11-01")]),
    "B8": ([served("2025-05-22"), served("2023-11-22")],
           [served("2025-05-23"), served("2023-11-21"), served("2025-01-01", "2026-01-01")]),
    "B9": ([both(LONG_QUIET, due("2026-11-21")), both(LONG_QUIET, due("2024-11-22")),
            both(served("2025-11-22"), due("2026-11-21"))],
           [both(LONG_QUIET, due("2026-11-22")), both(LONG_QUIET, due("2024-11-21")),
            both(served("2025-11-23"), due("2026-11-21")),
            both(LONG_QUIET, due("2026-11-21"), contract("2020-01-01"))]),
    "B10": ([near(n, due("2026-11-21")) for n in range(5)],
            [far(n, due("2026-11-21")) for n in range(4)]
            + [near(6, due("2027-06-01")),
               near(7, lambda h: h.visit("2026-12-01", "PUMP", status="booked",
                                         tank=h.tank(due_override="2026-11-21")))]),
    "B11": ([trap("2026-08-24"), trap("2026-09-23"), trap("2025-01-01")],
            [trap("2026-09-24"), trap("2025-01-01", "grit_trap", "GRIT")]),
    "B12": ([lambda h: h.report("2026-11-22"), lambda h: h.report("2026-11-01", "2026-11-23")],
            [lambda h: h.report("2026-11-01", "2026-11-22")]),
    "B13": ([estimate("2026-10-23"), estimate("2026-01-01", served("2026-01-01"))],
            [estimate("2026-10-24"), estimate("2026-01-01", served("2026-01-02")),
             estimate("2026-01-01", state="accepted")]),
    "B14": ([aerobic(None), aerobic(None, "unknown"),
             both(aerobic(None), contract("2020-01-01", "2026-11-21", "inspection_only")),
             both(aerobic(None), contract("2020-01-01", kind="pumping_plan"))],
            [aerobic(None, "owner"),
             both(aerobic(None), contract("2020-01-01", "2026-11-22", "inspection_only"))]),
    "B15": ([contract("2020-01-01", "2026-11-21")],
            [contract("2020-01-01", "2026-11-22"), served("2020-01-01")]),
    "B16": ([served("2026-11-22")],
            [both(served("2026-01-01"), contract("2020-01-01", "2021-01-01")), served()]),
    "B17": ([served("2021-11-22", "2026-06-01")],
            [served("2021-11-23", "2026-06-01"),
             both(served("2020-01-01", "2026-06-01"), contract("2026-01-01"))]),
    "B18": ([contract("2025-01-01", "2026-11-22", "initial_two_year"),
             contract("2025-01-01", "2027-02-20", "initial_two_year")],
            [contract("2025-01-01", "2026-11-21", "initial_two_year"),
             contract("2025-01-01", "2027-02-21", "initial_two_year"),
             contract("2025-01-01", "2027-01-01", "inspection_only")]),
    "B19": ([repaired("2025-05-23", "2026-06-01")], [repaired("2025-05-22", "2026-06-01")]),
    "B20": ([rated("good", "good", "fair")], [rated("good", "good", "good"),
                                              rated("good", "failed")]),
    "B21": ([lambda h: h.tank("filter", install_date="2018-11-22")],
            [lambda h: h.tank("filter", install_date="2018-11-23")]),
    "B22": ([lambda h: h.system(install_date="2011-11-22"),
             lambda h: h.system(install_date="1990-01-01")],
            [lambda h: h.system(install_date="2011-11-23"), lambda h: h.system()]),
    "B23": ([pumped("2021-11-22"), pumped(None), pumped(None, install_date="2021-11-22")],
            [pumped("2021-11-23"), pumped(None, install_date="2021-11-23"),
             pumped("2020-01-01", in_service=False)]),
    "B24": ([pumped(None)], [pumped("2026-01-01"), pumped(None, in_service=False)]),
    "B25": ([money(200_000, "2026-01-01"), money(100_000, *VISITS)],
            [money(199_999, "2026-01-01"), money(99_999, *VISITS), money(500_000)]),
    "B26": ([address(zip5="7780"), address(line1=None), lambda _: None,
             address(undeliverable_mail=True),
             both(address(), lambda h: h.contact("2026-01-01", "undeliverable", "letter"))],
            [address(),
             both(address(), lambda h: h.contact("2026-01-01", "undeliverable", "letter"),
                  lambda h: h.contact("2026-02-01", "sent", "letter"))]),
    "B27": ([address(do_not_contact=True), lambda _: None, address(do_not_mail=True)],
            [address(), both(lambda h: h.phone()),
             address(do_not_mail=True, email="a@example.com")]),
    "B28": ([reminded("2026-10-23"), reminded("2026-10-23", channel="call_out"),
             reminded("2026-01-01", purpose="Reminder sent"),
             reminded("2026-10-23", lambda h: h.visit("2026-12-01", booked_on="2026-10-22",
                                                      status="cancelled"))],
            [reminded("2026-10-24"), reminded("2026-10-23", purpose="Thank-you"),
             reminded("2026-10-23", outcome="undeliverable"),
             reminded("2026-10-23", channel="call_in", purpose="Asks about our reminder"),
             reminded("2019-12-01"),
             reminded("2026-10-23", lambda h: h.visit("2026-12-01", booked_on="2026-10-23",
                                                      status="booked"))]),
    "B29a": ([due("2027-03-01"), due("2026-05-31")], [due("2027-02-28"), due("2027-06-01")]),
    "B29b": ([due("2027-06-01"), due("2027-08-31")], [due("2027-05-31"), due("2027-09-01")]),
    "B29c": ([due("2026-11-30"), due("2027-09-01")], [due("2026-12-01"), due("2027-08-31")]),
    "B29d": ([due("2026-12-01"), due("2028-02-29")],
             [due("2026-11-30"), due("2027-03-01"), lambda _: None]),
    "B30": ([estimate("2026-11-22")],
            [estimate("2026-11-22", served("2026-11-22")), estimate("2026-11-23"),
             estimate("2026-01-01", contract("2026-11-22"))]),
}  # fmt: skip
# The houses of the hot zones would stand in one another's way.
GROUPS = ([key for key in HOUSES if key not in {"B6", "B10"}], ["B6"], ["B10"])


@pytest.fixture(scope="module")
def members(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[set[int], set[int], set[int]]]:
    """Of each segment: who is to be in, who is not, and who is."""
    office = open_office(tmp_path_factory.mktemp("builtin") / "office.db")
    found = {}
    for keys in GROUPS:
        with office.writing() as db:
            made: dict[str, tuple[set[int], set[int]]] = {}
            for key in keys:
                lists: list[set[int]] = []
                for makes in HOUSES[key]:
                    lists.append(set())
                    for make in makes:
                        house = House(db)
                        make(house)
                        lists[-1].add(house.customer)
                made[key] = (lists[0], lists[1])
            after_change.bring_up_to_date(db, AS_OF, NOON, None)
            for key, (inside, outside) in made.items():
                tree = from_json(BY_KEY[key].tree)
                are = {one.customer_id for one in counting.members(db, tree, AS_OF)}
                found[key] = (inside, outside, are)
            db.rollback()
    office.close()
    return found


@pytest.mark.parametrize("key", BY_KEY)
def test_members_and_near_misses(
    members: dict[str, tuple[set[int], set[int], set[int]]], key: str
) -> None:
    inside, outside, are = members[key]
    assert inside <= are
    assert not outside & are
