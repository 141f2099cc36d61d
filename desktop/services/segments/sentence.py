"""A tree in plain words, always with the real dates of the day it is read on."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.services.segments import wording
from desktop.services.segments.comparisons import InRanges
from desktop.services.segments.context import Context
from desktop.services.segments.edits import Path
from desktop.services.segments.events import EVENTS
from desktop.services.segments.fields import Field, find_options
from desktop.services.segments.operators import COUNT_LABELS
from desktop.services.segments.pruning import Place, inner_fields, part_fields, prune_at
from desktop.services.segments.record_kinds import RECORDS
from desktop.services.segments.sentence_forms import FORM_WORDS, EventSaid
from desktop.services.segments.spans import PERIODS, Span
from desktop.services.segments.tree import (
    AnyNode,
    Event,
    Everyone,
    Group,
    Not,
    Rank,
    Records,
    Rule,
    SegmentRef,
    Window,
)
from desktop.services.segments.values import Reading, read_rule

NOTHING = "Nobody: no condition is active."


class _Teller(NamedTuple):
    """Where in the tree we are, and how many blanks each node takes in."""

    place: Place
    blanks: Mapping[Path, int | None]

    def below(self, *steps: int | str) -> "_Teller":
        return self._replace(place=self.place.below(*steps))

    def included(self, words: str) -> str:
        """How many the node takes in for lack of a value, when the number is known and not 0."""
        found = self.blanks.get(self.place.path)
        return f"includes {found:,} {words}" if found else ""


def sentence(
    db: Session | Context,
    node: AnyNode,
    as_of: date,
    blanks: Mapping[Path, int | None] | None = None,
) -> str:
    """Say what a tree selects; `blanks` are the blanks of `counting.node_counts`, where known."""
    context = db if isinstance(db, Context) else Context(db, as_of)
    told = _tell(node, _Teller(Place(context, context.fields), blanks or {}))
    return f"{told[0].upper()}{told[1:]}." if told else NOTHING


def _tell(node: AnyNode, teller: _Teller) -> str:
    if prune_at(node, teller.place).node is None:
        return ""
    match node:
        case Rule():
            told = _rule(node, teller)
        case Event():
            told = _event(node, teller)
        case Rank():
            told = _rank(node, teller.place.context)
        case Records():
            told = _records(node, teller)
        case Group():
            told = _group(node, teller)
        case Not():
            told = f"not ({_tell(node.child, teller.below(0))})"
        case SegmentRef():
            told = _reference(node, teller.place.context)
        case Everyone():
            told = "every customer"
    return f"not ({told})" if node.negate else told


def _group(node: Group, teller: _Teller) -> str:
    parts = [_part(child, teller.below(n)) for n, child in enumerate(node.children)]
    told = [part for part in parts if part]
    match node.combinator:
        case "all":
            return " and ".join(told)
        case "any":
            return " or ".join(told)
        case "none":
            return f"none of ({'; '.join(told)})"
        case _:
            limit = node.combinator.replace("_", " ")
            return f"{limit} {node.n} of ({'; '.join(told)})"


def _part(child: AnyNode, teller: _Teller) -> str:
    told = _tell(child, teller)
    joined = isinstance(child, Group) and child.combinator in ("all", "any") and not child.negate
    several = joined and len(child.children) > 1 if isinstance(child, Group) else False
    return f"({told})" if told and several else told


def _reference(node: SegmentRef, context: Context) -> str:
    names = wording.either(f"“{context.segments[one].name}”" for one in node.segments)
    return f"{'not in' if node.op == 'not_in' else 'in'} the segment {names}"


def _bracket(*remarks: str) -> str:
    said = [remark for remark in remarks if remark]
    return f" ({'; '.join(said)})" if said else ""


def _event(node: Event, teller: _Teller) -> str:
    context = teller.place.context
    words, real = wording.window(node.window, context.as_of, context.week_start)
    where = _inside(node, "where", teller)
    behind = f" where {where}" if where else ""
    when = f" {words}" if words else ""
    if node.form in FORM_WORDS:
        tell = partial(_inside, node, teller=teller)
        return FORM_WORDS[node.form](EventSaid(node, behind, when, _bracket(real), context, tell))
    what = _what_happened(node) + behind
    if node.form == "latest" and node.has:
        has = _inside(node, "has", teller)
        return f"the latest {what}{when}{_bracket(real)} has {has}"
    never = teller.included(_never(node))
    return f"{what}{when or _ever(node)}{_bracket(real, never)}"


def _inside(node: Event, part: str, teller: _Teller) -> str:
    """What the rules inside one part of an event condition say; nothing where there are none."""
    below: AnyNode | None = getattr(node, part)
    if below is None:
        return ""
    about = teller.place._replace(fields=part_fields(node, part), in_event=True)
    return _tell(below, teller._replace(place=about.below(part)))


def _rank(node: Rank, context: Context) -> str:
    field = context.fields[node.rank]
    if node.percent:
        return f"in the {node.end} {node.n} percent by {field.label}"
    return f"one of the {node.end} {node.n} by {field.label}"


def _records(node: Records, teller: _Teller) -> str:
    kind = RECORDS[node.records]
    inside = teller._replace(place=teller.place._replace(fields=inner_fields(node), in_event=True))
    where = _tell(node.where, inside.below("where")) if node.where else ""
    said = _MATCHED[node.match].format(one=kind.noun, several=kind.plural, n=node.n)
    return said + (f" where {where}" if where else "")


_MATCHED = {
    "any": "at least one {one}",
    "all": "every {one} is one",
    "none": "no {one}",
    "at_least": "at least {n} {several}",
    "at_most": "at most {n} {several}",
    "exactly": "exactly {n} {several}",
}


def _never(node: Event) -> str:
    if node.event == ("service",) and not node.where:
        return "never served"
    return f"without any such {wording.either(EVENTS[name].noun for name in node.event)} ever"


def _ever(node: Event) -> str:
    return " ever" if node.form in ("did", "did_not") else ""


def _what_happened(node: Event) -> str:
    events = [EVENTS[name] for name in node.event]
    one = wording.either(event.noun for event in events)
    several = wording.either(event.plural for event in events)
    match node.form:
        case "did":
            return f"at least one {one}"
        case "did_not":
            return f"no {one}"
        case "count":
            second = f" and {node.value2}" if node.op == "between" else ""
            exactly_one = node.value in (1, "1") and node.op in ("eq", "ge", "le", "gt")
            counted = one if exactly_one else several
            return f"{COUNT_LABELS[str(node.op)]} {node.value}{second} {counted}"
        case _:
            return one


def _rule(node: Rule, teller: _Teller) -> str:
    reading = read_rule(node, teller.place.fields, teller.place.context)
    if not isinstance(reading, Reading):
        return ""
    told, real = _compared(_Said(node, reading, teller.place.context))
    known_only = "only where known" if _leaves_blanks_out(node, reading) else ""
    blank = "" if node.op == "is_unknown" else teller.included("with no value")
    return f"{reading.field.label} {told}{_bracket(real, known_only, blank)}"


def _leaves_blanks_out(node: Rule, reading: Reading) -> bool:
    return reading.operator.is_negative and node.blank == "exclude"


class _Said(NamedTuple):
    """A rule to be put into words."""

    node: Rule
    reading: Reading
    context: Context

    def values(self, value: object, last: str = "or") -> str:
        """One or several values as the screen shows them."""
        listed = value if isinstance(value, tuple) else (value,)
        return wording.join([_value(one, self.reading.field, self.context) for one in listed], last)


def _listed(said: _Said) -> str:
    every = said.reading.operator.name == "has_all_of"
    return said.values(said.node.value, "and" if every else "or")


def _months(said: _Said) -> str:
    given = said.node.value
    months = given if isinstance(given, tuple) else (given,)
    return wording.either(wording.MONTHS[int(n) - 1] for n in months)


def _anniversary(said: _Said) -> str:
    given = said.node.window or Window(kind="period", name="today")
    words, real = wording.window(given, said.context.as_of, said.context.week_start)
    return f"{words}{_bracket(real)}"


_VALUE_WORDS: dict[str, Callable[[_Said], str]] = {
    "none": lambda _: "",
    "one": _listed,
    "list": _listed,
    "two": lambda said: f"{said.values(said.node.value)} and {said.values(said.node.value2)}",
    "period": lambda said: PERIODS[str(said.node.value)].label,
    "months": _months,
    "window": _anniversary,
}
_ROLLING = ("amount", "two_amounts", "years", "two_years")


def _compared(said: _Said) -> tuple[str, str]:
    """The operator with its value in words, and the real dates of a rolling rule."""
    operator = said.reading.operator
    if operator.shape in _ROLLING:
        return _filled(operator.label, said.node), _real(said.reading)
    words = f"{operator.label} {_VALUE_WORDS[operator.shape](said)}".strip()
    return words, _real(said.reading) if operator.shape == "period" else ""


def _filled(label: str, node: Rule) -> str:
    """The label with its numbers put in where the dots stand, or behind."""
    unit = node.unit if "…" not in label or "old" not in label else None
    if node.value2 is not None:
        return label.replace("…", str(node.value), 1).replace(
            "…", wording.amount(node.value2, unit), 1
        )
    said = wording.amount(node.value, unit)
    return label.replace("…", said, 1) if "…" in label else f"{label} {said}"


def _real(reading: Reading) -> str:
    """The real dates behind a rolling test."""
    if not isinstance(reading.test, InRanges) or not reading.test.ranges:
        return ""
    bounds = reading.test.ranges[0]
    return wording.stretch(Span(bounds.low, bounds.high))


def _value(value: object, field: Field, context: Context) -> str:
    match field.type:
        case "choice" | "many":
            options = context.options(field)
            stored = find_options(options, value)
            return next((one.label for one in options if one.key in stored), str(value))
        case "text":
            return f"“{' '.join(str(value).split())}”"
        case "date":
            return wording.day_text(value)
        case "yes_no":
            return "yes" if str(value).casefold() in ("true", "yes") else "no"
        case _:
            return wording.number(value, field.unit, money=field.type == "money")
