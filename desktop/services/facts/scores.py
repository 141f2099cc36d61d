"""RFM and the value tier: scores by the rules in force, their name, tiers of domain 6."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from desktop.models.facts import RfmEdge
from desktop.services.dates import add_days
from desktop.services.facts.shadows import table_of
from desktop.services.value import rfm_rules, versions
from desktop.services.value.rfm_map import NAMES, ON_CYCLE_DUE, ON_CYCLE_NAMES, SCORES, UNSCORED
from desktop.services.value.rfm_rules import QUINTILES, RfmRules

TOP, HIGH, LOW = 5, 4, 1
_LETTERS = "abcdefghij"  # one per name
_BANDS = SCORES[:-1]  # below the last of them the score is 1


def in_force(db: Session) -> RfmRules:
    """The rules that score today; where they cut into fifths, with the edges kept for the day."""
    rules = rfm_rules.read(versions.current(db, "rfm").body)
    if rules.mode != QUINTILES:
        return rules
    kept = table_of(RfmEdge)
    found = db.execute(
        select(kept.c.days, kept.c.visits, kept.c.cents).order_by(kept.c.score.desc())
    )
    edges = tuple(zip(*found, strict=True))
    return rules if not edges else rules._replace(days=edges[0], visits=edges[1], cents=edges[2])


class Scores:
    """The scores of a customer as SQL: of the last visit, the visits and cents of 36 months."""

    def __init__(self, as_of: Any, rules: RfmRules, last: Any, visits: Any, cents: Any) -> None:
        """Score by the rules for a day; `last` is blank for those never served."""
        self._last, self._names = last, rules.names
        days = (
            (add_days(as_of, -most), score) for score, most in zip(_BANDS, rules.days, strict=True)
        )
        self.r = self._scored((last >= day, score) for day, score in days)
        self.f = self._scored(_from(visits, rules.visits))
        self.m = self._scored(_from(cents, rules.cents))

    def _scored(self, bands: Any) -> ColumnElement[Any]:
        return case((self._last.is_not(None), case(*bands, else_=LOW)))

    def segment(self) -> ColumnElement[str]:
        """The name of the code: a letter per code stands in one text, found by its place."""
        return case(dict(zip(_LETTERS, NAMES, strict=True)), value=self._letter(), else_=UNSCORED)

    def _letter(self) -> ColumnElement[str]:
        by_code = "".join(_LETTERS[place] for place in self._names)
        return func.substr(by_code, 25 * self.r + 5 * self.f + self.m - 30, 1)

    def on_cycle(self, due_status: Any) -> ColumnElement[bool]:
        """Whether the name sounds like a loss, but nothing is due yet."""
        letters = [_LETTERS[NAMES.index(name)] for name in ON_CYCLE_NAMES]
        return and_(
            self._last.is_not(None), due_status.in_(ON_CYCLE_DUE), self._letter().in_(letters)
        )

    def value_tier(self) -> ColumnElement[str]:
        """VIP, low frequency, standard, or unrated without a visit."""
        return case(
            (self._last.is_(None), "unrated"),
            (or_(self.m == TOP, and_(self.f >= HIGH, self.m >= HIGH)), "vip"),
            (self.f == LOW, "low_frequency"),
            else_="standard",
        )


def _from(number: Any, edges: rfm_rules.Edges) -> list[Any]:
    return [(number >= least, score) for score, least in zip(_BANDS, edges, strict=True)]
