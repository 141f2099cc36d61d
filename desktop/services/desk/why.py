"""Every label of a customer with its reason: a code, the words, the facts that decided it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.services import facts
from desktop.services.care.due import STATUSES
from desktop.services.care.intervals import CODES as INTERVAL_CODES
from desktop.services.dates import completed_years
from desktop.services.desk.card_talk import warnings
from desktop.services.desk.why_lifecycle import DECIDED
from desktop.services.desk.why_records import Records, read_records
from desktop.services.desk.why_wear import WORN, part_names
from desktop.services.facts.lifecycle import CODES as STAGE_CODES
from desktop.services.facts.lifecycle import RISKS
from desktop.services.facts.places import BUSINESS_CUSTOMERS, BUSINESS_USES, TRAPS
from desktop.services.facts.wear import RATED, REPEAT_MONTHS, REPEAT_VISITS
from desktop.services.value import rfm_reason, tiers
from desktop.services.value.bands import dollars
from desktop.services.value.health_cards import CARD_OF, NOT_RATED, not_rated_reason

_AGES = ((5, "new"), (15, "mature"), (25, "aging"))  # younger than so many whole years
_SEASONS = ("winter",) * 2 + ("spring",) * 3 + ("summer",) * 3 + ("fall",) * 3 + ("winter",)


class Reason(NamedTuple):
    """One label: `key` is stored, `value` shown; `also` are further codes that hold as well."""

    label: str
    title: str
    key: str | None
    value: str | None
    code: str
    words: str
    facts: tuple[tuple[str, Any], ...] = ()
    also: tuple[tuple[str, str], ...] = ()


def reasons(db: Session, customer_id: int, as_of: date) -> tuple[Reason, ...]:
    """All labels of a customer on a day; none when there is no such customer."""
    facts.for_day(db, as_of)
    records = read_records(db, customer_id, as_of)
    return explain(records) if records else ()


def explain(records: Records) -> tuple[Reason, ...]:
    """All labels from the records behind them, in the order of `LABELS`."""
    return tuple(make(records) for make in LABELS.values())


def _lifecycle(records: Records) -> Reason:
    fact, code = records.fact, records.fact.lifecycle_code
    also: tuple[tuple[str, str], ...] = ()
    if code in RISKS:
        held = [one for n, one in enumerate(RISKS) if fact.risk_reasons & 1 << n]
        also = tuple((one, RISKS[one]) for one in held if one != code)
    decided = DECIDED[code](records)
    for other, _ in also:
        decided += DECIDED[other](records)
    return Reason(
        "lifecycle", "Lifecycle stage", fact.lifecycle, c.LIFECYCLE.label(fact.lifecycle),
        code, STAGE_CODES[code], decided, also,
    )  # fmt: skip


def _service_tier(records: Records) -> Reason:
    key, active = records.fact.service_tier, records.contracts_in("active")
    premium = records.rules.premium_visits
    most = max((one.visits_per_year or 0 for one in active), default=0)
    rules = (
        (any(one.tier_override for one in active), "OVR", "Set by hand on the contract"),
        (most >= premium, "CON-4", f"A contract with {premium} visits a year or more"),
        (bool(active), "CON", "An active contract"),
        (True, "NONE", "No active contract"),
    )
    code, words = next((code, words) for holds, code, words in rules if holds)
    known = tuple(
        (f"Contract {one.no or one.open_id}", _contract_words(one.visits_per_year, one.end_date))
        for one in active
    )
    return Reason(
        "service_tier", "Service tier", key, c.SERVICE_TIER.label(key), code, words, known
    )


def _contract_words(visits: Any, end: date | None) -> str:
    often = f"{visits.normalize():f} visits a year" if visits else "visits not stated"
    return f"{often}, until {end.isoformat()}" if end else f"{often}, open-ended"


def _system_type(records: Records) -> Reason:
    key, kind = records.fact.system_type, records.customer.customer_type
    uses = [ground.use for ground in records.grounds if ground.use in BUSINESS_USES]
    kinds = [ground.kind for ground in records.grounds if ground.active and ground.kind]
    traps = [kind for kind in kinds if kind in TRAPS]
    rules = (
        (kind in BUSINESS_CUSTOMERS, "CUSTOMER", "A business or government customer"),
        (bool(uses), "USE", "The property is used for business"),
        (bool(traps), "TRAP", "There is a grease or grit trap"),
        (key != "unknown", "SYSTEM", "The most demanding system in use"),
        (True, "NONE", "No system on file that decides"),
    )
    code, words = next((code, words) for holds, code, words in rules if holds)
    known = (
        ("Customer type", c.CUSTOMER_TYPE.label(kind) or None),
        ("Use of the property", _listed(c.PROPERTY_USE, uses)),
        ("Systems in use", _listed(c.SYSTEM_KIND, kinds)),
    )
    return Reason("system_type", "System type", key, c.SYSTEM_TYPE.label(key), code, words, known)


def _listed(choices: c.Choices, keys: list[Any]) -> str | None:
    return ", ".join(choices.label(key) for key in dict.fromkeys(keys)) or None


def _due_status(records: Records) -> Reason:
    key = records.fact.due_status
    worst = next((item for item in records.items if item.status == key), None)
    value = STATUSES[key]
    if worst is None:
        known: tuple[tuple[str, Any], ...] = (("Services on file", len(records.items)),)
        return Reason("due_status", "Due status", key, value, "NONE", "Nothing is owed here", known)
    days = (worst.due - records.as_of).days if worst.due else None
    known = (
        ("Service", c.SERVICE.label(worst.service)),
        ("Last done or in use since", worst.base),
        ("Due date", worst.due),
        ("Days from today", days),
        ("Booked", worst.booked),
    )
    words = f"The worst of {len(records.items)}: {INTERVAL_CODES[worst.code]}"
    if records.fact.stale:
        words = f"{words}; last known value, something on file cannot be read"
    return Reason("due_status", "Due status", key, value, worst.code, words, known)


def _rfm(records: Records) -> Reason:
    fact, score = records.fact, rfm_reason.code(records.fact)
    words = rfm_reason.words(fact, records.as_of, records.write_day)
    if score is None:
        return Reason("rfm", "RFM score", None, "Unscored", "NONE", words)
    known = (*rfm_reason.scored(fact, records.rfm), ("Rules", records.rfm.named))
    return Reason("rfm", "RFM score", score, score, score, words, known)


def _rfm_segment(records: Records) -> Reason:
    fact, score = records.fact, rfm_reason.code(records.fact)
    key, words = fact.rfm_segment, rfm_reason.segment_words(records.fact)
    known = (
        ("RFM score", score),
        ("Due status", STATUSES[fact.due_status]),
        ("On cycle", fact.on_cycle),
        ("Rules", records.rfm.named),
    )
    label = c.RFM_SEGMENT.label(key)
    return Reason("rfm_segment", "RFM segment", key, label, score or "NONE", words, known)


def _value_tier(records: Records) -> Reason:
    fact, (code, words) = records.fact, tiers.reason(records.fact, records.rfm)
    known = (
        ("Frequency", fact.rfm_f),
        ("Money", fact.rfm_m),
        ("Visits in 36 months", fact.visits_3y),
        ("Revenue in 36 months", dollars(fact.revenue_3y_cents or 0)),
        ("Rules", records.rfm.named),
    )
    key = fact.value_tier
    return Reason("value_tier", "Value tier", key, c.VALUE_TIER.label(key), code, words, known)


def _health(records: Records) -> Reason:
    fact = records.fact
    words = not_rated_reason(fact.health_card, fact.lifecycle, fact.health_score)
    card = c.HEALTH_CARD.label(fact.health_card)
    known: tuple[tuple[str, Any], ...] = (("Card", card), ("Coverage, %", fact.health_coverage))
    if fact.health_score is None:
        return Reason("health", "Health", NOT_RATED, "Not rated", "NONE", words, known)
    colour = c.HEALTH_COLOUR.label(fact.health_colour)
    value = f"{fact.health_score}, {colour}"
    known += (("Grade", fact.health_grade),)
    words = CARD_OF[fact.health_card].who
    code = fact.health_grade
    return Reason("health", "Health", fact.health_colour, value, code, words, known)


def _lifetime_value(records: Records) -> Reason:
    cents = records.fact.lifetime_value_cents
    title = "Lifetime value, expected"
    if cents is None:
        return Reason("lifetime_value", title, None, None, "NONE", "No sale on file")
    known = (("Revenue in 36 months", dollars(records.fact.revenue_3y_cents or 0)),)
    said, value = records.assumptions, dollars(cents)
    return Reason("lifetime_value", title, str(cents), value, "ASSUMED", said, known)


def _behaviour_group(records: Records) -> Reason:
    name, title = records.group, "Behavior group"
    if name is None:
        return Reason("behaviour_group", title, None, None, "NONE", "In no group found so far")
    return Reason("behaviour_group", title, name, name, "FOUND", "As found last by behavior")


def _on_cycle(records: Records) -> Reason:
    fact = records.fact
    known = (
        ("RFM segment", c.RFM_SEGMENT.label(fact.rfm_segment)),
        ("Due status", STATUSES[fact.due_status]),
    )
    if fact.on_cycle:
        words = "Lost or at risk by RFM, but nothing is due yet"
        return Reason("on_cycle", "On cycle", "yes", "Yes", "CYCLE", words, known)
    words = "No such name, or something is due"
    return Reason("on_cycle", "On cycle", "no", "No", "NONE", words, known)


# Title, reason code, what it means when it holds, and when it does not.
_WORN = {
    "repeat_service": (
        "Repaired again and again", "REPEAT",
        "{repeat_visits} or more repairs or emergencies on one system in {repeat_months} months",
        "Not so often on one system",
    ),
    "degradation": (
        "Condition gets worse", "WORSE",
        "The last {rated} ratings of a system never got better and ended worse",
        "The last {rated} ratings of no system say so",
    ),
    "high_risk_component": (
        "Part near its planning age", "AGE",
        "A part in use has reached {high_risk_percent}% of its planning age",
        "No part in use has reached {high_risk_percent}% of its planning age",
    ),
}  # fmt: skip
_LIMITS = {"repeat_visits": REPEAT_VISITS, "repeat_months": REPEAT_MONTHS, "rated": RATED}


def _worn(label: str) -> Callable[[Records], Reason]:
    title, code, so, not_so = _WORN[label]

    def reason(records: Records) -> Reason:
        known = WORN[label](records.wear, records.write_day)
        numbers = _LIMITS | vars(records.rules)
        if not getattr(records.fact, label):
            words = not_so.format_map(numbers)
            return Reason(label, title, "no", "No", "NONE", words, known)
        is_part = label == "high_risk_component"
        value = (is_part and part_names(records.wear)) or "Yes"
        return Reason(label, title, "yes", value, code, so.format_map(numbers), known)

    return reason


_RELATIONS = {
    "contract": ("CON", "A contract is active"),
    "lapsed_contract": ("LAP", "Had a contract, none is active"),
    "one_time": ("ONE", "Served, never under contract"),
    "none": ("NONE", "Never served, never under contract"),
}


def _relationship(records: Records) -> Reason:
    fact = records.fact
    known = (("Contracts", len(records.contracts)), ("Visits", fact.service_count))
    key = fact.relationship
    code, words = _RELATIONS[key]
    return Reason(
        "relationship", "Relationship", key, c.RELATIONSHIP.label(key), code, words, known
    )


def _equipment_age(records: Records) -> Reason:
    installed = records.fact.system_installed
    if installed is None or installed > records.as_of:
        words = "No day of installation on file"
        nothing = (("Installed", installed),)
        return Reason("equipment_age", "Equipment age", None, "Unknown", "NONE", words, nothing)
    years = completed_years(installed, records.as_of)
    key = next((name for limit, name in _AGES if years < limit), "legacy")
    known = (("Installed", installed), ("Years", years))
    words = "The oldest system in use"
    return Reason(
        "equipment_age", "Equipment age", key, c.AGE_CATEGORY.label(key), "AGE", words, known
    )


def _season(records: Records) -> Reason:
    due = records.fact.next_due
    if due is None:
        words, nothing = "Nothing has a due date", (("Next due date", None),)
        return Reason("season", "Season", None, "Unknown", "NONE", words, nothing)
    key = _SEASONS[due.month - 1]
    known = (("Next due date", due),)
    return Reason("season", "Season", key, key.capitalize(), "DUE", "Month of the next due", known)


def _reactivated(records: Records) -> Reason:
    fact = records.fact
    key = "yes" if fact.reactivated else "no"
    words = "Back within a year after a gap of more than 36 months"
    earlier = (fact.service_2, fact.service_3)
    before = next((day for day in earlier if day != fact.service_1), None)
    known = (("Last visit", fact.service_1), ("The one before", before))
    code = "BACK" if fact.reactivated else "NONE"
    words = words if fact.reactivated else "No such gap before the last visit"
    return Reason("reactivated", "Reactivated", key, key.capitalize(), code, words, known)


def _zone(records: Records) -> Reason:
    found = records.zone
    key = None if found.zone_id is None else str(found.zone_id)
    known = (("Found by", c.ZONE_BY.label(found.by)),)
    return Reason("zone", "Zone", key, found.zone or "No zone", found.by.upper(), found.why, known)


def _reach_by(records: Records) -> Reason:
    key, customer = records.fact.reach_by, records.customer
    wanted = customer.preferred_channel or "none_recorded"
    rules = (
        (key == "none", "NONE", "Not to be contacted, or no channel is allowed"),
        (key == wanted, "ASKED", "The preferred channel, and it is allowed"),
        (wanted == "none_recorded", "FIRST", "No preference; the first channel that is allowed"),
        (True, "OTHER", "The preferred channel is not allowed; the first that is"),
    )
    code, words = next((code, words) for holds, code, words in rules if holds)
    known: tuple[tuple[str, Any], ...] = (("Preferred channel", c.CHANNEL.label(wanted)),)
    if barred := warnings(customer):
        known += (("Not allowed, or not reached", "; ".join(barred)),)
    return Reason("reach_by", "Best channel", key, c.REACH_BY.label(key), code, words, known)


def _vacation(records: Records) -> Reason:
    uses = [ground.seasonal for ground in records.grounds if ground.seasonal]
    is_one = records.fact.vacation_property
    key, code = ("yes", "SEASON") if is_one else ("no", "NONE")
    words = "A current property is used for vacation" if is_one else "No current property is"
    known = (("Season of the properties", _listed(c.SEASONAL, uses)),)
    return Reason(
        "vacation_property", "Vacation property", key, key.capitalize(), code, words, known
    )


LABELS: Mapping[str, Callable[[Records], Reason]] = {
    "lifecycle": _lifecycle,
    "due_status": _due_status,
    "service_tier": _service_tier,
    "system_type": _system_type,
    "value_tier": _value_tier,
    "rfm": _rfm,
    "rfm_segment": _rfm_segment,
    "lifetime_value": _lifetime_value,
    "behaviour_group": _behaviour_group,
    "health": _health,
    "relationship": _relationship,
    "equipment_age": _equipment_age,
    "season": _season,
    "reactivated": _reactivated,
    "zone": _zone,
    "reach_by": _reach_by,
    "vacation_property": _vacation,
    "on_cycle": _on_cycle,
    **{label: _worn(label) for label in _WORN},
}
