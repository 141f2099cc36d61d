"""Fifty trees for the live count: every kind of node, every form of event, every group."""

from typing import Any

Json = dict[str, Any]

ZIP_CODES = ["77801", "77802", "77803", "77807", "77808", "77845", "77868", "77836", "75901"]


def _rule(field: str, op: str, value: Any = None, **more: Any) -> Json:
    return {"field": field, "op": op} | ({} if value is None else {"value": value}) | more


def _last(n: int, unit: str) -> Json:
    return {"kind": "last", "n": n, "unit": unit}


def _done(event: Any, form: str, window: Json | None = None, **parts: Any) -> Json:
    return {"event": event, "form": form} | ({"window": window} if window else {}) | parts


def _kind(kind: str) -> Json:
    return _rule("kind", "is", kind)


def _records(records: str, match: str, where: Json | None = None, **more: Any) -> Json:
    return {"records": records, "match": match} | ({"where": where} if where else {}) | more


def _rank(field: str, end: str, n: int, **more: Any) -> Json:
    return {"rank": field, "end": end, "n": n} | more


RESIDENTIAL = _rule("customer_type", "is", "Residential")
AEROBIC = _rule("system_type", "is", "Aerobic")
YEAR, THREE_YEARS = _last(1, "years"), _last(3, "years")

RULES: dict[str, Json] = {
    "main job: residential, ZIP codes, no service in 3 years": {
        "all": [
            RESIDENTIAL,
            _rule("postcode", "is_any_of", ZIP_CODES),
            _done("service", "did_not", THREE_YEARS),
        ]
    },
    "one field: system type": AEROBIC,
    "city and last service more than 180 days ago": {
        "all": [
            _rule("city", "is", "Bryan"),
            _rule("last_service", "more_than_ago", 180, unit="days"),
        ]
    },
    "tag and not opted out": {
        "all": [
            _rule("tags", "has_any_of", ["dog", "gate"]),
            _rule("email_opt_out", "is_not", value=True),
        ]
    },
    "name contains": _rule("name", "contains", "reye"),
    "notes contain, telephone does not end with": {
        "all": [_rule("notes", "contains", "gate"), _rule("phone", "not_ends_with", "00")]
    },
    "money: large average ticket, owes nothing": {
        "all": [
            _rule("average_ticket", "ge", 400),
            {"not": _rule("open_balance", "gt", 0)},
        ]
    },
    "month of the next due date": _rule("next_due", "month_is", [3, 4, 5]),
    "anniversary in the next 30 days": _rule(
        "customer_since", "anniversary", window={"kind": "next", "n": 30, "unit": "days"}
    ),
    "system older than 20 years, no e-mail known": {
        "all": [_rule("system_installed", "age_ge", 20), _rule("email", "is_unknown")]
    },
    "zone and technician": {
        "any": [
            _rule("hot_zone", "is", value=True),
            _rule("service_days", "has_any_of", ["Monday"]),
        ]
    },
    "RFM score, tier and health": {
        "all": [
            _rule("rfm_total", "ge", 11),
            _rule("value_tier", "is_any_of", ["VIP", "High"]),
            _rule("health_colour", "is_not", "Red"),
        ]
    },
}

EVENTS: dict[str, Json] = {
    "service in the last 18 months": _done("service", "did", _last(18, "months")),
    "no pump-out in 3 years": _done("service", "did_not", THREE_YEARS, where=_kind("Pump-out")),
    "3 or more services in 3 years": _done("service", "count", THREE_YEARS, op="ge", value=3),
    "12 or more services ever": _done("service", "count", op="ge", value=12),
    "aerobic, fewer than 2 inspections in a year": {
        "all": [
            AEROBIC,
            _done("service", "count", YEAR, where=_kind("Inspection"), op="lt", value=2),
        ]
    },
    "calls: fewer than 2 in 90 days": _done("call", "count", _last(90, "days"), op="lt", value=2),
    "no payment in a year": _done("payment", "did_not", YEAR),
    "invoice over $800 in 2 years": _done(
        "invoice", "did", _last(2, "years"), where=_rule("amount", "gt", 800)
    ),
    "invoices of 3 years add up to $1,500": _done(
        "invoice", "sum", THREE_YEARS, attr="amount", op="ge", value=1500
    ),
    "average service ever over $450": _done("service", "avg", attr="amount", op="gt", value=450),
    "dearest service ever at least $1,000": _done(
        "service", "max", attr="amount", op="ge", value=1000
    ),
    "cheapest payment of 5 years under $100": _done(
        "payment", "min", _last(5, "years"), attr="amount", op="lt", value=100
    ),
    "3 different kinds of service ever": _done(
        "service", "distinct", attr="kind", op="ge", value=3
    ),
    "served by 4 technicians": _done("service", "distinct", attr="technician", op="ge", value=4),
    "10 different service days ever": _done("service", "distinct_days", op="ge", value=10),
    "first service last year": _done("service", "first", {"kind": "period", "name": "last_year"}),
    "latest service is a repair": _done("service", "latest", has=_kind("Repair")),
    "latest payment by check": _done("payment", "latest", has=_rule("method", "is", "check")),
    "repair, then another within 60 days": _done(
        "service",
        "sequence",
        THREE_YEARS,
        where=_kind("Repair"),
        then=["service"],
        then_where=_kind("Repair"),
        within=60,
        unit="days",
    ),
    "estimate sent, none accepted in 30 days": _done(
        "quote_sent", "not_followed", then=["quote_accepted"], within=30, unit="days"
    ),
    "pump-out ever without another within 5 years": _done(
        "service",
        "not_followed",
        where=_kind("Pump-out"),
        then=["service"],
        then_where=_kind("Pump-out"),
        within=5,
        unit="years",
    ),
    "stopped: none in the last 18 of 60 months": _done(
        "service", "stopped", _last(60, "months"), quiet=18, unit="months"
    ),
    "resumed after 2 quiet years": _done("service", "resumed", recent=12, gap=24, unit="months"),
    "regular: once a year in 4 of 5 years": _done(
        "service", "regular", periods=5, length=1, unit="years", times=1, min_periods=4
    ),
    "regular payments: 6 of 8 quarters": _done(
        "payment", "regular", periods=8, length=3, unit="months", times=1, min_periods=6
    ),
    "fewer services than the year before": _done(
        "service",
        "compare",
        a={"window": {"kind": "previous", "n": 1, "unit": "years"}},
        b={"window": YEAR},
        change={"op": "lt"},
    ),
    "2 services a year ago, none since": _done(
        "service",
        "compare",
        a={"window": {"kind": "previous", "n": 1, "unit": "years"}, "op": "ge", "value": 2},
        b={"window": YEAR, "op": "eq", "value": 0},
    ),
    "fewer accepted estimates than half of those sent": _done(
        "quote_accepted", "ratio", over=["quote_sent"], op="lt", value=0.5
    ),
    "service or payment in 90 days": _done(["service", "payment"], "did", _last(90, "days")),
}

OTHERS: dict[str, Json] = {
    "due item overdue and not booked": _records(
        "due_items",
        "any",
        {"all": [_rule("status", "is", "Overdue"), _rule("booked", "is", value=False)]},
    ),
    "2 systems older than 2010": _records(
        "systems", "at_least", _rule("installed", "before", "2010-01-01"), n=2
    ),
    "all contracts expired": _records("contracts", "all", _rule("status", "is", "Expired")),
    "top 100 by lifetime revenue": _rank("lifetime_revenue", "top", 100),
    "top 10 percent by average ticket, aerobic": {
        "all": [_rank("average_ticket", "top", 10, percent=True), AEROBIC]
    },
    "in two segments": {"segment": ["builtin-B4", "builtin-B8"], "op": "in"},
    "in none of two segments, with a repair": {
        "all": [
            {"segment": ["builtin-B2", "builtin-B9"], "op": "not_in"},
            _done("service", "did", YEAR, where=_kind("Repair")),
        ]
    },
}

GROUPS: dict[str, Json] = {
    "nested groups": {
        "all": [
            {
                "any": [
                    _rule("postcode", "starts_with", "778"),
                    {"none": [AEROBIC, _rule("comm_pref", "is", "Email")]},
                ]
            },
            {"not": _rule("tags", "has_any_of", ["do not mail"])},
            {
                "at_least": 2,
                "of": [
                    _rule("open_balance", "gt", 0),
                    _rule("lifetime_revenue", "ge", 2000),
                    _done("service", "did", _last(18, "months")),
                ],
            },
        ]
    },
    "ten conditions of all kinds": {
        "all": [
            RESIDENTIAL,
            _rule("lifecycle", "is_none_of", ["Prospect"]),
            _rule("postcode", "starts_with", "77"),
            _done("service", "did", THREE_YEARS),
            _done("service", "count", _last(6, "years"), op="ge", value=2),
            {
                "at_most": 2,
                "of": [
                    _done("call", "did", YEAR),
                    _rule("open_balance", "gt", 100),
                    _rule("email", "is_unknown"),
                ],
            },
            _done("invoice", "sum", THREE_YEARS, attr="amount", op="ge", value=300),
            _records("due_items", "any", _rule("status", "is_any_of", ["Due", "Overdue"])),
            {"not": _rank("lifetime_revenue", "bottom", 20, percent=True)},
            _rule("email_opt_out", "is_not", value=True),
        ]
    },
}

TREES = RULES | EVENTS | OTHERS | GROUPS
TEN = GROUPS["ten conditions of all kinds"]
