"""The words of a row, in reading order, and where its editors stand between them.

`is between … and … ago` with two numbers and a unit becomes: words "is between", number, words
"and", number and unit, words "ago".
"""

from typing import NamedTuple

GAP = "…"


class Slot(NamedTuple):
    """One editor of a row: which attribute of the node it edits, and what kind of field it is."""

    attribute: str
    kind: str


class Piece(NamedTuple):
    """Words, or the editors that stand together at one place."""

    words: str
    slots: tuple[Slot, ...] = ()


_N, _M, _UNIT = Slot("value", "count"), Slot("value2", "count"), Slot("unit", "unit")
SHAPE_SLOTS: dict[str, tuple[tuple[Slot, ...], ...]] = {
    "none": (),
    "one": ((Slot("value", "one"),),),
    "list": ((Slot("value", "list"),),),
    "two": ((Slot("value", "one"),), (Slot("value2", "one"),)),
    "amount": ((_N, _UNIT),),
    "two_amounts": ((_N,), (_M, _UNIT)),
    "period": ((Slot("value", "period"),),),
    "months": ((Slot("value", "months"),),),
    "window": ((Slot("window", "window"),),),
    "years": ((_N,),),
    "two_years": ((_N,), (_M,)),
}
WINDOW_SLOTS: dict[str, tuple[tuple[Slot, ...], ...]] = {
    "all": (),
    "last": ((Slot("n", "count"), _UNIT),),
    "next": ((Slot("n", "count"), _UNIT),),
    "previous": ((Slot("n", "count"), _UNIT),),
    "older_than": ((Slot("n", "count"), _UNIT),),
    "between_ago": ((Slot("n", "count"),), (Slot("m", "count"), _UNIT)),
    "dates": ((Slot("start", "date"),), (Slot("end", "date"),)),
    "period": ((Slot("name", "period"),),),
}
WINDOW_LABELS = {
    "all": "at any time",
    "last": "in the last",
    "previous": "in the … before that",
    "older_than": "more than … ago",
    "between_ago": "between … and … ago",
    "dates": "from … to …",
    "period": "in the period",
    "next": "in the next",
}
UNIT_LABELS = {"days": "days", "weeks": "weeks", "months": "months", "years": "years"}


def pieces(label: str, slots: tuple[tuple[Slot, ...], ...]) -> tuple[str, tuple[Piece, ...]]:
    """The words of the chip, and what follows it in the row."""
    head, *rest = (part.strip() for part in label.split(GAP))
    if not rest:
        return head, tuple(_with_ands(slots))
    found: list[Piece] = []
    for place, group in enumerate(slots):
        found.append(Piece("", group))
        if place < len(rest) and rest[place]:
            found.append(Piece(rest[place]))
    return head, tuple(found)


def _with_ands(slots: tuple[tuple[Slot, ...], ...]) -> list[Piece]:
    return [Piece("and" if place else "", group) for place, group in enumerate(slots)]
