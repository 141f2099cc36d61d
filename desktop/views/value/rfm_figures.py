"""The picture of RFM as figures: a heat map, tiles, and the distribution of each score."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from desktop.models import choices as c
from desktop.services.value.distinct import Difference
from desktop.services.value.drivers import words as in_words
from desktop.services.value.rfm_map import DIMENSIONS, SCORES
from desktop.services.value.rfm_picture import BandBar, Cell, RfmPicture, RfmTile
from desktop.views.charts.columns import ColumnBar, Columns
from desktop.views.charts.heat import HeatCell, HeatMap, Legend
from desktop.views.charts.tiles import Part, Tiles, TileText
from desktop.views.value import words
from desktop.views.value.opening import of_some, opening
from desktop.views.widgets.formats import counted, money

NOTHING: Mapping[str, Sequence[Difference]] = {}
RISING = tuple(reversed(SCORES))


class Measure(NamedTuple):
    """What the grounds of the heat map go by."""

    label: str
    of: Callable[[Cell], int]
    shown: Callable[[int], str]
    legend: str


MEASURES = {
    "customers": Measure(
        "Customers", lambda cell: cell.customers, lambda n: f"{n:,}", "Customers in a cell"
    ),
    "money": Measure(
        "Money",
        lambda cell: cell.revenue_cents,
        words.short_dollars,
        "Revenue of 36 months in a cell",
    ),
}


def heat(found: RfmPicture, by: str, lit: str = "") -> HeatMap:
    """Recency by frequency; with `lit` all cells without that segment fade."""
    measure = MEASURES[by]
    most = max((measure.of(cell) for cell in found.cells), default=0)
    cells = {(cell.recency, cell.frequency): cell for cell in found.cells}
    labels = {(bar.dimension, bar.score): bar.label for bar in found.bands}
    rows = tuple(
        tuple(_cell(cells[r, f], measure, most, labels, lit) for f in RISING) for r in SCORES
    )
    return HeatMap(
        "Customers by last visit and number of visits",
        tuple(labels["recency", score] for score in SCORES),
        tuple(labels["frequency", score] for score in RISING),
        rows,
        "Last visit",
        "Visits in the last 36 months",
        Legend(measure.legend, "0", measure.shown(most)),
        lines=4 if any(cell.on_cycle for cell in found.cells) else 3,
    )


def _cell(
    cell: Cell, measure: Measure, most: int, labels: dict[tuple[str, int], str], lit: str
) -> HeatCell:
    visits, last = labels["frequency", cell.frequency], labels["recency", cell.recency]
    title = f"Last visit {last} ago, {visits}".replace(" or more ago", " ago or more")
    names = ", ".join(f"{c.RFM_SEGMENT.label(key)} {n:,}" for key, n in cell.segments)
    said = f"{counted(cell.customers, 'customer')}, {money(cell.revenue_cents)}"
    first = c.RFM_SEGMENT.label(cell.segments[0][0]) if cell.segments else ""
    badge = f"{cell.on_cycle:,} on cycle" if cell.on_cycle else ""
    short = (f"{cell.customers:,}", words.short_dollars(cell.revenue_cents), first, badge)
    lines = tuple(text for text in short if text)
    below = "".join(f"\n{text}" for text in (names, badge and f"{badge} (not due yet)") if text)
    return HeatCell(
        of_some(
            cell.customers, opening(title, "cell", recency=cell.recency, frequency=cell.frequency)
        ),
        max(measure.of(cell), 0) / most if most > 0 else 0.0,
        lines if cell.customers else ("0",),
        f"{title}: {said}{below}",
        is_faded=bool(lit) and lit not in (key for key, _ in cell.segments),
    )


def tiles(
    found: RfmPicture, before: date | None, apart: Mapping[str, Sequence[Difference]] = NOTHING
) -> Tiles:
    """A tile per name: how many, what to do, how many are simply not due yet."""
    scored = found.total - found.unscored
    made = tuple(_tile(one, scored, before, apart.get(one.key, ())) for one in found.segments)
    return Tiles("Segments of RFM", made, letters=25)


def _tile(one: RfmTile, scored: int, before: date | None, apart: Sequence[Difference]) -> TileText:
    moved = spoken = ""
    if one.before is not None and before is not None:
        moved = f"{words.change(one.customers, one.before)} since {words.short_day(before)}"
        spoken = f", {words.spoken_change(one.customers, one.before, words.short_day(before))}"
    on_cycle = f"{one.on_cycle:,} on cycle (not due yet)" if one.on_cycle else ""
    size = (words.percent(one.customers, scored), words.short_dollars(one.revenue_cents))
    about = (one.action, ", ".join(text for text in size if text), on_cycle)
    said = f"{one.label}: {counted(one.customers, 'customer')}{spoken}, {money(one.revenue_cents)}"
    hint = f"\n{on_cycle}" if on_cycle else ""
    told = f"\nTold apart most by {in_words(*apart[0])}" if apart and one.customers else ""
    return TileText(
        of_some(one.customers, opening(f"RFM segment {one.label}", "tile", key=one.key)),
        one.label,
        f"{one.customers:,}",
        moved,
        about if on_cycle else about[:2],
        (Part(one.customers / scored if scored else 0.0),),
        f"{said}\n{one.action}{hint}{told}",
    )


UNITS = {"recency": "days", "frequency": "visits", "money": "dollars"}  # room on paper is short


def bands(found: RfmPicture) -> tuple[Columns, ...]:
    """How many customers have each score, for recency, frequency and money."""
    return tuple(_band(found, one.key, one.label) for one in DIMENSIONS)


def _band(found: RfmPicture, key: str, label: str) -> Columns:
    bars = {bar.score: bar for bar in found.bands if bar.dimension == key}
    most = max((bar.customers for bar in bars.values()), default=0)
    return Columns(
        f"Customers by {label.lower()}",
        tuple(_bar(bars[score], label, most) for score in RISING),
        lines=7,
        under=f"{label} score, 5 is best: {UNITS[key]}",
        label_lines=2,
    )


def _bar(bar: BandBar, label: str, most: int) -> ColumnBar:
    title = f"{label} {bar.score}: {bar.label}"
    return ColumnBar(
        of_some(bar.customers, opening(title, "band", dimension=bar.dimension, score=bar.score)),
        bar.customers / most if most else 0.0,
        f"{bar.customers:,}",
        f"{bar.score}\n{bar.short}",
        f"{title}\n{counted(bar.customers, 'customer')}, {money(bar.revenue_cents)}",
    )
