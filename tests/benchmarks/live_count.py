"""How long the live count of the segment builder takes, over a fixed set of twelve trees.

    python tests/benchmarks/live_count.py PATH-OF-AN-OFFICE-FILE [AS-OF]

Budget at 100,000 customers and 1,000,000 visits: median 50 ms, 95th percentile 100 ms.
"""

import sys
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any, NamedTuple

from sqlalchemy import select

from desktop.models.database import Office, open_office
from desktop.models.facts import FactsState
from desktop.services.segments.counting import count
from desktop.services.segments.tree import from_json

ROUNDS = 15
BUDGET_MEDIAN_MS, BUDGET_P95_MS = 50, 100
ZIP_CODES = [
    "77801",
    "77802",
    "77803",
    "77807",
    "77808",
    "77845",
    "77868",
    "77836",
    "75901",
    "75707",
]
RESIDENTIAL = {"field": "customer_type", "op": "is", "value": "Residential"}
AEROBIC = {"field": "system_type", "op": "is", "value": "Aerobic"}


def _in_last(n: int, unit: str) -> dict[str, Any]:
    return {"kind": "last", "n": n, "unit": unit}


def _service(form: str, window: dict[str, Any], kind: str | None = None, **more: Any) -> Any:
    where = {"where": {"field": "kind", "op": "is", "value": kind}} if kind else {}
    return {"event": "service", "form": form, "window": window} | where | more


TREES: dict[str, dict[str, Any]] = {
    "main job: residential, ZIP codes, no service in 3 years": {
        "all": [
            RESIDENTIAL,
            {"field": "postcode", "op": "is_any_of", "value": ZIP_CODES},
            _service("did_not", _in_last(3, "years")),
        ]
    },
    "one field: system type": AEROBIC,
    "city and last service more than 180 days ago": {
        "all": [
            {"field": "city", "op": "is", "value": "Bryan"},
            {"field": "last_service", "op": "more_than_ago", "value": 180, "unit": "days"},
        ]
    },
    "3 or more services in 3 years": _service("count", _in_last(3, "years"), op="ge", value=3),
    "no pump-out in 3 years": _service("did_not", _in_last(3, "years"), "Pump-out"),
    "aerobic, fewer than 2 inspections in a year": {
        "all": [
            AEROBIC,
            _service("count", _in_last(1, "years"), "Inspection", op="lt", value=2),
        ]
    },
    "nested groups": {
        "all": [
            {
                "any": [
                    {"field": "postcode", "op": "starts_with", "value": "778"},
                    {"none": [AEROBIC, {"field": "comm_pref", "op": "is", "value": "Email"}]},
                ]
            },
            {"not": {"field": "tags", "op": "has_any_of", "value": ["do not mail"]}},
            {
                "at_least": 2,
                "of": [
                    {"field": "open_balance", "op": "gt", "value": 0},
                    {"field": "lifetime_revenue", "op": "ge", "value": 2000},
                    _service("did", _in_last(18, "months")),
                ],
            },
        ]
    },
    "calls: fewer than 2 in 90 days": {
        "event": "call",
        "form": "count",
        "window": _in_last(90, "days"),
        "op": "lt",
        "value": 2,
    },
    "tag and not opted out": {
        "all": [
            {"field": "tags", "op": "has_any_of", "value": ["dog", "gate"]},
            {"field": "email_opt_out", "op": "is_not", "value": True},
        ]
    },
    "name contains": {"field": "name", "op": "contains", "value": "reye"},
    "money: large average ticket, owes nothing": {
        "all": [
            {"field": "average_ticket", "op": "ge", "value": 400},
            {"not": {"field": "open_balance", "op": "gt", "value": 0}},
        ]
    },
    "latest service is a repair": {
        "event": "service",
        "form": "latest",
        "has": {"field": "kind", "op": "is", "value": "Repair"},
    },
}


class Row(NamedTuple):
    """What one tree took."""

    name: str
    median_ms: float
    p95_ms: float
    found: int


def measure(office: Office, as_of: date | None = None, rounds: int = ROUNDS) -> list[Row]:
    """Count each tree `rounds` times, on one reading connection like the builder's."""
    with office.reading() as db:
        day = as_of or db.scalar(select(FactsState.as_of)) or date(2026, 6, 15)
        nodes = {name: from_json(tree) for name, tree in TREES.items()}
        found = {name: count(db, node, day).count for name, node in nodes.items()}  # warm
        times: dict[str, list[float]] = {name: [] for name in TREES}
        for _ in range(rounds):
            for name, node in nodes.items():
                start = perf_counter()
                count(db, node, day)
                times[name].append((perf_counter() - start) * 1000)
    return [Row(name, median(took), _p95(took), found[name]) for name, took in times.items()]


def overall(rows: list[Row]) -> tuple[float, float]:
    """Median of the medians, and the 95th percentile of the 95th percentiles."""
    return median(row.median_ms for row in rows), _p95([row.p95_ms for row in rows])


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1]


def main(arguments: list[str]) -> None:
    """Print the table."""
    opened = open_office(Path(arguments[0]))
    rows = measure(opened, date.fromisoformat(arguments[1]) if len(arguments) > 1 else None)
    opened.close()
    for row in rows:
        print(f"{row.median_ms:8.1f} {row.p95_ms:8.1f} ms {row.found:>8,}  {row.name}")
    middle, worst = overall(rows)
    print(f"{middle:8.1f} {worst:8.1f} ms  budget {BUDGET_MEDIAN_MS} and {BUDGET_P95_MS}")


if __name__ == "__main__":
    main(sys.argv[1:])
