"""The tests of an inspection (30 TAC 285.91): which are asked for, limits, what was measured."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from desktop.models.care import InspectionReport
from desktop.models.equipment import System

YES, NO, UNKNOWN, EITHER, YEARLY = "yes", "no", "not known", "one of the two", "once a year"
_SURFACE = "spray"


class Measure(NamedTuple):
    """One measured value beside its limit; `passed` is None where it was not measured."""

    label: str
    limit: str
    value: str
    passed: bool | None
    required: str
    method: str
    # What stands for the result where another test of the same purpose is enough; else "".
    instead: str = ""


class _Test(NamedTuple):
    """One test: its column, unit and limit, and for whom it is asked for."""

    label: str
    column: str
    unit: str
    limit: str
    is_met: Callable[[Any], bool]
    required: Callable[[System, str | None], str]


def _of_surface(system: System, _use: str | None) -> str:
    """Asked for at every test of water that is sprayed: chlorine or coliform."""
    if system.disposal is None:
        return UNKNOWN
    return EITHER if system.disposal == _SURFACE else NO


def _of_others(_system: System, use: str | None) -> str:
    """Asked for once a year where it is no single family's."""
    if use is None:
        return UNKNOWN
    return NO if use in ("residential", "vacant") else YEARLY


TESTS: Mapping[str, _Test] = {
    "chlorine": _Test(
        "Chlorine residual", "chlorine_mg_l", "mg/L", "at least 0.1 mg/L",
        lambda value: bool(value >= Decimal("0.1")), _of_surface,
    ),
    "coliform": _Test(
        "Fecal coliform", "coliform_mpn", "MPN/100 mL", "at most 200 MPN/100 mL",
        lambda value: bool(value <= 200), _of_surface,  # noqa: PLR2004 - as the text beside it
    ),
    "bod": _Test(
        "BOD5", "bod_mg_l", "mg/L", "at most 65 mg/L",
        lambda value: bool(value <= 65), _of_others,  # noqa: PLR2004 - as the text beside it
    ),
    "tss": _Test(
        "TSS", "tss_mg_l", "mg/L", "at most 65 mg/L",
        lambda value: bool(value <= 65), _of_others,  # noqa: PLR2004 - as the text beside it
    ),
}  # fmt: skip
ONE_IS_ENOUGH = ("chlorine", "coliform")


def measures_of(report: InspectionReport, system: System, use: str | None) -> tuple[Measure, ...]:
    """What was tested; of chlorine and coliform one that is within its limit is enough."""
    found = {key: _measure(key, test, report, system, use) for key, test in TESTS.items()}
    enough = next((key for key in ONE_IS_ENOUGH if found[key].passed), None)
    for key in ONE_IS_ENOUGH:
        if enough and not found[key].passed:
            found[key] = found[key]._replace(instead=f"{enough} is enough")
    return tuple(found.values())


def _measure(
    key: str, test: _Test, report: InspectionReport, system: System, use: str | None
) -> Measure:
    value = getattr(report, test.column)
    return Measure(
        test.label,
        test.limit,
        "" if value is None else f"{value:,} {test.unit}",
        None if value is None else test.is_met(value),
        test.required(system, use),
        getattr(report, f"{key}_method") or "",
    )
