"""What concerns an item: its tank or system, its property, its customer."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.services.facts.spots import Items, Spots

SYSTEM, TANK, PLACE, CUSTOMER = 1, 2, 3, 4
VALUES = st.none() | st.sampled_from(("2019-05-01", "2020-02-29", "2024-12-31"))


@given(VALUES, VALUES, VALUES, VALUES, st.sampled_from((0, TANK)))
def test_the_largest_is_that_of_all_that_concern_the_item(
    tank: str | None, system: str | None, place: str | None, customer: str | None, of: int
) -> None:
    spots: Spots[str] = Spots()
    for table, key, value in (
        (spots.tanks, TANK, tank),
        (spots.systems, SYSTEM, system),
        (spots.places, PLACE, place),
        (spots.customers, CUSTOMER, customer),
    ):
        if value is not None:
            table[key] = value
    found = spots.at(SYSTEM, of, PLACE, CUSTOMER)
    assert spots.largest(SYSTEM, of, PLACE, CUSTOMER) == max(found, default=None)


def test_a_tank_is_not_asked_about_what_names_its_system() -> None:
    spots: Spots[int] = Spots()
    spots.systems[SYSTEM] = 7
    assert spots.at(SYSTEM, TANK, PLACE, CUSTOMER) == []
    assert spots.at(SYSTEM, 0, PLACE, CUSTOMER) == [7]


NUMBERS = st.integers(1, 4)
TABLE = st.dictionaries(NUMBERS, st.integers(0, 9))
ABOUT = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS))


@given(st.tuples(TABLE, TABLE, TABLE, TABLE), ABOUT, st.sampled_from(("of tanks", "whole")))
def test_the_largest_of_many_items_is_that_of_each(
    tables: tuple[dict[int, int], ...], about: list[tuple[int, ...]], kind: str
) -> None:
    spots: Spots[int] = Spots()
    spots.tanks, spots.systems, spots.places, spots.customers = tables
    of_tanks = kind == "of tanks"
    each = [(system, tank if of_tanks else 0, *rest) for system, tank, *rest in about]
    systems, tanks, places, customers = ([one[at] for one in each] for at in range(4))
    items = Items(systems, tanks, places, customers, of_tanks)
    assert spots.largest_of(items) == [spots.largest(*one) for one in each]
