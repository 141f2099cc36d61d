"""The command `forecast`: what falls due month by month, what it takes, and the seasons."""

from typing import Any

from desktop.command_line.command import Call, Command, Result, argument, whole_number
from desktop.services.desk.forecast import MONTHS, Forecast, Month, forecast, rounded
from desktop.services.desk.forecast_words import COLUMNS, about, lines, season_text
from desktop.services.desk.seasons import Seasons, seasons


def _forecast(call: Call) -> Result:
    with call.reading() as db:
        found = forecast(db, call.as_of, call.arguments.months)
        year = seasons(db, call.as_of)
    return {
        "as_of": found.as_of,
        "months": [_month(name, month) for name, month in lines(found)],
        "rates": [
            {"service": one.service, "own": one.is_own, "percent": _tenths(100 * one.share)}
            for one in found.rates
        ],
        "minutes": [
            {"service": one.service, "own": one.is_own, "minutes": _tenths(one.minutes)}
            for one in found.minutes
        ],
        "seasons": [round(float(one), 4) for one in year.numbers] or None,
        "full_months": year.months,
        "about": _about(found, year),
    }


def _month(name: str, month: Month) -> dict[str, Any]:
    return {
        "label": name,
        "from": month.first,
        "to": month.last,
        "services": {
            service: {"due": cell.due, "expected": rounded(cell.expected)}
            for service, cell in month.cells.items()
        },
        **{one.key: one.value(month) for one in COLUMNS},
        "gallons_unknown": month.gallons_unknown,
    }


def _tenths(number: Any) -> float:
    return rounded(10 * number) / 10


def _about(found: Forecast, year: Seasons) -> list[str]:
    return [*about(found), season_text(year)]


def _text(result: dict[str, Any]) -> str:
    heads = "".join(f"{one.label:>13}" for one in COLUMNS)
    rows = [
        f"{month['label']:<10}" + "".join(f"{month[one.key]:>13,}" for one in COLUMNS)
        for month in result["months"]
    ]
    return "\n".join([f"{'':<10}{heads}", *rows, *result["about"]])


COMMANDS = (
    Command(
        "forecast",
        "what falls due in the coming months, what of it to expect, and the seasons",
        _forecast,
        _text,
        (
            argument(
                "--months", type=whole_number, default=MONTHS, metavar="N",
                help=f"how many months, the running one among them ({MONTHS})",
            ),
        ),
    ),
)  # fmt: skip
