"""How long the live counts of the segment builder take, over fifty trees, in processor time.

    python -m tests.benchmarks.segments PATH-OF-AN-OFFICE-FILE [AS-OF]

Budget at 100,000 customers and 1,000,000 visits, while a tree is edited: median 50 ms, 95th
percentile 100 ms, the numbers on all conditions of a tree of ten together 300 ms. The same by one
statement each, with nothing kept, stands beside it: that is a first count after the data changed.
"""

import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.database import Office, open_office
from desktop.models.facts import FactsState
from desktop.services.segments.counting import count, node_counts, read_ahead
from desktop.services.segments.tree import AnyNode, from_json
from tests.benchmarks import duck
from tests.benchmarks.offices import AS_OF
from tests.benchmarks.row import Row
from tests.benchmarks.segment_edits import edits
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


class Times(NamedTuple):
    """All that is measured: trees while they are edited, and by one statement each."""

    edited: list[Took]
    alone: list[Took]
    ahead_ms: float  # to read what is kept
    nodes_edited_ms: float
    nodes_alone_ms: float


def time_all(office: Office, as_of: date, rounds: int = ROUNDS) -> Times:
    """Measure on a reading connection like the builder's, and on one that keeps nothing."""
    with office.writing() as db:
        alone = [_took(db, name, [from_json(tree)] * rounds, as_of) for name, tree in TREES.items()]
        nodes_alone = _ms(lambda: node_counts(db, from_json(TEN), as_of))
        db.rollback()
    with office.reading() as db:
        for tree in TREES.values():
            count(db, from_json(tree), as_of)
        ahead = _ms(lambda: read_ahead(db, as_of))
        asked: set[str] = set()
        edited = []
        for name, tree in TREES.items():
            count(db, from_json(tree), as_of)  # the rest of the tree as it stands in the builder
            new = [edit for edit in edits(tree, rounds) if edit.condition not in asked]
            asked |= {edit.condition for edit in new}
            edited.append(_took(db, name, [from_json(edit.tree) for edit in new], as_of))
        nodes = [from_json(edit.tree) for edit in edits(TEN, 2 * rounds)[rounds:]]
        nodes_edited = [_ms(partial(node_counts, db, node, as_of)) for node in nodes]
    return Times(edited, alone, ahead, median(nodes_edited), nodes_alone)


def _took(db: Session, name: str, nodes: Iterable[AnyNode], as_of: date) -> Took:
    found, times = 0, []
    for node in nodes:
        start = process_time()
        found = count(db, node, as_of).count
        times.append((process_time() - start) * 1000)
    return Took(name, tuple(times), found)


def _ms(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return (process_time() - start) * 1000


def overall(trees: list[Took]) -> tuple[float, float]:
    """The median and the 95th percentile of all times of all trees."""
    times = [ms for tree in trees for ms in tree.ms]
    return median(times), quantiles(times, n=20, method="inclusive")[-1]


def measure(office: Office, as_of: date = AS_OF) -> list[Row]:
    """The budgets, the slowest trees, and DuckDB on the same data."""
    times = time_all(office, as_of)
    middle, slow = overall(times.edited)
    alone = overall(times.alone)
    slowest = sorted(times.edited, key=lambda tree: -tree.median_ms)[:SLOWEST]
    own = {tree.name: tree.median_ms for tree in times.alone}
    return [
        Row(
            f"Live count over {len(TREES)} trees while they are edited",
            f"median {BUDGET_MEDIAN_MS} ms, p95 {BUDGET_P95_MS} ms",
            f"median {middle:.0f} ms, p95 {slow:.0f} ms",
            middle <= BUDGET_MEDIAN_MS and slow <= BUDGET_P95_MS,
        ),
        *(Row(f"  {one.name}", "", f"median {one.median_ms:.0f} ms", None) for one in slowest),
        Row(
            "  by one statement each, nothing kept",
            "",
            f"median {alone[0]:.0f} ms, p95 {alone[1]:.0f} ms",
            None,
        ),
        Row("  reading ahead, once after a change", "", f"{times.ahead_ms / 1000:.1f} s", None),
        Row(
            "Numbers on all conditions of a tree of ten, one edited",
            f"{BUDGET_NODES_MS} ms",
            f"{times.nodes_edited_ms:.0f} ms",
            times.nodes_edited_ms <= BUDGET_NODES_MS,
        ),
        Row("  by one statement, nothing kept", "", f"{times.nodes_alone_ms:.0f} ms", None),
        *(
            Row(
                f"  DuckDB: {one.name}",
                "",
                f"{one.duck_ms:.0f} ms, our statement {one.ours_ms:.0f} ms",
                None,
            )
            for one in duck.beside(office, as_of, own)
        ),
    ]


def main(arguments: list[str]) -> None:
    """Print the times of every tree: edited, and by one statement."""
    opened = open_office(Path(arguments[0]))
    with opened.reading() as db:
        day = db.scalar(select(FactsState.as_of)) or AS_OF
    if len(arguments) > 1:
        day = date.fromisoformat(arguments[1])
    times = time_all(opened, day)
    alone = {tree.name: tree for tree in times.alone}
    for tree in sorted(times.edited, key=lambda one: one.median_ms):
        own = alone[tree.name]
        print(f"{tree.median_ms:8.1f} {own.median_ms:8.1f} ms {own.found:>8,}  {tree.name}")
    for name, trees in (("edited", times.edited), ("one statement", times.alone)):
        middle, slow = overall(trees)
        print(f"{middle:8.1f} {slow:8.1f} ms  {name}: median and p95")
    print(f"{times.ahead_ms:8.1f} ms  reading ahead")
    print(f"{times.nodes_edited_ms:8.1f} {times.nodes_alone_ms:8.1f} ms  tree of ten, all numbers")
    opened.close()


if __name__ == "__main__":
    main(sys.argv[1:])
