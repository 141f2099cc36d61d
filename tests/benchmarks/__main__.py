"""Measures the budgets on sample offices and prints them beside what was measured.

    python dev.py bench [--customers 100000] [--only live,start,excel,import,care,likeness,value]

The sample offices are made once, in `build/benchmarks`; making the large one takes minutes and is
measured too.
"""

import argparse
import time
from collections.abc import Callable

from desktop.models.database import Office
from tests.benchmarks import (
    care,
    excel,
    importing,
    likeness,
    membership,
    segments,
    start_up,
    value,
)
from tests.benchmarks.offices import sample_office
from tests.benchmarks.row import Row, as_table

START_CUSTOMERS = 20_000
SAMPLE_BUDGET_S = 180


def main() -> None:
    """Run the wanted benchmarks, in the order of their cost, and print one table."""
    options = argparse.ArgumentParser(prog="dev.py bench")
    options.add_argument("--customers", type=int, default=100_000)
    options.add_argument("--only", default=",".join(MEASURES), help=", ".join(MEASURES))
    wanted = options.parse_args()
    rows: list[Row] = []
    for name in wanted.only.split(","):
        size, measure = MEASURES[name]
        customers = min(size, wanted.customers) if size else wanted.customers
        began = time.perf_counter()
        office = sample_office(customers)
        made = time.perf_counter() - began
        if made > 1:
            rows.append(_made(customers, made))
        rows += measure(office)
        office.close()
    print()
    print(as_table(rows))


def _made(customers: int, seconds: float) -> Row:
    return Row(
        f"Sample office of {customers:,} customers, with its facts",
        f"under {SAMPLE_BUDGET_S} s at 100,000",
        f"{seconds:.0f} s",
        seconds < SAMPLE_BUDGET_S,
    )


MEASURES: dict[str, tuple[int, Callable[[Office], list[Row]]]] = {
    "live": (0, segments.measure),
    "start": (START_CUSTOMERS, start_up.measure),
    "membership": (0, membership.measure),
    "excel": (0, excel.measure),
    "import": (0, importing.measure),
    "care": (0, care.measure),
    "likeness": (0, likeness.measure),
    "value": (0, value.measure),
}

if __name__ == "__main__":
    main()
