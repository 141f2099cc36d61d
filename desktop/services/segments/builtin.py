"""The built-in segments of the trade, as data: what each is called, selects and is good for.

Members never depend on consent; that is applied when a list becomes mail or calls. Inactive
customers are in none of them, because no segment sees them.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from desktop.services.care.rules import Rules

Json = dict[str, Any]
DAILY, WEEKLY = "daily", "weekly"


class Builtin(NamedTuple):
    """One built-in segment; `rhythm` says how often its members are worth looking at."""

    key: str
    name: str
    about: str
    tree: Json
    use: str
    rhythm: str = DAILY


def _is(field: str, value: Any) -> Json:
    return {"field": field, "op": "is", "value": value}


def _any_of(field: str, *values: Any) -> Json:
    return {"field": field, "op": "is_any_of", "value": list(values)}


def _days(field: str, op: str, days: int) -> Json:
    return {"field": field, "op": op, "value": days, "unit": "days"}


def _due_item(*rules: Json) -> Json:
    """A tank or system of the customer calls for something of this kind."""
    where = rules[0] if len(rules) == 1 else {"all": list(rules)}
    return {"records": "due_items", "match": "any", "where": where}


def _due_in(*months: int) -> Json:
    return {"field": "next_due", "op": "month_is", "value": list(months)}


_TO_DO = _any_of("status", "Due", "Overdue")
_AGREED_WITH_CUSTOMER = (
    _is("owed_by", "The customer"),
    _is("booked", value=False),
    {"field": "postponed_until", "op": "is_unknown"},
)

BUILTINS: tuple[Builtin, ...] = (
    Builtin(
        "B1", "Service Due – 30 Days", "Something is due today or within 30 days.",
        _due_item(_is("status", "Due")), "Reminders and the next weeks' routes.",
    ),
    Builtin(
        "B2", "Service Overdue", "Something was due before today.",
        _is("due_status", "Overdue"), "Calls first thing in the morning.",
    ),
    Builtin(
        "B3", "Contract Expiring", "A contract ends within 60 days and nothing follows it.",
        _days("unrenewed_end", "in_next", 60), "Renewal letters.",
    ),
    Builtin(
        "B4", "High-Value At Risk", "Spent much in three years, but not served for a year.",
        {"all": [{"field": "rfm_m", "op": "ge", "value": 4},
                 {"field": "rfm_r", "op": "le", "value": 2}]},
        "A personal call by the owner.", WEEKLY,
    ),
    Builtin(
        "B5", "Aerobic Inspection Due",
        "An aerobic system in our care, or in nobody's that we know of, was last inspected 90 or"
        " more days ago, or never.",
        {"any": [_days("aerobic_inspected", "at_least_ago", 90),
                 _is("aerobic_never_inspected", value=True)]},
        "Inspection routes; leads for contracts.",
    ),
    Builtin(
        "B6", "Geographic Hot Zone",
        "Five or more customers stand within 2 miles of each other here.",
        _is("hot_zone", value=True), "Door hangers and full days on one road.", WEEKLY,
    ),
    Builtin(
        "B7", "New Customer Onboarding", "Served for the first time less than 30 days ago.",
        _days("first_service", "in_last", 30), "Thank-you letter and a reminder date.",
    ),
    Builtin(
        "B8", "Win-Back Candidates", "Last served 18 to 36 months ago.",
        {"field": "last_service", "op": "between_ago", "value": 18, "value2": 36,
         "unit": "months"},
        "Win-back offers.", WEEKLY,
    ),
    Builtin(
        "B9", "Win-Back – Past Due",
        "No contract, last served a year or more ago, and something that the customer has to agree"
        " to is overdue by up to two years.",
        {"all": [
            {"field": "contract_status", "op": "is_not", "value": "Active"},
            {"field": "last_service", "op": "at_least_ago", "value": 12, "unit": "months"},
            _due_item(*_AGREED_WITH_CUSTOMER, {
                "field": "days_overdue", "op": "between", "value": 1, "value2": 730
            }),
        ]},
        "Win-back offers that fit the tank's own interval.", WEEKLY,
    ),
    Builtin(
        "B10", "Hot Zone – Due Work",
        "Five or more customers with work that is due and not booked stand within 2 miles here.",
        {"all": [_is("hot_zone_due", value=True), _due_item(_TO_DO, _is("booked", value=False))]},
        "One truck, one road, one day.", WEEKLY,
    ),
    Builtin(
        "B11", "Grease Trap Due", "A grease trap is due or overdue.",
        _due_item(_is("service", "Grease trap cleaning"), _TO_DO), "Grease routes.",
    ),
    Builtin(
        "B12", "Reports To File", "An inspection report was not filed with the authority yet.",
        {"field": "unfiled_inspection", "op": "is_known"}, "Filing within 14 days after the test.",
    ),
    Builtin(
        "B13", "Estimates Not Converted",
        "An estimate is open for 30 or more days, and nothing was done there since.",
        _days("open_estimate", "at_least_ago", 30), "Follow-up calls.",
    ),
    Builtin(
        "B14", "Aerobic Without Contract",
        "An aerobic system in our care, or in nobody's that we know of, without a contract.",
        _is("aerobic_without_contract", value=True), "Contract offers.",
    ),
    Builtin(
        "B15", "Lapsed Contract", "Had a contract, and none is active.",
        _is("relationship", "Lapsed contract"), "Contract offers.",
    ),
    Builtin(
        "B16", "One-Time Customers", "Served, but never under contract.",
        _is("relationship", "One-time"), "Contract offers; education.",
    ),
    Builtin(
        "B17", "Loyal Without Contract", "With us for five years or more, on demand only.",
        {"all": [_is("lifecycle", "Loyal"), _is("service_tier", "On-Demand")]},
        "Contract offers with a thank-you.",
    ),
    Builtin(
        "B18", "Initial Policy Ending",
        "The first two-year policy of a new system ends within 90 days.",
        _days("initial_policy_end", "in_next", 90), "Offer of a paid contract.",
    ),
    Builtin(
        "B19", "Repeat Service", "Two or more repairs of one system within 18 months.",
        _is("repeat_service", value=True), "A look by the owner; replacement offers.",
    ),
    Builtin(
        "B20", "Performance Degradation", "The last three ratings of a system went down.",
        _is("degradation", value=True), "Repair and replacement offers.",
    ),
    Builtin(
        "B21", "High-Risk Components", "A part has reached 80% of its planning age.",
        _is("high_risk_component", value=True), "Replacement before it fails.",
    ),
    Builtin(
        "B22", "Aging & Legacy Systems", "The oldest system is 15 years old or more.",
        _any_of("system_age_category", "Aging", "Legacy"), "Inspection and replacement offers.",
    ),
    Builtin(
        "B23", "Never Pumped / 5+ Years",
        "A tank was last pumped 60 or more months ago, or never that we know of.",
        _is("never_pumped", value=True), "Reminders with the reason to pump.",
    ),
    Builtin(
        "B24", "No Due Date – Needs Data", "Something has no due day for lack of data.",
        _due_item(_is("status", "Unknown")), "Questions to ask on the next call.",
    ),
    Builtin(
        "B25", "VIP", "The customers worth most.",
        _is("value_tier", "VIP"), "Never in a queue of low priority.",
    ),
    Builtin(
        "B26", "Undeliverable Address",
        "The last mail came back, or the mailing address is incomplete.",
        _is("bad_address", value=True), "Addresses to ask for before the next mailing.",
    ),
    Builtin(
        "B27", "Do Not Contact", "Does not want contact, or no channel is allowed.",
        _is("no_contact", value=True), "Left out of every campaign.",
    ),
    Builtin(
        "B28", "Did Not Respond",
        "Was reminded 30 or more days ago of what is due now, and nothing is booked since.",
        _days("unanswered_reminder", "at_least_ago", 30), "A call instead of another letter.",
    ),
    Builtin(
        "B29a", "Spring Due", "The next due day lies in March, April or May.",
        _due_in(3, 4, 5), "Seasonal campaigns.",
    ),
    Builtin(
        "B29b", "Summer Due", "The next due day lies in June, July or August.",
        _due_in(6, 7, 8), "Seasonal campaigns.",
    ),
    Builtin(
        "B29c", "Fall Due", "The next due day lies in September, October or November.",
        _due_in(9, 10, 11), "Seasonal campaigns.",
    ),
    Builtin(
        "B29d", "Winter Due", "The next due day lies in December, January or February.",
        _due_in(12, 1, 2), "Seasonal campaigns.",
    ),
    Builtin(
        "B30", "Quoted, Not Served", "Has an estimate, and neither a visit nor a contract.",
        _is("lifecycle", "Prospect"), "Follow-up calls.",
    ),
)  # fmt: skip
# Conditions that follow the rules of the office: which number of theirs is which rule.
FOLLOWS: Mapping[str, Mapping[str, str]] = {
    "B3": {"value": "expiring_days"},
    "B7": {"value": "onboarding_days"},
    "B8": {"value": "winback_from_months", "value2": "winback_to_months"},
}
BY_KEY = {one.key: one for one in BUILTINS}
ORDER = {one.key: place for place, one in enumerate(BUILTINS)}


def tree_by(one: Builtin, rules: Rules) -> Json:
    """The tree of a built-in segment with the numbers of the office's rules."""
    own = {place: getattr(rules, rule) for place, rule in FOLLOWS.get(one.key, {}).items()}
    return one.tree | own
