"""The cells of many rows are read a column at a time; each row reads as it does alone."""

from datetime import date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.services.importing.headings.tables import recognise_table, table_mapping
from desktop.services.importing.kinds import Grid, Row
from desktop.services.importing.lists.draft import Block, Draft, compile_steps
from tests.services.importing.conftest import AS_OF

HEADINGS = ["Customer", "Address", "Last Pumped", "Tank Size", "Risers", "Amount", "Type"]
TEXTS = ["", "Ann", "ann ", "n/a", "1", "1,000", "yes", "3/4/2025", "none", "-"]
NUMBERS = [0.0, -0.0, 1.0, 1000.0, float("nan"), float("inf"), True, False, 1]
DAYS = [date(2025, 3, 4), datetime(2025, 3, 4, 10)]  # noqa: DTZ001 - a cell is plain
CELLS = st.sampled_from([None, *TEXTS, *NUMBERS, *DAYS])


def said(draft: Draft) -> tuple[Any, ...]:
    """What was read, with the types: 1 is not True."""
    return repr(draft.parts), draft.notes, draft.bad, draft.doubts


@given(st.lists(st.lists(CELLS, min_size=7, max_size=7), min_size=1, max_size=6))
def test_a_row_reads_among_others_as_it_does_alone(cells: list[list[Any]]) -> None:
    rows = [Row(number, row) for number, row in enumerate([HEADINGS, *cells], start=1)]
    table = recognise_table(Grid("list.xlsx", None, rows))
    mapping = table_mapping(table)
    steps, _ = compile_steps(table, mapping, AS_OF, "month first")
    block = Block(cells, steps)
    alone = [
        Block([row], compile_steps(table, mapping, AS_OF, "month first")[0]).draft(0)
        for row in cells
    ]
    assert [said(block.draft(place)) for place in range(block.count)] == list(map(said, alone))
