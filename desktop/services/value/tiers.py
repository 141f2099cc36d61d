"""Why a customer has a value tier (section 6 of the domain reference)."""

from typing import NamedTuple

from desktop.models.facts import CustomerFact
from desktop.services.facts.scores import HIGH, LOW, TOP
from desktop.services.value.rfm_map import FREQUENCY, MONEY
from desktop.services.value.rfm_reason import InForce


class TierReason(NamedTuple):
    """The rule that decided, as a code and in words."""

    code: str
    words: str


def reason(fact: CustomerFact, rules: InForce) -> TierReason:
    """The first rule that holds."""
    f, m = fact.rfm_f or 0, fact.rfm_m or 0
    if fact.rfm_r is None:
        return TierReason("NONE", "No finished visit yet")
    if m == TOP:
        return TierReason("M5", f"{rules.band(MONEY.key, TOP)} in 36 months")
    if f >= HIGH and m >= HIGH:
        often, much = rules.band(FREQUENCY.key, f), rules.band(MONEY.key, m)
        return TierReason("F4-M4", f"{often} and {much} in 36 months")
    if f == LOW:
        return TierReason("F1", f"{rules.band(FREQUENCY.key, LOW)} in 36 months")
    return TierReason("REST", "Neither of the others")
