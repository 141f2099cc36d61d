"""One-line addresses without a comma: split where the town is known, else kept and flagged."""

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.cells.addresses import Address, from_block, with_known_town
from desktop.services.importing.cells.towns import Towns
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, rows

LISTED = "Ann Reyes,77 FM 315 Tennessee Colony TX 75861"  # a town of the list of ZIP codes
UNKNOWN = "Bo Cruz,N8123 County Rd P Black River Falls WI 54615"
TOWNS = Towns([("75751", "Athens"), ("75861", "Tennessee Colony"), ("75861", "Colony")])


@pytest.mark.parametrize(
    ("line", "street", "town"),
    [
        ("77 FM 315 Athens TX 75751", "77 FM 315", "Athens"),
        ("77 FM 315 ATHENS, TX 75751", "77 FM 315", "ATHENS"),
        ("12 Oak St Tennessee Colony TX 75861", "12 Oak St", "Tennessee Colony"),
        ("12 Oak St Athens TX 75999", "12 Oak St", "Athens"),
    ],
    ids=["street and town", "a comma before the state", "longest town", "a ZIP nobody knows"],
)
def test_a_known_town_is_split_from_its_street(line: str, street: str, town: str) -> None:
    address = with_known_town(from_block([line]), TOWNS.has)
    assert (address.line1, address.city, address.doubt) == (street, town, "")


@pytest.mark.parametrize(
    "line",
    ["12 Oak St Athens TX 75861", "4400 Athens TX 75751", "12 Oak St Marlow TX 75751"],
    ids=["the town of another ZIP", "no street is left", "an unknown town"],
)
def test_any_other_line_stays_as_it_is_written(line: str) -> None:
    address = from_block([line])
    assert with_known_town(address, TOWNS.has) == address
    assert address.line1 == line


def test_an_address_without_doubt_is_not_touched() -> None:
    assert with_known_town(Address("77 FM 315 Athens TX 75751"), TOWNS.has).city == ""


def test_only_a_town_that_is_not_known_stays_a_problem(db: Session, write_csv: WriteCsv) -> None:
    shown = importing.preview(db, [write_csv("Customer,Address", LISTED, UNKNOWN)], AS_OF)
    (problem,) = shown.tables[0].problems
    assert (problem.row, "town not separated" in problem.message) == (3, True)


def test_the_same_file_twice_changes_nothing(bring_in: Import, write_csv: WriteCsv) -> None:
    path = write_csv("Customer,Address", LISTED, UNKNOWN, '"Dee Fox","1 Oak St, Marlow, OH 43000"')
    bring_in(path)
    assert bring_in(path).preview.boxes["unchanged"] == 3


def test_a_town_learned_later_does_not_double_the_place(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv("Customer,Address", UNKNOWN)
    bring_in(path)
    bring_in(write_csv("Customer,City,Zip", "Dee Fox,Black River Falls,54615", name="b.csv"))
    bring_in(path)
    (place,) = rows(db, "properties")
    assert (place["line1"], place["city"]) == ("N8123 County Rd P", "Black River Falls")
