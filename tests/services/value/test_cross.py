"""RFM against another label: every cell opens its customers, and all add up."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services.segments import counting
from desktop.services.value import chosen
from desktop.services.value.cross import CROSSED, cross
from desktop.services.value.distinct import least_size
from desktop.services.value.rfm_picture import picture
from tests.services.value.offices import TODAY, Person, note, of_code

PEOPLE = [*map(of_code, ("555", "111", "111", "343")), Person(None)]


@pytest.mark.parametrize("dimension", CROSSED)
def test_rows_and_columns_add_up_to_the_customers(db: Session, dimension: str) -> None:
    note(db, PEOPLE)
    found = cross(db, TODAY, dimension)
    assert found.total == sum(row.total for row in found.rows) == len(PEOPLE)
    for row in found.rows:
        assert row.total == sum(row.cells)


def test_a_cell_opens_its_customers(db: Session) -> None:
    note(db, PEOPLE)
    found = cross(db, TODAY, "value_tier")
    for row in found.rows:
        for (value, _), number in zip(found.columns, row.cells, strict=True):
            tree = chosen.tree("cross", segment=row.key, dimension="value_tier", value=value)
            assert counting.count(db, tree, TODAY).count == number


def test_an_empty_office_has_no_columns(db: Session) -> None:
    note(db, [])
    found = cross(db, TODAY, "lifecycle")
    assert (found.total, found.columns, found.totals) == (0, (), ())


def test_a_label_that_rfm_is_not_crossed_with_is_refused(db: Session) -> None:
    with pytest.raises(UserError, match="not crossed"):
        cross(db, date(2026, 1, 2), "zone")


@pytest.mark.parametrize(("total", "least"), [(0, 20), (2_000, 20), (2_001, 21), (10_000, 100)])
def test_a_segment_needs_twenty_customers_or_a_hundredth(total: int, least: int) -> None:
    assert least_size(total) == least


def test_small_segments_in_use_are_named(db: Session) -> None:
    note(db, PEOPLE)
    assert [one.key for one in picture(db, TODAY).too_small] == ["champions", "promising", "lost"]
