"""One line of the table of budgets: what was measured, the budget, and whether it was kept."""

from typing import NamedTuple


class Row(NamedTuple):
    """A budget of `architecture.md` or an issue beside what was measured."""

    what: str
    budget: str
    measured: str
    kept: bool | None  # None: a figure without a budget


def as_table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    words = {True: "yes", False: "NO", None: "-"}
    lines = ["| What | Budget | Measured | Kept |", "|---|---|---|---|"]
    return "\n".join(
        lines
        + [f"| {row.what} | {row.budget} | {row.measured} | {words[row.kept]} |" for row in rows]
    )
