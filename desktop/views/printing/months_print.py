"""The coming months on one page."""

from collections.abc import Sequence

from desktop.services.desk.forecast import Forecast
from desktop.services.desk.forecast_words import COLUMNS, TITLE, lines
from desktop.views.printing.content import Column, Group, Head, Print, Table, Text, by_rules

PAPER_COLUMNS = (
    Column("Month", 70),
    *(Column(one.label, 54, to_the_right=True) for one in COLUMNS),
)


def months_print(found: Forecast, told: Sequence[str], head: Head) -> Print:
    """A line for each month, and below what the numbers mean."""
    rows = tuple(
        (name, *(f"{one.value(month):,}" for one in COLUMNS)) for name, month in lines(found)
    )
    table = Table(PAPER_COLUMNS, (Group("", rows),))
    return Print(TITLE, head, (table, *map(Text, told), *by_rules(head)))
