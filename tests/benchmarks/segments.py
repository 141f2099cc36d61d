"""How long the live counts of the segment builder take, over fifty trees, in processor time.

    python -m tests.benchmarks.segments PATH-OF-AN-OFFICE-FILE [AS-OF]

Budget at 100,000 customers and 1,000,000 visits: median 50 ms, 95th percentile 100 ms, the numbers
on all conditions of a tree of ten together 300 ms.
"""

import sys
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import NamedTuple

from sqlalchemy import select

from desktop.models.database import Office, open_office
from desktop.models.facts import FactsState
from desktop.services.segments.counting import count, node_counts
from desktop.services.segments.tree import from_json
from tests.benchmarks import duck
from tests.benchmarks.offices import AS_OF
from tests.benchmarks.row import Row
from tests.benchmarks.segment_trees import TEN, TREES

ROUNDS = 5
BUDGET_MEDIAN_MS, BUDGET_P95_MS, BUDGET_NODES_MS = 50, 100, 300
SLOWEST = 8  # are named one by one in the table


class Took(NamedTuple):
    """What one tree took."""

    name: str
    ms: tuple[float, ...]
    found: int

    @property
    def median_ms(self) -> float:
        """The middle of its times."""
        return median(self.ms)


def time_trees(office: Office, as_of: date, rounds: int = ROUNDS) -> list[Took]:
    """Count each tree `rounds` times, on one reading connection like the builder's."""
    with office.reading() as db:
        nodes = {name: from_json(tree) for name, tree in TREES.items()}
        found = {name: count(db, node, as_of).count for name, node in nodes.items()}  # warm
        times: dict[str, list[float]] = {name: [] for name in TREES}
        for _ in range(rounds):
            for name, node in nodes.items():
                start = process_time()
                count(db, node, as_of)
                times[name].append((process_time() - start) * 1000)
    return [Took(name, tuple(took), found[name]) for name, took in times.items()]


def time_nodes(office: Office, as_of: date, rounds: int = ROUNDS) -> float:
    """The numbers on all conditions of the tree of ten: the middle of `rounds` times."""
    tree, took = from_json(TEN), []
    with office.reading() as db:
        for _ in range(rounds):
            start = process_time()
            node_counts(db, tree, as_of)
            took.append((process_time() - start) * 1000)
    return median(took)


def overall(trees: list[Took]) -> tuple[float, float]:
    """The median and the 95th percentile of all times of all trees."""
    times = [ms for tree in trees for ms in tree.ms]
    return median(times), quantiles(times, n=20, method="inclusive")[-1]


def measure(office: Office, as_of: date = AS_OF) -> list[Row]:
    """The budgets, the slowest trees, and DuckDB on the same data."""
    trees = time_trees(office, as_of)
    middle, slow = overall(trees)
    nodes = time_nodes(office, as_of)
    slowest = sorted(trees, key=lambda tree: -tree.median_ms)[:SLOWEST]
    return [
        Row(
            f"Live count over {len(trees)} trees",
            f"median {BUDGET_MEDIAN_MS} ms, p95 {BUDGET_P95_MS} ms",
            f"median {middle:.0f} ms, p95 {slow:.0f} ms",
            middle <= BUDGET_MEDIAN_MS and slow <= BUDGET_P95_MS,
        ),
        *(Row(f"  {one.name}", "", f"median {one.median_ms:.0f} ms", None) for one in slowest),
        Row(
            "Numbers on all conditions of a tree of ten",
            f"{BUDGET_NODES_MS} ms",
            f"{nodes:.0f} ms",
            nodes <= BUDGET_NODES_MS,
        ),
        *(
            Row(
                f"  DuckDB: {one.name}",
                "",
                f"{one.duck_ms:.0f} ms, here {one.ours_ms:.0f} ms",
                None,
            )
            for one in duck.beside(office, as_of, {tree.name: tree.median_ms for tree in trees})
        ),
    ]


def main(arguments: list[str]) -> None:
    """Print the times of every tree."""
    opened = open_office(Path(arguments[0]))
    with opened.reading() as db:
        day = db.scalar(select(FactsState.as_of)) or AS_OF
    if len(arguments) > 1:
        day = date.fromisoformat(arguments[1])
    trees = time_trees(opened, day)
    for tree in sorted(trees, key=lambda one: one.median_ms):
        print(f"{tree.median_ms:8.1f} ms {tree.found:>8,}  {tree.name}")
    print(
        "{:8.1f} {:8.1f} ms  budget {} and {}".format(
            *overall(trees), BUDGET_MEDIAN_MS, BUDGET_P95_MS
        )
    )
    print(f"{time_nodes(opened, day):8.1f} ms  numbers on all conditions of a tree of ten")
    opened.close()


if __name__ == "__main__":
    main(sys.argv[1:])
