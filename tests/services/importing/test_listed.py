"""Rows kept in columns say what they say one by one, and are found among those by themselves."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.importing.cells.phones import (
    read_emails,
    read_phones,
    single_emails,
    stored_phones,
)
from desktop.services.importing.headings.tables import recognise_table, table_mapping
from desktop.services.importing.kinds import Grid, Row, no_checkpoint
from desktop.services.importing.listed import Listed
from desktop.services.importing.lists.customers import read_customers
from desktop.services.importing.records import Proposals
from tests.services.importing.any_grid import EMAILS, PHONES
from tests.services.importing.conftest import AS_OF

HEADINGS = ("Customer", "Phone", "Email", "Address", "City", "Zip", "Tank size", "Notes")
USUAL = ("", "(903) 555-0101", "ann@example.com", "12 Oak St", "Tyler", "75701", "1000", "")
LIST = (
    ("Hale, Ann", *USUAL[1:]),
    ("Reyes, Ana", *USUAL[1:-1], "dog"),
    ("Cruz, Bo", "(903) 555-0102", "", "PO Box 7", "Tyler", "75701", "", ""),
    ("Hill, Cy (SOLD)", *USUAL[1:]),
    ("Webb, Di", *USUAL[1:]),
)


@pytest.fixture
def proposals() -> Proposals:
    """Five rows: the first, third and last of them in columns."""
    rows = [Row(at, cells) for at, cells in enumerate((HEADINGS, *LIST), start=1)]
    table = recognise_table(Grid("list.xlsx", None, rows))
    return read_customers(table, table_mapping(table), AS_OF, no_checkpoint).customers


def test_only_rows_with_something_special_are_by_themselves(proposals: Proposals) -> None:
    assert [one.row for one in proposals.alone] == [3, 5]
    assert [list(some.numbers) for some in proposals.listed] == [[2, 4, 6]]


def test_all_come_in_the_order_of_the_rows(proposals: Proposals) -> None:
    assert [one.row for one in proposals] == [2, 3, 4, 5, 6]
    assert len(proposals) == len(list(proposals.names())) == len(LIST)


def test_a_row_is_found_by_its_number_wherever_it_is(proposals: Proposals) -> None:
    find = proposals.by_row()
    assert [find(one.row) for one in proposals] == list(proposals)
    assert (find(1), find(7)) == (None, None)


def test_rows_of_a_name_are_found_and_taken_out_in_order(proposals: Proposals) -> None:
    names = {"ann hale", "ana reyes", "di webb"}
    assert [one.row for one in proposals.named(names)] == [2, 3, 6]
    before = list(proposals)
    proposals.take_out(names)
    assert [one.row for one in proposals.alone] == [2, 3, 5, 6]
    assert list(proposals) == before


def test_rows_come_out_of_columns_as_they_went_in(proposals: Proposals) -> None:
    rows = list(proposals)
    assert list(Listed.of(rows)) == rows


def test_columns_put_together_are_in_order_when_asked(proposals: Proposals) -> None:
    rows = [one for one in proposals if not one.notes]
    last = Listed.joined([Listed.of(rows[2:]), Listed.of([]), Listed.of(rows[:2])])
    assert list(last.in_order()) == rows
    assert list(last.without([0])) == [*rows[3:], *rows[:2]]


def test_no_rows_are_nobody() -> None:
    assert not Proposals()
    assert list(Listed.joined([]).in_order()) == []


@given(cells=st.lists(st.sampled_from(["", "(903) 555-0103", *map(str, PHONES)]), min_size=1))
def test_a_column_of_phones_is_read_like_each_of_its_cells(cells: list[Any]) -> None:
    read = stored_phones(cells, "home")
    assert read is None or read == [read_phones(cell, "home") if cell else None for cell in cells]


@given(cells=st.lists(st.sampled_from(["", "bo@example.com", *EMAILS]), min_size=1))
def test_a_column_of_e_mail_addresses_is_read_like_each_of_its_cells(cells: list[Any]) -> None:
    read = single_emails(cells)
    assert read is None or read == [read_emails(cell) if cell else None for cell in cells]
