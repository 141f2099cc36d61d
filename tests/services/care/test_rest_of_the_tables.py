"""What the other tables leave out of domain 2.7, 3.1, 3.2, 4, 5.1 and 6: other services, parts."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop.models.customers import Zone
from desktop.services.care.contracts import Agreement, visits_owed
from tests.services.care.houses import Answers, House, Row, ask, named

SERVED = "2026-01-05"
OVERRIDE = {"due_override": "2027-01-01", "due_override_set_on": "2026-01-06"}
SPENT = OVERRIDE | {"due_override_set_on": SERVED}


def system(kind: str, service: str, *lines: Any, plan: str = "other", **values: Any) -> Any:
    """A system served on Jan 5, 2026, under a contract with such lines."""

    def make(h: House) -> None:
        h.system(kind, maintained_by="us")
        if lines or plan != "other":
            h.contract("2020-01-01", None, plan, *lines, **values)
        h.visit(SERVED, service)

    return make


def trap(*lines: Any, plan: str = "other", kind: str = "grease_trap", **tank: Any) -> Any:
    """A trap emptied on Jan 5, 2026, under a contract with such lines."""
    service = "GRIT" if kind == "grit_trap" else "GREASE"

    def make(h: House) -> None:
        h.system(kind)
        one = h.tank("grease_trap", **tank)
        if lines or plan != "other":
            h.contract("2020-01-01", None, plan, *lines)
        h.visit(SERVED, service, tank=one)

    return make


def often(number: int, unit: str) -> dict[str, Any]:
    return {"custom_interval": number, "custom_interval_unit": unit}


def plan_of_the_other_system(h: House) -> None:
    other = h.system()
    h.system()
    h.visit("2022-03-10", "PUMP", tank=h.tank())
    h.contract("2020-01-01", None, "pumping_plan", ("PUMP", 6, "months"), system_id=other)


def plan_that_names_only_the_customer(h: House) -> None:
    h.visit("2022-03-10", "PUMP", tank=h.tank())
    h.contract("2020-01-01", None, "other", ("PUMP", 6, "months"), property_id=None)


# A row expects the service, the code and the due day.
LADDER = (
    *(Row(f"3.1 1 {kind} set by hand", trap(kind=kind, **OVERRIDE), (service, "OVR", "2027-01-01"))
      for kind, service in (("grease_trap", "GREASE"), ("grit_trap", "GRIT"))),
    Row("3.1 1 grease: emptied on the day it was set", trap(**SPENT),
        ("GREASE", "DEF", "2026-04-05")),
    Row("3.1 2 grease: the trap's own interval before the contract's",
        trap(("GREASE", 30, "days"), **often(60, "days")), ("GREASE", "CUS", "2026-03-06")),
    Row("3.1 2 grit: the trap's own interval", trap(kind="grit_trap", **often(1, "years")),
        ("GRIT", "CUS", "2027-01-05")),
    Row("3.1 2 a holding tank with an interval of its own",
        lambda h: (h.system("holding_tank"),
                   h.visit(SERVED, "PUMP", tank=h.tank(**often(2, "months")))),
        ("PUMP", "CUS", "2026-03-05")),
    Row("3.1 2 a holding tank under contract", system("holding_tank", "PUMP", ("PUMP", 14, "days")),
        ("PUMP", "CON", "2026-01-19")),
    Row("3.1 3 grease by contract", trap(("GREASE", 1, "months")), ("GREASE", "CON", "2026-02-05")),
    Row("3.1 3 a contract may be looser for grease", trap(("GREASE", 6, "months")),
        ("GREASE", "CON", "2026-07-05")),
    Row("3.1 3 grit by contract", trap(("GRIT", 1, "years"), kind="grit_trap"),
        ("GRIT", "CON", "2027-01-05")),
    Row("3.1 3 annual inspection by contract",
        system("advanced", "ANNUAL_INSP", ("ANNUAL_INSP", 6, "months")),
        ("ANNUAL_INSP", "CON", "2026-07-05")),
    Row("3.1 3 an aerobic tank by contract", system("aerobic", "PUMP", ("PUMP", 2, "years")),
        ("PUMP", "CON", "2028-01-05")),
    Row("3.1 3 a contract about another system", plan_of_the_other_system,
        ("PUMP", "DEF", "2025-03-10")),
    Row("3.1 3 a contract that names only the customer", plan_that_names_only_the_customer,
        ("PUMP", "CON", "2022-09-10")),
    Row("3.1 inspection: three visits a year are four months",
        system("aerobic", "INSPECT", plan="inspection_only", visits_per_year=3),
        ("INSPECT", "DEF", "2026-05-05")),
    Row("3.1 inspection: six visits a year are two months",
        system("aerobic", "INSPECT", plan="inspection_only", visits_per_year=6),
        ("INSPECT", "CON", "2026-03-05")),
    Row("3.2 grease from the installation of the trap",
        lambda h: (h.system("grease_trap"), h.tank("grease_trap", install_date=SERVED)),
        ("GREASE", "DEF", "2026-04-05")),
    Row("3.2 grit from the first use of the system",
        lambda h: h.system("grit_trap", first_use_date=SERVED), ("GRIT", "DEF", "2026-07-04")),
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    rows = (*LADDER, *PARTS, *STAGES, *SEASON, *LABELS, *ZONES)
    return ask(tmp_path_factory.mktemp("rest"), rows)


@pytest.mark.parametrize("row", LADDER, ids=named)
def test_due_day_and_code(told: Answers, row: Row) -> None:
    service, code, due = row.expected
    items = [one for one in told[row.name].items if one["service"] == service]
    assert (items[-1]["code"], str(items[-1]["due"])) == (code, due)


def part(kind: str, installed: str, material: str | None = None) -> Any:
    return lambda h: h.tank(kind, install_date=installed, material=material)


# Each kind of part on the day it becomes a high risk, and a day short of it.
AGES = (
    *((kind, None, "2020-06-29", "2020-06-30")  # 6.4 of 8 years: 146 days into the seventh
      for kind in ("effluent_pump", "spray_pump", "float", "control_panel")),
    ("spray_head", None, "2022-11-22", "2022-11-23"),
    ("trash_tank", "steel", "2012-06-29", "2012-06-30"),  # 14.4 of 18 years
    ("clarifier", "poly", "2002-11-22", "2002-11-23"),
    ("aeration_tank", "fiberglass", "2002-11-22", "2002-11-23"),
    ("grease_trap", "concrete", "1994-11-22", "1994-11-23"),
)  # fmt: skip
PARTS = (
    *(Row(f"2.7 {kind}, old enough", part(kind, old, material), True)
      for kind, material, old, _ in AGES),
    *(Row(f"2.7 {kind}, a day less", part(kind, young, material), False)
      for kind, material, _, young in AGES),
    Row("2.7 another part has no planning age", part("other", "1950-01-01"), False),
    Row("2.7 a drainfield is as old as its system",
        lambda h: (h.system(install_date="2006-11-22"), h.tank("drainfield")), True),
)  # fmt: skip


@pytest.mark.parametrize("row", PARTS, ids=named)
def test_high_risk_component(told: Answers, row: Row) -> None:
    assert told[row.name].fact["high_risk_component"] is row.expected


def both(*steps: Any) -> Any:
    return lambda h: [step(h) for step in steps]


def visits(*days: str) -> Any:
    return lambda h: h.visits(*days)


STAGES = (
    Row("5.1 A2 a contract cancelled before its first day has not ended",
        both(visits("2018-03-01", "2025-12-01"),
             lambda h: h.contract("2026-03-01", cancel_date="2026-02-01")), "LOY"),
    Row("5.1 A1 a day without an answer is no due day",
        both(visits("2018-03-01", "2026-10-22"), lambda h: h.tank()), "LOY"),
    Row("5.1 2 an estimate counts whatever became of it",
        lambda h: h.estimate("2020-01-01", "declined"), "PRO"),
    Row("5.1 6 under contract from today, never served", lambda h: h.contract("2026-11-22"), "NEW"),
)  # fmt: skip


@pytest.mark.parametrize("row", STAGES, ids=named)
def test_stage(told: Answers, row: Row) -> None:
    assert told[row.name].fact["lifecycle_code"] == row.expected


def earned(cents: int, *days: str) -> Any:
    return both(visits(*days), lambda h: h.invoice("2025-06-01", cents=cents))


SIX = ("2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01", "2025-06-01")
LONG_AGO = "2020-01-01"  # before the window of 36 months
SEASONS = dict(zip(range(1, 13), ("winter", "winter", "spring", "spring", "spring", "summer",
                                  "summer", "summer", "fall", "fall", "fall", "winter"),
                   strict=True))  # fmt: skip


def due_in(month: int) -> Any:
    return lambda h: h.tank(due_override=f"2027-{month:02}-15")


SEASON = [
    Row(f"6 season: month {month}", due_in(month), season) for month, season in SEASONS.items()
]


@pytest.mark.parametrize("row", SEASON, ids=named)
def test_season(told: Answers, row: Row) -> None:
    assert told[row.name].why["season"].key == row.expected


# A row expects a column of the facts and its value.
LABELS = (
    Row("6 value: six visits and four of money", earned(100_000, *SIX), ("value_tier", "vip")),
    Row("6 value: six visits and three of money", earned(99_999, *SIX), ("value_tier", "standard")),
    Row("6 value: no visit within 36 months is low frequency", earned(0, LONG_AGO),
        ("value_tier", "low_frequency")),
    Row("6 value: nor within 36 months, but money", earned(200_000, LONG_AGO),
        ("value_tier", "vip")),
    Row("6 back: two jobs of one day are one visit", visits(LONG_AGO, "2026-10-01", "2026-10-01"),
        ("reactivated", True)),
    Row("6 relationship: cancelled from today", lambda h: h.contract(
        "2020-01-01", cancel_date="2026-11-22"), ("relationship", "lapsed_contract")),
)  # fmt: skip


@pytest.mark.parametrize("row", LABELS, ids=named)
def test_label(told: Answers, row: Row) -> None:
    column, value = row.expected
    assert told[row.name].fact[column] == value


def lies(**values: Any) -> Any:
    return lambda h: h.home(**values)


def zones_of_the_office(h: House) -> None:
    h.add(Zone(name="Area", kind="custom", polygon=[[[[0, 0], [2, 0], [2, 2], [0, 2]]]]))
    h.add(Zone(name="Codes", kind="custom", zip_codes=["77802"]))
    h.add(Zone(name="Brazos", kind="county"))
    for minutes in (15, 30, 45, 60):
        h.add(Zone(name=f"Ring {minutes}", kind="drive_time", minutes_up_to=minutes))
    h.add(Zone(name="Ring beyond", kind="drive_time"))


IN_AREA = {"lat": 1, "lon": 1, "zip5": "77802", "county": "Brazos", "drive_minutes": 15}
EDGES = {15: 4, 16: 5, 30: 5, 31: 6, 45: 6, 46: 7, 60: 7, 61: 8}
# A row expects the zone by its place in the list above, and how it was found.
ZONES = (
    Row("6 zone: nothing known", zones_of_the_office, (None, "none")),
    Row("6 zone: chosen by hand", lies(zone_id=3, **IN_AREA), (3, "manual")),
    Row("6 zone: area", lies(**IN_AREA), (1, "polygon")),
    Row("6 zone: outside the area", lies(**IN_AREA | {"lat": 3}), (2, "zip")),
    Row("6 zone: county", lies(**IN_AREA | {"lat": 3, "zip5": "77801"}), (3, "county")),
    *(Row(f"6 zone: {minutes} minutes", lies(county="Lee", drive_minutes=minutes), (zone, "ring"))
      for minutes, zone in EDGES.items()),
)  # fmt: skip


@pytest.mark.parametrize("row", ZONES, ids=named)
def test_zone(told: Answers, row: Row) -> None:
    fact = told[row.name].fact
    assert (fact["zone_id"], fact["zone_by"]) == row.expected


YEARLY = Agreement(1, "inspection_only", date(2024, 2, 29), None, None, 5, 7, Decimal(3))


@pytest.mark.parametrize(
    ("as_of", "year_start", "by_now"),
    [
        (date(2024, 2, 29), date(2024, 2, 29), 0),
        (date(2025, 2, 27), date(2024, 2, 29), 2),
        (date(2025, 2, 28), date(2025, 2, 28), 0),  # the next contract year
        (date(2025, 6, 29), date(2025, 2, 28), 0),  # 121 of 365 days: a third is not over
        (date(2025, 6, 30), date(2025, 2, 28), 1),
        (date(2028, 2, 29), date(2028, 2, 29), 0),
    ],
)
def test_visits_owed_begin_anew_with_each_year_of_the_contract(
    as_of: date, year_start: date, by_now: int
) -> None:
    owed = visits_owed(YEARLY, [], as_of)
    assert owed is not None
    assert (owed.year_start, owed.by_now) == (year_start, by_now)
