"""What a person types: read as the house reads it, refused in words."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.records import KINDS, Field
from desktop.services.records.typed import WrongValueError, typed

TODAY = date(2026, 11, 22)
PHONE = next(one for one in KINDS["customer"].fields if one.key == "phones").fields[0]


def field(path: str) -> Field:
    """A field by "kind.key"."""
    kind, key = path.split(".")
    if path == "phones.number":
        return PHONE
    found = KINDS[kind].field(key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "raw", "value"),
    [
        ("customer.display_name", "\x07 Reyes,\tAna\r\nB ", "Reyes, Ana B"),
        ("customer.notes", "a  b\r\nc\x00"[:-1], "a  b\nc"),
        ("customer.city", "   ", None),
        ("customer.city", None, None),
        ("customer.state", "Texas", "TX"),
        ("customer.state", "Coahuila", "Coahuila"),
        ("customer.zip5", "77807", "77807"),
        ("customer.zip5", "K1A 0B1", "K1A 0B1"),
        ("customer.email", " ana@example.com ", "ana@example.com"),
        ("customer.other_emails", "b@x.com, c@x.com, b@x.com", ["b@x.com", "c@x.com"]),
        ("customer.do_not_mail", "no", False),
        ("customer.customer_type", "COMMERCIAL", "commercial"),
        ("phones.number", "979.555.0101", "(979) 555-0101"),
        ("phones.number", "555-0101", "555-0101"),
        ("phones.number", "979-555-0101 ask for Bo", "979-555-0101 ask for Bo"),
        ("asset.capacity_gal", "1,000 gal", 1000),
        ("property.bedrooms", "0", 0),
        ("property.lat", "30.5", 30.5),
        ("contract.visits_per_year", "2.5", Decimal("2.50")),
        ("invoice.amount", "$1,250.5", 125_050),
        ("invoice.amount", Decimal("0.10"), 10),
        ("invoice.amount", "(5)", -500),
        ("visit.completed_date", "2/29/2024", date(2024, 2, 29)),
        ("visit.completed_date", "11/20", date(2026, 11, 20)),
        ("visit.completed_date", "1/5", date(2027, 1, 5)),
        ("visit.completed_date", "Nov 3, 2026", date(2026, 11, 3)),
        ("visit.completed_date", "2026-11-03", date(2026, 11, 3)),
        ("visit.completed_date", date(2026, 1, 2), date(2026, 1, 2)),
        ("inspection_report.results", {"alarms": "inoperative"}, {"alarms": "inoperative"}),
    ],
)
def test_it_is_read_as_the_house_reads_it(path: str, raw: Any, value: Any) -> None:
    assert typed(field(path), raw, TODAY) == value


@pytest.mark.parametrize(
    ("path", "raw", "said"),
    [
        ("customer.display_name", "a\0b", "Name contains a letter that cannot be stored."),
        ("customer.display_name", "\ud800", "Name contains a letter that cannot be stored."),
        ("customer.display_name", 5, "Name: “5” is not text."),
        (
            "customer.account_no",
            "x" * 41,
            "Account number may have at most 40 letters; this has 41.",
        ),
        ("customer.zip5", "7780", "ZIP: “7780” is not a ZIP code of five digits."),
        ("customer.zip4", "12", "ZIP+4: “12” is not four digits."),
        ("customer.email", "ana@", "Email: “ana@” is not one email address."),
        ("customer.do_not_mail", "perhaps", "No mail: “perhaps” is neither yes nor no."),
        ("customer.status", "x", "Status: “x” is not one of Active, Inactive."),
        ("phones.number", "home", "Number: “home” is not a phone number."),
        ("phones.number", "979-555-0101, 979-555-0102", "Number: enter one number per line."),
        ("asset.capacity_gal", "1.5", "Gallons: “1.5” is not a whole number."),
        ("asset.capacity_gal", "-1", "Gallons must be 0 or more."),
        ("asset.capacity_gal", "9999999", "Gallons must be 1,000,000 or less."),
        ("asset.capacity_gal", True, "Gallons: “True” is not a whole number."),
        ("property.lat", "91", "Latitude must be 90 or less."),
        ("contract.visits_per_year", "1.005", "Visits per year: “1.005” has more than 2 decimals."),
        ("invoice.amount", "1.005", "Amount: “1.005” has more than two decimals."),
        ("invoice.amount", "ten", "Amount: “ten” is not an amount."),
        ("invoice.amount", "9" * 20, f"Amount: “{'9' * 20}” is too large"),
        ("visit.completed_date", "2/29/2026", "Done on: “2/29/2026” is not a day of the calendar."),
        ("visit.completed_date", "2/29", "Done on: “2/29” is not a day of the calendar."),
        ("visit.completed_date", "45000", "Done on: “45000” is not a date."),
        ("visit.completed_date", "never", "Done on: “never” is not a date."),
        ("visit.completed_date", "1/1/3000", "Done on: “1/1/3000” is too far away."),
        ("visit.customer", "7", "Customer billed: “7” is not the number of a record."),
        ("inspection_report.results", {"wings": "operational"}, "“wings: operational” is unknown"),
        ("invoice.lines", "x", "Lines: “x” is not a list of lines."),
    ],
)
def test_it_is_refused_in_words(path: str, raw: Any, said: str) -> None:
    with pytest.raises(WrongValueError) as refused:
        typed(field(path), raw, TODAY)
    assert said in str(refused.value)


PLAIN = [
    one for kind in KINDS.values() for one in kind.fields if one.kind not in ("rows", "custom")
]


def sentence_or_value(one: Field, raw: Any) -> tuple[str, Any]:
    """The sentence of a refusal, or what is stored."""
    try:
        return "", typed(one, raw, TODAY)
    except WrongValueError as refused:
        return str(refused), None


@given(st.sampled_from(PLAIN), st.one_of(st.text(), st.integers(), st.floats(), st.booleans()))
def test_whatever_is_typed_is_stored_or_refused(one: Field, raw: Any) -> None:
    sentence, value = sentence_or_value(one, raw)
    assert sentence == "" or sentence.endswith(".")
    if isinstance(value, str):
        assert "\0" not in value
        assert not one.length or len(value) <= one.length
