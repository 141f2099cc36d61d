"""What each form of a behaviour is called on screen, which fields it adds, and how it begins."""

from typing import Any

from desktop.services.segments.nodes import Change, Event, Side, Window
from desktop.views.segments.phrases import Piece, Slot

FORM_LABELS = {
    "did": "had",
    "did_not": "had no",
    "count": "had a number of",
    "latest": "latest",
    "first": "the very first",
    "sum": "total of",
    "avg": "average of",
    "min": "lowest of",
    "max": "highest of",
    "distinct": "different values over",
    "distinct_days": "on different days had",
    "sequence": "had, and then",
    "not_followed": "had, but then no",
    "stopped": "had, then stopped",
    "resumed": "had again after a gap",
    "regular": "had regularly",
    "compare": "compare two times of",
    "ratio": "share of",
}
FORM_ABOUT = {
    "did": "at least one in the time given",
    "did_not": "none in the time given; includes those who never had one",
    "count": "at least, at most or exactly so many",
    "latest": "the most recent one was as described",
    "first": "the first one ever lies in the time given",
    "sum": "amounts added up; nothing adds up to 0",
    "avg": "average amount; those without any are left out",
    "min": "smallest amount; those without any are left out",
    "max": "largest amount; those without any are left out",
    "distinct": "how many different technicians, kinds and so on",
    "distinct_days": "on how many days",
    "sequence": "followed by something else within a time",
    "not_followed": "and nothing followed within a time that is over",
    "stopped": "some in the time given, none in its last part",
    "resumed": "some earlier, none for a while, some again now",
    "regular": "so often in each of the last months, years and so on",
    "compare": "fewer or more in one time than in another, or so many in each",
    "ratio": "so many for each of something else",
}
WITHOUT_WINDOW = ("regular", "compare", "resumed")
COUNTED = ("count", "distinct_days")

_UNIT = Slot("unit", "unit")
_OP, _VALUE, _VALUE2 = Slot("op", "number_op"), Slot("value", "number"), Slot("value2", "number")
_THEN = (
    Piece("", (Slot("then", "event"),)),
    Piece("within", (Slot("within", "count"), _UNIT)),
)
MORE: dict[str, tuple[Piece, ...]] = {
    **dict.fromkeys(
        ("sum", "avg", "min", "max"), (Piece("", (Slot("attr", "amount_attr"), _OP, _VALUE)),)
    ),
    "distinct": (Piece("", (Slot("attr", "attr"), _OP, _VALUE)),),
    "sequence": (Piece("followed by"), *_THEN),
    "not_followed": (
        Piece("followed by no"),
        *_THEN,
        Piece("", (Slot("count_open", "running"),)),
    ),
    "stopped": (Piece("but none in its last", (Slot("quiet", "count"), _UNIT)),),
    "resumed": (
        Piece("in the last", (Slot("recent", "count"),)),
        Piece("after none for", (Slot("gap", "count"), _UNIT)),
    ),
    "regular": (
        Piece("at least", (Slot("times", "count"),)),
        Piece("times in", (Slot("min_periods", "count"),)),
        Piece("or more of the last", (Slot("periods", "count"),)),
        Piece("stretches of", (Slot("length", "count"), _UNIT)),
    ),
    "ratio": (
        Piece("for each of", (Slot("over", "event"),)),
        Piece("", (_OP, _VALUE)),
    ),
}
_AND = Piece("and", (_VALUE2,))
EVENTS_OF = ("then", "over", "event_b")  # attributes that name events

CHANGES = {
    "lt": "fewer than",
    "gt": "more than",
    "ratio_le": "at most a share of",
    "each": "each so many:",
}


def more_of(node: Event) -> tuple[Piece, ...]:
    """The fields that a form adds behind the window."""
    pieces = MORE.get(node.form, ())
    return (*pieces, _AND) if pieces and node.op == "between" else pieces


def begun(node: Event) -> Event:
    """A form just chosen, with what most people would ask; amounts stay to be typed."""
    given: dict[str, Any] = _BEGINNINGS.get(node.form, {})
    missing = {name: value for name, value in given.items() if not getattr(node, name)}
    return node.with_(**missing)


_AMOUNT = {"attr": "amount", "op": "ge"}
_SOON = {"within": 30, "unit": "days"}
_BEGINNINGS: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("sum", "avg", "min", "max"), _AMOUNT),
    "count": {"op": "ge", "value": 2},
    "distinct_days": {"op": "ge", "value": 2},
    "distinct": {"op": "ge", "value": 2},
    "sequence": _SOON,
    "not_followed": _SOON,
    "stopped": {"quiet": 6, "unit": "months"},
    "resumed": {"recent": 1, "gap": 2, "unit": "years"},
    "regular": {"times": 1, "min_periods": 3, "periods": 3, "length": 1, "unit": "years"},
    "compare": {
        "a": Side(window=Window(kind="period", name="last_year")),
        "b": Side(window=Window(kind="period", name="this_year")),
        "change": Change(op="lt"),
    },
    "ratio": {"op": "ge"},
}
