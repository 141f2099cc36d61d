"""Every form of a value that `import-formats.md` section 3 lists, and every refusal of it."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.importing.cells import values
from desktop.services.importing.cells.dates import DateReader, find_order
from desktop.services.importing.cells.phones import read_emails, read_phones
from desktop.services.importing.kinds import BadValueError
from desktop.services.reading.plain import ErrorCell

AS_OF = date(2026, 11, 22)
DONE = DateReader(AS_OF)
AHEAD = DateReader(AS_OF, may_be_ahead=True)
DAY_FIRST = DateReader(AS_OF, day_first=True)
MARCH_4 = date(2025, 3, 4)


@pytest.mark.parametrize(
    "raw",
    [
        MARCH_4, datetime(2025, 3, 4, 10, 30), 45720, 45720.5, "45720", "03/04/2025", "3/4/25",  # noqa: DTZ001
        "03-04-2025", "2025-03-04", "2025/3/4", "04-Mar-25", "4 Mar 2025", "Mar 4, 2025",
        "March 4th, 2025", "Tuesday, March 4, 2025", "03/04/2025 10:30 AM", "2025-03-04T10:30:00",
        "Mar 4, 2025 10:30", "04-MAR-2025 10:30",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_way_of_writing_it(raw: Any) -> None:
    assert DONE.read(raw) == MARCH_4


@pytest.mark.parametrize(
    "raw",
    ["", None, "0/0/0", "00/00/0000", "0/0/0000", "1/0/1900", "1/0/00", "0000-00-00", "n/a", 0,
     "never", time(0, 0), datetime(1899, 12, 30), "00/00/0000 00:00:00"],  # noqa: DTZ001
)  # fmt: skip
def test_an_empty_date_is_no_date(raw: Any) -> None:
    assert DONE.read(raw) is None


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("02/30/2024", "is not a day of the calendar"),
        ("2/29/2021", "is not a day of the calendar"),
        ("31/31/2024", "is not a day of the calendar"),
        ("Feb 30, 2024", "is not a day of the calendar"),
        ("soon", "is not a date"),
        ("3/2024", "is not a date"),
        ("Mar 4, 20255", "is not a date"),
        (12, "is not a date"),
        (75751, "is not a date"),
        (time(10, 30), "is not a date"),
    ],
)
def test_a_date_that_is_none_is_refused_and_never_rolled_over(raw: Any, said: str) -> None:
    with pytest.raises(BadValueError, match=said):
        DONE.read(raw)


@pytest.mark.parametrize(
    ("raw", "done", "ahead"),
    [
        ("3/4/00", 2000, 2000), ("3/4/27", 2027, 2027), ("12/31/28", 1928, 2028),
        ("3/4/68", 1968, 2068), ("3/4/69", 1969, 1969), ("3/4/99", 1999, 1999),
    ],
)  # fmt: skip
def test_two_digits_of_a_year(raw: str, done: int, ahead: int) -> None:
    found, to_come = DONE.read(raw), AHEAD.read(raw)
    assert found is not None and to_come is not None  # noqa: PT018 - both are days
    assert (found.year, to_come.year) == (done, ahead)


def test_a_column_is_day_first_when_its_days_show_it() -> None:
    assert DAY_FIRST.read("04/03/2025") == MARCH_4
    assert DAY_FIRST.read("04.03.2025") == MARCH_4
    assert find_order(["04/03/2025", "31/12/2024"]).is_day_first
    assert not find_order(["04/03/2025", "12/31/2024"]).is_day_first
    assert find_order(["12/31/2024", "31/12/2024"]).is_mixed


@given(day=st.dates(date(1970, 1, 1), date(2026, 12, 31)))
def test_what_is_written_month_first_is_read_back(day: date) -> None:
    assert DONE.read(f"{day:%m/%d/%Y}") == DONE.read(f"{day:%b} {day.day}, {day.year}") == day
    assert DAY_FIRST.read(f"{day:%d.%m.%Y}") == day


@pytest.mark.parametrize(
    ("raw", "cents"),
    [
        ("1,234.56", 123456), ("$1,234.56", 123456), ("-85.00", -8500), ("(85.00)", -8500),
        ("85.00-", -8500), ("\u221285", -8500), (" 85 ", 8500), ("\xa0$ 85.00\u202f", 8500),
        ("$(85.00)", -8500), ("($85.00)", -8500), ("-$85", -8500), ("$-85", -8500), (".5", 50),
        ("$ -", 0), ("$-", 0), (85, 8500), (85.1, 8510), (Decimal("0.0"), 0),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_every_way_of_writing_it(raw: Any, cents: int) -> None:
    found = values.amount(raw)
    assert found is not None
    assert values.cents(found) == cents


@pytest.mark.parametrize(
    "raw",
    ["TBD", "n/a", "-", "-5.0%", "7.50%", "1.234,56", "12,34", "1,23.45", "$", "--85", "85 USD",
     "(−85)", True, float("nan"), float("inf"), ErrorCell("#DIV/0!")],
)  # fmt: skip
def test_what_is_no_amount_is_refused(raw: Any) -> None:
    with pytest.raises(BadValueError):
        values.amount(raw)


def test_a_dash_is_zero_only_in_a_column_that_writes_zero_so() -> None:
    assert values.writes_dash_for_zero(["85.00", "-", "", "1,200.00"])
    assert not values.writes_dash_for_zero(["85.00", "-", "0.00"])
    assert not values.writes_dash_for_zero(["-", "-"])
    assert not values.writes_dash_for_zero(["-", "TBD"])
    assert values.amount("-", dash_is_zero=True) == 0


def test_commas_for_cents_are_read_only_where_the_whole_column_has_them() -> None:
    assert values.is_european(["1.234,56", "", "85,00"])
    assert not values.is_european(["1.234,56", "85.00"])
    assert values.amount("1.234,56", european=True) == Decimal("1234.56")


@given(cents=st.integers(-10_000_000, 10_000_000))
def test_an_amount_is_read_back_as_it_is_written(cents: int) -> None:
    money = Decimal(cents).scaleb(-2)
    assert values.amount(f"{money:,.2f}") == values.amount(f"${money:,.2f}") == money


@pytest.mark.parametrize(
    ("raw", "number"),
    [("", None), ("1", "1"), ("0.5", "0.5"), ("-10", "-10"), ("1,250", "1250"), (2.25, "2.25"),
     ("n/a", None), ("(3)", "-3")],
)  # fmt: skip
def test_quantities_may_be_blank_fractions_and_negative(raw: Any, number: str | None) -> None:
    assert values.quantity(raw) == (None if number is None else Decimal(number))


@pytest.mark.parametrize("raw", ["two", "1.5k", ".", ErrorCell("#N/A")])
def test_a_quantity_that_is_no_number_is_refused(raw: str) -> None:
    with pytest.raises(BadValueError):
        values.quantity(raw)


@pytest.mark.parametrize(
    ("raw", "numbers", "kinds"),
    [
        ("(903) 555-0151", ["(903) 555-0151"], ["phone"]),
        ("903.555.0151", ["(903) 555-0151"], ["phone"]),
        ("1-903-555-0151", ["(903) 555-0151"], ["phone"]),
        ("9035550151.0", ["(903) 555-0151"], ["phone"]),
        ("Phone:(903) 555-0151 Mobile:(903) 555-0152 Fax:(903) 555-0153",
         ["(903) 555-0151", "(903) 555-0152", "(903) 555-0153"], ["phone", "mobile", "fax"]),
        ("Pager 903-555-0151 Other 903-555-0155",
         ["(903) 555-0151", "(903) 555-0155"], ["pager", "other"]),
        ("Cell: 903-555-0151, Home: 903-555-0152, Work 903-555-0153",
         ["(903) 555-0151", "(903) 555-0152", "(903) 555-0153"], ["mobile", "home", "work"]),
        ("H: 903-555-0151 W: 903-555-0152",
         ["(903) 555-0151", "(903) 555-0152"], ["home", "work"]),
        ("903-555-0151 (cell)", ["(903) 555-0151"], ["mobile"]),
        ("(903)555-0151(h) (903)555-0152(w)",
         ["(903) 555-0151", "(903) 555-0152"], ["home", "work"]),
        ("903.555.0151/903.555.0152", ["(903) 555-0151", "(903) 555-0152"], ["phone"] * 2),
        ("903-555-0151 x12", ["(903) 555-0151 ext. 12"], ["phone"]),
        ("903 555 0151, 903-555-0151", ["(903) 555-0151"], ["phone"]),
        ("903-555-SEPT", ["(903) 555-7378"], ["phone"]),
        ("1-800-FLOWERS", ["(800) 356-9377"], ["phone"]),
        ("+44 20 7946 0958", ["+44 20 7946 0958"], ["phone"]),
        ("555-0154", ["555-0154"], ["phone"]),
        ("none", [], []), ("N/A", [], []), ("", [], []),
    ],
)  # fmt: skip
def test_a_phone_cell_is_taken_apart(raw: str, numbers: list[str], kinds: list[str]) -> None:
    found = read_phones(raw).phones
    assert ([p.number for p in found], [p.kind for p in found]) == (numbers, kinds)


@pytest.mark.parametrize("raw", ["555-0154", "5550154", "call 555-0154", "555-0154 / 555-0155"])
def test_seven_digits_are_kept_and_the_area_code_is_missed(raw: str) -> None:
    found = read_phones(raw)
    assert found.phones
    assert "no area code" in found.doubt


@pytest.mark.parametrize(
    ("raw", "rest"),
    [("call Mary 903-555-0151", "call Mary"), ("903-555-0151 (Mike)", "(Mike)"),
     ("no phone", "no phone"), ("903-555-SEPT", "903-555-SEPT"), ("903-555-0151", "")],
)  # fmt: skip
def test_what_is_left_of_a_phone_cell_goes_to_the_notes(raw: str, rest: str) -> None:
    assert read_phones(raw).rest == rest


@pytest.mark.parametrize(
    ("raw", "good", "bad"),
    [
        ("a@x.com", ["a@x.com"], []),
        ("a@x.com, b@x.com; c@x.com/d@x.com e@x.com",
         ["a@x.com", "b@x.com", "c@x.com", "d@x.com", "e@x.com"], []),
        ("<a@x.com>", ["a@x.com"], []),
        ("a@x", [], ["a@x"]), ("ana.x.com", [], ["ana.x.com"]), ("none", [], []), ("", [], []),
        ("a@x.com, a@x.com", ["a@x.com"], []),
    ],
)  # fmt: skip
def test_mails_are_taken_apart(raw: str, good: list[str], bad: list[str]) -> None:
    found = read_emails(raw)
    assert (found.good, found.bad, bool(found.doubt)) == (good, bad, bool(bad))


@pytest.mark.parametrize(
    ("raw", "state", "zip5", "zip4", "doubt"),
    [
        ("75751", "TX", "75751", "", ""),
        ("75751-0012", "TX", "75751", "0012", ""),
        ("757510012", "TX", "75751", "0012", ""),
        ("75751.0", "TX", "75751", "", ""),
        (75751.0, "TX", "75751", "", ""),
        ("2301", "MA", "2301", "", "02301"),
        ("2301", "Mass", "2301", "", "too short"),
        ("2301.0", "New Jersey", "2301", "", "02301"),
        (2301.0, "TX", "2301", "", "02301"),
        ("2301", "TX", "2301", "", "too short"),
        ("601", "PR", "601", "", "00601"),
        ("K1A 0B1", "", "K1A 0B1", "", "not a US ZIP"),
        ("", "", "", "", ""),
    ],
)
def test_zip_codes(raw: Any, state: str, zip5: str, zip4: str, doubt: str) -> None:
    found = values.zip_code(raw, state)
    assert found[:2] == (zip5, zip4)
    assert doubt in found[2]
    assert bool(doubt) == bool(found[2])


@pytest.mark.parametrize(
    ("raw", "code"),
    [("TX", "TX"), ("Tx", "TX"), ("tx", "TX"), ("TX.", "TX"), ("T.X.", "TX"), ("Texas", "TX"),
     ("NEW  mexico".replace("  ", " "), "NM"), ("Puerto Rico", "PR"), ("Tejas", "Tejas"), ("", "")],
)  # fmt: skip
def test_states(raw: str, code: str) -> None:
    assert values.state_code(raw) == code


@pytest.mark.parametrize(
    ("raw", "said"),
    [("Y", True), ("N", False), ("Yes", True), ("No", False), ("True", True), ("False", False),
     (1.0, True), (0, False), ("X", True), ("", None), (None, None), (True, True), ("n/a", None)],
)  # fmt: skip
def test_yes_and_no(raw: Any, said: bool | None) -> None:  # noqa: FBT001
    assert values.yes_no(raw) is said


def test_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(BadValueError, match="neither yes nor no"):
        values.yes_no("maybe")


@pytest.mark.parametrize(
    ("raw", "whole"),
    [("1000", 1000), ("1,000 gal", 1000), ("1000g", 1000), ("1.5k", 1500), ("1.5k gal", 1500),
     ("1000-gal", 1000), ("~1000", 1000), ("about 750 gallons", 750), ('18"', 18), ("18 in", 18),
     ("approx. 1250", 1250), ("500 gpd", 500), ("", None), ("?", None), (1250.0, 1250)],
)  # fmt: skip
def test_units_of_whole_numbers(raw: Any, whole: int | None) -> None:
    assert values.whole(raw) == whole


@pytest.mark.parametrize("raw", ["big", "1000/500", "2 ft", ErrorCell("#REF!")])
def test_a_whole_number_that_is_none_is_refused(raw: str) -> None:
    with pytest.raises(BadValueError):
        values.whole(raw)


@pytest.mark.parametrize(
    ("raw", "interval"),
    [
        ("3yr", (3, "years")), ("3 yrs", (3, "years")), ("36 mo", (36, "months")),
        ("every 2 years", (2, "years")), ("every two years", (2, "years")),
        ("every other year", (2, "years")), ("every year", (1, "years")), ("annual", (1, "years")),
        ("once a year", (1, "years")), ("2.5 yrs", (30, "months")), ("6 wks", (42, "days")),
        ("quarterly", (3, "months")), ("3", (3, "years")), (3.0, (3, "years")),
        ("24", (24, "months")), ("90 days", (90, "days")), ("as needed", None), ("", None),
        ("0", None),
    ],
)  # fmt: skip
def test_how_often(raw: Any, interval: tuple[int, str] | None) -> None:
    assert values.interval(raw) == interval


def test_a_bare_number_means_what_its_heading_says() -> None:
    assert values.interval("6", "months") == (6, "months")
    assert values.interval("3yr", "months") == (3, "years")


def test_an_interval_that_is_none_is_refused() -> None:
    with pytest.raises(BadValueError, match="months or years"):
        values.interval("often")


@pytest.mark.parametrize("cell", [1e30, -(10**12), "9" * 40, "1000000000000.00"])
def test_more_money_than_there_is_was_no_amount(cell: object) -> None:
    with pytest.raises(BadValueError, match="too large"):
        values.amount(cell)


@pytest.mark.parametrize("read", [values.whole, values.interval])
def test_a_number_beyond_any_tank_or_time_is_refused(read: Callable[[object], object]) -> None:
    with pytest.raises(BadValueError, match="too large"):
        read("9" * 30)


def test_an_endless_number_is_refused() -> None:
    with pytest.raises(BadValueError, match="too large"):
        values.whole(float("inf"))
