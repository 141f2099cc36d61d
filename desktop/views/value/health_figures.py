"""Health as figures: scores, colours, grades, cards, and who moved."""

from collections.abc import Sequence

from desktop.models import choices as c
from desktop.services.value.health_cards import CAP_OF
from desktop.services.value.health_picture import CardTile, Label, Mover, Standing
from desktop.views.charts.columns import ColumnBar, Columns
from desktop.views.charts.rows import RowBar, Rows
from desktop.views.charts.tiles import Part, Tiles, TileText
from desktop.views.value import words
from desktop.views.value.opening import of_some, opening
from desktop.views.widgets.formats import counted

TONES = ("green", "yellow", "red")
GRADE_TONES = {"A": "green", "B": "green", "C": "yellow", "D": "yellow", "F": "red"}


def scores(found: Standing) -> Columns:
    """How many customers score how much, ten points to a bar."""
    most = max((bar.customers for bar in found.bars), default=0)
    bars = []
    for bar in found.bars:
        title = f"Health score {bar.low} to {bar.high}"
        bars.append(
            ColumnBar(
                of_some(bar.customers, opening(title, "points", low=bar.low, high=bar.high)),
                bar.customers / most if most else 0.0,
                f"{bar.customers:,}",
                f"{bar.low}–{bar.high}",
                f"{title}, {bar.colour}: {counted(bar.customers, 'customer')}",
                bar.colour,
            )
        )
    under = "Score: below 60 is red, 60 to 79 yellow, 80 and more green."
    return Columns("Customers by health score", tuple(bars), under=under)


def colours(found: Standing) -> Rows:
    """How many are green, yellow, red or not rated."""
    return _labels(found.colours, found.total, "colour", "Color")


def grades(found: Standing) -> Rows:
    """How many have each grade."""
    return _labels(found.grades, found.total, "grade", "Grade")


def held(found: Standing) -> Rows:
    """Whose colour a guard rail holds down, whatever the score."""
    most = max((one.customers for one in found.held), default=0)
    bars = []
    for one in found.held:
        title = f"Health held back by: {one.label}"
        bars.append(
            RowBar(
                of_some(one.customers, opening(title, "cap", key=one.key)),
                one.customers / most if most else 0.0,
                one.label,
                (f"{one.customers:,}", f"{colour_at_best(one.key)} at best"),
                f"{title}: {counted(one.customers, 'customer')}, {colour_at_best(one.key)} at best",
                CAP_OF[one.key].colour,
            )
        )
    return Rows("Customers held back by a guard rail", tuple(bars))


def colour_at_best(cap: str) -> str:
    """The best colour that a guard rail leaves."""
    return c.HEALTH_COLOUR.label(CAP_OF[cap].colour).lower()


def _labels(labels: Sequence[Label], total: int, kind: str, word: str) -> Rows:
    most = max((one.customers for one in labels), default=0)
    bars = tuple(
        RowBar(
            of_some(
                one.customers, opening(f"Health {word.lower()}: {one.label}", kind, key=one.key)
            ),
            one.customers / most if most else 0.0,
            one.label,
            (f"{one.customers:,}", words.percent(one.customers, total)),
            f"{word} {one.label}: {counted(one.customers, 'customer')}",
            GRADE_TONES.get(one.key, one.key if one.key in TONES else "none"),
        )
        for one in labels
    )
    return Rows(f"Customers by health {word.lower()}", bars)


def cards(found: Standing) -> Tiles:
    """A tile per scorecard: its average, how many, and their colours as a strip."""
    return Tiles("Scorecards", tuple(map(_card, found.cards)), letters=27)


def _card(one: CardTile) -> TileText:
    rated = one.green + one.yellow + one.red
    average = "–" if one.average is None else f"{one.average}"
    counts = f"{one.green:,} green, {one.yellow:,} yellow, {one.red:,} red"
    said = f"Card {one.label}: average {average}, {counted(one.customers, 'customer')}"
    strip = tuple(
        Part(number / rated if rated else 0.0, tone)
        for number, tone in zip((one.green, one.yellow, one.red), TONES, strict=True)
    )
    return TileText(
        of_some(one.customers, opening(f"Health card {one.label}", "card", key=one.key)),
        one.label,
        average,
        "average score",
        (counted(one.customers, "customer"), counts),
        strip,
        f"{said}\n{counts}\n{one.who}",
    )


def movers(found: Sequence[Mover], name: str) -> Rows:
    """Who moved most; a press opens the card of the customer."""
    bars = tuple(
        RowBar(
            one.customer_id,
            one.now / 100,
            one.name,
            (f"{one.now}", words.change(one.now, one.before)),
            f"{one.name}: {one.now} now, {one.before} 90 days ago",
            one.colour,
        )
        for one in found
    )
    return Rows(name, bars, ("Score", "90 days") if bars else ())
