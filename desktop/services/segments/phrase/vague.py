"""Words without one meaning: the phrase box offers what they may mean, and takes none by itself."""

from typing import Any

from desktop.services.segments.nodes import AnyNode, Event, Rank, Rule, Window

Readings = tuple[tuple[str, AnyNode], ...]


def _rule(field: str, op: str, value: Any = None, unit: str | None = None) -> Rule:
    return Rule(field=field, op=op, value=value, unit=unit)


def _service(form: str, n: int, unit: str) -> Event:
    return Event(event=("service",), form=form, window=Window(kind="last", n=n, unit=unit))


_VALUABLE: Readings = (
    ("Value tier is VIP", _rule("value_tier", "is", "VIP")),
    ("Monetary score is 4 or more", _rule("rfm_m", "ge", 4)),
    ("Top 20% by lifetime revenue", Rank(rank="lifetime_revenue", end="top", n=20, percent=True)),
)
_NEAR: Readings = (
    ("Drive time is at most 15 minutes", _rule("drive_minutes", "le", 15)),
    ("Drive time is at most 30 minutes", _rule("drive_minutes", "le", 30)),
    ("Hot zone: 5 or more customers within 2 miles", _rule("hot_zone", "is", "yes")),
)
_FAR: Readings = (
    ("Drive time is more than 30 minutes", _rule("drive_minutes", "gt", 30)),
    ("Drive time is more than 60 minutes", _rule("drive_minutes", "gt", 60)),
)
_NEW: Readings = (
    ("First service in the last 90 days", _rule("first_service", "in_last", 90, "days")),
    ("Lifecycle stage is New", _rule("lifecycle", "is", "New")),
)
_OLD: Readings = (
    (
        "System age is Aging or Legacy",
        Rule(field="system_age_category", op="is_any_of", value=("Aging", "Legacy")),
    ),
    (
        "Customer for 10 years or more",
        Rule(field="customer_since", op="age_ge", value=10),
    ),
)
_OFTEN: Readings = (
    ("Frequency score is 4 or more", _rule("rfm_f", "ge", 4)),
    (
        "3 or more services in the last 12 months",
        Event(
            event=("service",), form="count", op="ge", value=3,
            window=Window(kind="last", n=12, unit="months"),
        ),
    ),
)  # fmt: skip
_UNHAPPY: Readings = (
    (
        "A complaint in the last 12 months",
        Event(event=("complaint",), window=Window(kind="last", n=12, unit="months")),
    ),
    ("Health colour is Red", _rule("health_colour", "is", "Red")),
)
_LATE_PAYERS: Readings = (
    ("Days past due is more than 0", _rule("days_past_due", "gt", 0)),
    ("Days past due is more than 30", _rule("days_past_due", "gt", 30)),
)
_UNPAID: Readings = (
    ("Open balance is more than 0", _rule("open_balance", "gt", 0)),
    ("Days past due is more than 0", _rule("days_past_due", "gt", 0)),
    ("Days past due is more than 30", _rule("days_past_due", "gt", 30)),
)
_INSPECTION_LATE: Readings = (
    ("Next inspection due is in the past", _rule("next_inspection", "in_past")),
    ("Something is overdue", _rule("any_overdue", "is", "yes")),
)
_GONE: Readings = (
    ("Lifecycle stage is Lapsed", _rule("lifecycle", "is", "Lapsed")),
    ("No service in the last 3 years", _service("did_not", 3, "years")),
)
# Vague words have no hidden meaning: they ask which of these is meant.
VAGUE: tuple[tuple[tuple[str, ...], Readings], ...] = (
    (("best", "valuable", "most valuable", "good", "important", "top customers", "big spenders",
      "high value", "great", "big", "biggest customers", "favorite"), _VALUABLE),
    (("close by", "nearby", "near", "near us", "close", "near by", "close to us", "local"), _NEAR),
    (("far away", "far", "distant"), _FAR),
    (("newest", "brand new", "recent customers", "new customers"), _NEW),
    (("old", "older", "long time", "longtime", "oldest"), _OLD),
    (("frequent", "regular", "regulars", "often"), _OFTEN),
    (("unhappy", "angry", "upset", "difficult"), _UNHAPPY),
    (("late payers", "slow to pay", "pay late", "bad payers", "paid late", "pays late",
      "paying late"), _LATE_PAYERS),
    (("unpaid invoices", "unpaid invoice", "unpaid bills", "unpaid"), _UNPAID),
    (("inspection overdue", "overdue inspection", "overdue for inspection",
      "inspections overdue", "overdue inspections"), _INSPECTION_LATE),
    (("lost customers", "gone", "sleeping", "dormant"), _GONE),
)  # fmt: skip
# Vague stretches of time, and the windows they may mean.
VAGUE_TIMES = {
    "lately": ((30, "days"), (90, "days"), (12, "months")),
    "for a while": ((6, "months"), (1, "years"), (3, "years")),
}
SOON_WORDS = ("soon", "shortly", "before long")
SOON = ((30, "days"), (60, "days"), (90, "days"))
VAGUE_TIME_WORDS = {
    "lately": ("lately", "recently", "recent", "not long ago"),
    "for a while": ("in a while", "for a while", "a while", "in a long time", "for a long time",
                    "in ages", "for ages", "a long time"),
}  # fmt: skip
