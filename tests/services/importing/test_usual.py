"""Rows of a list read in whole columns propose what each of them proposes by itself."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.services.importing.headings.mapping import Mapping
from desktop.services.importing.headings.tables import recognise_table, table_mapping
from desktop.services.importing.kinds import Grid, Row, Table, no_checkpoint
from desktop.services.importing.lists import customers
from desktop.services.importing.records import Parsed, ProposedCustomer
from tests.services.importing.any_grid import EMAILS, NAMES, PHONES
from tests.services.importing.conftest import AS_OF

COLUMNS: dict[str, st.SearchStrategy[Any]] = {
    "Account no.": st.sampled_from(["", 1042.0, "17", "x" * 50]),
    "Customer": st.sampled_from(["", *NAMES, "Hale, Ann & Bo", "Hale (SOLD 6/24)", "None", "A:B"]),
    "Company": st.sampled_from(["", "Oak Hill Church", "n/a"]),
    "Phone": st.sampled_from(["", *PHONES]),
    "Cell": st.sampled_from(["", *PHONES]),
    "Email": st.sampled_from(["", *EMAILS]),
    "Address": st.sampled_from(["", "12 Oak St", "PO Box 7", "12 Oak St, Tyler TX 75701"]),
    "City": st.sampled_from(["", "Tyler", " Tyler "]),
    "Zip": st.sampled_from(["", "75701", 3301.0, "757"]),
    "Property address": st.sampled_from(["", "7 Elm", "12 Oak St"]),
    "Property city": st.sampled_from(["", "Tyler", "Whitehouse"]),
    "County": st.sampled_from(["", "Smith"]),
    "Tank size": st.sampled_from(["", "1,000 gal", 750.0, "big"]),
    "Equipment": st.sampled_from(["", "septic tank", "aerator"]),
    "Last pumped": st.sampled_from(["", "3/4/2024", "13/45/2024"]),
    "Amount": st.sampled_from(["", "250", "-250", "x"]),
    "Status": st.sampled_from(["", "active", "inactive"]),
    "Notes": st.sampled_from(["", "dog", "VOID"]),
    "Tags": st.sampled_from(["", "dog, gate"]),
    "Gate code": st.sampled_from(["", "12", "x"]),
}
FEW = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ROWS = st.lists(st.tuples(*COLUMNS.values()), min_size=1, max_size=6)


def table_of(rows: list[tuple[Any, ...]], headings: tuple[str, ...]) -> tuple[Table, Mapping]:
    cells = [headings, *rows]
    grid = Grid("list.xlsx", None, [Row(at, row) for at, row in enumerate(cells, start=1)])
    table = recognise_table(grid)
    return table, table_mapping(table, {"Gate code": "custom"})


def one_by_one(*_args: object, **_how: object) -> None:
    """Say of every row that it is to be read by itself."""


def said(parsed: Parsed) -> tuple[Any, ...]:
    """All that was proposed; an empty list says no more than an empty tuple."""
    return (
        list(map(fields, parsed.customers)),
        parsed.documents,
        parsed.problems,
        parsed.outcomes,
    )


def fields(one: ProposedCustomer) -> list[Any]:
    return [
        list(value) if name in ("phones", "tags", "notes") else value
        for name in one.__slots__
        for value in (getattr(one, name),)
    ]


@given(rows=ROWS)
@FEW
def test_a_row_read_in_columns_proposes_what_it_does_by_itself(
    rows: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    table, mapping = table_of(rows, tuple(COLUMNS))
    together = said(customers.read_customers(table, mapping, AS_OF, no_checkpoint))
    with monkeypatch.context() as patch:
        patch.setattr(customers, "usual_rows", one_by_one)
        assert said(customers.read_customers(table, mapping, AS_OF, no_checkpoint)) == together


def test_a_usual_row_is_read_in_columns() -> None:
    usual = ("1042", "Hale, Ann", "", "(903) 555-0101", "", "", "12 Oak St", "Tyler", "75701")
    table, mapping = table_of([usual], tuple(COLUMNS)[: len(usual)])
    seen: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(customers, "_read_one", lambda *args, **_how: seen.append(args))
        parsed = customers.read_customers(table, mapping, AS_OF, no_checkpoint)
    assert not seen
    assert [one.name.display for one in parsed.customers] == ["Hale, Ann"]
