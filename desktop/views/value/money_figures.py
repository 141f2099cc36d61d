"""Money as figures: what each value of a label brought, month by month, and over the years."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from desktop.services.value.lifetime import LifetimeTable
from desktop.services.value.money import DIMENSIONS, LabelMoney, MonthMoney
from desktop.views.charts.columns import ColumnBar, Columns, Tick
from desktop.views.charts.rows import RowBar, Rows
from desktop.views.value import words
from desktop.views.value.opening import Opening, of_some, opening
from desktop.views.widgets.formats import counted, money

YEAR = 12
NICE = (1, 2, 2.5, 3, 4, 5, 6, 8, 10)


class Measure(NamedTuple):
    """What the bars of a chart stand for."""

    label: str
    of: Callable[[LabelMoney], int]


class Monthly(NamedTuple):
    """What the bars of the months stand for, how it is written at the side and spoken.

    `kind` says whom a bar opens and `who` how those are called; nobody where `some` is 0.
    """

    label: str
    of: Callable[[MonthMoney], int]
    tick: Callable[[int], str]
    spoken: Callable[[int], str]
    kind: str
    who: str
    some: Callable[[MonthMoney], int]


MEASURES = {
    "revenue": Measure("Revenue", lambda one: one.revenue_cents),
    "customers": Measure("Customers", lambda one: one.customers),
    "ticket": Measure("Average ticket", lambda one: one.average_ticket_cents or 0),
}
MONTHLY = {
    "revenue": Monthly(
        "Revenue",
        lambda one: one.revenue_cents,
        words.short_dollars,
        money,
        "billed",
        "Invoiced in",
        lambda one: one.papers,
    ),
    "ticket": Monthly(
        "Average ticket",
        lambda one: one.average_ticket_cents or 0,
        words.short_dollars,
        money,
        "billed",
        "Invoiced in",
        lambda one: one.papers,
    ),
    "visits": Monthly(
        "Visits",
        lambda one: one.visits,
        lambda n: f"{n:,}",
        lambda n: counted(n, "visit"),
        "served",
        "Served in",
        lambda one: one.visits,
    ),
}


def _behind(dimension: str, label: str, value: object) -> Opening:
    title = f"{DIMENSIONS[dimension].title}: {label}"
    return opening(title, "label", dimension=dimension, value=value)


def by_label(found: Sequence[LabelMoney], dimension: str, by: str) -> Rows:
    """A bar per value, and its revenue, customers and average ticket."""
    measure = MEASURES[by]
    most = max((measure.of(one) for one in found), default=0)
    bars = tuple(_bar(one, dimension, measure, most) for one in found)
    title = f"{measure.label} by {DIMENSIONS[dimension].title.lower()}, 36 months"
    return Rows(title, bars, ("Revenue", "Customers", "Average ticket"))


def _bar(one: LabelMoney, dimension: str, measure: Measure, most: int) -> RowBar:
    ticket = "–" if one.average_ticket_cents is None else money(one.average_ticket_cents)
    numbers = (words.dollars(one.revenue_cents), f"{one.customers:,}", ticket)
    what = _behind(dimension, one.label, one.value)
    said = f"{money(one.revenue_cents)} from {counted(one.customers, 'customer')}"
    return RowBar(
        what,
        max(measure.of(one), 0) / most if most > 0 else 0.0,
        one.label,
        numbers,
        f"{what.title}\n{said}, average ticket {ticket}, {counted(one.visits, 'visit')}",
        dimension_tone(dimension, one.value),
    )


def dimension_tone(dimension: str, value: str | None) -> str:
    """The colour of health where the label is that."""
    return (value or "") if dimension == "health_colour" else ""


def lifetime(found: LifetimeTable) -> Rows:
    """The lifetime value of each value of a label."""
    most = max((line.value_cents for line in found.lines), default=0)
    bars = []
    for line in found.lines:
        what = _behind(found.dimension, line.label, line.value)
        each = "–" if line.average_cents is None else words.dollars(line.average_cents)
        said = f"lifetime value {money(line.value_cents)}, {each} for each customer with a sale"
        bars.append(
            RowBar(
                Opening(what.title, what.kind, what.values),
                max(line.value_cents, 0) / most if most > 0 else 0.0,
                line.label,
                (words.dollars(line.value_cents), each, words.dollars(line.yearly_cents)),
                f"{what.title}: {said}",
                dimension_tone(found.dimension, line.value),
            )
        )
    headings = ("Lifetime value", "Per customer", "Per year now")
    return Rows(f"Lifetime value by {found.title.lower()}", tuple(bars), headings)


class Of(NamedTuple):
    """Whose months these are: those who have a value of a label today."""

    dimension: str
    value: str | None
    label: str

    @property
    def title(self) -> str:
        """How the label is named everywhere: with its dimension."""
        return f"{DIMENSIONS[self.dimension].title}: {self.label}"


def trend(found: Sequence[MonthMoney], by: str, of: Of | None = None) -> Columns:
    """36 months, each beside the same month of the year before; of everybody or of a label."""
    monthly = MONTHLY[by]
    top = ceiling(max((monthly.of(one) for one in found), default=0))
    bars = tuple(_month(found, place, monthly, top, of) for place in range(len(found)))
    said = {monthly.tick(top * n // 4): n / 4 for n in reversed(range(5))}  # each number once
    ticks = tuple(Tick(share, number) for number, share in said.items())
    under = "The short line is the same month of the year before. The last month is still running."
    name = f"{monthly.label} of 36 months" + (f". {of.title}" if of else "")
    return Columns(name, bars, ticks, lines=12, under=under)


def _behind_month(one: MonthMoney, monthly: Monthly, of: Of | None) -> Opening | str:
    title = f"{monthly.who} {words.month(one.month)}" + (f". {of.title}" if of else "")
    label = {"dimension": of.dimension, "value": of.value} if of else {}
    return of_some(monthly.some(one), opening(title, monthly.kind, month=one.month, **label))


def _month(
    found: Sequence[MonthMoney], place: int, monthly: Monthly, top: int, of: Of | None
) -> ColumnBar:
    one = found[place]
    before = monthly.of(found[place - YEAR]) if place >= YEAR else None
    than = "" if before is None else f"\nA year before: {monthly.spoken(before)}"
    name = words.month(one.month)
    return ColumnBar(
        _behind_month(one, monthly, of),
        max(monthly.of(one), 0) / top,
        "",
        name if one.month.month in (1, 7) else "",
        f"{name}, {monthly.label.lower()}: {monthly.spoken(monthly.of(one))}{than}",
        before=max(before, 0) / top if before else None,
    )


def ceiling(most: int) -> int:
    """A round number at or above the largest, for the top of the axis; it has four quarters."""
    unit = 4
    while unit * NICE[-1] < most:
        unit *= 10
    return int(next(unit * step for step in NICE if unit * step >= most))
