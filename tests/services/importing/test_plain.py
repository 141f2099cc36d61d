"""Rows planned in whole columns are stored like rows planned one by one."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.listed import Listed
from desktop.services.importing.planning import customers
from desktop.services.importing.planning.plain import Sorted, plain_rows
from desktop.services.importing.planning.plan import Plan, TablePlan
from tests.services.importing.any_grid import BY_PARSER, EMAILS, NAMES, PHONES, Cells, as_csv
from tests.services.importing.conftest import AS_OF, NOW, left_as_it_was, picture

HEADINGS = [
    "Account no.", "Customer", "Phone", "Cell", "Email", "Address", "Property address", "County",
    "Bedrooms", "System type", "Tank size", "Last pumped", "Amount", "Notes", "Status",
]  # fmt: skip
STREETS = st.sampled_from(["", "", "12 Oak St", "PO Box 7", "12 Oak St, Tyler TX 75701", "7 Elm"])
CELLS = (
    st.sampled_from(["", "", "1", "2", "3", "4"]),
    st.one_of(st.sampled_from(NAMES), st.integers(1, 50).map("Hale{0}, Ann".format)),
    st.one_of(st.sampled_from(["", *PHONES]), st.integers(200, 299).map("903-555-0{0}".format)),
    st.sampled_from(["", "", *PHONES]),
    st.sampled_from(["", "", *EMAILS]),
    STREETS,
    STREETS,
    st.sampled_from(["", "Smith"]),
    st.sampled_from(["", "3", "0"]),
    st.sampled_from(["", "aerobic", "grease trap"]),
    st.sampled_from(["", "1000", "500"]),
    st.sampled_from(["", "3/4/2024", "2024-05-06"]),
    st.sampled_from(["", *map(str, BY_PARSER["amount"][:3])]),
    st.sampled_from(["", "", "", "dog"]),
    st.sampled_from(["", "", "active", "inactive"]),
)  # fmt: skip
FEW = settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))


def stored(db: Session, path: Path) -> tuple[Any, ...]:
    """What an import shows and leaves in an office that knew nobody."""
    with left_as_it_was(db):
        done = importing.import_files(db, [path], AS_OF, NOW)
        table = done.preview.tables[0]
        return picture(db), table.rows, table.new, done.touched


def none_plain(plan: Plan, table: TablePlan, odd: Collection[int]) -> Sorted:
    """Have every row of a list planned one by one, the plain ones first as they are in columns."""
    plain, others = plain_rows(plan, table, odd)
    return Sorted(Listed.of([]), [*plain, *others])


@given(rows=st.lists(st.tuples(*CELLS), min_size=1, max_size=12))
@FEW
def test_a_list_is_stored_the_same_in_columns_and_row_by_row(
    db: Session, tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    grid: Cells = [HEADINGS, *map(list, rows)]
    path = as_csv(grid, tmp_path / "list")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(customers, "plain_rows", none_plain)
        one_by_one = stored(db, path)
    assert stored(db, path) == one_by_one
