"""What domain 2.2, 3.1, 3.2 and 6 say beside their rows: other uses, missing values, channels."""

from typing import Any

import pytest

from tests.services.care.houses import Answers, House, Row, ask, named


def pumped(people: int | None, gallons: int | None = 1250, **home: Any) -> Any:
    """A conventional tank, pumped on Mar 10, 2022."""

    def make(h: House) -> None:
        h.home(household_size=people, **home)
        h.visit("2022-03-10", "PUMP", tank=h.tank(capacity_gal=gallons))

    return make


def of_kind(kind: str, use: str | None, service: str = "PUMP", **system: Any) -> Any:
    """A system of a kind at a property of a use, served on Jan 5, 2026."""

    def make(h: House) -> None:
        h.home(use=use)
        h.system(kind, maintained_by="us", **system)
        h.tank()
        h.visit("2026-01-05", service)

    return make


def inspected(h: House) -> None:
    h.system("aerobic", maintained_by="us", install_date="2026-01-01")


def looked_at(service: str) -> Any:
    def make(h: House) -> None:
        inspected(h)
        h.visit("2026-10-01", service)

    return make


def two_plans(h: House) -> None:
    tank = h.tank()
    h.visit("2022-03-10", "PUMP", tank=tank)
    for months in (24, 12, 18):
        h.contract("2020-01-01", None, "pumping_plan", ("PUMP", months, "months"))


def plan(*lines: Any) -> Any:
    """A pumping plan with two visits a year."""

    def make(h: House) -> None:
        tank = h.tank()
        h.visit("2022-03-10", "PUMP", tank=tank)
        h.contract("2020-01-01", None, "pumping_plan", *lines, visits_per_year=2)

    return make


def voided_again(h: House) -> None:
    tank = h.tank()
    h.visit("2022-03-10", "PUMP", tank=tank)
    h.visit("2025-01-01", "PUMP", tank=tank, status="voided", completed_date="2025-01-01")


def installed_before_the_contract(h: House) -> None:
    inspected(h)
    h.contract("2026-03-01", None, "inspection_only")


# A row expects the service, the code and the due day.
DUE = (
    *(Row(f"2.2 not a property used as {use}", pumped(3, use=use), ("PUMP", "DEF", "2025-03-10"))
      for use in ("food_service", "church_school", "rv_park")),
    Row("2.2 nobody lives there: no household is known", pumped(0), ("PUMP", "DEF", "2025-03-10")),
    Row("2.2 a tank of no gallons has no size", pumped(3, 0), ("PUMP", "DEF", "2025-03-10")),
    Row("2.2 one person", pumped(1, 500), ("PUMP", "TAB", "2027-03-10")),
    Row("2.2 exactly ten people", pumped(10, 1000), ("PUMP", "TAB", "2022-11-10")),
    Row("2.2 a gallon short of a row", pumped(3, 1249), ("PUMP", "TAB", "2025-11-10")),
    Row("2.2 exactly the first row", pumped(2, 500), ("PUMP", "TAB", "2024-10-10")),
    Row("2.2 exactly the last row", pumped(10, 2500), ("PUMP", "TAB", "2024-10-10")),
    *(Row(f"3.1 5 {kind}, commercial", of_kind(kind, "commercial"), ("PUMP", "DEF", "2027-01-05"))
      for kind in ("other", "unknown")),
    *(Row(f"3.1 5 {kind} has no usual interval", of_kind(kind, "residential"),
          ("PUMP", "UNK", None))
      for kind in ("other", "unknown")),
    Row("3.1 3 of several plans the shortest", two_plans, ("PUMP", "CON", "2023-03-10")),
    Row("3.1 3 a plan without lines takes it from the visits a year", plan(),
        ("PUMP", "CON", "2022-09-10")),
    Row("3.1 3 a line without an interval says nothing of how often",
        plan(("PUMP", None, None)), ("PUMP", "DEF", "2025-03-10")),
    Row("3.2 voiding a finished visit moves the day back", voided_again,
        ("PUMP", "DEF", "2025-03-10")),
    Row("3.2 installation before the start of the contract", installed_before_the_contract,
        ("INSPECT", "DEF", "2026-05-01")),
    *(Row(f"3.2 {service} is no inspection", looked_at(service), ("INSPECT", "DEF", "2026-05-01"))
      for service in ("RE_INSPECTION", "ANNUAL_INSP", "PUMP", "CHLORINE", "OTHER")),
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    return ask(tmp_path_factory.mktemp("more"), (*DUE, *REACHED, *VACATION))


@pytest.mark.parametrize("row", DUE, ids=named)
def test_due_day_and_code(told: Answers, row: Row) -> None:
    service, code, due = row.expected
    item = told[row.name].item(service)
    assert (item["code"], item["due"] and item["due"].isoformat()) == (code, due)


MAIL = {"line1": "1 Oak St", "city": "Bryan", "state": "TX", "zip5": "77801"}
EMAIL = {"email": "ana@example.com"}


def reached(*steps: Any, **person: Any) -> Any:
    def make(h: House) -> None:
        h.person(**person)
        for step in steps:
            step(h)

    return make


def phone(kind: str | None = "mobile", **values: Any) -> Any:
    return lambda h: h.phone(kind=kind, **values)


ALL = MAIL | EMAIL | {"sms_consent": "service_only"}
TEXTS = {"sms_consent": "service_only", "do_not_call": True}
# A row expects the channel.
REACHED = (
    *(Row(f"6 preference: {channel}, asked for and allowed",
          reached(phone(), preferred_channel=channel, **ALL), channel)
      for channel in ("phone", "mail", "email", "sms")),
    Row("6 preference: none recorded, phone first", reached(phone(), **ALL), "phone"),
    Row("6 preference: none recorded in words", reached(
        phone(), preferred_channel="none_recorded", **ALL), "phone"),
    Row("6 preference: then mail", reached(phone(), do_not_call=True, **ALL), "mail"),
    Row("6 preference: then e-mail",
        reached(phone(), do_not_call=True, do_not_mail=True, **ALL), "email"),
    Row("6 preference: then text", reached(
        phone(), do_not_call=True, do_not_mail=True, do_not_email=True, **ALL), "sms"),
    Row("6 preference: asked for, but not allowed, the first that is",
        reached(phone(), preferred_channel="phone", do_not_call=True, **ALL), "mail"),
    Row("6 preference: no channel at all", reached(), "none"),
    Row("6 preference: do not contact", reached(phone(), do_not_contact=True, **ALL), "none"),
    *(Row(f"6 preference: {reason}", reached(
        phone(), status="inactive", inactive_reason=reason, **ALL), "none")
      for reason in ("deceased", "moved_sold")),
    Row("6 preference: mail came back", reached(undeliverable_mail=True, **MAIL), "none"),
    Row("6 preference: an address without a ZIP code", reached(**(MAIL | {"zip5": None})), "none"),
    Row("6 preference: an e-mail that came back",
        reached(undeliverable_email=True, **EMAIL), "none"),
    Row("6 preference: no such e-mail", reached(email="none"), "none"),
    Row("6 preference: e-mail refused from today",
        reached(email_opt_out_on="2026-11-22", **EMAIL), "none"),
    Row("6 preference: e-mail refused from tomorrow",
        reached(email_opt_out_on="2026-11-23", **EMAIL), "email"),
    Row("6 preference: texts without consent",
        reached(phone(), sms_consent="none", do_not_call=True), "none"),
    Row("6 preference: consent of which nothing is known", reached(phone(), do_not_call=True),
        "none"),
    Row("6 preference: texts refused from today",
        reached(phone(), sms_opt_out_on="2026-11-22", **TEXTS), "none"),
    Row("6 preference: texts refused from tomorrow",
        reached(phone(), sms_opt_out_on="2026-11-23", **TEXTS), "sms"),
    Row("6 preference: no texts to a home phone", reached(phone("home"), **TEXTS), "none"),
    Row("6 preference: a home phone that takes texts",
        reached(phone("home", can_text=True), **TEXTS), "sms"),
    Row("6 preference: a mobile phone that takes none",
        reached(phone(can_text=False), **TEXTS), "none"),
    Row("6 preference: nobody is called by fax", reached(phone("fax")), "none"),
    Row("6 preference: a blank number", reached(lambda h: h.phone(number=" ")), "none"),
)  # fmt: skip


@pytest.mark.parametrize("row", REACHED, ids=named)
def test_channel(told: Answers, row: Row) -> None:
    assert told[row.name].fact["reach_by"] == row.expected
    assert told[row.name].why["reach_by"].key == row.expected


def lived_in(seasonal: str | None, **system: Any) -> Any:
    def make(h: House) -> None:
        h.home(seasonal=seasonal)
        h.system(**system)

    return make


VACATION = (
    Row("6 season: a vacation home", lived_in("vacation"), True),
    *(Row(f"6 season: no vacation home: {seasonal}", lived_in(seasonal), False)
      for seasonal in ("full_time", "weekend", None)),
)  # fmt: skip


@pytest.mark.parametrize("row", VACATION, ids=named)
def test_vacation_flag(told: Answers, row: Row) -> None:
    assert told[row.name].fact["vacation_property"] is row.expected
