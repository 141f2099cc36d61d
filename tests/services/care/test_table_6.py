"""The overlapping labels of domain 6: every row of the table with its edges."""

from typing import Any

import pytest

from desktop.models.customers import Zone
from tests.services.care.houses import Answers, House, Row, ask, named, sure


def zone(h: House) -> None:
    h.home(zone_id=h.add(Zone(name="North")))


def rated(*ratings: tuple[str, str | None], **values: Any) -> Any:
    """Visits, each with its day and how it found the system."""

    def make(h: House) -> None:
        h.system()
        for when, condition in ratings:
            h.visit(when, "PUMP", condition=condition, **values)

    return make


def repairs(*visits: tuple[str, str]) -> Any:
    def make(h: House) -> None:
        h.system()
        for when, service in visits:
            h.visit(when, service)

    return make


def repairs_of_two_systems(h: House) -> None:
    tanks = [(h.system(), h.tank())[1] for _ in range(2)]
    for tank in tanks:
        h.visit("2026-06-01", "REPAIR", tank=tank)


def ratings_of_two_systems(h: House) -> None:
    """Each system was rated well and then worse, but only one of them three times."""
    first, second = ((h.system(), h.tank())[1] for _ in range(2))
    for when, tank, condition in (
        ("2026-01-01", first, "good"), ("2026-02-01", second, "good"),
        ("2026-03-01", first, "good"), ("2026-04-01", second, "fair"),
    ):  # fmt: skip
        h.visit(when, "PUMP", tank=tank, condition=condition)


def one_visit_two_ratings(h: House) -> None:
    """The worst of a visit counts."""
    h.system()
    for when in ("2026-01-01", "2026-02-01"):
        h.visit(when, "PUMP", condition="fair")
    tank = h.tank()
    last = h.visit("2026-03-01", "PUMP", tank=tank, condition="good")
    from desktop.models.work import ServiceLine  # noqa: PLC0415

    h.add(ServiceLine(visit_id=last, service="OTHER", asset_id=tank, condition="poor"))


def part(kind: str, installed: str | None, material: str | None = None, **values: Any) -> Any:
    return lambda h: h.tank(kind, install_date=installed, material=material, **values)


def tank_of_old_system(h: House) -> None:
    h.system(install_date="1994-11-22")
    h.tank(material="concrete")


def pump_of_old_system(h: House) -> None:
    h.system(install_date="1990-01-01")
    h.tank("effluent_pump")


def drawn(kind: str, installed: str, **values: Any) -> Any:
    return lambda h: h.system(kind, install_date=installed, **values)


def two_systems(h: House) -> None:
    h.system(install_date="2024-01-01")
    h.system(install_date="2010-01-01")


def old_one_out_of_use(h: House) -> None:
    h.system(install_date="1990-01-01", active=False)
    h.system(install_date="2024-01-01")


def due(*days: str) -> Any:
    return lambda h: [h.tank(due_override=when) for when in days]


def spent(visits: int, cents: int) -> Any:
    """So many visits, one a month, and so much money."""

    def make(h: House) -> None:
        for month in range(1, visits + 1):
            h.visit(f"2026-{month:02}-01")
        h.invoice("2026-06-01", cents=cents)

    return make


def visited(*days: str) -> Any:
    return lambda h: h.visits(*days)


def not_applicable(h: House) -> None:
    h.tank(due_override="2026-11-01")
    h.home(use="vacant")


def under_contract(start: str, end: str | None = None, *days: str, **values: Any) -> Any:
    def make(h: House) -> None:
        h.contract(start, end, **values)
        h.visits(*days)

    return make


# (column of the facts, its value); the tests below say what is told about them.
FACTS = (
    Row("6 zone as stored at the main property", zone, ("zone_id", 1)),
    Row("6 zone: none", lambda _: None, ("zone_id", None)),
    # Due status: the worst
    Row("6 due status overdue before due", due("2026-11-21", "2026-11-22"),
        ("due_status", "overdue")),
    Row("6 due status due before upcoming", due("2026-12-22", "2026-12-23"),
        ("due_status", "due")),
    Row("6 due status upcoming before current", due("2027-02-20", "2027-02-21"),
        ("due_status", "upcoming")),
    Row("6 due status current before unknown",
        lambda h: [h.tank(due_override="2027-06-01"), h.tank()], ("due_status", "current")),
    Row("6 due status unknown before not applicable",
        lambda h: [h.tank(), h.tank(in_service=False)], ("due_status", "unknown")),
    Row("6 due status not applicable", not_applicable, ("due_status", "not_applicable")),
    Row("6 due status of nobody's tank", lambda _: None, ("due_status", "not_applicable")),
    # Repeat service
    Row("6 repeat: two repairs", repairs(("2026-01-01", "REPAIR"), ("2026-06-01", "REPAIR")),
        ("repeat_service", True)),
    Row("6 repeat: a repair and an emergency",
        repairs(("2026-01-01", "REPAIR"), ("2026-06-01", "EMERGENCY")), ("repeat_service", True)),
    Row("6 repeat: one repair", repairs(("2026-01-01", "REPAIR"), ("2026-06-01", "PUMP")),
        ("repeat_service", False)),
    Row("6 repeat: the first 18 months ago to the day",
        repairs(("2025-05-22", "REPAIR"), ("2026-06-01", "REPAIR")), ("repeat_service", False)),
    Row("6 repeat: the first a day later",
        repairs(("2025-05-23", "REPAIR"), ("2026-06-01", "REPAIR")), ("repeat_service", True)),
    Row("6 repeat: a repair tomorrow does not count",
        repairs(("2026-06-01", "REPAIR"), ("2026-11-23", "REPAIR")), ("repeat_service", False)),
    Row("6 repeat: one visit with two such lines",
        lambda h: (h.system(), h.visit("2026-06-01", "REPAIR", "EMERGENCY")),
        ("repeat_service", False)),
    Row("6 repeat: two systems, once each", repairs_of_two_systems, ("repeat_service", False)),
    # Performance degradation
    Row("6 degradation: good, fair, poor",
        rated(("2026-01-01", "good"), ("2026-02-01", "fair"), ("2026-03-01", "poor")),
        ("degradation", True)),
    Row("6 degradation: one class worse at the end",
        rated(("2026-01-01", "good"), ("2026-02-01", "good"), ("2026-03-01", "fair")),
        ("degradation", True)),
    Row("6 degradation: all the same",
        rated(("2026-01-01", "poor"), ("2026-02-01", "poor"), ("2026-03-01", "poor")),
        ("degradation", False)),
    Row("6 degradation: better in between",
        rated(("2026-01-01", "fair"), ("2026-02-01", "good"), ("2026-03-01", "failed")),
        ("degradation", False)),
    Row("6 degradation: only two rated visits",
        rated(("2026-01-01", "good"), ("2026-03-01", "failed")), ("degradation", False)),
    Row("6 degradation: a visit without a rating is passed over",
        rated(("2026-01-01", "good"), ("2026-01-15", "fair"), ("2026-02-01", None),
              ("2026-03-01", "poor")), ("degradation", True)),
    Row("6 degradation: the last three count, not those before",
        rated(("2025-01-01", "failed"), ("2026-01-01", "good"), ("2026-02-01", "fair"),
              ("2026-03-01", "poor")), ("degradation", True)),
    Row("6 degradation: two systems do not add up", ratings_of_two_systems,
        ("degradation", False)),
    Row("6 degradation: the worst line of a visit counts", one_visit_two_ratings,
        ("degradation", True)),
    # High-risk component: 0.8 of the typical years of 2.7
    Row("6 risk: aerator, 5.6 years", part("aerator", "2021-04-17"), ("high_risk_component", True)),
    Row("6 risk: aerator, a day less", part("aerator", "2021-04-18"),
        ("high_risk_component", False)),
    Row("6 risk: chlorinator, 4 years", part("chlorinator", "2022-11-22"),
        ("high_risk_component", True)),
    Row("6 risk: chlorinator, a day less", part("chlorinator", "2022-11-23"),
        ("high_risk_component", False)),
    Row("6 risk: filter, 8 years", part("filter", "2018-11-22"), ("high_risk_component", True)),
    Row("6 risk: filter, a day less", part("filter", "2018-11-23"), ("high_risk_component", False)),
    Row("6 risk: drainfield, 20 years", part("drainfield", "2006-11-22"),
        ("high_risk_component", True)),
    Row("6 risk: drainfield, a day less", part("drainfield", "2006-11-23"),
        ("high_risk_component", False)),
    Row("6 risk: concrete tank, 32 years", part("septic_tank", "1994-11-22", "concrete"),
        ("high_risk_component", True)),
    Row("6 risk: concrete tank, a day less", part("septic_tank", "1994-11-23", "concrete"),
        ("high_risk_component", False)),
    Row("6 risk: poly tank, 24 years", part("pump_tank", "2002-11-22", "poly"),
        ("high_risk_component", True)),
    Row("6 risk: fiberglass tank, a day less", part("pump_tank", "2002-11-23", "fiberglass"),
        ("high_risk_component", False)),
    Row("6 risk: steel tank, 15 years", part("septic_tank", "2011-11-22", "steel"),
        ("high_risk_component", True)),
    Row("6 risk: a tank of unknown material", part("septic_tank", "1950-01-01"),
        ("high_risk_component", False)),
    Row("6 risk: out of service", part("aerator", "2000-01-01", in_service=False),
        ("high_risk_component", False)),
    Row("6 risk: of an unknown day", part("aerator", None), ("high_risk_component", False)),
    Row("6 risk: a tank is as old as its system", tank_of_old_system,
        ("high_risk_component", True)),
    Row("6 risk: a pump is not, it may be a new one", pump_of_old_system,
        ("high_risk_component", False)),
    Row("6 risk: from Feb 29, four years are over on Feb 29", part("chlorinator", "2020-02-29"),
        ("high_risk_component", True), day="2024-02-29"),
    Row("6 risk: from Mar 1, not yet on Feb 29", part("chlorinator", "2020-03-01"),
        ("high_risk_component", False), day="2024-02-29"),
    # Value tier
    Row("6 value: VIP by money", spent(1, 200_000), ("value_tier", "vip")),
    Row("6 value: VIP by both", spent(4, 100_000), ("value_tier", "vip")),
    Row("6 value: often, but a cent below", spent(4, 99_999), ("value_tier", "standard")),
    Row("6 value: money for four visits, but only three", spent(3, 199_999),
        ("value_tier", "standard")),
    Row("6 value: low frequency", spent(1, 199_999), ("value_tier", "low_frequency")),
    Row("6 value: two visits are standard", spent(2, 0), ("value_tier", "standard")),
    Row("6 value: unrated without a visit", spent(0, 500_000), ("value_tier", "unrated")),
    # Relationship
    Row("6 relationship: contract", under_contract("2020-01-01", "2026-11-22"),
        ("relationship", "contract")),
    Row("6 relationship: lapsed yesterday", under_contract("2020-01-01", "2026-11-21"),
        ("relationship", "lapsed_contract")),
    Row("6 relationship: a contract of tomorrow is none yet", under_contract("2026-11-23"),
        ("relationship", "none")),
    Row("6 relationship: one cancelled before it began never was",
        under_contract("2020-01-01", None, "2026-01-01", cancel_date="2020-01-01"),
        ("relationship", "one_time")),
    Row("6 relationship: one-time", visited("2026-11-22"), ("relationship", "one_time")),
    Row("6 relationship: none", lambda _: None, ("relationship", "none")),
    # Reactivated
    Row("6 back: 36 months and a day apart", visited("2023-02-28", "2026-03-01"),
        ("reactivated", True)),
    Row("6 back: 36 months apart to the day", visited("2023-03-01", "2026-03-01"),
        ("reactivated", False)),
    Row("6 back: 365 days ago", visited("2020-01-01", "2025-11-22"), ("reactivated", True)),
    Row("6 back: 366 days ago", visited("2020-01-01", "2025-11-21"), ("reactivated", False)),
    Row("6 back: the first visit ever", visited("2026-11-01"), ("reactivated", False)),
    Row("6 back: a gap before the last but one",
        visited("2015-01-01", "2026-10-01", "2026-11-01"), ("reactivated", False)),
)  # fmt: skip

# (label, its value, its code) as told.
TOLD = (
    *(Row(f"6 age: {words}", drawn("conventional", installed), ("equipment_age", key, "AGE"),
          {"Installed": sure(installed)})
      for words, installed, key in (
          ("installed today", "2026-11-22", "new"),
          ("a day less than 5 years", "2021-11-23", "new"),
          ("exactly 5 years", "2021-11-22", "mature"),
          ("a day less than 15 years", "2011-11-23", "mature"),
          ("exactly 15 years", "2011-11-22", "aging"),
          ("a day less than 25 years", "2001-11-23", "aging"),
          ("exactly 25 years", "2001-11-22", "legacy"),
          ("older than that", "1980-01-01", "legacy"),
      )),
    Row("6 age: from Feb 29, five years are over on Feb 28", drawn("aerobic", "2020-02-29"),
        ("equipment_age", "mature", "AGE"), day="2025-02-28"),
    Row("6 age: from Feb 29, the day before", drawn("aerobic", "2020-02-29"),
        ("equipment_age", "new", "AGE"), day="2025-02-27"),
    Row("6 age: the oldest of two", two_systems, ("equipment_age", "aging", "AGE"),
        {"Years": 16}),
    Row("6 age: the old one is not in use", old_one_out_of_use, ("equipment_age", "new", "AGE")),
    Row("6 age: unknown", lambda h: h.system(), ("equipment_age", None, "NONE")),
    *(Row(f"6 season: {when}", due(when), ("season", key, "DUE"), {"Next due date": sure(when)})
      for when, key in (
          ("2027-02-28", "winter"), ("2027-03-01", "spring"), ("2027-05-31", "spring"),
          ("2027-06-01", "summer"), ("2027-08-31", "summer"), ("2027-09-01", "fall"),
          ("2026-11-30", "fall"), ("2026-12-01", "winter"), ("2028-02-29", "winter"),
      )),
    Row("6 season: of two tanks the next", due("2027-03-01", "2026-12-01"),
        ("season", "winter", "DUE")),
    Row("6 season: nothing is due", lambda _: None, ("season", None, "NONE")),
    Row("6 value: why VIP by money", spent(1, 200_000), ("value_tier", "vip", "M5"),
        {"Frequency": 1, "Money": 5}),
    Row("6 value: why VIP by both", spent(4, 100_000), ("value_tier", "vip", "F4-M4")),
    Row("6 value: why low", spent(1, 199_999), ("value_tier", "low_frequency", "F1")),
    Row("6 value: why standard", spent(2, 0), ("value_tier", "standard", "REST")),
    Row("6 value: why unrated", spent(0, 0), ("value_tier", "unrated", "NONE")),
    Row("6 relationship: why contract", under_contract("2020-01-01"),
        ("relationship", "contract", "CON"), {"Contracts": 1, "Visits": 0}),
    Row("6 relationship: why lapsed", under_contract("2020-01-01", "2026-11-21"),
        ("relationship", "lapsed_contract", "LAP")),
    Row("6 relationship: why one-time", visited("2026-11-22"), ("relationship", "one_time", "ONE"),
        {"Contracts": 0, "Visits": 1}),
    Row("6 relationship: why none", lambda _: None, ("relationship", "none", "NONE")),
    Row("6 back: why", visited("2020-01-01", "2026-10-01"), ("reactivated", "yes", "BACK"),
        {"Last visit": sure("2026-10-01"), "The one before": sure("2020-01-01")}),
    Row("6 due status: why", due("2026-11-01", "2027-11-01"), ("due_status", "overdue", "OVR"),
        {"Service": "Pump-out", "Due date": sure("2026-11-01"), "Days from today": -21}),
    Row("6 due status: why unknown", lambda h: h.tank(), ("due_status", "unknown", "UNK"),
        {"Due date": None}),
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    return ask(tmp_path_factory.mktemp("overlapping"), (*FACTS, *TOLD))


@pytest.mark.parametrize("row", FACTS, ids=named)
def test_fact(told: Answers, row: Row) -> None:
    column, value = row.expected
    assert told[row.name].fact[column] == value


@pytest.mark.parametrize("row", TOLD, ids=named)
def test_label_code_and_facts(told: Answers, row: Row) -> None:
    label, value, code = row.expected
    reason = told[row.name].why[label]
    assert (reason.key, reason.code) == (value, code)
    assert row.facts.items() <= dict(reason.facts).items()
