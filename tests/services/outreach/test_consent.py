"""Who may be written to: every reason holds somebody back, and nobody else is."""

from dataclasses import dataclass
from typing import Any

import pytest

from desktop.services.outreach.consent import REASONS, Addressee, held_back
from desktop.services.outreach.mail_address import PARTS, MailAddress, household, window_lines

HOME = MailAddress("1 Oak St", "", "Bryan", "TX", "77801")
FREE = Addressee(1, HOME)


@dataclass
class Case:
    said: str
    change: dict[str, Any]


CASES = (
    Case("Deceased", {"is_active": False, "inactive_reason": "deceased"}),
    Case("Moved or sold", {"inactive_reason": "moved_sold"}),
    Case("Not active any more", {"is_active": False, "inactive_reason": "closed"}),
    Case("Does not want to be contacted", {"do_not_contact": True, "do_not_mail": True}),
    Case("Does not want mail", {"do_not_mail": True}),
    Case("Mail came back", {"came_back": True}),
    Case("No mailing address", {"address": MailAddress(state="TX")}),
    Case("Address incomplete: no street", {"address": HOME._replace(line1="")}),
    Case("Address incomplete: no city", {"address": HOME._replace(city="")}),
    Case("Address incomplete: no state", {"address": HOME._replace(state="Texas")}),
    Case("Address incomplete: no ZIP code", {"address": HOME._replace(zip5="7780")}),
    Case("Address incomplete: no ZIP code", {"address": HOME._replace(zip5="7780\u0661")}),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.said)
def test_each_reason_holds_back_and_is_told(case: Case) -> None:
    assert held_back(FREE._replace(**case.change)) == case.said


def test_every_reason_has_its_case() -> None:
    told = {case.said.removeprefix("Address incomplete: ") for case in CASES}
    assert told == {*(said for said, _ in REASONS), *PARTS}


def test_nobody_else_is_held_back() -> None:
    assert held_back(FREE) == ""


@pytest.mark.parametrize(
    ("name", "company", "address", "lines"),
    [
        ("Ana Reyes", "", HOME, ("ANA REYES", "1 OAK ST", "BRYAN TX 77801")),
        (
            "Ana Reyes", "Reyes & Sons, Inc.",
            MailAddress("P.O. Box 12", "Apt. 4", "College Station", "TX", "77840", "1234"),
            ("ANA REYES", "REYES & SONS INC", "PO BOX 12 APT 4", "COLLEGE STATION TX 77840-1234"),
        ),
        ("Acme", "ACME", HOME, ("ACME", "1 OAK ST", "BRYAN TX 77801")),
        ("Ana", "", HOME._replace(zip4="12"), ("ANA", "1 OAK ST", "BRYAN TX 77801")),
    ],
)  # fmt: skip
def test_the_window_shows_four_lines_in_capitals(
    name: str, company: str, address: MailAddress, lines: tuple[str, ...]
) -> None:
    assert window_lines(name, company, address) == lines


@pytest.mark.parametrize(
    "other",
    [
        HOME._replace(line1="1 OAK STREET", city="bryan"),
        HOME._replace(line1="1 Oak St."),
        HOME._replace(zip4="1234"),
    ],
)
def test_one_house_written_in_two_ways_is_one(other: MailAddress) -> None:
    assert household(other) == household(HOME)


@pytest.mark.parametrize(
    "other",
    [
        HOME._replace(line1="2 Oak St"),
        HOME._replace(line2="Apt 2"),
        HOME._replace(zip5="77802"),
    ],
)
def test_two_houses_are_two(other: MailAddress) -> None:
    assert household(other) != household(HOME)
