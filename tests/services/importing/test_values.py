"""Single values as real files write them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop.services.importing.cells import values
from desktop.services.importing.cells.addresses import from_block
from desktop.services.importing.cells.dates import DateReader, is_day_first
from desktop.services.importing.cells.names import name_key, read_name
from desktop.services.importing.cells.phones import read_emails, read_phones
from desktop.services.importing.documents.service_words import SERVICE_WORDS, line_of
from desktop.services.importing.kinds import BadValueError, column_letter

READER = DateReader(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("03/04/2025", date(2025, 3, 4)),
        ("3/4/25", date(2025, 3, 4)),
        ("2025-03-04", date(2025, 3, 4)),
        ("04-Mar-25", date(2025, 3, 4)),
        ("Mar 4, 2025", date(2025, 3, 4)),
        ("03/04/2025 10:30", date(2025, 3, 4)),
        (45720, date(2025, 3, 4)),
        ("3/4/98", date(1998, 3, 4)),
        ("3/4/60", date(1960, 3, 4)),
        ("0/0/0", None),
        ("1/0/1900", None),
        ("", None),
    ],
)
def test_dates_are_read(raw: Any, day: date | None) -> None:
    assert READER.read(raw) == day


@pytest.mark.parametrize("raw", ["02/30/2024", "2/29/2021", "13/45/2024", "soon", 12])
def test_a_day_that_does_not_exist_is_refused(raw: Any) -> None:
    with pytest.raises(BadValueError):
        READER.read(raw)


def test_a_1904_workbook_counts_from_1904() -> None:
    assert DateReader(date(2026, 1, 1), date_1904=True).read(42735) == date(2021, 1, 1)


def test_the_whole_column_decides_the_order_of_day_and_month() -> None:
    assert is_day_first(["03/04/2024", "31/12/2023", "25/12/2023"])
    assert not is_day_first(["03/04/2024", "02/30/2024", "99/01/2024"])


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("1,234.56", "1234.56"), ("$1,234.56", "1234.56"), ("-85.00", "-85"), ("(85.00)", "-85"),
        ("85.00-", "-85"), ("−85", "-85"), ("\xa085 ", "85"), (85.1, "85.10"),
    ],
)  # fmt: skip
def test_amounts_are_read(raw: Any, amount: str) -> None:
    assert values.amount(raw) == Decimal(amount)


@pytest.mark.parametrize("raw", ["TBD", "n/a", "-", "-5.0%", "1.234,56", "12,34"])
def test_what_is_no_amount_is_refused(raw: str) -> None:
    with pytest.raises(BadValueError):
        values.amount(raw)


@pytest.mark.parametrize(
    ("raw", "whole"), [("1,000 gal", 1000), ("1000g", 1000), ("1.5k", 1500), (750.0, 750)]
)
def test_tank_sizes_are_read(raw: Any, whole: int) -> None:
    assert values.whole(raw) == whole


@pytest.mark.parametrize(
    ("raw", "interval"),
    [("3yr", (3, "years")), ("36 mo", (36, "months")), ("every 2 years", (2, "years")),
     ("4", (4, "years")), ("24", (24, "months")), ("2.5 yrs", (30, "months"))],
)  # fmt: skip
def test_intervals_are_read(raw: str, interval: tuple[int, str]) -> None:
    assert values.interval(raw) == interval


@pytest.mark.parametrize(
    ("raw", "zip5", "doubted"),
    [("75751-0012", "75751", False), ("757510012", "75751", False), (2301.0, "2301", True)],
)
def test_zip_codes_are_kept_and_a_lost_zero_is_said(raw: Any, zip5: str, doubted: bool) -> None:  # noqa: FBT001
    found = values.zip_code(raw)
    assert (found[0], bool(found[2])) == (zip5, doubted)


@pytest.mark.parametrize(
    ("raw", "numbers"),
    [
        ("Phone:(903) 555-0151 Mobile:(903) 555-0152", ["(903) 555-0151", "(903) 555-0152"]),
        ("903.555.0151/903.555.0152", ["(903) 555-0151", "(903) 555-0152"]),
        ("555-0154", ["555-0154"]),
        ("none", []),
        ("4.79E+08", []),
    ],
)
def test_phones_are_taken_apart(raw: str, numbers: list[str]) -> None:
    assert [phone.number for phone in read_phones(raw).phones] == numbers


def test_a_phone_that_excel_shortened_is_said() -> None:
    assert "digits are lost" in read_phones("4.79E+08").doubt


def test_mails_are_taken_apart_and_the_bad_one_is_kept_apart() -> None:
    found = read_emails("a@x.com; b@x.com / nobody")
    assert (found.good, found.bad) == (["a@x.com", "b@x.com"], ["nobody"])


@pytest.mark.parametrize(
    ("lines", "street", "town", "state"),
    [
        (["Nell Abbott", "18 Willow Bend", "Athens, TX 75751"], "18 Willow Bend", "Athens", "TX"),
        (["18 Willow Bend\nAthens TX 75751"], "18 Willow Bend", "Athens", "TX"),
        (["1 Oak St, Columbus, OH 43000"], "1 Oak St", "Columbus", "OH"),
        (["4400 Wren Ave Apt 2 Marlow OH 43000"], "4400 Wren Ave Apt 2 Marlow OH 43000", "", "OH"),
        (["c/o Jo", "1 Oak St", "Tyler TX 75701", "USA"], "c/o Jo", "Tyler", "TX"),
        (["PO Box 71", "New York, NY 10001"], "PO Box 71", "New York", "NY"),
    ],
)
def test_addresses_are_taken_apart(lines: list[str], street: str, town: str, state: str) -> None:
    found = from_block(lines, ("Abbott, Nell",))
    assert (found.line1, found.city, found.state) == (street, town, state)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Balak, Mike", "mike  BALAK"), ("Barb’s Diner", "Barb's Diner"), ("A & B", "a and b"),
     ("Peña, Tomás", "Tomas Pena")],
)  # fmt: skip
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_two_generations_are_two_people() -> None:
    assert name_key("John Smith Jr.") != name_key("John Smith Sr.")


def test_marks_and_notes_leave_the_name_but_are_kept() -> None:
    name = read_name("Dale Nystrom (SOLD 6/24) (deleted):Barn")
    assert (name.display, name.site, name.notes) == ("Dale Nystrom", "Barn", ("SOLD 6/24",))
    assert name.is_deleted


@pytest.mark.parametrize(
    ("memo", "service"),
    [("Pump 1000 gal", "PUMP"), ("Grease trap pump", "GREASE"), ("Aerobic inspection", "INSPECT"),
     ("Point of sale inspection", "RE_INSPECTION"), ("Pump motor", "REPAIR"), ("Discount", "NONE"),
     ("Billing error", None), ("Service contract 2026", "CONTRACT")],
)  # fmt: skip
def test_words_name_services(memo: str, service: str | None) -> None:
    line = line_of(memo, SERVICE_WORDS)
    assert (line.service if line else None) == service


def test_columns_have_the_letters_of_the_spreadsheet() -> None:
    assert [column_letter(place) for place in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]


@pytest.mark.parametrize("cell", ["2012", 2012, 2012.0, " 2012 "])
def test_a_year_alone_is_july_1_where_it_is_meant(cell: object) -> None:
    reader = DateReader(date(2026, 6, 15), only_past=True, by_year=True)
    assert reader.read(cell) == date(2012, 7, 1)
    with pytest.raises(BadValueError, match="not a date"):
        DateReader(date(2026, 6, 15)).read(cell)


def test_this_year_is_no_day_to_come_but_the_next_one_is() -> None:
    reader = DateReader(date(2026, 6, 15), only_past=True, by_year=True)
    assert reader.read(2026) == date(2026, 7, 1)
    assert reader.read(41000) == date(2012, 4, 1)
    with pytest.raises(BadValueError, match="to come"):
        reader.read("2027")
