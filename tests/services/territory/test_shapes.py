"""Areas from GeoJSON, and what lies in them: edges and corners do."""

import json
from typing import Any

import pytest

from desktop.models.errors import UserError
from desktop.services.territory.shapes import read_geojson, shape

OUTLINE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
HOLE = [[1, 1], [1, 3], [3, 3], [3, 1], [1, 1]]
ISLAND = [[[10, 10], [11, 10], [10, 11]]]
WITH_HOLE = [[OUTLINE, HOLE], ISLAND]
POLYGON = {"type": "Polygon", "coordinates": [OUTLINE, HOLE]}
MULTI = {"type": "MultiPolygon", "coordinates": WITH_HOLE}
FEATURE = {"type": "Feature", "properties": {}, "geometry": POLYGON}


@pytest.mark.parametrize(
    ("value", "pieces"),
    [
        (POLYGON, 1),
        (MULTI, 2),
        (FEATURE, 1),
        ({"type": "FeatureCollection", "features": [FEATURE, FEATURE]}, 2),
        ({"type": "GeometryCollection", "geometries": [POLYGON, MULTI]}, 3),
    ],
)
def test_every_way_to_write_an_area_is_read(value: dict[str, Any], pieces: int) -> None:
    assert len(read_geojson(json.dumps(value))) == pieces


@pytest.mark.parametrize(
    ("lon", "lat", "inside"),
    [
        (0.5, 0.5, True),
        (0, 0, True),  # a corner
        (2, 0, True),  # an edge
        (4, 4, True),
        (0.0000001, 2, True),
        (-0.0000001, 2, False),
        (4.0000001, 2, False),
        (2, 2, False),  # in the hole
        (1, 2, True),  # on the edge of the hole
        (1.0000001, 2, False),
        (3, 3, True),  # a corner of the hole
        (10, 10.5, True),
        (10.5, 10.5, True),  # on the slant
        (10.6, 10.6, False),
    ],
)
def test_edges_belong_to_an_area_and_holes_do_not(lon: float, lat: float, *, inside: bool) -> None:
    assert shape(WITH_HOLE).has(lon, lat) is inside


def test_holes_make_an_area_smaller() -> None:
    assert shape([[OUTLINE, HOLE]]).size < shape([[OUTLINE]]).size


@pytest.mark.parametrize("closed", [OUTLINE, OUTLINE[:-1]])
def test_an_outline_may_say_its_first_point_again(closed: list[Any]) -> None:
    assert shape([[closed]]).pieces[0].outline == shape([[OUTLINE]]).pieces[0].outline


@pytest.mark.parametrize("polygon", [OUTLINE, [OUTLINE], [[OUTLINE]]])
def test_one_piece_need_not_be_wrapped(polygon: list[Any]) -> None:
    assert shape(polygon).has(2, 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read"),
        ("[" * 5_000, "cannot be read"),
        ("[]", "no area"),
        ('{"type": "Point", "coordinates": [1, 2]}', "no area"),
        ('{"type": "Polygon", "coordinates": []}', "list of points"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}', "fewer than three"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], ["a", 2]]]}', "not a longitude"),
        ('{"type": "Polygon", "coordinates": [[[30, -96], [31, -96], [31, -97]]]}', "longitude"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 0], [1, 1], [2, 0]]]}', "not a longitude"),
    ],
)
def test_what_is_no_area_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_geojson(text)
