"""The operators a rule may use: the name files store, the words on screen, types and values.

Every negative operator names the positive one whose exact complement it is; what a positive
operator means in SQL stands in `comparisons.py`.
"""

from dataclasses import dataclass

TYPES = ("text", "choice", "many", "number", "money", "yes_no", "date")
SHAPES = (
    "none",  # nothing to fill in
    "one",  # one value of the field's type
    "list",  # one or more values
    "two",  # value and value2, both included
    "amount",  # value = a number, with unit
    "two_amounts",  # value and value2 = numbers, with unit
    "period",  # value = the name of a calendar period
    "months",  # value = month numbers 1 to 12
    "window",  # window = a stretch of days; none = today
    "years",  # value = completed years
    "two_years",  # value and value2 = completed years
)


@dataclass(frozen=True)
class Operator:
    """One way to compare a field."""

    name: str
    label: str
    types: tuple[str, ...]
    shape: str
    complement_of: str | None = None

    @property
    def is_negative(self) -> bool:
        """Whether it is true for customers without a value."""
        return self.complement_of is not None


_ONE = ("text", "choice", "number", "money", "yes_no")
_LISTED = ("text", "choice", "number", "money")
_NUMBERS = ("number", "money")
_TEXT, _MANY, _DATE = ("text",), ("many",), ("date",)

_TABLE = (
    Operator("is", "is", _ONE, "one"),
    Operator("is_not", "is not", _ONE, "one", "is"),
    Operator("is_any_of", "is any of", _LISTED, "list"),
    Operator("is_none_of", "is none of", _LISTED, "list", "is_any_of"),
    Operator("contains", "contains", _TEXT, "list"),
    Operator("not_contains", "does not contain", _TEXT, "list", "contains"),
    Operator("starts_with", "starts with", _TEXT, "list"),
    Operator("not_starts_with", "does not start with", _TEXT, "list", "starts_with"),
    Operator("ends_with", "ends with", _TEXT, "list"),
    Operator("not_ends_with", "does not end with", _TEXT, "list", "ends_with"),
    Operator("has_any_of", "has any of", _MANY, "list"),
    Operator("has_all_of", "has all of", _MANY, "list"),
    Operator("has_none_of", "has none of", _MANY, "list", "has_any_of"),
    Operator("lt", "is less than", _NUMBERS, "one"),
    Operator("le", "is at most", _NUMBERS, "one"),
    Operator("gt", "is more than", _NUMBERS, "one"),
    Operator("ge", "is at least", _NUMBERS, "one"),
    Operator("in_last", "is in the last", _DATE, "amount"),
    Operator("not_in_last", "is not in the last", _DATE, "amount", "in_last"),
    Operator("in_next", "is in the next", _DATE, "amount"),
    Operator("more_than_ago", "is more than … ago", _DATE, "amount"),
    Operator("at_least_ago", "is … or more ago", _DATE, "amount"),
    Operator("exactly_ago", "is exactly … ago", _DATE, "amount"),
    Operator("between_ago", "is between … and … ago", _DATE, "two_amounts"),
    Operator("more_than_ahead", "is more than … ahead", _DATE, "amount"),
    Operator("on", "is on", _DATE, "one"),
    Operator("not_on", "is not on", _DATE, "one", "on"),
    Operator("before", "is before", _DATE, "one"),
    Operator("on_or_before", "is on or before", _DATE, "one"),
    Operator("after", "is after", _DATE, "one"),
    Operator("on_or_after", "is on or after", _DATE, "one"),
    Operator("between", "is between", (*_NUMBERS, *_DATE), "two"),
    Operator("not_between", "is not between", (*_NUMBERS, *_DATE), "two", "between"),
    Operator("in_past", "is in the past", _DATE, "none"),
    Operator("in_future", "is in the future", _DATE, "none"),
    Operator("in_period", "is", _DATE, "period"),
    Operator("not_in_period", "is not", _DATE, "period", "in_period"),
    Operator("month_is", "is in the month of", _DATE, "months"),
    Operator("anniversary", "has its anniversary", _DATE, "window"),
    Operator("not_anniversary", "does not have its anniversary", _DATE, "window", "anniversary"),
    Operator("age_ge", "is at least … years old", _DATE, "years"),
    Operator("age_lt", "is under … years old", _DATE, "years"),
    Operator("age_between", "is between … and … years old", _DATE, "two_years"),
    Operator("is_known", "is known", TYPES, "none"),
    Operator("is_unknown", "is unknown", TYPES, "none", "is_known"),
)
OPERATORS = {operator.name: operator for operator in _TABLE}

COUNT_LABELS = {
    "ge": "at least",
    "gt": "more than",
    "eq": "exactly",
    "ne": "not exactly",
    "le": "at most",
    "lt": "fewer than",
    "between": "between",
}


def operators_for(type_: str) -> tuple[Operator, ...]:
    """The operators of a type, in the order the builder offers them."""
    return tuple(operator for operator in _TABLE if type_ in operator.types)


def operator_for(name: str, type_: str) -> Operator | None:
    """The operator of that name when it is valid for the type."""
    operator = OPERATORS.get(name)
    return operator if operator and type_ in operator.types else None


def positive(operator: Operator) -> Operator:
    """The operator itself, or the one it is the complement of."""
    return OPERATORS[operator.complement_of] if operator.complement_of else operator
