"""The rules of RFM: read from a version, and checked before one may be published."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from desktop.models import choices as c
from desktop.models.errors import UserError
from desktop.services.value.rfm_map import CODES, DIMENSIONS, NAMES, SCORES, Dimension

FIXED, QUINTILES = MODES = ("fixed", "quintiles")
_PARTS = ("mode", *(one.body_key for one in DIMENSIONS), "segments")
Edges = tuple[int, int, int, int]  # where the scores 5, 4, 3 and 2 begin


class RfmRules(NamedTuple):
    """The rules as the database needs them; `names` has a place in `NAMES` for each code."""

    mode: str
    days: Edges  # at most
    visits: Edges  # at least
    cents: Edges  # at least
    names: tuple[int, ...]

    def name_of(self, r: int, f: int, m: int) -> str:
        """The name of a code."""
        return NAMES[self.names[25 * (r - 1) + 5 * (f - 1) + m - 1]]


def read(body: Mapping[str, Any]) -> RfmRules:
    """The rules of a checked body."""
    return _read(_key(body))


def _key(body: Mapping[str, Any]) -> tuple[Any, ...]:
    edges = tuple(_edges(body, one) for one in DIMENSIONS)
    by_code = {
        code: NAMES.index(name) for name, codes in body["segments"].items() for code in codes
    }
    return body["mode"], *edges, tuple(by_code[code] for code in CODES)


@lru_cache(maxsize=8)
def _read(key: tuple[Any, ...]) -> RfmRules:
    return RfmRules(*key)


def _edges(body: Mapping[str, Any], dimension: Dimension) -> Edges:
    end = "to" if dimension.low_is_best else "from"
    found = {band["score"]: band[end] for band in body[dimension.body_key]}
    return found[5], found[4], found[3], found[2]


def check(body: Mapping[str, Any]) -> None:
    """Refuse rules that leave a customer without a score or a name, or with two.

    Raises:
        UserError: `where` names the part of the rules.
    """
    _check_parts(body)
    for dimension in DIMENSIONS:
        _check_bands(body[dimension.body_key], dimension)
    _check_names(body["segments"])


def _check_parts(body: Mapping[str, Any]) -> None:
    missing = [part for part in _PARTS if part not in body]
    unknown = [part for part in body if part not in _PARTS]
    if missing:
        raise UserError(f"The rules lack the part “{missing[0]}”.", where=missing[0])
    if unknown:
        raise UserError(f"The rules have a part we do not know: “{unknown[0]}”.", where=unknown[0])
    if body["mode"] not in MODES:
        raise UserError(f"The mode is one of: {', '.join(MODES)}.", where="mode")


def _check_bands(bands: Any, dimension: Dimension) -> None:
    where, label = dimension.body_key, dimension.label
    if not isinstance(bands, list) or not all(_is_band(band) for band in bands):
        raise UserError(
            f"{label}: each band needs a score, a from and a to, in whole numbers.", where=where
        )
    if sorted(band["score"] for band in bands) != sorted(SCORES):
        raise UserError(f"{label}: name each score from 1 to 5 exactly once.", where=where)
    # From the lowest values up.
    rising = sorted(bands, key=lambda band: band["score"], reverse=dimension.low_is_best)
    if rising[0]["from"] != dimension.least:
        least = "no lowest value" if dimension.least is None else f"{dimension.least}"
        raise UserError(f"{label}: the lowest band begins with {least}.", where=where)
    if rising[-1]["to"] is not None:
        raise UserError(f"{label}: the highest band has no end.", where=where)
    for below, above in pairwise(rising):
        _check_neighbours(below, above, dimension)


def _check_neighbours(
    below: Mapping[str, Any], above: Mapping[str, Any], dimension: Dimension
) -> None:
    where, label = dimension.body_key, dimension.label
    end, start = below["to"], above["from"]
    pair = f"scores {below['score']} and {above['score']}"
    if end is None or start is None:
        raise UserError(f"{label}: say where {pair} meet.", where=where)
    if start > end + 1:
        raise UserError(f"{label}: from {end + 1:,} to {start - 1:,} has no score.", where=where)
    if start <= end:
        raise UserError(f"{label}: {pair} both hold {start:,}.", where=where)
    if below["from"] is not None and end < below["from"]:
        raise UserError(f"{label}: score {below['score']} ends before it begins.", where=where)


def _is_band(band: Any) -> bool:
    return (
        isinstance(band, Mapping)
        and set(band) == {"score", "from", "to"}
        and type(band["score"]) is int
        and all(band[end] is None or type(band[end]) is int for end in ("from", "to"))
    )


def _check_names(segments: Any) -> None:
    if not isinstance(segments, Mapping):
        raise UserError("The names need a list of codes each.", where="segments")
    for name, codes in segments.items():
        if name not in NAMES:
            raise UserError(f"There is no name “{name}”.", where=f"segments.{name}")
        wrong = (
            [code for code in codes if code not in CODES] if isinstance(codes, list) else [codes]
        )
        if wrong:
            raise UserError(f"“{wrong[0]}” is not a code of RFM.", where=f"segments.{name}")
    _check_total(segments)


def _check_total(segments: Mapping[str, list[str]]) -> None:
    holders = defaultdict(list)
    for name, codes in segments.items():
        for code in codes:
            holders[code].append(c.RFM_SEGMENT.label(name))
    for code in CODES:
        if not holders[code]:
            raise UserError(f"The code {code} has no name.", where=f"segments.{code}")
        if len(holders[code]) > 1:
            both = " and ".join(holders[code])
            raise UserError(f"The code {code} has two names: {both}.", where=f"segments.{code}")
