"""The health of all live customers as figures for a picture: bars, colours, cards, movers."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from heapq import nsmallest
from typing import Any, NamedTuple

from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer
from desktop.models.facts import CustomerFact
from desktop.models.value import LabelDay
from desktop.services import facts
from desktop.services.value import tally, versions
from desktop.services.value.health_cards import (
    CARDS,
    COLOURS,
    GRADES,
    NOT_RATED,
    TREND_POINTS,
    not_rated_reason,
)
from desktop.services.value.kept import RulesChange, compared_day, rules_change

_WIDTH, _TOP = 10, 100
NOTHING = "none"  # no guard rail
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

    @property
    def change(self) -> int:
        """By how many points."""
        return self.now - self.before


class Standing(NamedTuple):
    """How everybody stands on a day."""

    total: int
    rated: int
    not_rated: tuple[tuple[str, int], ...]
    bars: tuple[ScoreBar, ...]
    colours: tuple[Label, ...]
    grades: tuple[Label, ...]
    cards: tuple[CardTile, ...]
    rules: versions.Version
    held: tuple[Label, ...] = ()  # whose colour a guard rail holds down, by guard rail


class Moved(NamedTuple):
    """Who moved within 90 days: those who moved most, and how many did each way.

    `trend_day` is the day compared with; None where its labels are not kept yet.
    """

    movers_up: tuple[Mover, ...]
    movers_down: tuple[Mover, ...]
    up: int
    down: int
    trend_day: date | None
    changed_rules: RulesChange | None = None  # where the weights of then were others


def standing(db: Session, as_of: date) -> Standing:
    """How everybody stands on a day."""
    facts.for_day(db, as_of)
    groups = _groups(db)
    return Standing(
        sum(group.customers for group in groups),
        sum(group.customers for group in groups if group.score is not None),
        _not_rated(groups),
        _bars(groups),
        _labels(groups, "colour", c.HEALTH_COLOUR),
        _labels(groups, "grade", c.HEALTH_GRADE),
        tuple(_tile(groups, card.key, card.label, card.who) for card in CARDS),
        versions.current(db, "health"),
        _held(db),
    )


def moved(db: Session, as_of: date) -> Moved:
    """Who moved since the day that scores are compared with."""
    facts.for_day(db, as_of)
    day = compared_day(db, as_of)
    if day is None:
        return Moved((), (), 0, 0, None)
    changes = _changes(db, day)
    rising = [(-change, customer_id) for change, customer_id in changes if change > 0]
    falling = [(change, customer_id) for change, customer_id in changes if change < 0]
    most = [one for _, one in (*nsmallest(_NAMED, rising), *nsmallest(_NAMED, falling))]
    named = _named(db, day, most)
    better = tuple(one for one in named if one.change > 0)
    worse = tuple(one for one in named if one.change < 0)
    changed = rules_change(db, "health", day, as_of, is_today=True)
    return Moved(better, worse, len(rising), len(falling), day, changed)


class _Group(NamedTuple):
    """Customers who are alike in all that is counted."""

    card: str
    score: int | None
    grade: str
    colour: str
    lifecycle: str | None  # only where there is no score
    customers: int


def _groups(db: Session) -> list[_Group]:
    """The live customers by all that is counted; score and stage as one text, the shorter way."""
    fact = CustomerFact
    standing = func.coalesce(cast(fact.health_score, String), fact.lifecycle)
    found = tally.of_live(db, standing, fact.health_colour, fact.health_card)
    return [
        _group(card, int(told) if told.isdecimal() else None, colour, told, customers)
        for (told, colour, card), customers in found.items()
    ]


def _group(card: str, score: int | None, colour: str, told: str, customers: int) -> _Group:
    return _Group(card, score, _grade(score), colour, told if score is None else None, customers)


def _grade(score: int | None) -> str:
    if score is None:
        return NOT_RATED
    return next(name for name, least in GRADES if score >= least)


def _not_rated(groups: list[_Group]) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for one in groups:
        if one.score is None:
            found[not_rated_reason(one.card, one.lifecycle or "", None)] += one.customers
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


def _held(db: Session) -> tuple[Label, ...]:
    fact = CustomerFact
    rows = db.execute(
        select(fact.health_cap, func.count())
        .where(fact.health_cap != NOTHING, fact.live)
        .group_by(fact.health_cap)
    )
    found: dict[str, int] = {row[0]: row[1] for row in rows}
    return tuple(
        Label(key, label, found.get(key, 0)) for key, label in c.HEALTH_CAP.items if key != NOTHING
    )


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


def _changes(db: Session, day: date) -> list[tuple[int, int]]:
    """By how much whose score changed since a day; small changes are left out."""
    change = CustomerFact.health_score - LabelDay.health_score
    moved = _then_and_now(day).where(func.abs(change) >= TREND_POINTS)
    return list(zip(*tally.numbers(db, moved, change, LabelDay.customer_id), strict=True))


def _named(db: Session, day: date, customer_ids: Sequence[int]) -> list[Mover]:
    """Some movers by name, those who moved most first."""
    fact = CustomerFact
    rows = (
        _then_and_now(day)
        .add_columns(
            fact.customer_id,
            Customer.display_name,
            LabelDay.health_score,
            fact.health_score,
            fact.health_colour,
        )
        .join(Customer, Customer.id == fact.customer_id)
        .where(LabelDay.customer_id.in_(customer_ids))
    )
    found = [Mover(*row) for row in db.execute(rows)]
    return sorted(found, key=lambda one: (-abs(one.change), one.name.lower(), one.customer_id))


def _then_and_now(day: date) -> Select[Any]:
    fact = CustomerFact
    return (
        select()
        .join_from(LabelDay, fact, LabelDay.customer_id == fact.customer_id)
        .where(LabelDay.day == day, fact.live)
    )
