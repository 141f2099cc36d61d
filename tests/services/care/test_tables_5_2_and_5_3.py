"""Service tier and system type (domain 5.2 and 5.3): every row, with its edges."""

from typing import Any

import pytest

from tests.services.care.houses import Answers, House, Row, ask, named


def contracts(*these: dict[str, Any]) -> Any:
    """Contracts that began long ago and go on, unless they say otherwise."""
    return lambda h: [
        h.contract(one.get("start", "2020-01-01"), **{k: v for k, v in one.items() if k != "start"})
        for one in these
    ]


def often(visits: float | None, **values: Any) -> dict[str, Any]:
    return {"visits_per_year": visits, **values}


def by_hand(tier: str, **values: Any) -> dict[str, Any]:
    return {"tier_override": tier, **values}


TIERS = (
    Row("5.2 1 set by hand on an active contract", contracts(by_hand("premium")),
        ("premium", "OVR")),
    Row("5.2 1 set by hand below what the visits say",
        contracts(by_hand("standard", visits_per_year=12)), ("standard", "OVR")),
    Row("5.2 1 set by hand to on-demand", contracts(by_hand("on_demand")), ("on_demand", "OVR")),
    Row("5.2 1 of several set by hand the highest",
        contracts(by_hand("on_demand"), by_hand("premium"), by_hand("standard")),
        ("premium", "OVR")),
    Row("5.2 1 set by hand on one goes before the visits of another",
        contracts(by_hand("standard"), often(6)), ("standard", "OVR")),
    Row("5.2 1 set by hand on a contract that ended yesterday",
        contracts(by_hand("premium", end="2026-11-21")), ("on_demand", "NONE")),
    Row("5.2 1 set by hand on a contract that begins tomorrow",
        contracts(by_hand("premium", start="2026-11-23")), ("on_demand", "NONE")),
    Row("5.2 2 four visits a year", contracts(often(4)), ("premium", "CON-4")),
    Row("5.2 2 twelve visits a year", contracts(often(12)), ("premium", "CON-4")),
    Row("5.2 2 four and one: the highest counts", contracts(often(1), often(4)),
        ("premium", "CON-4")),
    Row("5.2 2 four visits, ended yesterday, beside an active one",
        contracts(often(4, end="2026-11-21"), often(1)), ("standard", "CON")),
    Row("5.2 3 a little below four", contracts(often(3.99)), ("standard", "CON")),
    *(Row(f"5.2 3 {visits} visits a year", contracts(often(visits)), ("standard", "CON"))
      for visits in (3, 2, 1, 0.5)),
    Row("5.2 3 visits not stated", contracts(often(None)), ("standard", "CON")),
    Row("5.2 3 two contracts are not added up", contracts(often(2), often(2)),
        ("standard", "CON")),
    Row("5.2 3 begins today", contracts({"start": "2026-11-22"}), ("standard", "CON")),
    Row("5.2 3 ends today", contracts({"end": "2026-11-22"}), ("standard", "CON")),
    Row("5.2 3 cancelled from tomorrow", contracts({"cancel_date": "2026-11-23"}),
        ("standard", "CON")),
    Row("5.2 4 no contract", contracts(), ("on_demand", "NONE")),
    Row("5.2 4 begins tomorrow", contracts({"start": "2026-11-23"}), ("on_demand", "NONE")),
    Row("5.2 4 ended yesterday", contracts({"end": "2026-11-21"}), ("on_demand", "NONE")),
    Row("5.2 4 cancelled from today", contracts({"cancel_date": "2026-11-22"}),
        ("on_demand", "NONE")),
    Row("5.2 4 ended and being renewed from next week",
        contracts({"end": "2026-11-21"}, {"start": "2026-11-29"}), ("on_demand", "NONE")),
)  # fmt: skip


def has(*kinds: str, **person: Any) -> Any:
    def make(house: House) -> None:
        house.person(**person)
        for kind in kinds:
            house.system(kind)

    return make


def used_as(use: str | None, *kinds: str) -> Any:
    def make(house: House) -> None:
        house.home(use=use)
        for kind in kinds:
            house.system(kind)

    return make


def left_behind(h: House) -> None:
    """The customer has moved away from a house with an aerobic system."""
    h.system("aerobic")
    h.linked(to_date="2026-11-22")


def moving_in(h: House) -> None:
    h.system("aerobic")
    h.linked(from_date="2026-11-23")


def out_of_use(h: House) -> None:
    h.system("aerobic", active=False)
    h.system("conventional")


GREASE = "commercial_grease"
TYPES = (
    Row("5.3 1 a commercial customer", has("aerobic", customer_type="commercial"),
        (GREASE, "CUSTOMER")),
    Row("5.3 1 a government customer without a system", has(customer_type="government"),
        (GREASE, "CUSTOMER")),
    *(Row(f"5.3 1 not by the type of customer: {kind}", has("aerobic", customer_type=kind),
          ("aerobic", "SYSTEM"))
      for kind in ("residential", "builder", "realtor", "other", None)),
    Row("5.3 1 a property used commercially", used_as("commercial", "aerobic"), (GREASE, "USE")),
    Row("5.3 1 food service", used_as("food_service"), (GREASE, "USE")),
    *(Row(f"5.3 1 not by the use: {use}", used_as(use, "advanced"), ("advanced", "SYSTEM"))
      for use in ("residential", "church_school", "rv_park", "vacant", None)),
    Row("5.3 1 a grease trap beside an aerobic system", has("aerobic", "grease_trap"),
        (GREASE, "TRAP")),
    Row("5.3 1 a grit trap", has("grit_trap"), (GREASE, "TRAP")),
    Row("5.3 1 a trap that is not in use any more",
        lambda h: [h.system("grease_trap", active=False), h.system("conventional")],
        ("conventional", "SYSTEM")),
    Row("5.3 2 aerobic before all below", has("conventional", "advanced", "aerobic", "other"),
        ("aerobic", "SYSTEM")),
    Row("5.3 3 advanced before conventional", has("conventional", "advanced"),
        ("advanced", "SYSTEM")),
    Row("5.3 4 conventional before unknown", has("unknown", "conventional"),
        ("conventional", "SYSTEM")),
    Row("5.3 4 the aerobic system is not in use any more", out_of_use,
        ("conventional", "SYSTEM")),
    *(Row(f"5.3 5 unknown: {kind}", has(kind), ("unknown", "NONE"))
      for kind in ("holding_tank", "lift_station", "other", "unknown")),
    Row("5.3 5 unknown: no system on file", has(), ("unknown", "NONE")),
    Row("5.3 5 unknown: moved away today", left_behind, ("unknown", "NONE")),
    Row("5.3 5 unknown: moves in tomorrow", moving_in, ("unknown", "NONE")),
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    return ask(tmp_path_factory.mktemp("tiers"), (*TIERS, *TYPES))


@pytest.mark.parametrize("row", TIERS, ids=named)
def test_tier_and_code(told: Answers, row: Row) -> None:
    reason = told[row.name].why["service_tier"]
    assert (told[row.name].fact["service_tier"], reason.code) == row.expected
    assert reason.key == row.expected[0]


@pytest.mark.parametrize("row", TYPES, ids=named)
def test_system_type_and_code(told: Answers, row: Row) -> None:
    reason = told[row.name].why["system_type"]
    assert (told[row.name].fact["system_type"], reason.code) == row.expected
    assert reason.key == row.expected[0]


def test_the_contracts_behind_a_tier_are_told(told: Answers) -> None:
    facts = told["5.2 2 four and one: the highest counts"].why["service_tier"].facts
    assert sorted(value for _, value in facts) == [
        "1 visits a year, open-ended",
        "4 visits a year, open-ended",
    ]


def test_the_systems_behind_a_type_are_told(told: Answers) -> None:
    facts = dict(told["5.3 1 a grease trap beside an aerobic system"].why["system_type"].facts)
    assert facts == {
        "Customer type": "Residential",
        "Use of the property": None,
        "Systems in use": "Aerobic, Grease trap",
    }
