"""Random definitions in plain JSON: every operator of every type, every form, every group."""

from collections.abc import Callable
from random import Random
from typing import Any

from desktop.models import choices as c
from desktop.models.choices import AGE_CATEGORY
from desktop.services.segments.events import EVENT_KIND
from desktop.services.segments.operators import COUNT_LABELS, Operator, operators_for
from desktop.services.segments.record_kinds import OWED_BY
from desktop.services.segments.spans import PERIODS
from desktop.services.segments.tree import FORMS, MATCHES, WINDOW_KINDS
from tests.naive_segments import RECORD_TYPES
from tests.services.segments.random_offices import (
    CHOICES,
    DUE_SERVICES,
    GROUPS,
    SIZES,
    TAGS,
    TECHNICIANS,
    TYPES,
    WORDS,
    ZONES,
    Edge,
    random_day,
)

Json = dict[str, Any]

LISTS: dict[str, tuple[str, ...]] = {
    **{
        key: tuple(label for stored, label in choices.items if stored != "none_recorded")
        for key, choices in CHOICES.items()
    },
    "zone": tuple(ZONES),
    "zone_type": tuple(label for _, label in c.ZONE_KIND.items),
    "primary_tech": TECHNICIANS,
    "behaviour_group": GROUPS,
    "technician": TECHNICIANS,
    "service_days": ("Monday", "Friday"),
    "tags": (*TAGS, "nobody has this"),
    "system_age_category": tuple(label for _, label in AGE_CATEGORY.items),
    "health_trend": tuple(label for _, label in c.HEALTH_TREND.items),
    "season": tuple(label for _, label in c.SEASON.items),
    "custom.size": SIZES,
    "kind": tuple(label for _, label in EVENT_KIND.items),
    "direction": ("In", "Out"),
    "service": tuple(c.SERVICE.label(key) for key in DUE_SERVICES),
    "status": tuple(label for _, label in c.DUE_STATUS.items),
    "owed_by": tuple(label for _, label in OWED_BY.items),
    "outcome": tuple(label for _, label in c.OUTCOME.items),
}
# What a rule about an event can ask, by event.
_VISIT = {"date": "date", "kind": "choice", "technician": "choice", "amount": "money"}
ABOUT = {
    "service": _VISIT,
    "visit_booked": _VISIT,
    "call": {"date": "date", "direction": "choice", "outcome": "choice"},
    "invoice": {"date": "date", "amount": "money"},
    "payment": {"date": "date", "amount": "money"},
}


def random_tree(random: Random, edge: Edge, depth: int = 2) -> Json:
    """Any node; groups only while there is depth left."""
    makers: list[Callable[[], Json]] = [
        lambda: random_rule(random, edge, TYPES),
        lambda: random_rule(random, edge, TYPES),
        lambda: random_event(random, edge),
        lambda: random_event(random, edge),
        lambda: random_reference(random),
        lambda: random_records(random, edge),
        lambda: random_rank(random),
    ]
    if depth:
        makers += [lambda: random_group(random, lambda: random_tree(random, edge, depth - 1))] * 4
    node = {"everyone": True} if random.random() < 0.03 else random.choice(makers)()
    return node | _carried(random)


def _carried(random: Random) -> Json:
    return {name: True for name in ("muted", "negate") if random.random() < 0.1}


def random_group(random: Random, child: Callable[[], Json]) -> Json:
    children = [child() for _ in range(random.randint(0, 3))]
    combinator = random.choice(("all", "any", "none", "at_least", "at_most", "not"))
    if combinator == "not":
        return {"not": child()}
    if combinator in ("at_least", "at_most"):
        return {combinator: random.randint(0, 3), "of": children}
    return {combinator: children}


def random_reference(random: Random) -> Json:
    names = random.sample(("owes", "listed", "both", "empty"), random.randint(1, 2))
    return {"segment": names, "op": random.choice(("in", "not_in"))}


def random_records(random: Random, edge: Edge) -> Json:
    node: Json = {"records": "due_items", "match": random.choice(MATCHES)}
    if node["match"] in ("at_least", "at_most", "exactly"):
        node["n"] = random.randint(0, 3)
    if random.random() < 0.8:
        node["where"] = _about(random, edge, RECORD_TYPES["due_items"])
    return node


def random_event(random: Random, edge: Edge) -> Json:
    events = random.sample(tuple(ABOUT), 2 if random.random() < 0.15 else 1)
    if random.random() < 0.5:
        events = ["service"]
    shared = set.intersection(*(set(ABOUT[name]) for name in events))
    about = {key: ABOUT[events[0]][key] for key in sorted(shared)}
    node: Json = {"event": events[0] if len(events) == 1 else events}
    node |= {"form": random.choice(FORMS)}
    node["window"] = random_window(random, edge)
    if random.random() < 0.5:
        node["where"] = _about(random, edge, about)
    if node["form"] == "latest":
        node["has"] = _about(random, edge, about) | {"muted": False}
    return node | _FORMS.get(node["form"], _nothing)(random, edge, node)


def _nothing(_random: Random, _edge: Edge, _node: Json) -> Json:
    return {}


def _count(random: Random, _edge: Edge, _node: Json) -> Json:
    asked: Json = {"op": random.choice(tuple(COUNT_LABELS))}
    asked["value"] = random.choice((0, 1, 1, 2, 3, 5, 11))
    if asked["op"] == "between":
        asked["value2"] = asked["value"] + random.randint(0, 3)
    return asked


def _amounts(random: Random, _edge: Edge, node: Json) -> Json:
    asked: Json = {"op": random.choice(tuple(COUNT_LABELS))}
    asked["value"] = random.choice((0, 0.01, -5, 199.99, "200.00", 200.005, 66.67))
    if asked["op"] == "between":
        asked["value2"] = float(asked["value"]) + random.choice((0, 0.01, 200))
    if "call" in node["event"]:  # calls have no amount
        node["event"] = "invoice"
        node.pop("where", None)
    return asked | {"attr": "amount"}


def _different(random: Random, edge: Edge, node: Json) -> Json:
    if isinstance(node["event"], list) or node["event"] == "visit_booked":
        node["event"] = "service"
        node.pop("where", None)
    attributes = [key for key in ABOUT[node["event"]] if key != "date"]
    return _count(random, edge, node) | {"attr": random.choice(attributes)}


def _followed(random: Random, edge: Edge, node: Json) -> Json:
    then = random.choice(tuple(ABOUT))
    n, unit = edge.stretch(random)
    asked: Json = {"then": then, "within": n, "unit": unit}
    if random.random() < 0.4:
        asked["then_where"] = _about(random, edge, ABOUT[then])
    if node["form"] == "not_followed" and random.random() < 0.3:
        asked["count_open"] = True
    return asked


def _stopped(random: Random, edge: Edge, node: Json) -> Json:
    if node["window"]["kind"] not in ("all", "older_than"):
        node["window"] = {"kind": "last", "n": random.randint(2, 5), "unit": "years"}
        return {"quiet": random.randint(1, 23), "unit": "months"}
    n, unit = edge.stretch(random)
    return {"quiet": n, "unit": unit}


def _resumed(random: Random, edge: Edge, _node: Json) -> Json:
    n, unit = edge.stretch(random)
    return {"recent": n, "gap": random.randint(1, 4), "unit": unit}


def _regular(random: Random, edge: Edge, _node: Json) -> Json:
    n, unit = edge.stretch(random)
    periods = random.randint(1, 4)
    times = {"times": random.randint(1, 2), "min_periods": random.randint(1, periods)}
    return {"periods": periods, "length": n, "unit": unit} | times


def _compare(random: Random, edge: Edge, node: Json) -> Json:
    sides: Json = {side: {"window": random_window(random, edge)} for side in ("a", "b")}
    if random.random() < 0.3:
        sides["event_b"] = random.choice(tuple(ABOUT))
    if random.random() < 0.5:
        share = {"op": "ratio_le", "value": random.choice((0, 0.5, 1, 1.5))}
        return sides | {"change": random.choice(({"op": "lt"}, {"op": "gt"}, share))}
    for side in ("a", "b"):
        sides[side] |= _count(random, edge, node)
    return sides


def _ratio(random: Random, edge: Edge, _node: Json) -> Json:
    over = random.choice(tuple(ABOUT))
    asked: Json = {"over": over, "op": random.choice(tuple(COUNT_LABELS))}
    asked["value"] = random.choice((0, 0.5, 1, 2))
    if asked["op"] == "between":
        asked["value2"] = asked["value"] + random.choice((0, 1))
    if random.random() < 0.4:
        asked["over_where"] = _about(random, edge, ABOUT[over])
    return asked


_FORMS: dict[str, Callable[[Random, Edge, Json], Json]] = {
    "count": _count,
    "distinct_days": _count,
    **dict.fromkeys(("sum", "avg", "min", "max"), _amounts),
    "distinct": _different,
    "sequence": _followed,
    "not_followed": _followed,
    "stopped": _stopped,
    "resumed": _resumed,
    "regular": _regular,
    "compare": _compare,
    "ratio": _ratio,
}


def random_rank(random: Random) -> Json:
    percent = random.random() < 0.5
    number = random.choice((1, 10, 34, 50, 99, 100)) if percent else random.randint(1, 6)
    node: Json = {"rank": random.choice(RANKED), "end": random.choice(("top", "bottom"))}
    return node | {"n": number} | ({"percent": True} if percent else {})


RANKED = ("lifetime_revenue", "rfm_m", "drive_minutes", "custom.alarms", "custom.owed")


def _about(random: Random, edge: Edge, about: dict[str, str]) -> Json:
    def rule() -> Json:
        return random_rule(random, edge, about) | _carried(random)

    if random.random() < 0.3 and "kind" in about:
        return {"field": "kind", "op": "is", "value": random.choice(LISTS["kind"])}
    if random.random() < 0.25:
        return {random.choice(("all", "any", "none")): [rule() | {"muted": False}, rule()]}
    return rule()


def random_window(random: Random, edge: Edge) -> Json:
    kind = random.choice(WINDOW_KINDS)
    n, unit = edge.stretch(random)
    days = sorted(random_day(random, edge).isoformat() for _ in range(2))
    if kind == "dates":
        return {"kind": kind} | random.choice(
            ({"from": days[0], "to": days[1]}, {"from": days[0]}, {"to": days[1]})
        )
    others: dict[str, Json] = {
        "all": {"kind": kind},
        "between_ago": {"kind": kind, "from": n, "to": random.randint(0, 3), "unit": unit},
        "period": {"kind": kind, "name": random.choice(tuple(PERIODS))},
    }
    return others.get(kind, {"kind": kind, "n": n, "unit": unit})


def random_rule(random: Random, edge: Edge, types: dict[str, str]) -> Json:
    field = random.choice(tuple(types))
    operator = random.choice(operators_for(types[field]))
    rule: Json = {"field": field, "op": operator.name}
    if operator.is_negative and random.random() < 0.3:
        rule["blank"] = "exclude"
    return rule | _SHAPES[operator.shape](random, edge, (field, types[field], operator))


def _years_old(random: Random, edge: Edge) -> int:
    return edge.n if edge.unit == "years" else random.randint(1, 5)


Asked = tuple[str, str, Operator]


def _value(random: Random, edge: Edge, asked: Asked) -> Any:
    field, type_, _ = asked
    match type_:
        case "text":
            return random.choice((*WORDS, "elm", "a", "%", "neal", " ST ", "1"))
        case "choice" | "many":
            return _any_case(random, random.choice(LISTS[field]))
        case "number":
            return random.choice((-1, 0, 1, 2, 3, 1.5))
        case "money":
            return random.choice((0, 0.01, -5, 199.99, "200.00", 200.005))
        case "yes_no":
            return random.random() < 0.5
        case _:
            return random_day(random, edge).isoformat()


def _any_case(random: Random, text: str) -> str:
    return random.choice((text, text.upper(), f"  {text.lower()} "))


def _one(random: Random, edge: Edge, asked: Asked) -> Json:
    return {"value": _value(random, edge, asked)}


def _list(random: Random, edge: Edge, asked: Asked) -> Json:
    return {"value": [_value(random, edge, asked) for _ in range(random.randint(1, 3))]}


def _two(random: Random, edge: Edge, asked: Asked) -> Json:
    pair = [_value(random, edge, asked) for _ in range(2)]
    low, high = sorted(pair, key=float if asked[1] != "date" else str)
    return {"value": low, "value2": high}


def _amount(random: Random, edge: Edge, _asked: Asked) -> Json:
    n, unit = edge.stretch(random)
    return {"value": n, "unit": unit}


def _two_amounts(random: Random, edge: Edge, _asked: Asked) -> Json:
    n, unit = edge.stretch(random)
    first, second = random.choice(((0, n), (n, 0), (n, n), (n, 2 * n)))
    return {"value": first, "value2": second, "unit": unit}


def _window(random: Random, edge: Edge, _asked: Asked) -> Json:
    while True:
        window = random_window(random, edge)
        open_ended = window["kind"] in ("all", "older_than")
        if not open_ended and (window["kind"] != "dates" or len(window) == 3):
            return {} if random.random() < 0.2 else {"window": window}


_SHAPES: dict[str, Callable[[Random, Edge, Asked], Json]] = {
    "none": lambda _random, _edge, _asked: {},
    "one": _one,
    "list": _list,
    "two": _two,
    "amount": _amount,
    "two_amounts": _two_amounts,
    "period": lambda random, _edge, _asked: {"value": random.choice(tuple(PERIODS))},
    "months": lambda random, _edge, _asked: {"value": random.sample(range(1, 13), 4)},
    "window": _window,
    "years": lambda random, edge, _asked: {"value": _years_old(random, edge)},
    "two_years": lambda random, edge, _asked: {"value": 1, "value2": _years_old(random, edge)},
}
