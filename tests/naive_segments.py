"""The second judge: reads a definition (plain JSON) against plain records, one customer at a time.

Deliberately slow and separate: it shares no code with the compiled statement, and has a calendar
of its own. Where the two agree on random trees and offices, both are believed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from desktop.models.folding import fold

Json = dict[str, Any]


@dataclass
class Happening:
    """One event of a customer."""

    event: str
    day: date
    entry: int
    about: Json = field(default_factory=dict)


@dataclass
class Person:
    """One customer: the value of each field as the office would read it, and what happened."""

    number: int
    live: bool = True
    values: Json = field(default_factory=dict)
    happenings: list[Happening] = field(default_factory=list)
    records: dict[str, list[Json]] = field(default_factory=dict)


@dataclass
class Saved:
    """One saved segment."""

    tree: Json | None = None
    listed: frozenset[int] | None = None
    pinned_in: frozenset[int] = frozenset()
    pinned_out: frozenset[int] = frozenset()


@dataclass
class World:
    """All there is, on one day. `types` gives the type of each field."""

    as_of: date
    people: list[Person]
    types: dict[str, str]
    saved: dict[str, Saved] = field(default_factory=dict)


EVENT_TYPES = {
    "date": "date",
    "kind": "many",
    "technician": "choice",
    "amount": "money",
    "direction": "choice",
    "outcome": "choice",
}


RECORD_TYPES = {
    "due_items": {
        "service": "choice",
        "status": "choice",
        "due": "date",
        "days_overdue": "number",
        "owed_by": "choice",
        "booked": "yes_no",
        "postponed_until": "date",
    }
}


def members(world: World, tree: Json) -> set[int]:
    """The numbers of the live customers whom a tree selects."""
    return {p.number for p in world.people if p.live and selects(world, tree, p)}


def selects(world: World, tree: Json, person: Person) -> bool:
    """Whether the tree selects this customer; nothing active selects nobody."""
    return is_active(tree) and holds(world, tree, person)


def below(node: Json) -> list[Json]:
    for name in ("all", "any", "none", "of"):
        if name in node:
            return list(node[name])
    return [node["not"]] if "not" in node else []


def is_active(node: Json) -> bool:
    """Not muted, and not a group of nothing active."""
    if node.get("muted"):
        return False
    if any(name in node for name in ("all", "any", "none", "of", "not")):
        return any(is_active(child) for child in below(node))
    return True


def holds(world: World, node: Json, person: Person) -> bool:
    answer = _holds(world, node, person)
    return not answer if node.get("negate") else answer


def _holds(world: World, node: Json, person: Person) -> bool:  # noqa: PLR0911 - one per kind
    if "field" in node:
        value = person.values.get(node["field"])
        return rule_holds(world.as_of, node, world.types[node["field"]], value)
    if "event" in node:
        return event_holds(world.as_of, node, person)
    if "rank" in node:
        return is_ranked(world, node, person)
    if "records" in node:
        return records_hold(world.as_of, node, person)
    if "segment" in node:
        named = node["segment"] if isinstance(node["segment"], list) else [node["segment"]]
        inside = any(is_in(world, world.saved[name], person) for name in named)
        return not inside if node.get("op") == "not_in" else inside
    if "everyone" in node:
        return True
    return grouped(node, lambda child: holds(world, child, person))


def grouped(node: Json, judge: Callable[[Json], bool]) -> bool:
    answers = [judge(child) for child in below(node) if is_active(child)]
    if "all" in node:
        return all(answers)
    if "any" in node:
        return any(answers)
    if "none" in node or "not" in node:
        return not any(answers)
    if "at_least" in node:
        return sum(answers) >= int(node["at_least"])
    return sum(answers) <= int(node["at_most"])


def is_in(world: World, saved: Saved, person: Person) -> bool:
    if person.number in saved.pinned_out:
        return False
    if saved.listed is not None:
        return person.number in saved.listed | saved.pinned_in
    chosen = saved.tree is not None and selects(world, saved.tree, person)
    return chosen or person.number in saved.pinned_in


# Events


def is_ranked(world: World, node: Json, person: Person) -> bool:
    """Fewer than n customers stand strictly better; n percent is rounded up."""
    live = [one.values.get(node["rank"]) for one in world.people if one.live]
    values = [Decimal(str(one)) for one in live if one is not None]
    own = person.values.get(node["rank"])
    if own is None:
        return False
    mine, top = Decimal(str(own)), node["end"] == "top"
    better = sum(1 for one in values if (one > mine if top else one < mine))
    places = -(-len(values) * node["n"] // 100) if node.get("percent") else node["n"]
    return bool(better < places)


def named(events: Any) -> list[str]:
    return list(events) if isinstance(events, list) else [events]


def happened(
    as_of: date, person: Person, events: Any, where: Json | None, window: Json
) -> list[Happening]:
    return [
        one
        for one in person.happenings
        if one.event in named(events)
        and one.day <= as_of
        and in_window(as_of, window, one.day)
        and (not where or not is_active(where) or about_holds(as_of, where, one))
    ]


def event_holds(as_of: date, node: Json, person: Person) -> bool:
    window = node.get("window", {"kind": "all"})
    fitting = happened(as_of, person, node["event"], node.get("where"), window)
    form = node.get("form", "did")
    if form == "did":
        return bool(fitting)
    if form == "did_not":
        return not fitting
    if form == "count":
        return compare(node["op"], len(fitting), node["value"], node.get("value2"))
    if form == "latest":
        order = list(dict.fromkeys(named(node["event"])))
        key: Callable[[Happening], Any] = lambda one: (  # noqa: E731 - one use
            one.day, order.index(one.event), one.entry
        )  # fmt: skip
        latest = max(fitting, key=key, default=None)
        return latest is not None and about_holds(as_of, node["has"], latest)
    from tests.naive_forms import FORMS  # noqa: PLC0415 - the two modules know each other

    return FORMS[form](as_of, node, person, fitting)


def records_hold(as_of: date, node: Json, person: Person) -> bool:
    records, types = person.records.get(node["records"], []), RECORD_TYPES[node["records"]]
    where, n = node.get("where"), node.get("n") or 0
    asks = where is not None and is_active(where)
    met = [not asks or record_holds(as_of, where or {}, types, one) for one in records]
    answers = {
        "any": any(met),
        "all": bool(met) and all(met),
        "none": not any(met),
        "at_least": sum(met) >= n,
        "at_most": sum(met) <= n,
        "exactly": sum(met) == n,
    }
    return answers[node.get("match", "any")]


def record_holds(as_of: date, node: Json, types: dict[str, str], record: Json) -> bool:
    if "field" in node:
        answer = rule_holds(as_of, node, types[node["field"]], record.get(node["field"]))
    else:
        answer = grouped(node, lambda child: record_holds(as_of, child, types, record))
    return not answer if node.get("negate") else answer


def about_holds(as_of: date, node: Json, happening: Happening) -> bool:
    if "field" in node:
        name = node["field"]
        value = happening.day if name == "date" else happening.about.get(name)
        answer = rule_holds(as_of, node, EVENT_TYPES[name], value)
    else:
        answer = grouped(node, lambda child: about_holds(as_of, child, happening))
    return not answer if node.get("negate") else answer


def in_window(as_of: date, window: Json, day: date) -> bool:  # noqa: PLR0911 - one per kind
    kind, n, unit = window["kind"], int(window.get("n") or 0), window.get("unit")
    if kind == "all":
        return True
    if kind == "last":
        return back(as_of, n, unit) < day <= as_of
    if kind == "next":
        return as_of <= day <= back(as_of, -n, unit)
    if kind == "previous":
        return back(as_of, 2 * n, unit) < day <= back(as_of, n, unit)
    if kind == "older_than":
        return day < back(as_of, n, unit)
    if kind == "between_ago":
        ends = sorted([back(as_of, window["from"], unit), back(as_of, window["to"], unit)])
        return ends[0] <= day <= ends[1]
    if kind == "dates":
        first, final = window.get("from"), window.get("to")
        return (not first or day >= date.fromisoformat(first)) and (
            not final or day <= date.fromisoformat(final)
        )
    return in_period(as_of, window["name"], day)


# Rules

NEGATIVE = {
    "is_not": "is",
    "is_none_of": "is_any_of",
    "not_contains": "contains",
    "not_starts_with": "starts_with",
    "not_ends_with": "ends_with",
    "has_none_of": "has_any_of",
    "not_on": "on",
    "not_between": "between",
    "not_in_last": "in_last",
    "not_in_period": "in_period",
    "not_anniversary": "anniversary",
    "is_unknown": "is_known",
}


def is_blank(value: Any) -> bool:
    return value is None or value in ([], set()) or (isinstance(value, str) and not fold(value))


def rule_holds(as_of: date, rule: Json, type_: str, value: Any) -> bool:
    op = rule["op"]
    if op in NEGATIVE:
        if rule.get("blank") == "exclude" and is_blank(value):
            return False
        return not rule_holds(as_of, rule | {"op": NEGATIVE[op]}, type_, value)
    if is_blank(value):
        return False
    return op == "is_known" or JUDGES[type_](as_of, rule, value)


def wanted(rule: Json) -> list[Any]:
    value = rule["value"]
    return list(value) if isinstance(value, list) else [value]


def text_holds(_as_of: date, rule: Json, value: str) -> bool:
    text, asked = fold(value), [fold(one) for one in wanted(rule)]
    tests: dict[str, Callable[[str], bool]] = {
        "is": lambda one: text == one,
        "is_any_of": lambda one: text == one,
        "contains": lambda one: one in text,
        "starts_with": text.startswith,
        "ends_with": text.endswith,
    }
    return any(tests[rule["op"]](one) for one in asked)


def choice_holds(_as_of: date, rule: Json, value: str) -> bool:
    return fold(value) in {fold(one) for one in wanted(rule)}


def many_holds(_as_of: date, rule: Json, value: Iterable[str]) -> bool:
    held, asked = {fold(one) for one in value}, {fold(one) for one in wanted(rule)}
    return asked <= held if rule["op"] == "has_all_of" else bool(asked & held)


def number_holds(_as_of: date, rule: Json, value: Any) -> bool:
    exact = Decimal(str(value))
    asked = [Decimal(str(one)) for one in wanted(rule)]
    if rule["op"] in ("is", "is_any_of"):
        return exact in asked
    high = rule.get("value2")
    return compare(rule["op"], exact, asked[0], None if high is None else Decimal(str(high)))


def compare(op: str, have: Any, want: Any, high: Any) -> bool:
    answers: dict[str, bool] = {
        "eq": have == want,
        "ne": have != want,
        "lt": have < want,
        "le": have <= want,
        "gt": have > want,
        "ge": have >= want,
        "between": high is not None and want <= have <= high,
    }
    return answers[op]


def yes_no_holds(_as_of: date, rule: Json, value: bool) -> bool:  # noqa: FBT001 - a value
    return value is rule["value"]


def date_holds(as_of: date, rule: Json, value: date) -> bool:  # noqa: PLR0911 - one per kind
    op = rule["op"]
    if op in FIXED:
        second = rule.get("value2")
        return FIXED[op](value, date.fromisoformat(rule["value"]), second)
    if op in ROLLING:
        unit = rule["unit"]
        other = None if rule.get("value2") is None else back(as_of, rule["value2"], unit)
        ago, ahead = back(as_of, rule["value"], unit), back(as_of, -rule["value"], unit)
        return ROLLING[op](value, as_of, ago, other or ahead)
    if op.startswith("age_"):
        years = age(value, as_of)
        low, high = rule["value"], rule.get("value2", 0)
        answers = {
            "age_ge": years >= low,
            "age_lt": years < low,
            "age_between": low <= years <= high,
        }
        return bool(answers[op])
    if op == "in_past":
        return value < as_of
    if op == "in_future":
        return value > as_of
    if op == "in_period":
        return in_period(as_of, rule["value"], value)
    if op == "month_is":
        return value.month in wanted(rule)
    return has_anniversary(as_of, rule.get("window"), value)


FIXED: dict[str, Callable[[date, date, Any], bool]] = {
    "on": lambda value, day, _: value == day,
    "before": lambda value, day, _: value < day,
    "on_or_before": lambda value, day, _: value <= day,
    "after": lambda value, day, _: value > day,
    "on_or_after": lambda value, day, _: value >= day,
    "between": lambda value, day, second: day <= value <= date.fromisoformat(second),
}
ROLLING: dict[str, Callable[[date, date, date, date], bool]] = {
    "in_last": lambda value, as_of, ago, _: ago < value <= as_of,
    "in_next": lambda value, as_of, _, ahead: as_of <= value <= ahead,
    "more_than_ago": lambda value, _as_of, ago, _: value < ago,
    "at_least_ago": lambda value, _as_of, ago, _: value <= ago,
    "exactly_ago": lambda value, _as_of, ago, _: value == ago,
    "between_ago": lambda value, _as_of, ago, other: min(ago, other) <= value <= max(ago, other),
    "more_than_ahead": lambda value, _as_of, _, ahead: value > ahead,
}
JUDGES: dict[str, Callable[[date, Json, Any], bool]] = {
    "text": text_holds,
    "choice": choice_holds,
    "many": many_holds,
    "number": number_holds,
    "money": number_holds,
    "yes_no": yes_no_holds,
    "date": date_holds,
}


# A calendar of its own


def back(day: date, n: int, unit: str | None) -> date:
    """So many units back (or ahead, below 0), stopping at the end of a shorter month."""
    if unit in ("days", "weeks"):
        return day - timedelta(days=n * (7 if unit == "weeks" else 1))
    months = (day.year * 12 + day.month - 1) - n * (12 if unit == "years" else 1)
    for number in (day.day, 30, 29, 28):
        try:
            return date(months // 12, months % 12 + 1, min(number, day.day))
        except ValueError:
            continue
    raise AssertionError


def birthday(start: date, year: int) -> date:
    """The anniversary of a day in a year; 29 February has it on 28 February in other years."""
    try:
        return start.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def age(start: date, as_of: date) -> int:
    years = as_of.year - start.year
    return years if birthday(start, as_of.year) <= as_of else years - 1


def in_period(as_of: date, name: str, day: date) -> bool:
    if name in ("today", "yesterday", "tomorrow"):
        return (day - as_of).days == {"today": 0, "yesterday": -1, "tomorrow": 1}[name]
    if name.endswith("_to_date"):
        same_month = name == "year_to_date" or day.month == as_of.month
        return day.year == as_of.year and same_month and day <= as_of
    which, unit = name.split("_")
    number: dict[str, Callable[[date], int]] = {
        "week": lambda one: (one.toordinal() - 1) // 7,  # day 1 of the calendar was a Monday
        "month": lambda one: one.year * 12 + one.month,
        "quarter": lambda one: one.year * 4 + (one.month - 1) // 3,
        "year": lambda one: one.year,
    }
    return number[unit](day) - number[unit](as_of) == {"this": 0, "last": -1, "next": 1}[which]


def has_anniversary(as_of: date, window: Json | None, value: date) -> bool:
    """Some day of the window is an anniversary, the first or a later one."""
    asked = window or {"kind": "period", "name": "today"}
    years = range(value.year + 1, as_of.year + 100)
    return any(in_window(as_of, asked, birthday(value, year)) for year in years)
