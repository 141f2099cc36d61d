"""Areas on the map as data: read from GeoJSON, and whether a point lies in one.

Coordinates are whole numbers of ten-millionths of a degree (a centimetre), so that "on the edge"
is exact. Edges and corners belong to an area, those of its holes too.
"""

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any, NamedTuple

from desktop.models.errors import UserError

Point = tuple[int, int]  # longitude, latitude
Loop = tuple[Point, ...]  # a closed line; the last point is not the first one again
_SCALE = 10**7
_MOST_POINTS, _FEWEST_CORNERS, _MOST_LON, _MOST_LAT = 50_000, 3, 180, 90
_MORE = ("Feature", "FeatureCollection", "GeometryCollection")


class Piece(NamedTuple):
    """One outline with its holes, and the box around it."""

    outline: Loop
    holes: tuple[Loop, ...]
    west: int
    south: int
    east: int
    north: int


class Shape(NamedTuple):
    """An area of one or more pieces; `size` orders areas, it has no unit."""

    pieces: tuple[Piece, ...]
    size: int

    def has(self, lon: float, lat: float) -> bool:
        """Whether a point lies inside or on an edge."""
        x, y = round(lon * _SCALE), round(lat * _SCALE)
        return any(_has(piece, x, y) for piece in self.pieces)


def read_geojson(text: str) -> list[Any]:
    """The areas of a GeoJSON text as `Zone.polygon` keeps them.

    Raises:
        UserError: it is no GeoJSON, has no area, or an area that cannot be one.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError("This is not GeoJSON: the text cannot be read.") from error
    pieces = list(_pieces_of(value))
    if not pieces:
        raise UserError("There is no area in this GeoJSON: it needs a Polygon or MultiPolygon.")
    shape(pieces)
    return pieces


def _pieces_of(value: Any, depth: int = 0) -> Iterator[Any]:
    """The coordinates of every polygon, wherever GeoJSON keeps them."""
    if not isinstance(value, dict) or depth > len(_MORE):
        return
    kind, coordinates = value.get("type"), value.get("coordinates")
    if kind == "Polygon":
        yield coordinates
    elif kind == "MultiPolygon" and isinstance(coordinates, list):
        yield from coordinates
    elif kind in _MORE:
        inside = value.get("features") or value.get("geometries") or [value.get("geometry")]
        for one in inside if isinstance(inside, list) else ():
            yield from _pieces_of(one, depth + 1)


def shape(polygon: Any) -> Shape:
    """An area from what `Zone.polygon` keeps; a single piece or outline is taken too.

    Raises:
        UserError: a point is none, or an outline has fewer than three corners.
    """
    pieces = tuple(_piece(one) for one in _as_pieces(polygon))
    points = sum(len(loop) for one in pieces for loop in (one.outline, *one.holes))
    if points > _MOST_POINTS:
        raise UserError(f"An area may have at most {_MOST_POINTS:,} points; this has {points:,}.")
    return Shape(pieces, sum(_size(one) for one in pieces))


def _as_pieces(polygon: Any) -> list[Any]:
    """Wrap a bare outline, or a single piece, as deep as several pieces are."""
    found, deep = polygon, 0
    while isinstance(found, list | tuple) and found:
        found, deep = found[0], deep + 1
    if deep not in (2, 3, 4) or not isinstance(polygon, list | tuple):
        raise UserError("An area is a list of points, each with a longitude and a latitude.")
    if deep == 2:  # noqa: PLR2004 - one outline
        return [[polygon]]
    return [polygon] if deep == 3 else list(polygon)  # noqa: PLR2004 - one piece


def _piece(loops: Any) -> Piece:
    if not isinstance(loops, list | tuple) or not loops:
        raise UserError("A piece of this area has no outline.")
    outline, *holes = (_loop(one) for one in loops)
    lons, lats = [x for x, _ in outline], [y for _, y in outline]
    return Piece(outline, tuple(holes), min(lons), min(lats), max(lons), max(lats))


def _loop(points: Any) -> Loop:
    if not isinstance(points, list | tuple):
        raise UserError("An outline of this area is not a list of points.")
    found = [_point(one) for one in points]
    if len(found) > 1 and found[0] == found[-1]:
        found.pop()
    if len(set(found)) < _FEWEST_CORNERS:
        raise UserError("An outline of this area has fewer than three corners.")
    return tuple(found)


def _point(value: Any) -> Point:
    numbers = tuple(value[:2]) if isinstance(value, list | tuple) else ()
    if len(numbers) != 2 or not all(_is_number(one) for one in numbers):  # noqa: PLR2004
        raise UserError("A point of this area is not a longitude and a latitude.")
    lon, lat = numbers
    if abs(lon) > _MOST_LON or abs(lat) > _MOST_LAT:
        said = "The longitude comes first: [-96.37, 30.67]."
        raise UserError(f"The point {lon}, {lat} of this area is not on the map. {said}")
    return round(lon * _SCALE), round(lat * _SCALE)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _size(piece: Piece) -> int:
    """Twice the area in squares of the smallest step, holes taken off."""
    return _twice(piece.outline) - sum(map(_twice, piece.holes))


def _twice(loop: Loop) -> int:
    pairs = zip(loop, (*loop[1:], loop[0]), strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs))


def _has(piece: Piece, x: int, y: int) -> bool:
    if not (piece.west <= x <= piece.east and piece.south <= y <= piece.north):
        return False
    if _where(piece.outline, x, y) < 0:
        return False
    return all(_where(hole, x, y) <= 0 for hole in piece.holes)


def _where(loop: Loop, x: int, y: int) -> int:
    """1 inside a closed line, 0 on it, -1 outside: a ray to the east crosses it how often."""
    inside = False
    x1, y1 = loop[-1]
    for x2, y2 in loop:
        side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
        if side == 0 and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
            return 0
        if (y1 > y) != (y2 > y) and (side > 0) == (y2 > y1):
            inside = not inside
        x1, y1 = x2, y2
    return 1 if inside else -1
