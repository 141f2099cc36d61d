"""Which points stand close together: five or more within two miles, and all beside such a place.

Points are put into cubes, as the crow flies through the earth: small ones, in which any two points
are close, so that in a town hardly any distance has to be worked out; and boxes as wide as the
radius, so that elsewhere only neighbouring ones are compared.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import chain, product
from math import cos, floor, radians, sin, sqrt
from typing import NamedTuple

EARTH_MILES = 3958.7613  # mean radius
RADIUS_MILES, ENOUGH = 2.0, 5

Cube = tuple[int, int, int]
_NEIGHBOURS = tuple(product((-1, 0, 1), repeat=3))


class _Point(NamedTuple):
    key: int
    x: float
    y: float
    z: float
    cube: Cube


def hot(
    places: Mapping[int, tuple[float, float]],
    radius: float = RADIUS_MILES,
    enough: int = ENOUGH,
    checkpoint: Callable[[], object] = lambda: None,
) -> set[int]:
    """The keys of all points in a dense place, of latitude and longitude by key.

    A point with `enough` points within the radius, itself included, is a core; hot are the cores
    and everything within the radius of one.
    """
    chord = 2 * sin(radius / EARTH_MILES / 2)
    limit = chord * chord * (1 + 1e-12)
    boxes, crowds = _laid_out(places, chord)
    cores: dict[Cube, list[_Point]] = {}
    for box, inside in boxes.items():
        checkpoint()
        near = list(chain.from_iterable(_around(box, boxes)))
        dense = [p for p in inside if crowds[p.cube] >= enough or _many(p, near, limit, enough)]
        if dense:
            cores[box] = dense
    hot_cubes = {core.cube for some in cores.values() for core in some}
    members: set[int] = set()
    for box, inside in boxes.items():
        checkpoint()
        near = list(chain.from_iterable(_around(box, cores)))
        members.update(p.key for p in inside if p.cube in hot_cubes or _many(p, near, limit, 1))
    return members


def _laid_out(
    places: Mapping[int, tuple[float, float]], chord: float
) -> tuple[dict[Cube, list[_Point]], dict[Cube, int]]:
    """The points by box, and how many stand in each small cube."""
    side, small = chord * (1 + 1e-9), chord / sqrt(3) * (1 - 1e-9)
    boxes: dict[Cube, list[_Point]] = defaultdict(list)
    crowds: dict[Cube, int] = defaultdict(int)
    for key, (lat, lon) in places.items():
        up, around = radians(lat), radians(lon)
        x, y, z = cos(up) * cos(around), cos(up) * sin(around), sin(up)
        point = _Point(key, x, y, z, (floor(x / small), floor(y / small), floor(z / small)))
        boxes[floor(x / side), floor(y / side), floor(z / side)].append(point)
        crowds[point.cube] += 1
    return boxes, crowds


def _around(box: Cube, boxes: Mapping[Cube, list[_Point]]) -> Iterable[list[_Point]]:
    """What stands in a box and in those beside it."""
    x, y, z = box
    beside = (boxes.get((x + dx, y + dy, z + dz)) for dx, dy, dz in _NEIGHBOURS)
    return (found for found in beside if found)


def _many(point: _Point, others: list[_Point], limit: float, enough: int) -> bool:
    """Whether so many of the others, the point itself among them or not, are close."""
    if len(others) < enough:
        return False
    number, (_, x, y, z, _) = 0, point
    for _, a, b, c, _ in others:
        if (a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2 <= limit:
            number += 1
            if number >= enough:
                return True
    return False
