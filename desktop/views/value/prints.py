"""The pictures on one page of paper: grey, with their rules, and a table where there is room."""

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.services.days import paper_day
from desktop.services.value.behaviour_kept import Kept
from desktop.services.value.cross import Cross
from desktop.services.value.health_picture import Moved, Mover, Standing
from desktop.services.value.rfm_picture import RfmPicture
from desktop.views.charts.figure import Figure
from desktop.views.charts.ink import PAPER
from desktop.views.charts.rows import Rows
from desktop.views.printing.content import Column, Drawing, Group, Head, Part, Print, Table, Text
from desktop.views.printing.faces import POINT
from desktop.views.value import (
    cross_figure,
    group_figures,
    health_figures,
    rfm_figures,
    words,
)
from desktop.views.widgets.formats import counted, money

ON_CYCLE = "On cycle: the next service is not due yet; leave these out of win-back offers."
GAP = 6 * POINT  # below a picture, and between two side by side
SEGMENT_COLUMNS = (
    Column("Segment", 92),
    Column("Customers", 56, to_the_right=True),
    Column("Since", 48, to_the_right=True),
    Column("Revenue, 36 months", 96, to_the_right=True),
    Column("On cycle", 46, to_the_right=True),
    Column("What to do", 210),
)
MOVER_COLUMNS = (
    Column("Customer", 260),
    Column("90 days ago", 70, to_the_right=True),
    Column("Now", 70, to_the_right=True),
    Column("Change", 70, to_the_right=True),
)
MOST_BARS = 16  # of one picture of money
NAMED = 6  # movers each way, so that the page stays one


def drawing(*figures: Figure) -> Drawing:
    """Figures side by side on paper."""

    def wide(width: float) -> float:
        return (width - GAP * (len(figures) - 1)) / len(figures)

    def height(width: float) -> float:
        return max(figure.height(wide(width), PAPER) for figure in figures) + GAP

    def paint(painter: QPainter, area: QRectF) -> None:
        painter.save()
        each = wide(area.width())
        for place, figure in enumerate(figures):
            left = area.left() + place * (each + GAP)
            high = figure.height(each, PAPER)
            figure.paint(painter, QRectF(left, area.top(), each, high), PAPER)
        painter.restore()

    return Drawing(height, paint)


def rfm_print(found: RfmPicture, before: date, by: str, head: Head) -> Print:
    """Heat map, distributions, and the segments as a table."""
    return Print("Customer value: RFM", head, tuple(_rfm_parts(found, before, by)))


def _rfm_parts(found: RfmPicture, before: date, by: str) -> Iterator[Part]:
    yield Text(
        f"{counted(found.total, 'customer')}, {found.unscored:,} of them without any finished visit"
        f" and so without a score. {words.rules_line(found.rules, 'RFM rules', paper_day)}."
    )
    yield drawing(rfm_figures.heat(found, by))
    yield Text("How the scores are spread", "heading")
    yield drawing(*rfm_figures.bands(found))
    yield Text(f"Segments, and the change since {paper_day(before)}", "heading")
    rows = tuple(
        (
            one.label,
            f"{one.customers:,}",
            "" if one.before is None else words.change(one.customers, one.before),
            money(one.revenue_cents),
            f"{one.on_cycle:,}",
            one.action,
        )
        for one in found.segments
    )
    yield Table(SEGMENT_COLUMNS, (Group("", rows),))
    if found.changed_rules is not None:
        yield Text(found.changed_rules.sentence(paper_day))
    yield Text(f"{ON_CYCLE} Recency: days since the last visit; frequency and money: of 36 months.")


def cross_print(found: Cross, head: Head) -> Print:
    """RFM against another label, on a page of its own."""
    figure = cross_figure.figure(found)
    everybody = counted(found.total, "customer")
    about = f"{everybody}, each in one cell; the totals are at the left and on top. {ON_CYCLE}"
    parts = (Text(about), drawing(figure))
    return Print(f"Customer value: {figure.name}", head, parts)


def health_print(found: Standing, moved: Moved, head: Head) -> Print:
    """Scores, colours and grades, cards, and who moved most."""
    return Print("Customer value: health", head, tuple(_health_parts(found, moved)))


def _health_parts(found: Standing, moved: Moved) -> Iterator[Part]:
    why = "; ".join(f"{reason} ({n:,})" for reason, n in found.not_rated)
    rated = words.rated(found.rated, found.total)
    unrated = f" {why}." if why else ""
    rules = words.rules_line(found.rules, "Health weights", paper_day)
    yield Text(f"{rated}{unrated} {rules}.")
    yield drawing(health_figures.scores(found))
    yield Text("Colors and grades", "heading")
    yield drawing(health_figures.colours(found), health_figures.grades(found))
    yield Text("Scorecards", "heading")
    yield drawing(health_figures.cards(found))
    if any(one.customers for one in found.held):
        yield Text("Held back by a guard rail", "heading")
        yield drawing(health_figures.held(found))
    if moved.trend_day is None:
        return
    yield Text(f"Moved most since {paper_day(moved.trend_day)}", "heading")
    groups = (_movers("Worse", moved.movers_down), _movers("Better", moved.movers_up))
    yield Table(MOVER_COLUMNS, tuple(group for group in groups if group.rows))
    if moved.changed_rules is not None:
        yield Text(moved.changed_rules.sentence(paper_day))


def _movers(label: str, found: Sequence[Mover]) -> Group:
    return Group(
        label,
        tuple(
            (one.name, str(one.before), str(one.now), words.change(one.now, one.before))
            for one in found[:NAMED]
        ),
    )


def money_print(figures: Sequence[Figure], assumptions: str, head: Head) -> Print:
    """Money by label, by month, and over the years with its assumptions."""
    drawn: list[Part] = []
    for figure in figures:
        drawn.extend((Text(figure.name, "heading"), _bars_or_lines(figure)))
    return Print("Customer value: money", head, (*drawn, Text(assumptions)))


def _bars_or_lines(figure: Figure) -> Part:
    """A picture is never split, so that many bars go on paper as a table, on several pages."""
    if not isinstance(figure, Rows) or len(figure.bars) <= MOST_BARS:
        return drawing(figure)
    numbers = tuple(Column(heading, 70, to_the_right=True) for heading in figure.headings)
    rows = tuple((bar.label, *bar.numbers) for bar in figure.bars)
    return Table((Column("", 300), *numbers), (Group("", rows),))


def movement_print(figure: Figure, said: str, head: Head) -> Print:
    """The matrix of a month."""
    return Print("Customer value: movement", head, (Text(figure.name), drawing(figure), Text(said)))


def groups_print(found: Kept, crossed: Cross, head: Head) -> Print:
    """What tells the groups apart, and how many of each RFM segment are in which, by number."""
    apart = group_figures.apart(found, numbered=True)
    inside = (
        Text(group_figures.about(found, paper_day)),
        Text(apart.name, "heading"),
        drawing(apart),
        Text("RFM segments by the number of the behavior group", "heading"),
        _crossed(found, crossed),
        Text(group_figures.recipe(found)),
    )
    return Print("Customer value: behavior groups", head, inside)


def _crossed(found: Kept, crossed: Cross) -> Table:
    """The table in numbers; columns in the order of the groups, those in none last."""
    place = {value: n for n, (value, _) in enumerate(crossed.columns)}
    shown = [place.get(one) for one in (*(group.name for group in found.groups), None)]
    names = ("Customers", *(str(n) for n in range(1, len(found.groups) + 1)), "In none")
    columns = (Column("Segment", 110), *(Column(name, 43, to_the_right=True) for name in names))
    rows = [(row.label, row.total, row.cells) for row in crossed.rows]
    rows.append(("All", crossed.total, crossed.totals))
    lines = tuple(
        (label, f"{total:,}", *(f"{0 if n is None else cells[n]:,}" for n in shown))
        for label, total, cells in rows
        if total
    )
    return Table(columns, (Group("", lines),))
