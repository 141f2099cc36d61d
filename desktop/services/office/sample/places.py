"""Where people live: real roads, towns and ZIP codes, with invented house numbers."""

import csv
import math
from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from desktop.places import resource

YARDS = ((30.674, -96.370), (30.711, -94.933))  # where the trucks stand: Bryan and Livingston
MILE_LAT, MILE_LON = 1 / 69.0, 1 / 59.5  # degrees at this latitude
MINUTES_PER_MILE, MINUTES_TO_START = 1.6, 6


class Town(NamedTuple):
    """A ZIP code, the town that mail goes by, and its county."""

    zip5: str
    name: str
    county: str
    lat: float
    lon: float


class Road(NamedTuple):
    """A road in one ZIP code, and a point on it."""

    house: int
    name: str
    town: Town
    lat: float
    lon: float


class Place(NamedTuple):
    """One address."""

    line1: str
    town: Town
    lat: float
    lon: float
    drive_minutes: int


class Places:
    """Gives out addresses, never the same one twice."""

    def __init__(self) -> None:
        towns = {row["zip"]: _town(row) for row in _rows("towns")}
        self.towns = tuple(towns.values())
        self._roads = tuple(_road(row, towns) for row in _rows("roads"))
        self._given = [0] * len(self._roads)

    def next(self, rng: Random) -> Place:
        """A new address on any road."""
        which = int(rng.random() * len(self._roads))
        road, step = self._roads[which], self._given[which] + 1 + int(rng.random() * 12)
        self._given[which] = step
        side = step % 80 - 40
        lat = round(road.lat + side * 0.0004 * rng.random(), 6)
        lon = round(road.lon + side * 0.0004 * rng.random(), 6)
        return Place(f"{road.house + step} {road.name}", road.town, lat, lon, _minutes(lat, lon))


def _rows(name: str) -> Iterable[dict[str, str]]:
    text = resource(f"sample/{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def _town(row: dict[str, str]) -> Town:
    return Town(row["zip"], row["town"], row["county"], float(row["lat"]), float(row["lon"]))


def _road(row: dict[str, str], towns: dict[str, Town]) -> Road:
    place = float(row["lat"]), float(row["lon"])
    return Road(int(row["house"]), row["road"], towns[row["zip"]], *place)


def _minutes(lat: float, lon: float) -> int:
    """Rough minutes by truck from the nearer yard."""
    miles = min(math.hypot((lat - y) / MILE_LAT, (lon - x) / MILE_LON) for y, x in YARDS)
    return round(MINUTES_TO_START + MINUTES_PER_MILE * miles)
