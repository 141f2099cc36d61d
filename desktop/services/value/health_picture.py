"""The health of all live customers as figures for a picture: bars, colours, cards, movers."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer
from desktop.models.facts import CustomerFact
from desktop.models.value import LabelDay
from desktop.services import facts
from desktop.services.value import versions
from desktop.services.value.health_cards import CARDS, COLOURS, TREND_POINTS, not_rated_reason
from desktop.services.value.snapshots import kept_days, trend_day

_WIDTH, _TOP = 10, 100
_NAMED = 20  # movers named each way


class ScoreBar(NamedTuple):
    """How many score from `low` to `high`, and the colour of such scores without a guard rail."""

    low: int
    high: int
    customers: int
    colour: str


class Label(NamedTuple):
    """How many customers carry a colour or a grade."""

    key: str
    label: str
    customers: int


class CardTile(NamedTuple):
    """The rated customers of one card; `customers` counts those not rated too."""

    key: str
    label: str
    who: str
    customers: int
    average: int | None  # None when nobody is rated
    green: int
    yellow: int
    red: int


class Mover(NamedTuple):
    """A customer whose score moved by five points or more within 90 days."""

    customer_id: int
    name: str
    before: int
    now: int
    colour: str


class HealthPicture(NamedTuple):
    """Everything that a picture of health shows. `trend_day` None: its labels are not kept yet."""

    total: int
    rated: int
    not_rated: tuple[tuple[str, int], ...]
    bars: tuple[ScoreBar, ...]
    colours: tuple[Label, ...]
    grades: tuple[Label, ...]
    cards: tuple[CardTile, ...]
    movers_up: tuple[Mover, ...]
    movers_down: tuple[Mover, ...]
    up: int
    down: int
    trend_day: date | None
    rules: versions.Version
    as_of: date


def picture(db: Session, as_of: date) -> HealthPicture:
    """All live customers by health on a day."""
    facts.for_day(db, as_of)
    fact = CustomerFact
    what = (
        fact.health_card, fact.health_score, fact.health_grade, fact.health_colour, fact.lifecycle
    )  # fmt: skip
    rows = db.execute(select(*what, func.count()).where(fact.live).group_by(*what)).all()
    groups = [_Group(*row) for row in rows]
    day = trend_day(as_of)
    up, down = _movers(db, day, up=True), _movers(db, day, up=False)
    total = sum(group.customers for group in groups)
    rated = sum(group.customers for group in groups if group.score is not None)
    return HealthPicture(
        total,
        rated,
        _not_rated(groups),
        _bars(groups),
        _labels(groups, "colour", c.HEALTH_COLOUR),
        _labels(groups, "grade", c.HEALTH_GRADE),
        tuple(_tile(groups, card.key, card.label, card.who) for card in CARDS),
        up[0],
        down[0],
        up[1],
        down[1],
        day if day in kept_days(db) else None,
        versions.current(db, "health"),
        as_of,
    )


class _Group(NamedTuple):
    """Customers who are alike in all that is counted."""

    card: str
    score: int | None
    grade: str
    colour: str
    lifecycle: str
    customers: int


def _not_rated(groups: list[_Group]) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for one in groups:
        if one.score is None:
            found[not_rated_reason(one.card, one.lifecycle, None)] += one.customers
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _bars(groups: list[_Group]) -> tuple[ScoreBar, ...]:
    """Ten bars of ten points; the last one holds 100 as well."""
    found: Counter[int] = Counter()
    for one in groups:
        if one.score is not None:
            found[min(one.score, _TOP - 1) // _WIDTH] += one.customers
    places = range(_TOP // _WIDTH)
    return tuple(
        ScoreBar(low, _high(low), found[low // _WIDTH], _colour(low))
        for low in (place * _WIDTH for place in places)
    )


def _high(low: int) -> int:
    return _TOP if low + _WIDTH == _TOP else low + _WIDTH - 1


def _colour(score: int) -> str:
    return next(name for name, least in COLOURS if score >= least)


def _labels(groups: list[_Group], what: str, choices: c.Choices) -> tuple[Label, ...]:
    found: Counter[str] = Counter()
    for one in groups:
        found[getattr(one, what)] += one.customers
    return tuple(Label(key, choices.label(key), found[key]) for key in choices)


def _tile(groups: list[_Group], key: str, label: str, who: str) -> CardTile:
    mine = [one for one in groups if one.card == key]
    colours: Counter[str] = Counter()
    for one in mine:
        colours[one.colour] += one.customers
    rated = [(one.score, one.customers) for one in mine if one.score is not None]
    people, points = sum(n for _, n in rated), sum(score * n for score, n in rated)
    average = (2 * points + people) // (2 * people) if people else None
    customers = sum(one.customers for one in mine)
    return CardTile(key, label, who, customers, average, *(colours[name] for name, _ in COLOURS))


def _movers(db: Session, day: date, *, up: bool) -> tuple[tuple[Mover, ...], int]:
    """Those who moved most, and how many moved that way."""
    fact = CustomerFact
    change: ColumnElement[Any] = fact.health_score - LabelDay.health_score
    moved = change >= TREND_POINTS if up else change <= -TREND_POINTS
    columns: tuple[Any, ...] = (
        fact.customer_id,
        Customer.display_name,
        LabelDay.health_score,
        fact.health_score,
        fact.health_colour,
    )
    rows = (
        select(*columns)
        .join_from(fact, LabelDay, LabelDay.customer_id == fact.customer_id)
        .join(Customer, Customer.id == fact.customer_id)
        .where(LabelDay.day == day, fact.live, moved)
    )
    order = (change.desc() if up else change, func.lower(Customer.display_name), Customer.id)
    named = tuple(Mover(*row) for row in db.execute(rows.order_by(*order).limit(_NAMED)))
    counted = select(func.count()).select_from(rows.subquery())
    return named, db.scalar(counted) or 0
