"""The RFM page of one pass: the same numbers as each of its services gives alone."""

from datetime import timedelta
from statistics import fmean, pvariance

import pytest
from sqlalchemy.orm import Session

from desktop.services.value import rfm_page
from desktop.services.value.cross import CROSSED, cross
from desktop.services.value.rfm_parts import parts
from desktop.services.value.rfm_picture import picture
from tests.services.value.offices import TODAY, Person, note, of_code

PEOPLE = [*map(of_code, ("555", "111", "111", "343")), Person(None), Person(3, active=False)]
BEFORE = TODAY - timedelta(days=30)


@pytest.mark.parametrize("people", [[], PEOPLE[:1], PEOPLE, PEOPLE * 2])
@pytest.mark.parametrize("dimension", CROSSED)
def test_the_page_says_what_its_services_say(
    db: Session, people: list[Person], dimension: str
) -> None:
    note(db, people)
    found = rfm_page.page(db, TODAY, BEFORE, dimension)
    assert found.picture == picture(db, TODAY, BEFORE)
    assert found.cross == cross(db, TODAY, dimension)


def test_each_part_sums_up_its_customers(db: Session) -> None:
    people = [Person(10, 6, 300_000), Person(20, 7, 250_000), Person(800, 1, -500), Person(None)]
    note(db, people)
    champions = next(one for one in parts(db) if one.segment == "champions")
    assert (champions.customers, champions.cents) == (2, 550_000)
    assert champions.visits.mean == fmean([6, 7])
    assert champions.money.variance == pytest.approx(pvariance([300_000, 250_000]))
    assert champions.days.total() == 2
