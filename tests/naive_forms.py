"""The second judge of the rarer forms of event conditions, one customer at a time."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests import naive_segments as judge
from tests.naive_segments import Happening, Json, Person

EVER: Json = {"kind": "all"}
Form = Callable[[date, Json, Person, list[Happening]], bool]


def meets(node: Json, have: Any) -> bool:
    high = node.get("value2")
    want = Fraction(str(node["value"]))
    return judge.compare(
        node["op"], Fraction(have), want, None if high is None else Fraction(str(high))
    )


def amounts(node: Json, fitting: list[Happening]) -> list[Decimal]:
    found = [one.about.get(node["attr"]) for one in fitting]
    return [one for one in found if one is not None]


def summed(_as_of: date, node: Json, _person: Person, fitting: list[Happening]) -> bool:
    return meets(node, sum(amounts(node, fitting), Decimal(0)))


def averaged(_as_of: date, node: Json, _person: Person, fitting: list[Happening]) -> bool:
    found = amounts(node, fitting)
    return bool(found) and meets(node, Fraction(sum(found, Decimal(0))) / len(found))


def lowest(_as_of: date, node: Json, _person: Person, fitting: list[Happening]) -> bool:
    found = amounts(node, fitting)
    return bool(found) and meets(node, min(found))


def highest(_as_of: date, node: Json, _person: Person, fitting: list[Happening]) -> bool:
    found = amounts(node, fitting)
    return bool(found) and meets(node, max(found))


def different(_as_of: date, node: Json, _person: Person, fitting: list[Happening]) -> bool:
    found: set[Any] = set()
    for one in fitting:
        value = one.about.get(node["attr"])
        found |= value if isinstance(value, set) else {value}
    return meets(node, len(found - {None}))


def on_days(_as_of: date, node: Json, _person: Person, fitting: list[Happening]) -> bool:
    return meets(node, len({one.day for one in fitting}))


def first(as_of: date, node: Json, person: Person, _fitting: list[Happening]) -> bool:
    days = [
        one.day for one in judge.happened(as_of, person, node["event"], node.get("where"), EVER)
    ]
    return bool(days) and judge.in_window(as_of, node.get("window", EVER), min(days))


def followers(as_of: date, node: Json, person: Person, one: Happening) -> list[Happening]:
    last = judge.back(one.day, -node["within"], node["unit"])
    found = judge.happened(as_of, person, node["then"], node.get("then_where"), EVER)
    return [
        other
        for other in found
        if one.day <= other.day <= last
        and (other.day > one.day or other.event != one.event or other.entry > one.entry)
    ]


def sequence(as_of: date, node: Json, person: Person, fitting: list[Happening]) -> bool:
    return any(followers(as_of, node, person, one) for one in fitting)


def not_followed(as_of: date, node: Json, person: Person, fitting: list[Happening]) -> bool:
    def is_over(one: Happening) -> bool:
        return judge.back(one.day, -node["within"], node["unit"]) < as_of

    waiting = [one for one in fitting if node.get("count_open") or is_over(one)]
    return any(not followers(as_of, node, person, one) for one in waiting)


def stopped(as_of: date, node: Json, _person: Person, fitting: list[Happening]) -> bool:
    """The quiet part ends where the window does, today at the latest."""
    window = node.get("window", EVER)
    end = as_of
    while not judge.in_window(as_of, window, end):
        end -= timedelta(days=1)
    start = judge.back(end, node["quiet"], node["unit"])
    return bool(fitting) and not any(start < one.day for one in fitting)


def resumed(as_of: date, node: Json, _person: Person, fitting: list[Happening]) -> bool:
    unit = node["unit"]
    recent = judge.back(as_of, node["recent"], unit)
    before = judge.back(as_of, node["recent"] + node["gap"], unit)
    days = [one.day for one in fitting]
    quiet = not any(before < day <= recent for day in days)
    return any(day > recent for day in days) and quiet and any(day <= before for day in days)


def regular(as_of: date, node: Json, _person: Person, fitting: list[Happening]) -> bool:
    met = 0
    for n in range(node["periods"]):
        end = judge.back(as_of, node["length"] * n, node["unit"])
        start = judge.back(as_of, node["length"] * (n + 1), node["unit"])
        met += sum(start < one.day <= end for one in fitting) >= node["times"]
    return met >= int(node["min_periods"])


def compared(as_of: date, node: Json, person: Person, _fitting: list[Happening]) -> bool:
    other = node.get("event_b", node["event"])
    where = None if "event_b" in node else node.get("where")
    a = len(judge.happened(as_of, person, node["event"], node.get("where"), node["a"]["window"]))
    b = len(judge.happened(as_of, person, other, where, node["b"]["window"]))
    if "change" not in node:
        return meets(node["a"], a) and meets(node["b"], b)
    change = node["change"]
    if change["op"] == "ratio_le":
        return a > 0 and b <= Fraction(str(change["value"])) * a
    return b < a if change["op"] == "lt" else b > a


def ratio(as_of: date, node: Json, person: Person, fitting: list[Happening]) -> bool:
    window = node.get("window", EVER)
    under = len(judge.happened(as_of, person, node["over"], node.get("over_where"), window))
    return under > 0 and meets(node, Fraction(len(fitting), under))


FORMS: dict[str, Form] = {
    "sum": summed,
    "avg": averaged,
    "min": lowest,
    "max": highest,
    "distinct": different,
    "distinct_days": on_days,
    "first": first,
    "sequence": sequence,
    "not_followed": not_followed,
    "stopped": stopped,
    "resumed": resumed,
    "regular": regular,
    "compare": compared,
    "ratio": ratio,
}
