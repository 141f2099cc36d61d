"""The five scorecards: who gets which, their weights, what a score is called (domain 9)."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func

from desktop.models import choices as c

NO_CARD = "none"
NO_CAP = "none"
NOT_RATED = "not_rated"
LEAST_COVERAGE = 50  # percent of the weights that must have data
WEIGHTS_TOTAL = 100
TREND_DAYS, TREND_POINTS = 90, 5
NEVER_RATED = ("lead", "prospect", "inactive")  # lifecycle stages without a card


class Card(NamedTuple):
    """One scorecard: who it is for, in words, and the shipped weights of its measures."""

    key: str
    who: str
    weights: dict[str, int]

    @property
    def label(self) -> str:
        """How it is called on screen."""
        return c.HEALTH_CARD.label(self.key)


CARDS = (
    Card(
        "recovery",
        "The lifecycle stage is Lapsed or At-Risk",
        {"TIM": 30, "WIN": 30, "PAY": 15, "REL": 15, "CMP": 10},
    ),
    Card(
        "onboarding",
        "Came in the last 12 months",
        {"ONB": 40, "DAT": 20, "PAY": 15, "CON": 15, "RSP": 10},
    ),
    Card(
        "commercial",
        "A business, or a grease or grit trap",
        {"FRQ": 30, "TIM": 20, "PAY": 20, "TKT": 10, "SEC": 10, "CMP": 10},
    ),
    Card(
        "aerobic_contract",
        "An aerobic system with an active contract",
        {"INS": 30, "SEC": 20, "CON": 15, "TRB": 15, "PAY": 15, "RSP": 5},
    ),
    Card(
        "established",
        "Everybody else who was served or had a contract",
        {"TIM": 40, "PAY": 15, "CON": 15, "RSP": 10, "TRB": 10, "AGE": 10},
    ),
)
CARD_OF = {card.key: card for card in CARDS}
GRADES = (("A", 90), ("B", 80), ("C", 70), ("D", 60), ("F", 0))  # from so many points on
COLOURS = (("green", 80), ("yellow", 60), ("red", 0))


class Cap(NamedTuple):
    """A guard rail: what holds the colour down, to which colour at best, and why in words."""

    key: str
    colour: str
    words: str


CAPS = (  # the most severe first: of several that hold it is the one named
    Cap("violation", "red", "The authority has filed a notice of violation"),
    Cap("complaint", "yellow", "A complaint is open"),
    Cap("inoperative", "yellow", "The latest inspection found a part inoperative"),
)
CAP_OF = {cap.key: cap for cap in CAPS}
_BEST_FIRST = [colour for colour, _ in COLOURS]


def card(lifecycle: Any, system_type: Any, contract_status: Any) -> ColumnElement[str]:
    """The one card of a customer: the first whose condition holds."""
    aerobic = and_(system_type == "aerobic", contract_status == "active")
    return case(
        (lifecycle.in_(NEVER_RATED), NO_CARD),
        (lifecycle.in_(("lapsed", "at_risk")), "recovery"),
        (lifecycle == "new", "onboarding"),
        (system_type == "commercial_grease", "commercial"),
        (aerobic, "aerobic_contract"),
        else_="established",
    )


def grade(score: Any) -> ColumnElement[str]:
    """The grade of a score; not rated without one."""
    named = ((score >= least, name) for name, least in GRADES[:-1])
    return case((score.is_(None), NOT_RATED), *named, else_=GRADES[-1][0])


def colour(score: Any, cap: Any) -> ColumnElement[str]:
    """The colour of a score, held down by a guard rail; not rated without a score."""
    held = (
        (and_(func.coalesce(cap, "") == one.key, score >= least), one.colour)
        for one in CAPS
        for name, least in COLOURS
        if _BEST_FIRST.index(name) < _BEST_FIRST.index(one.colour)
    )
    named = ((score >= least, name) for name, least in COLOURS[:-1])
    return case((score.is_(None), NOT_RATED), *held, *named, else_=COLOURS[-1][0])


def held_by(score: Any, cap: Any) -> ColumnElement[str]:
    """The guard rail in force; none without a score that it could hold down."""
    return case((score.is_(None), NO_CAP), else_=func.coalesce(cap, NO_CAP))


def trend(now: int | None, before: int | None) -> int | None:
    """By how many points a score moved; None where one of the two is missing."""
    return None if now is None or before is None else now - before


def trend_words(points: int | None, days: int = TREND_DAYS) -> str:
    """The trend as people read it, the arrow never without its word."""
    if points is None:
        return f"No score {days} days ago to compare with"
    if points >= TREND_POINTS:
        return f"▲ up {points} points in {days} days"
    if points <= -TREND_POINTS:
        return f"▼ down {-points} points in {days} days"
    return f"Steady over {days} days"


def not_rated_reason(card: str, lifecycle: str, score: int | None) -> str:
    """Why there is no score; "" where there is one."""
    if score is not None:
        return ""
    if card == NO_CARD:
        return f"Not rated: {c.LIFECYCLE.label(lifecycle)}"
    return f"Not rated: data for less than {LEAST_COVERAGE}% of the card"
