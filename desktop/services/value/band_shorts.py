"""The bands of RFM in few letters, to stand below a bar: "91–180", "4–5", "1k–2k", "731+"."""

from sqlalchemy.orm import Session

from desktop.services.facts import scores
from desktop.services.value.bands import Range, ranges
from desktop.services.value.rfm_map import DIMENSIONS, MONEY

NOBODY = "–"
_THOUSAND = 100_000  # cents


def short_labels(db: Session) -> dict[tuple[str, int], str]:
    """The few letters for each dimension and score by the rules in force."""
    rules = scores.in_force(db)
    return {
        (dimension.key, score): short(dimension.key, found)
        for dimension in DIMENSIONS
        for score, found in ranges(rules, dimension.key).items()
    }


def short(dimension: str, band: Range) -> str:
    """A band in few letters; of money its end is the first amount above."""
    if band.is_empty:
        return NOBODY
    return _money(band) if dimension == MONEY.key else _whole(band)


def _whole(band: Range) -> str:
    if band.high is None:
        return f"{band.low:,}+"
    return f"{band.low:,}" if band.low == band.high else f"{band.low:,}–{band.high:,}"


def _money(band: Range) -> str:
    if band.high is None:
        return "all" if band.low is None else f"{_dollars(band.low)}+"
    above = _dollars(band.high + 1)
    return f"< {above}" if band.low is None else f"{_dollars(band.low)}–{above}"


def _dollars(cents: int) -> str:
    """Whole dollars, thousands as "k" where nothing is lost, cents where there are any."""
    if cents and cents % (_THOUSAND // 10) == 0 and abs(cents) >= _THOUSAND:
        return f"{cents / _THOUSAND:g}k"
    return f"{cents // 100:,}" if cents % 100 == 0 else f"{cents / 100:,.2f}"
