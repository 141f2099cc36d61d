"""The five steps to a zone (domain reference, section 6), each with its edges."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models import choices as c
from desktop.models.customers import Property, Zone
from desktop.services.territory.zoning import (
    RINGS,
    Found,
    Place,
    ZoneRow,
    ZoneRules,
    explain,
)
from tests.naive_territory import zone_of

SQUARE = [[[[0, 0], [2, 0], [2, 2], [0, 2]]]]
INNER = [[[[1, 1], [2, 1], [2, 2], [1, 2]]]]
ZONES = (
    ZoneRow(1, "Area", "custom", polygon=SQUARE),
    ZoneRow(2, "Codes", "custom", zip_codes=["77802", "77803-1234"]),
    ZoneRow(3, "Brazos County", "county"),
    ZoneRow(4, "East", "county", counties=["Polk", "San Jacinto County"]),
    *(ZoneRow(10 + n, f"Ring {n}", "drive_time", None, None, m) for n, m in enumerate(RINGS)),
)
EVERYTHING = Place(None, 1, 1, "77802", "Brazos", 20)
STEPS = [
    ("manual", EVERYTHING._replace(chosen=4), Found(4, "manual")),
    ("polygon", EVERYTHING, Found(1, "polygon")),
    ("zip", EVERYTHING._replace(lat=None), Found(2, "zip", "77802")),
    ("zip", EVERYTHING._replace(lat=9.0), Found(2, "zip", "77802")),
    ("county", Place(county="Brazos", minutes=20), Found(3, "county", "Brazos")),
    ("county", Place(zip5="99999", county="SAN JACINTO"), Found(4, "county", "SAN JACINTO")),
    ("ring", Place(zip5="99999", county="Lee", minutes=20), Found(11, "ring", "20")),
    ("none", Place(zip5="99999", county="Lee"), Found(None, "none")),
    ("none", Place(), Found(None, "none")),
]


@pytest.mark.parametrize(("by", "place", "found"), STEPS)
def test_the_first_step_that_says_something_wins(by: str, place: Place, found: Found) -> None:
    assert by == found.by
    assert ZoneRules(ZONES).find(place) == found


def test_every_way_to_a_zone_has_an_example_and_a_sentence() -> None:
    assert {by for by, _, _ in STEPS} == set(c.ZONE_BY)
    assert all(explain(Found(1, by, "x"), "North") for by in c.ZONE_BY)


def test_the_reason_names_what_decided() -> None:
    found = ZoneRules(ZONES).find(Place(zip5="77802"))
    assert explain(found, "Zone 2") == "In zone Zone 2 because ZIP 77802 is in its list"


@pytest.mark.parametrize(
    ("minutes", "ring"),
    [(0, 10), (15, 10), (16, 11), (30, 11), (31, 12), (45, 12), (46, 13), (60, 13), (61, 14),
     (None, None)],
)  # fmt: skip
def test_the_edge_of_a_ring_belongs_to_the_smaller_one(
    minutes: int | None, ring: int | None
) -> None:
    assert ZoneRules(ZONES).find(Place(minutes=minutes)).zone_id == ring


def test_without_a_ring_for_all_that_is_farther_a_long_drive_has_no_zone() -> None:
    rules = ZoneRules([ZoneRow(1, "Near", "drive_time", minutes_up_to=15)])
    assert rules.find(Place(minutes=16)) == Found(None, "none")


@pytest.mark.parametrize("county", ["brazos", "BRAZOS", " Brazos  County ", "brazos county"])
def test_a_county_is_known_however_it_is_written(county: str) -> None:
    found = ZoneRules(ZONES).find(Place(county=county))
    assert (found.zone_id, (found.detail or "").lower()) == (3, "brazos")


@pytest.mark.parametrize(("code", "zone"), [("77803", 2), ("77803-9999", 2), ("7780", None)])
def test_the_four_digits_of_zip4_do_not_count(code: str, zone: int | None) -> None:
    assert ZoneRules(ZONES).find(Place(zip5=code)).zone_id == zone


def test_of_two_areas_the_smaller_counts_whatever_their_order() -> None:
    zones = [ZoneRow(1, "A", "custom", polygon=SQUARE), ZoneRow(2, "B", "custom", polygon=INNER)]
    for order in (zones, zones[::-1]):
        rules = ZoneRules(order)
        assert rules.find(Place(lat=1.5, lon=1.5)).zone_id == 2
        assert rules.find(Place(lat=0.5, lon=0.5)).zone_id == 1


def test_of_two_lists_the_zone_that_comes_first_by_name_counts() -> None:
    zones = [ZoneRow(1, "b", "custom", None, ["77801"]), ZoneRow(2, "A", "custom", None, ["77801"])]
    assert ZoneRules(zones).find(Place(zip5="77801")).zone_id == 2


@pytest.mark.parametrize("broken", ["x", 7, {"a": 1}, [[]], [[[1, 2]]], [None], [["a", "b"]]])
def test_what_a_file_brought_and_is_no_zone_is_passed_over(broken: object) -> None:
    zone = ZoneRow(1, "Odd", "county", broken, broken, None, broken)
    place = Place(None, 1, 1, "77802", "Brazos", 20)
    assert ZoneRules([zone]).find(place) == Found(None, "none")


GRID = st.one_of(st.none(), st.sampled_from([-0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3]))
PIECES = st.lists(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=6, unique=True),
    min_size=1,
    max_size=2,
)
POLYGONS = st.one_of(st.none(), st.lists(PIECES, min_size=1, max_size=2))


@settings(deadline=None, max_examples=200)
@given(
    polygons=st.lists(POLYGONS, max_size=3), lat=GRID, lon=GRID,
    code=st.sampled_from([None, "77801", "77802"]), minutes=st.sampled_from([None, 15, 16]),
)  # fmt: skip
def test_any_place_gets_exactly_the_zone_that_the_judge_finds(
    polygons: list[list[list[list[tuple[int, int]]]] | None],
    lat: float | None,
    lon: float | None,
    code: str | None,
    minutes: int | None,
) -> None:
    zones = [
        Zone(id=n, name=f"Z{n}", kind="drive_time", minutes_up_to=15, polygon=polygon,
             zip_codes=["77801"] if n == 2 else None)
        for n, polygon in enumerate(polygons, 1)
    ]  # fmt: skip
    rows = [ZoneRow(z.id, z.name, z.kind, None, z.zip_codes, 15, z.polygon) for z in zones]
    place = Property(lat=lat, lon=lon, zip5=code, drive_minutes=minutes)
    judged = zone_of(place, zones)
    assert ZoneRules(rows).find(Place(None, lat, lon, code, None, minutes)) == judged
    assert ZoneRules(rows[::-1]).find(Place(None, lat, lon, code, None, minutes)) == judged
