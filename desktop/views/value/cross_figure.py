"""RFM against another label as a heat map: each cell by its share of its segment."""

from desktop.services.value.cross import Cross, Row, Value
from desktop.views.charts.heat import HeatCell, HeatMap, Legend
from desktop.views.value import words
from desktop.views.value.opening import of_some, opening
from desktop.views.widgets.formats import counted


def figure(found: Cross) -> HeatMap:
    """Segments down, values of the label across, both with their totals."""
    rows = [row for row in found.rows if row.total]
    return HeatMap(
        f"RFM segments by {found.title.lower()}",
        tuple(_heading(row) for row in rows),
        tuple(
            f"{label}  {total:,}"
            for (_, label), total in zip(found.columns, found.totals, strict=True)
        ),
        tuple(tuple(_cells(found, row)) for row in rows),
        "RFM segment",
        found.title,
        Legend("Share of the segment", "0%", "100%"),
    )


def _heading(row: Row) -> str:
    """A segment never stands without how many of it are simply not due yet."""
    on_cycle = f" ({row.on_cycle:,} on cycle)" if row.on_cycle else ""
    return f"{row.label}  {row.total:,}{on_cycle}"


def _cells(found: Cross, row: Row) -> list[HeatCell]:
    return [
        _cell(found, row, column, number)
        for column, number in zip(found.columns, row.cells, strict=True)
    ]


def _cell(found: Cross, row: Row, column: tuple[Value, str], number: int) -> HeatCell:
    value, label = column
    title = f"RFM {row.label}, {found.title.lower()} {label}"
    share = words.percent(number, row.total)
    return HeatCell(
        of_some(
            number,
            opening(title, "cross", segment=row.key, dimension=found.dimension, value=value),
        ),
        number / row.total if row.total else 0.0,
        (f"{number:,}", share) if number else ("·",),
        f"{title}: {counted(number, 'customer')}" + (f", {share} of the segment" if share else ""),
    )
