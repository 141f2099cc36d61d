"""Conditions about dates and about the age of systems: from the parsed phrase to nodes."""

from desktop.services.segments import wording
from desktop.services.segments.nodes import Records, Rule, Window
from desktop.services.segments.phrase import vocabulary as v
from desktop.services.segments.phrase.made import Made, asked
from desktop.services.segments.phrase.parsed import Around, Maker, Parts, all_of
from desktop.services.segments.phrase.whens import When, date_rule, negative, window

SYSTEM_TYPES = {"Commercial/Grease Trap": "Grease trap"}


def _day(parts: Parts, around: Around, *, negated: bool) -> Made | None:
    field, when = parts.payload("FD"), parts.when()
    if field.key == "customer_since" and when and when.kind == "days" and not negated:
        return _became(when, around)
    rule = _date_rule(field.key, when, around) if when else None
    if rule is None:
        return None
    return Made(negative(rule), positive=rule) if negated else Made(rule)


def _became(when: When, around: Around) -> Made | None:
    """“Customer since 2015”: in that year, or from then on."""
    inside = date_rule("customer_since", when, around.as_of)
    later = date_rule("customer_since", when._replace(kind="since"), around.as_of)
    ask = "What do you mean by “{words}”?"
    return asked(ask, ("then or later", later), ("just then", inside))


def _day_lately(parts: Parts, _around: Around, *, op: str) -> Made | None:
    """The stretches that "lately" may mean, for a date."""
    key = parts.payload("FD").key
    shown = [
        (wording.amount(n, unit), Rule(field=key, op=op, value=n, unit=unit))
        for n, unit in parts.payload("VAGUETIME")
    ]
    return asked("How long do you mean by “{words}”?", *shown)


def _soon(parts: Parts, _around: Around, *, field: str = "") -> Made | None:
    """The stretches that “soon” may mean."""
    key = field or parts.payload("FD").key
    shown = [
        (f"in the next {n} {unit}", Rule(field=key, op="in_next", value=n, unit=unit))
        for n, unit in parts.payload("SOON")
    ]
    return asked("What do you mean by “{words}”?", *shown)


def _ended(parts: Parts, around: Around) -> Made | None:
    """“Contract expired last month”."""
    when = parts.when()
    rule = date_rule("contract_end", when, around.as_of) if when else None
    return Made(rule) if rule else None


def _expired(op: str) -> Made:
    node = Rule(field="contract_status", op=op, value="Expired")
    return Made(node, positive=node.with_(op="is") if op == "is_not" else None)


def _date_rule(field: str, when: When, around: Around) -> Rule | None:
    return date_rule(field, when, around.as_of, ahead=field in v.AHEAD)


def _day_since(parts: Parts, _around: Around) -> Made | None:
    """“Over a year since last service”."""
    found = parts.amount()
    ops = {"gt": "more_than_ago", "ge": "at_least_ago", "eq": "at_least_ago"}
    if found is None or found.op not in ops:
        return None
    key = parts.payload("FD").key
    return Made(Rule(field=key, op=ops[found.op], value=found.n, unit=found.unit))


def _anniversary(parts: Parts, around: Around) -> Made | None:
    when = parts.when()
    if when is None:
        return None
    if when.kind in ("next", "amount", "within"):
        about: Window | None = Window(kind="next", n=when.n, unit=when.unit)
    else:
        about = window(when, around.as_of)
    return Made(Rule(field="customer_since", op="anniversary", window=about)) if about else None


def _system(parts: Parts, around: Around, *, about: str) -> Made | None:
    rules = _system_type(parts)
    if rules is None:
        return None
    made = _INSTALLED[about](parts, around)
    if made is None:
        return None
    return Made(Records(records="systems", match="any", where=all_of(*rules, made)))


def _system_type(parts: Parts) -> list[Rule] | None:
    listed = parts.payload("VALUE")
    if listed is None:
        return []
    of_type = [one for one in listed if one.field == "system_type"]
    if not of_type:
        return None
    label = SYSTEM_TYPES.get(of_type[0].label, of_type[0].label)
    return [Rule(field="type", op="is", value=label)]


def _installed(parts: Parts, around: Around) -> Rule | None:
    when = parts.when()
    return _date_rule("installed", when, around) if when else None


def _older(parts: Parts, _around: Around) -> Rule | None:
    found = parts.amount()
    return found and Rule(field="installed", op="more_than_ago", value=found.n, unit=found.unit)


def _newer(parts: Parts, _around: Around) -> Rule | None:
    found = parts.amount()
    return found and Rule(field="installed", op="in_last", value=found.n, unit=found.unit)


def _aged(parts: Parts, _around: Around) -> Rule | None:
    """So many completed years; only years can be said exactly."""
    found = parts.amount()
    if found is None or found.unit != "years":
        return None
    if parts.tokens("ORMORE"):
        found = found._replace(op="ge")
    if found.op == "eq":
        return Rule(field="installed", op="age_between", value=found.n, value2=found.n)
    if found.op in ("ge", "lt"):
        return Rule(field="installed", op=f"age_{found.op}", value=found.n)
    op = "more_than_ago" if found.op == "gt" else "in_last"
    return Rule(field="installed", op=op, value=found.n, unit="years")


_INSTALLED = {"installed": _installed, "older": _older, "newer": _newer, "aged": _aged}


MAKERS: dict[str, Maker] = {
    "day": lambda p, a: _day(p, a, negated=False),
    "not_day": lambda p, a: _day(p, a, negated=True),
    "day_since": _day_since,
    "day_lately": lambda p, a: _day_lately(p, a, op="in_last"),
    "not_day_lately": lambda p, a: _day_lately(p, a, op="not_in_last"),
    "day_soon": _soon,
    "due_soon": lambda p, a: _soon(p, a, field="next_due"),
    "expired": lambda _p, _a: _expired("is"),
    "not_expired": lambda _p, _a: _expired("is_not"),
    "ended": _ended,
    "anniversary": _anniversary,
    "installed": lambda p, a: _system(p, a, about="installed"),
    "older": lambda p, a: _system(p, a, about="older"),
    "newer": lambda p, a: _system(p, a, about="newer"),
    "aged": lambda p, a: _system(p, a, about="aged"),
}
