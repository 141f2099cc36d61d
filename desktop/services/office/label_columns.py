"""Labels that follow from the day and so stand in no column: the season, the age of the system."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, extract, or_, select

from desktop.models.facts import CustomerFact, FactsState

_AGES = ((5, "new"), (15, "mature"), (25, "aging"))  # younger than so many whole years
_SEASONS = (((3, 4, 5), "spring"), ((6, 7, 8), "summer"), ((9, 10, 11), "fall"))
_LEAP_DAY, _DAY_BEFORE = 229, 228


def season(due: Any) -> ColumnElement[str]:
    """The season in which a day falls; nothing without a day."""
    month = extract("month", due)
    named = ((month.in_(months), name) for months, name in _SEASONS)
    return case((due.is_(None), None), *named, else_="winter")


def system_age() -> ColumnElement[str]:
    """The age class of the oldest system on the day of the facts; nothing while it lies ahead."""
    installed = CustomerFact.system_installed
    today = select(FactsState.as_of).scalar_subquery()
    years = _years(installed, today)
    named = ((years < limit, name) for limit, name in _AGES)
    return case((or_(installed.is_(None), installed > today), None), *named, else_="legacy")


def _years(start: Any, end: Any) -> ColumnElement[int]:
    """Whole years; 29 February has its anniversary on 28 February in other years."""
    year, day, last = _part("year", end), _in_year(end), _in_year(start)
    is_leap = year % 4 == 0
    early = and_(last == _LEAP_DAY, day == _DAY_BEFORE, ~is_leap)
    return year - _part("year", start) - case((and_(day < last, ~early), 1), else_=0)


def _in_year(day: Any) -> ColumnElement[int]:
    """A day as month and day in one number."""
    return _part("month", day) * 100 + _part("day", day)


def _part(name: str, day: Any) -> ColumnElement[int]:
    return cast(extract(name, day), Integer)
