"""Why a customer has the RFM scores, the name and the value tier: in words, with the rules."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.facts import CustomerFact
from desktop.services.days import DayWriter, day_text
from desktop.services.facts import scores
from desktop.services.value import versions
from desktop.services.value.bands import dollars, label_of, ranges
from desktop.services.value.rfm_map import ACTIONS, DIMENSIONS, UNSCORED
from desktop.services.value.rfm_rules import RfmRules
from desktop.services.value.versions import Version


class InForce(NamedTuple):
    """The rules that score today, and the version that they come from."""

    rules: RfmRules
    version: Version

    @property
    def named(self) -> str:
        """How the rules are named under a score."""
        return f"RFM rules {self.version.label}"

    def band(self, dimension: str, score: int) -> str:
        """The values of a score in words."""
        return label_of(dimension, ranges(self.rules, dimension)[score])


def in_force(db: Session) -> InForce:
    """The rules of today."""
    return InForce(scores.in_force(db), versions.current(db, "rfm"))


def code(fact: CustomerFact) -> str | None:
    """The three digits; None for those never served."""
    return None if fact.rfm_r is None else f"{fact.rfm_r}{fact.rfm_f}{fact.rfm_m}"


def words(fact: CustomerFact, as_of: date, write_day: DayWriter = day_text) -> str:
    """What each score follows from: "R 5: last visit 34 days ago (Oct 19, 2026); F 3: …"."""
    last = fact.service_1
    if last is None or fact.rfm_r is None:
        return "No finished visit yet"
    days = (as_of - last).days
    ago = "today" if not days else "1 day ago" if days == 1 else f"{days:,} days ago"
    times = "1 visit" if fact.visits_3y == 1 else f"{fact.visits_3y:,} visits"
    return (
        f"R {fact.rfm_r}: last visit {ago} ({write_day(last)}); "
        f"F {fact.rfm_f}: {times} in 36 months; "
        f"M {fact.rfm_m}: {dollars(fact.revenue_3y_cents or 0)} in 36 months"
    )


def segment_words(fact: CustomerFact) -> str:
    """What the name asks for beside the due status, and the badge where nothing is due yet."""
    due = c.DUE_STATUS.label(fact.due_status).lower()
    if fact.on_cycle:
        return f"On cycle: nothing is due yet (due status {due}), so no win-back"
    action = ACTIONS[fact.rfm_segment]
    return action if fact.rfm_segment == UNSCORED else f"{action} (due status {due})"


def scored(fact: CustomerFact, rules: InForce) -> tuple[tuple[str, str], ...]:
    """The three scores with the band that each stands for."""
    if fact.rfm_r is None:
        return ()
    values = (fact.rfm_r, fact.rfm_f or 0, fact.rfm_m or 0)
    return tuple(
        (f"{dimension.label} {score}", rules.band(dimension.key, score))
        for dimension, score in zip(DIMENSIONS, values, strict=True)
    )
