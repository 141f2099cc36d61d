"""Tells which report a grid holds, by its headings and its title."""

import re
from typing import NamedTuple

from desktop.models.folding import fold
from desktop.services.importing.cells.values import text
from desktop.services.importing.headings.layouts import (
    BUCKETS,
    CUSTOMERS,
    PRODUCTS,
    REPORTS,
    Report,
)
from desktop.services.importing.kinds import Grid

LOOK_DOWN = 30
_FULL_NAME = re.compile(r"^\w+ full name$")
_NAMES = ("display_name", "name")
_FOR_TITLE = 10.0
_LEFT_HEADINGS = {  # what a missing column is called where it can be ticked
    "trans_no": "Trans #",
    "open": "Open balance",
    "item": "Product/Service (or Item)",
}


class Match(NamedTuple):
    """A report found in a grid: the place of its heading row and which column is which."""

    report: Report
    place: int  # index into grid.rows
    columns: dict[int, str]


def heading_key(cell: object) -> str:
    """A heading as it is compared."""
    return fold(text(cell))


def find_report(grid: Grid, kind: str | None = None) -> Match | None:
    """The report whose headings stand within the first 30 rows; None for a plain spreadsheet."""
    best: Match | None = None
    best_score = 0.0
    above = titles(grid)
    for place, row in enumerate(grid.rows[:LOOK_DOWN]):
        headings = [heading_key(cell) for cell in row.cells]
        for report in REPORTS:
            if kind in (None, report.key):
                columns = match_columns(report, headings)
                score = _score(report, headings, columns, above)
                if score > best_score:
                    best, best_score = Match(report, place, columns), score
    return best


def titles(grid: Grid) -> list[str]:
    """The lines above a table that stand alone in their row: company, report name, period."""
    found = []
    for row in grid.rows[:LOOK_DOWN]:
        filled = [text(cell) for cell in row.cells if text(cell)]
        if len(filled) == 1:
            found.append(fold(filled[0]))
    return found


def match_columns(report: Report, headings: list[str]) -> dict[int, str]:
    """Which column of a heading row is which key of the report."""
    keys: dict[str, str] = {}
    for key, aliases in report.columns.items():
        for alias in aliases:
            keys.setdefault(alias, key)
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        means = keys.get(heading) or _name_of(report, heading)
        if means and (means == "leave_out" or means not in found.values()):
            found[place] = means
    return found


def _name_of(report: Report, heading: str) -> str:
    """The column of names under any word a company may use: "Client full name"."""
    if not _FULL_NAME.match(heading):
        return ""
    return next((key for key in _NAMES if key in report.columns), "")


def missing_columns(grid: Grid) -> tuple[str, list[str]] | None:
    """A report known by its title alone, and the headings that it lacks; None when there is none.

    Only a row that holds at least three of the report's columns counts as its heading row.
    """
    above = titles(grid)
    for report in REPORTS:
        if not any(re.fullmatch(report.title, title) for title in above if len(title) > 8):  # noqa: PLR2004 - "journal" and "estimates" are words of any list
            continue
        for row in grid.rows[:LOOK_DOWN]:
            found = set(match_columns(report, list(map(heading_key, row.cells))).values())
            missing = [key for key in report.needed if key not in found]
            if len(found) > 2 and missing:  # noqa: PLR2004 - surely the heading row
                return report.label, [_heading_of(report, key) for key in missing]
    return None


def _heading_of(report: Report, key: str) -> str:
    return _LEFT_HEADINGS.get(key) or report.columns[key][0].capitalize()


def _score(report: Report, headings: list[str], columns: dict[int, str], above: list[str]) -> float:
    """How well a report fits a heading row; 0 when it cannot be it."""
    keys = set(columns.values())
    if not keys.issuperset(report.needed) or not keys.isdisjoint(report.never):
        return 0
    if report.groups in (CUSTOMERS, PRODUCTS, BUCKETS) and headings[0]:
        return 0  # a grouped report has no heading over its groups
    if "sign" in report.any_of and "transaction number" in headings:
        keys.add("sign")
    titled = any(re.fullmatch(report.title, title) for title in above)
    if report.any_of and not titled and keys.isdisjoint(report.any_of):
        return 0
    known = len(columns)
    return known / max(1, sum(map(bool, headings))) * 10 + known + _FOR_TITLE * titled
