"""What is due and when (domain 2.2 and 3.1 to 3.5): every row, with its edges, from the records."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.models.database import open_office
from desktop.models.facts import DueItem
from desktop.models.office import Setting
from desktop.services import facts
from tests.naive_care import TABLE
from tests.services.care.houses import Answers, House, Row, ask, named, sure

PRINTED = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(int(row[0]), people, years) for row in PRINTED for people, years in enumerate(row[1:], 1)]


def months_of(years: str, disposal: str, shortest: int, longest: int) -> int:
    factor = Decimal("0.8") if disposal == "yes" else 1
    exact = Decimal(years) * 12 * factor
    return min(max(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), shortest), longest)


@pytest.fixture(scope="module", params=[(6, 60), (1, 9999)], ids=["as shipped", "unbounded"])
def pumped(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[Any, tuple[Any, ...]], int, int]:
    """A house for every cell of the table, with and without garbage disposal."""
    shortest, longest = request.param
    office = open_office(tmp_path_factory.mktemp("table22") / "office.db")
    with office.writing() as db:
        db.add(Setting(key="care.shortest_months", value=shortest))
        db.add(Setting(key="care.longest_months", value=longest))
        made = {}
        for gallons, people, _ in CELLS:
            for disposal in ("yes", "no"):
                house = House(db)
                house.home(household_size=people, garbage_disposal=disposal)
                house.system("conventional", install_date="2026-01-31")
                house.tank(capacity_gal=gallons)
                made[house.customer] = (gallons, people, disposal)
        facts.refresh(db, sure("2026-11-22"))
        found = {
            made[one.customer_id]: (one.code, one.interval, one.unit) for one in db.query(DueItem)
        }
        db.rollback()
    office.close()
    return found, shortest, longest


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: f"2.2 {row[0]} gal")
def test_every_cell_of_the_table(
    pumped: tuple[dict[Any, tuple[Any, ...]], int, int], row: list[str]
) -> None:
    found, shortest, longest = pumped
    for people, years in enumerate(row[1:], 1):
        for disposal in ("yes", "no"):
            expected = ("TAB", months_of(years, disposal, shortest, longest), "months")
            assert found[int(row[0]), people, disposal] == expected


def house_with(
    gallons: int | None, people: int | None, *, kind: str = "conventional", **values: Any
) -> Any:
    """Last pumped on Mar 10, 2022."""

    def make(h: House) -> None:
        h.home(household_size=people, **values)
        h.system(kind)
        h.visit("2022-03-10", "PUMP", tank=h.tank(capacity_gal=gallons))

    return make


def pumped_tank(*steps: Any, **tank: Any) -> Any:
    """A conventional tank pumped on Mar 10, 2022, and what else happens: steps(house, tank)."""

    def make(h: House) -> None:
        one = h.tank(**tank)
        h.visit("2022-03-10", "PUMP", tank=one)
        for step in steps:
            step(h, one)

    return make


def done(when: str, service: str = "PUMP", status: str = "completed", **values: Any) -> Any:
    return lambda h, tank: h.visit(when, service, tank=tank, status=status, **values)


def plan(start: str, end: str | None = None, **values: Any) -> Any:
    return lambda h, _tank: h.contract(start, end, "pumping_plan", ("PUMP", 6, "months"), **values)


def aerobic(last: str | None = None, months: int | None = None, **values: Any) -> Any:
    def make(h: House) -> None:
        if months is not None:
            h.county(months)
        h.system("aerobic", **({"maintained_by": "us"} | values))
        if last:
            h.visit(last, "INSPECT")

    return make


def inspected_under(number: int | None, unit: str | None, months: int | None = None) -> Any:
    def make(h: House) -> None:
        aerobic("2025-08-31", months)(h)
        h.contract("2020-01-01", None, "inspection_only", ("INSPECT", number, unit))

    return make


def only(kind: str, service: str, use: str | None = "residential") -> Any:
    """A system served once, on Jan 5, 2026."""

    def make(h: House) -> None:
        h.home(use=use)
        h.system(kind, maintained_by="us")
        h.visit("2026-01-05", service)

    return make


OVERRIDE = {"due_override": "2027-01-01", "due_override_set_on": "2026-05-01"}
# A row expects the service, the code and the due day.
INTERVALS = (
    # Worked examples of 3.5
    Row("3.5 table, with disposal", house_with(1250, 3, garbage_disposal="yes"),
        ("PUMP", "TAB", "2026-01-10")),
    Row("3.5 household unknown", house_with(1250, None, garbage_disposal="yes"),
        ("PUMP", "DEF", "2025-03-10")),
    Row("3.5 aerobic", aerobic("2025-08-31"), ("INSPECT", "DEF", "2025-12-31")),
    Row("3.5 aerobic, county of 3 months", aerobic("2025-08-31", 3),
        ("INSPECT", "CTY", "2025-11-30")),
    Row("3.5 grease trap", only("grease_trap", "GREASE"), ("GREASE", "DEF", "2026-04-05")),
    # 2.2: which row and column
    Row("2.2 between rows the smaller tank", house_with(1499, 3), ("PUMP", "TAB", "2027-01-10")),
    Row("2.2 below 500 the 500 row", house_with(300, 2), ("PUMP", "TAB", "2024-10-10")),
    Row("2.2 above 2500 the 2500 row", house_with(9000, 10), ("PUMP", "TAB", "2024-10-10")),
    Row("2.2 more than ten people", house_with(1000, 11), ("PUMP", "TAB", "2022-11-10")),
    Row("2.2 the missing cell is 0.1, at least 6 months", house_with(500, 10),
        ("PUMP", "TAB", "2022-09-10")),
    Row("2.2 at most 60 months", house_with(2500, 1), ("PUMP", "TAB", "2027-03-10")),
    Row("2.2 disposal unknown is no disposal", house_with(1250, 3, garbage_disposal="unknown"),
        ("PUMP", "TAB", "2027-01-10")),
    # 3.1: the ladder
    Row("3.1 1 set by hand", pumped_tank(**OVERRIDE), ("PUMP", "OVR", "2027-01-01")),
    Row("3.1 1 pumped the day before it was set", pumped_tank(done("2026-04-30"), **OVERRIDE),
        ("PUMP", "OVR", "2027-01-01")),
    Row("3.1 1 pumped on the day it was set", pumped_tank(done("2026-05-01"), **OVERRIDE),
        ("PUMP", "DEF", "2029-05-01")),
    Row("3.1 1 pumped the day after", pumped_tank(done("2026-05-02"), **OVERRIDE),
        ("PUMP", "DEF", "2029-05-02")),
    Row("3.1 1 another service does not use it up",
        pumped_tank(done("2026-06-01", "REPAIR"), **OVERRIDE), ("PUMP", "OVR", "2027-01-01")),
    Row("3.1 1 nor does pumping another tank",
        pumped_tank(lambda h, _: h.visit("2026-06-01", "PUMP", tank=h.tank()), **OVERRIDE),
        ("PUMP", "OVR", "2027-01-01")),
    Row("3.1 1 nor does a voided visit",
        pumped_tank(done("2026-06-01", status="voided", completed_date="2026-06-01"), **OVERRIDE),
        ("PUMP", "OVR", "2027-01-01")),
    Row("3.1 1 before the tank's own interval",
        pumped_tank(custom_interval=24, custom_interval_unit="months", **OVERRIDE),
        ("PUMP", "OVR", "2027-01-01")),
    Row("3.1 2 own interval before the contract's",
        pumped_tank(plan("2020-01-01"), custom_interval=2, custom_interval_unit="years"),
        ("PUMP", "CUS", "2024-03-10")),
    Row("3.1 2 own interval in days",
        pumped_tank(custom_interval=90, custom_interval_unit="days"),
        ("PUMP", "CUS", "2022-06-08")),
    Row("3.1 2 a number without a unit is no interval", pumped_tank(custom_interval=2),
        ("PUMP", "DEF", "2025-03-10")),
    Row("3.1 3 contract", pumped_tank(plan("2020-01-01")), ("PUMP", "CON", "2022-09-10")),
    Row("3.1 3 it begins today", pumped_tank(plan("2026-11-22")), ("PUMP", "CON", "2022-09-10")),
    Row("3.1 3 it begins tomorrow", pumped_tank(plan("2026-11-23")), ("PUMP", "DEF", "2025-03-10")),
    Row("3.1 3 it ends today", pumped_tank(plan("2020-01-01", "2026-11-22")),
        ("PUMP", "CON", "2022-09-10")),
    Row("3.1 3 it ended yesterday", pumped_tank(plan("2020-01-01", "2026-11-21")),
        ("PUMP", "DEF", "2025-03-10")),
    Row("3.1 3 cancelled from today", pumped_tank(plan("2020-01-01", cancel_date="2026-11-22")),
        ("PUMP", "DEF", "2025-03-10")),
    Row("3.1 3 a line for another service",
        pumped_tank(lambda h, _: h.contract("2020-01-01", None, "other", ("REPAIR", 1, "years"))),
        ("PUMP", "DEF", "2025-03-10")),
    Row("3.1 4 advanced", house_with(1250, 3, kind="advanced"), ("PUMP", "TAB", "2027-01-10")),
    Row("3.1 4 not aerobic", house_with(1250, 3, kind="aerobic"), ("PUMP", "DEF", "2025-03-10")),
    Row("3.1 4 not without a size", house_with(None, 3), ("PUMP", "DEF", "2025-03-10")),
    Row("3.1 4 not when the use is unknown", house_with(1250, 3, use=None),
        ("PUMP", "DEF", "2025-03-10")),
    Row("3.1 4 not a commercial property", house_with(1250, 3, use="commercial"),
        ("PUMP", "DEF", "2023-03-10")),
    *(Row(f"3.1 5 {kind}", only(kind, "PUMP"), ("PUMP", "DEF", "2029-01-05"))
      for kind in ("conventional", "aerobic", "advanced")),
    *(Row(f"3.1 5 {kind}, commercial", only(kind, "PUMP", "commercial"),
          ("PUMP", "DEF", "2027-01-05"))
      for kind in ("conventional", "aerobic", "advanced")),
    Row("3.1 5 food service is not commercial here", only("conventional", "PUMP", "food_service"),
        ("PUMP", "DEF", "2029-01-05")),
    *(Row(f"3.1 5 holding tank, {use}", only("holding_tank", "PUMP", use), ("PUMP", "UNK", None))
      for use in ("residential", "commercial")),
    Row("3.1 5 aerobic inspection", only("aerobic", "INSPECT"), ("INSPECT", "DEF", "2026-05-05")),
    Row("3.1 5 annual inspection", only("advanced", "ANNUAL_INSP"),
        ("ANNUAL_INSP", "DEF", "2027-01-05")),
    Row("3.1 5 grit trap", only("grit_trap", "GRIT"), ("GRIT", "DEF", "2026-07-04")),
    Row("3.1 inspection: a contract may be stricter", inspected_under(3, "months"),
        ("INSPECT", "CON", "2025-11-30")),
    Row("3.1 inspection: a contract is never looser", inspected_under(6, "months"),
        ("INSPECT", "DEF", "2025-12-31")),
    Row("3.1 inspection: a county is never looser", aerobic("2025-08-31", 6),
        ("INSPECT", "DEF", "2025-12-31")),
    Row("3.1 inspection: a county without a number", aerobic("2025-08-31"),
        ("INSPECT", "DEF", "2025-12-31")),
    Row("3.1 inspection: contract before county", inspected_under(2, "months", 3),
        ("INSPECT", "CON", "2025-10-31")),
    Row("3.1 inspection: county before contract", inspected_under(3, "months", 2),
        ("INSPECT", "CTY", "2025-10-31")),
    # 3.2: where the counting begins
    Row("3.2 the latest finished visit", pumped_tank(done("2025-01-31"), done("2024-01-01")),
        ("PUMP", "DEF", "2028-01-31")),
    *(Row(f"3.2 a visit with status {status} moves nothing",
          pumped_tank(done("2026-01-01", status=status, completed_date="2026-01-01")),
          ("PUMP", "DEF", "2025-03-10"))
      for status in ("no_access", "skipped", "cancelled", "voided", "booked", "scheduled")),
    Row("3.2 finished today", pumped_tank(done("2026-11-22")), ("PUMP", "DEF", "2029-11-22")),
    Row("3.2 finished tomorrow", pumped_tank(done("2026-11-23")), ("PUMP", "DEF", "2025-03-10")),
    *(Row(f"3.2 {service} does not move pumping", pumped_tank(done("2026-01-01", service)),
          ("PUMP", "DEF", "2025-03-10"))
      for service in ("EMERGENCY", "REPAIR", "RE_INSPECTION", "INSPECT")),
    Row("3.2 an emergency with a pump line does",
        pumped_tank(lambda h, tank: h.visit("2026-01-01", "EMERGENCY", "PUMP", tank=tank)),
        ("PUMP", "DEF", "2029-01-01")),
    Row("3.2 pumping another tank does not",
        pumped_tank(lambda h, _: h.visit("2026-01-01", "PUMP", tank=h.tank())),
        ("PUMP", "DEF", "2025-03-10")),
    Row("3.2 first use before installation",
        aerobic(first_use_date="2026-02-01", install_date="2026-01-01"),
        ("INSPECT", "DEF", "2026-06-01")),
    Row("3.2 installation", aerobic(install_date="2026-01-01"), ("INSPECT", "DEF", "2026-05-01")),
    Row("3.2 the start of the contract, for inspections",
        lambda h: (h.system("aerobic"), h.contract("2026-03-01", None, "inspection_only")),
        ("INSPECT", "DEF", "2026-07-01")),
    Row("3.2 but not for pumping",
        lambda h: (h.tank(), h.contract("2026-03-01", None, "pumping_plan")),
        ("PUMP", "UNK", None)),
    Row("3.2 nothing to count from", lambda h: h.tank(), ("PUMP", "UNK", None)),
    Row("3.2 Feb 29 and a year", pumped_tank(done("2024-02-29"), custom_interval=1,
                                             custom_interval_unit="years"),
        ("PUMP", "CUS", "2025-02-28")),
    Row("3.2 Oct 31 and four months", aerobic("2025-10-31"), ("INSPECT", "DEF", "2026-02-28")),
)  # fmt: skip


def due_in(days: int) -> Any:
    when = (sure("2026-11-22") + timedelta(days)).isoformat()
    return lambda h: h.tank(due_override=when)


def gone(what: str) -> Any:
    """A tank due long ago at a place where nothing is owed any more."""

    def make(h: House) -> None:
        h.system(active=what != "system")
        h.tank(due_override="2026-01-01", in_service=what != "asset")
        h.home(use="vacant" if what == "vacant" else "residential")
        h.person(status="inactive" if what == "customer" else "active")

    return make


def known_by_contract(**values: Any) -> Any:
    def make(h: House) -> None:
        h.system("aerobic", maintained_by="unknown", install_date="2026-10-01")
        h.contract("2020-01-01", kind="inspection_only", **values)

    return make


# (service, status, why not)
STATUSES = (
    Row("3.3 overdue by a day", due_in(-1), ("PUMP", "overdue", None)),
    Row("3.3 due today", due_in(0), ("PUMP", "due", None)),
    Row("3.3 due on day 30", due_in(30), ("PUMP", "due", None)),
    Row("3.3 upcoming on day 31", due_in(31), ("PUMP", "upcoming", None)),
    Row("3.3 upcoming on day 90", due_in(90), ("PUMP", "upcoming", None)),
    Row("3.3 current on day 91", due_in(91), ("PUMP", "current", None)),
    Row("3.3 unknown", lambda h: h.tank(), ("PUMP", "unknown", None)),
    *(Row(f"3.3 not applicable: {what}", gone(what), ("PUMP", "not_applicable", what))
      for what in ("customer", "vacant", "system", "asset")),
    Row("3.3 an inspection that we do", aerobic("2026-10-01"), ("INSPECT", "upcoming", None)),
    Row("3.3 not applicable: the owner does it", aerobic("2026-10-01", maintained_by="owner"),
        ("INSPECT", "not_applicable", "not_ours")),
    Row("3.3 not applicable: another company does it",
        aerobic("2026-10-01", maintained_by="other_company"),
        ("INSPECT", "not_applicable", "not_ours")),
    Row("3.3 not applicable: unknown, never inspected by us",
        aerobic(None, maintained_by="unknown", install_date="2020-01-01"),
        ("INSPECT", "not_applicable", "never_ours")),
    Row("3.3 not applicable: blank, never inspected by us",
        aerobic(None, maintained_by=None, install_date="2020-01-01"),
        ("INSPECT", "not_applicable", "never_ours")),
    Row("3.3 unknown, inspected by us once", aerobic("2026-10-01", maintained_by="unknown"),
        ("INSPECT", "upcoming", None)),
    Row("3.3 unknown, under contract once", known_by_contract(end_date="2021-01-01"),
        ("INSPECT", "upcoming", None)),
    Row("3.3 unknown, the contract never began", known_by_contract(cancel_date="2020-01-01"),
        ("INSPECT", "not_applicable", "never_ours")),
    Row("3.3 who maintains it says nothing of pumping",
        aerobic(None, maintained_by="owner", install_date="2020-01-01"),
        ("PUMP", "overdue", None)),
)  # fmt: skip


def to_come(day: str | None, status: str = "scheduled", service: str = "PUMP") -> Any:
    return lambda h: h.visit(day, service, tank=h.tank(), status=status)


def other_tank_booked(h: House) -> None:
    h.tank()
    h.visit("2026-12-01", "PUMP", tank=h.tank(), status="booked")


BOOKED = (
    Row("3.3 booked without a day", to_come(None, "booked"), True),
    Row("3.3 scheduled ahead", to_come("2027-06-01"), True),
    Row("3.3 scheduled 7 days ago", to_come("2026-11-15"), True),
    Row("3.3 scheduled 8 days ago", to_come("2026-11-14"), False),
    *(Row(f"3.3 not booked: {status}", to_come("2026-12-01", status), False)
      for status in ("no_access", "skipped", "cancelled", "voided")),
    Row("3.3 not booked: another service", to_come("2026-12-01", service="REPAIR"), False),
    Row("3.3 not booked: another tank", other_tank_booked, False),
)  # fmt: skip
OWED_BY = (
    Row("3.3 owed by the customer", pumped_tank(), "customer"),
    Row("3.3 owed by us", pumped_tank(plan("2020-01-01")), "us"),
    Row("3.3 owed by us on the last day", pumped_tank(plan("2020-01-01", "2026-11-22")), "us"),
    Row("3.3 owed by the customer the day after", pumped_tank(plan("2020-01-01", "2026-11-21")),
        "customer"),
    Row("3.3 owed by the customer: not included",
        pumped_tank(lambda h, _: h.contract("2020-01-01", None, "inspection_only")), "customer"),
)  # fmt: skip


def put_off(until: str, due: str = "2026-11-01") -> Any:
    return lambda h: h.postpone(due, until, h.tank(due_override="2026-11-01"))


POSTPONED = (
    Row("3.4 until tomorrow", put_off("2026-11-23"), "2026-11-23"),
    Row("3.4 until today: it is back", put_off("2026-11-22"), None),
    Row("3.4 an earlier cycle was put off", put_off("2027-01-01", "2026-10-01"), None),
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    folder: Path = tmp_path_factory.mktemp("due")
    return ask(folder, (*INTERVALS, *STATUSES, *BOOKED, *OWED_BY, *POSTPONED))


@pytest.mark.parametrize("row", INTERVALS, ids=named)
def test_due_day_and_code(told: Answers, row: Row) -> None:
    service, code, due = row.expected
    item = told[row.name].item(service)
    assert (item["code"], item["due"]) == (code, due and sure(due))


@pytest.mark.parametrize("row", STATUSES, ids=named)
def test_status_and_why_not(told: Answers, row: Row) -> None:
    service, status, why_not = row.expected
    item = told[row.name].item(service)
    assert (item["status"], item["why_not"]) == (status, why_not)


@pytest.mark.parametrize("row", BOOKED, ids=named)
def test_booked(told: Answers, row: Row) -> None:
    assert told[row.name].item("PUMP")["booked"] is row.expected


@pytest.mark.parametrize("row", OWED_BY, ids=named)
def test_owed_by(told: Answers, row: Row) -> None:
    assert told[row.name].item("PUMP")["owed_by"] == row.expected


@pytest.mark.parametrize("row", POSTPONED, ids=named)
def test_postponing_hides_an_item_but_never_moves_it(told: Answers, row: Row) -> None:
    item = told[row.name].item("PUMP")
    assert item["postponed_until"] == (row.expected and sure(row.expected))
    assert (item["due"], item["status"]) == (sure("2026-11-01"), "overdue")
