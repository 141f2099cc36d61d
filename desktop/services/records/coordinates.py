"""Where a place lies, as people hand it over: two numbers, degrees, or the link of a map."""

import re
from typing import Any

from sqlalchemy.orm import Session

from desktop.services.records.edit import change
from desktop.services.records.journal import Now, Saved
from desktop.services.records.problems import refuse

MOST_LAT, MOST_LON = 90, 180
_NUMBER = r"(-?\d{1,3}(?:\.\d+)?)"
# How the links of maps name the pin itself; what the map is centred on comes after it.
_IN_LINKS = (
    re.compile(rf"!3d{_NUMBER}!4d{_NUMBER}"),
    re.compile(
        rf"[?&](?:q|ll|query|daddr|destination|mlat)=(?:loc:)?{_NUMBER}(?:,|%2C|&mlon=){_NUMBER}"
    ),
    re.compile(rf"@{_NUMBER},{_NUMBER}"),
    re.compile(rf"/{_NUMBER}/{_NUMBER}(?:$|[/?&#])"),
)
_DEGREES = re.compile(
    r"""(?P<before>[NSEW])?\s*(?P<sign>-)?(?P<degrees>\d{1,3}(?:\.\d+)?)\s*[°º]?\s*
    (?:(?P<minutes>\d{1,2}(?:\.\d+)?)\s*['′’]\s*)?(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*(?:["″”]|'')\s*)?
    (?P<after>[NSEW])?""",
    re.VERBOSE,
)
_SIGNS = {"S": -1, "W": -1}
_UNREADABLE = (
    "This is no place on a map. Paste two numbers such as 30.6744, -96.3700, or the link of a map."
)


def place_property(db: Session, property_id: int, said: str | None, how: Any, now: Now) -> Saved:
    """Keep where a property lies. The caller refreshes the facts and commits.

    Raises:
        InvalidError: what was typed names no place on a map.
    """
    lat, lon = read_coordinates(said or "")
    values = {"lat": lat, "lon": lon, "geocode_source": how}
    return change(db, "property", property_id, values, now)


def read_coordinates(said: str) -> tuple[float, float]:
    """Latitude and longitude; a longitude without sign or letter is meant west, as all here is.

    Raises:
        InvalidError: it names no place on a map.
    """
    found = _of_link(said) if "//" in said else _of_text(said)
    if found is None:
        raise refuse("place", _UNREADABLE)
    lat, lon = found
    if abs(lat) > MOST_LAT or abs(lon) > MOST_LON or (lat, lon) == (0, 0):
        raise refuse("place", _UNREADABLE)
    return round(lat, 6), round(lon, 6)


def _of_link(said: str) -> tuple[float, float] | None:
    for form in _IN_LINKS:
        if match := form.search(said):
            return float(match[1]), float(match[2])
    return None


def _of_text(said: str) -> tuple[float, float] | None:
    text = said.upper().replace(",", " , ").replace(";", " , ")
    parts = list(_DEGREES.finditer(text))
    if len(parts) != 2 or _DEGREES.sub("", text).strip(" ,\t()\n"):  # noqa: PLR2004 - a pair
        return None
    return _in_order(*parts)


def _in_order(one: re.Match[str], other: re.Match[str]) -> tuple[float, float] | None:
    """The pair as latitude and longitude, whichever was said first."""
    if _letter(one) in tuple("EW") or (not _letter(one) and not 0 <= _value(one) <= MOST_LAT):
        one, other = other, one
    if _letter(one) in tuple("EW") or _letter(other) in tuple("NS"):
        return None
    lon = _value(other)
    return _value(one), -lon if lon > 0 and not _letter(other) else lon


def _letter(match: re.Match[str]) -> str:
    return match["before"] or match["after"] or ""


def _value(match: re.Match[str]) -> float:
    degrees = float(match["degrees"])
    degrees += float(match["minutes"] or 0) / 60 + float(match["seconds"] or 0) / 3600
    return degrees * (-1 if match["sign"] else _SIGNS.get(_letter(match), 1))
