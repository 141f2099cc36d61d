"""How often a tank is pumped or a system inspected: the ladder of reasons, first match wins.

Table and ladder: domain reference, sections 2.2 and 3.1.
"""

from bisect import bisect_right
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from desktop.services.care.rules import Rules
from desktop.services.dates import add_days, add_months

# Years between pump-outs, by tank size and people in the house (K. Mancl, 1984).
GALLONS = (500, 750, 900, 1000, 1250, 1500, 1750, 2000, 2250, 2500)
YEARS = (
    ("5.8", "2.6", "1.5", "1.0", "0.7", "0.4", "0.3", "0.2", "0.1", "0.1"),
    ("9.1", "4.2", "2.6", "1.8", "1.3", "1.0", "0.7", "0.6", "0.4", "0.3"),
    ("11.0", "5.2", "3.3", "2.3", "1.7", "1.3", "1.0", "0.8", "0.7", "0.5"),
    ("12.4", "5.9", "3.7", "2.6", "2.0", "1.5", "1.2", "1.0", "0.8", "0.7"),
    ("15.6", "7.5", "4.8", "3.4", "2.6", "2.0", "1.7", "1.4", "1.2", "1.0"),
    ("18.9", "9.1", "5.9", "4.2", "3.3", "2.6", "2.1", "1.8", "1.5", "1.3"),
    ("22.1", "10.7", "6.9", "5.0", "3.9", "3.1", "2.6", "2.2", "1.9", "1.6"),
    ("25.4", "12.4", "8.0", "5.9", "4.5", "3.7", "3.1", "2.6", "2.2", "2.0"),
    ("28.6", "14.0", "9.1", "6.7", "5.2", "4.2", "3.5", "3.0", "2.6", "2.3"),
    ("31.9", "15.6", "10.2", "7.5", "5.9", "4.8", "4.0", "3.5", "3.0", "2.6"),
)
_MONTHS_OF_YEAR = 12
_TABLE_KINDS = ("conventional", "advanced")
CODES = {
    "OVR": "A date somebody set",
    "CUS": "An interval of its own",
    "CON": "The contract",
    "CTY": "The rule of the county",
    "TAB": "Tank size and people in the house",
    "DEF": "The usual interval",
    "UNK": "No date to count from, or no interval",
}


class Interval(NamedTuple):
    """So many days or months, and the reason code that says where they come from."""

    number: int
    unit: str  # "days" or "months"
    code: str

    def after(self, base: date) -> date:
        """The day this interval after another."""
        return (add_months if self.unit == "months" else add_days)(base, self.number)


def interval(number: int, unit: str, code: str) -> Interval:
    """Make an interval; years become months."""
    if unit == "years":
        return Interval(number * _MONTHS_OF_YEAR, "months", code)
    return Interval(number, unit, code)


@lru_cache(maxsize=4_096)
def table_months(gallons: int, people: int, *, disposal: bool, rules: Rules) -> int:
    """Months between pump-outs by the table: the next smaller tank, at most ten people."""
    row = max(bisect_right(GALLONS, gallons) - 1, 0)
    years = Decimal(YEARS[row][min(people, len(YEARS[row])) - 1])
    factor = Decimal(rules.disposal_percent) / 100 if disposal else Decimal(1)
    months = int((years * _MONTHS_OF_YEAR * factor).to_integral_value(ROUND_HALF_UP))
    return min(max(months, rules.shortest_months), rules.longest_months)


def default_interval(service: str, kind: str, use: str | None, rules: Rules) -> Interval | None:
    """The usual interval of a service; None where there is none, as for a holding tank."""
    if service == "PUMP":
        months = _pump_months(kind, use, rules)
        return Interval(months, "months", "DEF") if months else None
    found = {
        "INSPECT": Interval(rules.inspect_months, "months", "DEF"),
        "ANNUAL_INSP": Interval(rules.annual_inspection_months, "months", "DEF"),
        "GREASE": Interval(rules.grease_days, "days", "DEF"),
        "GRIT": Interval(rules.grit_days, "days", "DEF"),
    }
    return found.get(service)


def _pump_months(kind: str, use: str | None, rules: Rules) -> int | None:
    if kind == "holding_tank":
        return None
    if use == "commercial":
        return rules.pump_commercial_months
    return {
        "conventional": rules.pump_conventional_months,
        "aerobic": rules.pump_aerobic_months,
        "advanced": rules.pump_advanced_months,
    }.get(kind)


class Place(NamedTuple):
    """What of a tank, its system and its property decides how often it is pumped."""

    kind: str  # of the system
    use: str | None
    gallons: int | None
    people: int | None
    disposal: bool


@lru_cache(maxsize=16_384)
def pumping_interval(
    service: str, place: Place, own: Interval | None, agreed: Interval | None, rules: Rules
) -> Interval | None:
    """The ladder for all services but INSPECT: the tank's own, contract, table, default."""
    if own or agreed:
        return own or agreed
    by_table = service == "PUMP" and place.kind in _TABLE_KINDS and place.use == "residential"
    if by_table and place.gallons and place.people:
        months = table_months(place.gallons, place.people, disposal=place.disposal, rules=rules)
        return Interval(months, "months", "TAB")
    return default_interval(service, place.kind, place.use, rules)


@lru_cache(maxsize=16_384)
def inspection_interval(
    base: date | None,
    county_months: int | None,
    own: Interval | None,
    agreed: Interval | None,
    rules: Rules,
) -> Interval:
    """The shortest of state, county, the system's own and contract; a tie keeps the state's."""
    state = Interval(rules.inspect_months, "months", "DEF")
    county = Interval(county_months, "months", "CTY") if county_months else None
    stricter = [found for found in (state, county, own, agreed) if found]
    return min(stricter, key=lambda found: found.after(base or _ANY_DAY))


def shortest(intervals: tuple[Interval, ...], base: date | None) -> Interval | None:
    """The one that ends first, counted from a day; of two that end together always the same."""
    if len(intervals) < _SEVERAL:
        return intervals[0] if intervals else None
    return min(intervals, key=lambda found: (found.after(base or _ANY_DAY), found))


_SEVERAL = 2
_ANY_DAY = date(2025, 1, 1)  # months against days, where there is no day to count from
