"""Reads what was typed into a rule: a test ready for SQL, or the problem that stands in the way.

A half-typed rule is a value here, never an exception: the live count leaves it out and says so.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from desktop.models.folding import fold
from desktop.services.segments.comparisons import (
    Bounds,
    InRanges,
    Known,
    OneOf,
    Test,
    TextHas,
    YesIs,
)
from desktop.services.segments.context import Context
from desktop.services.segments.date_values import date_test
from desktop.services.segments.fields import Field, find_options
from desktop.services.segments.operators import Operator, operator_for, positive
from desktop.services.segments.tree import Rule
from desktop.services.segments.typed import Problem, Unreadable, number, refuse_wrong_way, values

LONGEST_TEXT = 1000


class Reading(NamedTuple):
    """A rule understood: its field, its operator, and the positive test behind it."""

    field: Field
    operator: Operator
    test: Test


def read_rule(rule: Rule, fields: Mapping[str, Field], context: Context) -> Reading | Problem:
    """Understand a rule about one of the fields."""
    field = fields.get(rule.field)
    if field is None:
        return Problem("unknown_field", f"There is no field called “{rule.field}”.")
    if not rule.op:
        return Problem("missing_value", f"Choose how to compare “{field.label}”.")
    operator = operator_for(rule.op, field.type)
    if operator is None:
        return Problem("operator_not_valid", f"“{rule.op}” cannot be used with “{field.label}”.")
    if rule.blank not in (None, "exclude", "include"):
        return Problem("operator_not_valid", "Blanks can only be left out (“exclude”).")
    try:
        return Reading(field, operator, _test(rule, field, positive(operator).name, context))
    except Unreadable as unreadable:
        return unreadable.problem


def _test(rule: Rule, field: Field, op: str, context: Context) -> Test:
    if op == "is_known":
        return Known()
    return _READERS[field.type](rule, field, op, context)


def _text_test(rule: Rule, _field: Field, op: str, _context: Context) -> Test:
    given = values(rule.value)
    if any(len(str(one)) > LONGEST_TEXT or not _is_plain(str(one)) for one in given):
        raise Unreadable("value_not_valid", "The text is too long or has strange characters.")
    folded = tuple(fold(str(one)) for one in given)
    if op in ("is", "is_any_of"):
        return OneOf(tuple((text,) for text in folded))
    return TextHas(op, folded)


def _is_plain(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _choice_test(rule: Rule, field: Field, op: str, context: Context) -> Test:
    options = context.options(field)
    groups = []
    for one in values(rule.value):
        stored = find_options(options, one)
        if not stored and not field.open_list:
            raise Unreadable(
                "unknown_value", f"“{one}” is not on the list of “{field.label}” any more."
            )
        groups.append(stored)
    return OneOf(tuple(groups), every=op == "has_all_of")


def _yes_no_test(rule: Rule, _field: Field, _op: str, _context: Context) -> Test:
    answer = {"true": True, "yes": True, "false": False, "no": False}.get(fold(str(rule.value)))
    if answer is None:
        raise Unreadable("missing_value", "Choose yes or no.")
    return YesIs(answer)


def _number_test(rule: Rule, field: Field, op: str, _context: Context) -> Test:
    scale = 100 if field.type == "money" else 1
    given = [number(one) * scale for one in values(rule.value)]
    if op == "between":
        given = [given[0], number(values(rule.value2)[0]) * scale]
        refuse_wrong_way(*given)
    ranges = _number_ranges(op, given)
    fit = _as_floats if field.fractions else _as_whole
    return InRanges(tuple(found for bounds in ranges if (found := fit(bounds)) is not None))


def _number_ranges(op: str, given: list[Decimal]) -> list[Bounds]:
    match op:
        case "lt":
            return [Bounds(None, given[0], high_open=True)]
        case "le":
            return [Bounds(None, given[0])]
        case "gt":
            return [Bounds(given[0], None, low_open=True)]
        case "ge":
            return [Bounds(given[0], None)]
        case "between":
            return [Bounds(given[0], given[1])]
        case _:
            return [Bounds(one, one) for one in given]


def _as_floats(bounds: Bounds) -> Bounds:
    low = None if bounds.low is None else float(bounds.low)
    high = None if bounds.high is None else float(bounds.high)
    return Bounds(low, high, bounds.low_open, bounds.high_open)


def _as_whole(bounds: Bounds) -> Bounds | None:
    """The same range over whole numbers (cents, counts); None where no whole number lies in it."""
    low, high = bounds.low, bounds.high
    if low is not None:
        low = floor(low) + 1 if bounds.low_open else ceil(low)
    if high is not None:
        high = ceil(high) - 1 if bounds.high_open else floor(high)
    return None if low is not None and high is not None and low > high else Bounds(low, high)


def _date_test(rule: Rule, _field: Field, op: str, context: Context) -> Test:
    return date_test(rule, op, context)


_READERS: dict[str, Callable[[Rule, Field, str, Context], Test]] = {
    "text": _text_test,
    "choice": _choice_test,
    "many": _choice_test,
    "yes_no": _yes_no_test,
    "number": _number_test,
    "money": _number_test,
    "date": _date_test,
}
