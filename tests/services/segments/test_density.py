"""Hot zones: five within two miles, found through cubes and by plain measuring alike."""

from datetime import UTC, date, datetime
from math import asin, cos, radians, sin, sqrt
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desktop.models.customers import Property, PropertyLink
from desktop.models.hot_zones import HotPoint
from desktop.services import after_change
from desktop.services.segments import hot_zones
from desktop.services.segments.counting import member_ids
from desktop.services.segments.density import EARTH_MILES, hot
from desktop.services.segments.tree import from_json
from tests.services.segments.conftest import AddCustomer

DAY, NOON = date(2026, 6, 15), datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
MILE = 1 / 69.0936  # degrees of latitude
HOT = from_json({"field": "hot_zone", "op": "is", "value": True})
Place = tuple[float, float]


def miles(one: Place, other: Place) -> float:
    up, down = radians(one[0]), radians(other[0])
    half = sin((down - up) / 2) ** 2
    half += cos(up) * cos(down) * sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH_MILES * asin(sqrt(half))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**48))
def test_the_cubes_find_what_plain_measuring_finds(seed: int) -> None:
    random = Random(seed)
    wide = random.choice((0.02, 0.1, 0.4))
    north = random.choice((0.0, 30.0, 70.0))
    places = {
        n: (
            north + random.uniform(-wide, wide),
            180 * random.choice((-1, 1)) - wide * random.random(),
        )
        for n in range(random.randint(0, 40))
    }
    near = {n: [m for m in places if miles(places[n], places[m]) <= 2] for n in places}
    cores = {n for n in places if len(near[n]) >= 5}
    assert hot(places) == {n for n in places if cores.intersection(near[n])}


def test_the_fifth_makes_it_hot_and_two_miles_are_the_edge() -> None:
    here = dict.fromkeys(range(4), (30.0, -96.0))
    assert hot(here) == set()
    assert hot(here | {4: (30.0 + 1.99 * MILE, -96.0)}) == {0, 1, 2, 3, 4}
    assert hot(here | {4: (30.0 + 2.01 * MILE, -96.0)}) == set()


def test_beside_a_core_is_hot_too_but_no_further() -> None:
    crowd = dict.fromkeys(range(4), (30.0 - 1.5 * MILE, -96.0))
    edge, beside, beyond = ((30.0 + n * MILE, -96.0) for n in (0, 1.9, 3.8))
    assert hot(crowd | {4: edge, 5: beside, 6: beyond}) == {0, 1, 2, 3, 4, 5}


def neighbours(db: Session, add_customer: AddCustomer, number: int) -> list[int]:
    ids = []
    for n in range(number):
        place = Property(line1=f"{n} Elm", lat=30.0, lon=-96.0)
        db.add(place)
        db.flush()
        ids.append(add_customer(f"C{n}"))
        db.add(PropertyLink(customer_id=ids[-1], property_id=place.id, role="owner"))
    return ids


def test_customers_side_by_side_are_in_the_hot_zone(db: Session, add_customer: AddCustomer) -> None:
    ids = neighbours(db, add_customer, 5)
    add_customer("Without a place")
    after_change.bring_up_to_date(db, DAY, NOON, None)
    assert list(member_ids(db, HOT, DAY)) == ids
    assert list(hot_zones.check(db)) == []


def test_the_check_finds_a_wrong_answer(db: Session, add_customer: AddCustomer) -> None:
    ids = neighbours(db, add_customer, 5)
    after_change.bring_up_to_date(db, DAY, NOON, None)
    db.execute(update(HotPoint).where(HotPoint.customer_id == ids[0]).values(hot=False))
    assert list(hot_zones.check(db)) == [("all", ids[0], False)]


def test_few_changes_of_a_day_wait_for_the_next(db: Session, add_customer: AddCustomer) -> None:
    ids = neighbours(db, add_customer, 5)
    after_change.bring_up_to_date(db, DAY, NOON, None)
    db.execute(update(Property).values(lat=None))
    after_change.bring_up_to_date(db, DAY, NOON, ids)
    assert db.scalar(select(HotPoint.hot).where(HotPoint.customer_id == ids[0]))
    after_change.bring_up_to_date(db, date(2026, 6, 16), NOON, ids)
    assert db.scalars(select(HotPoint)).all() == []
