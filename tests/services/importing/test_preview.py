"""Previewing again: only what was chosen otherwise is understood anew."""

import gc

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.dates import DAY_FIRST
from desktop.services.pace import uncollected
from tests.services.importing.conftest import AS_OF, WriteCsv

LINES = ("Customer,City,Last pumped", "Ana Reyes,Tyler,3/4/2024")


@pytest.mark.parametrize(
    ("choice", "is_kept"),
    [
        ({"decisions": {("list.csv", 2): "new"}}, True),
        ({"mappings": {"list.csv": {"City": "leave_out"}}}, False),
        ({"date_orders": {"list.csv": DAY_FIRST}}, False),
    ],
    ids=["a question answered", "a column mapped otherwise", "another order of dates"],
)
def test_only_another_mapping_or_date_order_is_parsed_again(
    choice: dict[str, object],
    is_kept: bool,  # noqa: FBT001 - a case of the table above
    db: Session,
    write_csv: WriteCsv,
) -> None:
    first = importing.preview(db, [write_csv(*LINES)], AS_OF)
    options = importing.Options(**choice)  # type: ignore[arg-type]
    again = importing.preview_again(db, first.parsed, AS_OF, options)
    assert (again.parsed[0] is first.parsed[0]) == is_kept
    assert again.boxes["new"] == 1


def test_the_search_for_unused_cycles_runs_again_after_an_import() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        assert not gc.isenabled()
        _ = 1 / 0
    assert gc.isenabled()
