"""Raw rows are packed some hundreds together, and come back as they are stored."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.errors import UserError
from desktop.services.reading.kept import ROWS_TOGETHER, blocks_of, packed, plain, unpacked
from desktop.services.reading.plain import ErrorCell

CELLS = st.one_of(
    st.text(), st.integers(), st.floats(allow_nan=False), st.booleans(), st.none(), st.dates()
)


@given(st.lists(st.lists(CELLS, max_size=4), max_size=5))
def test_rows_come_back_with_their_days_as_text(grid: list[list[Any]]) -> None:
    assert unpacked(packed(grid)) == [
        [str(cell) if isinstance(cell, date) else cell for cell in row] for row in grid
    ]


def test_what_json_does_not_know_is_kept_as_text() -> None:
    midnight, noon = datetime(2026, 1, 2), datetime(2026, 1, 2, 12)  # noqa: DTZ001 - cells are plain
    cells = [midnight, noon, time(7, 30), ErrorCell("#REF!")]
    assert list(map(plain, cells)) == ["2026-01-02", "2026-01-02 12:00:00", "07:30:00", "#REF!"]


def test_all_rows_are_in_the_blocks_once_and_in_order() -> None:
    rows = [[number] for number in range(ROWS_TOGETHER + 1)]
    blocks = list(map(unpacked, blocks_of(rows)))
    assert [len(block) for block in blocks] == [ROWS_TOGETHER, 1]
    assert [row for block in blocks for row in block] == rows
    assert list(blocks_of([])) == []


@pytest.mark.parametrize("block", [b"", b"\x01\x02", packed([["Ana"]])[:-3]])
def test_a_damaged_block_is_said_in_a_sentence(block: bytes) -> None:
    with pytest.raises(UserError, match="damaged"):
        unpacked(block)
