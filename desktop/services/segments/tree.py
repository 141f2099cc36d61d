"""The tree of a segment: frozen nodes, and the JSON that files hold (`condition-catalog`).

Nodes are plain values. Editing makes new trees (`replace_at` and friends in `edits.py`); nothing
here knows what a field means or whether an operator exists, only the shape.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from desktop.models.errors import UserError

COMBINATORS = ("all", "any", "none", "at_least", "at_most")
FORMS = ("did", "did_not", "count", "latest")
MATCHES = ("any", "all", "none", "at_least", "at_most", "exactly")
WINDOW_KINDS = ("all", "last", "next", "previous", "older_than", "between_ago", "dates", "period")


class DefinitionError(UserError):
    """A definition that is not a tree of the condition language."""


@dataclass(frozen=True, kw_only=True)
class Node:
    """What every node may carry. `id` names it for the screen; `negate` turns it round."""

    id: str | None = None
    muted: bool = False
    locked: bool = False
    note: str | None = None
    negate: bool = False

    def with_(self, **changes: Any) -> Self:
        """The same node with some attributes changed."""
        return replace(self, **changes)


@dataclass(frozen=True, kw_only=True)
class Window:
    """A stretch of days relative to the as-of date or fixed; see section 3 of the catalogue.

    `n` and `m` with `unit` for the rolling kinds (`m` only for between_ago), `start` and `end`
    (ISO days, either may be None) for dates, `name` for period.
    """

    kind: str = "all"
    n: Any = None
    m: Any = None
    unit: str | None = None
    start: str | None = None
    end: str | None = None
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rule(Node):
    """One field compared: `{"field": "city", "op": "is", "value": "Bryan"}`.

    `value` is a JSON scalar or a tuple of them, None while half-typed. `blank="exclude"` leaves
    customers without a value out of a negative rule. `window` only for anniversaries.
    """

    field: str = ""
    op: str = ""
    value: Any = None
    value2: Any = None
    unit: str | None = None
    blank: str | None = None
    window: Window | None = None


@dataclass(frozen=True, kw_only=True)
class Event(Node):
    """Something that happened, or did not, in a window: did, did_not, count, latest."""

    event: tuple[str, ...] = ()
    form: str = "did"
    window: Window = Window()
    where: "AnyNode | None" = None
    op: str | None = None
    value: Any = None
    value2: Any = None
    has: "AnyNode | None" = None


@dataclass(frozen=True, kw_only=True)
class Records(Node):
    """Records of a customer, such as due items; `where` is about one and the same record.

    any, all, none of them, or at_least / at_most / exactly `n`. Of no records all is not true.
    """

    records: str = ""
    match: str = "any"
    n: Any = None
    where: "AnyNode | None" = None


@dataclass(frozen=True, kw_only=True)
class Group(Node):
    """Several conditions: all, any, none, or at_least / at_most `n` of them."""

    combinator: str = "all"
    children: "tuple[AnyNode, ...]" = ()
    n: Any = None


@dataclass(frozen=True, kw_only=True)
class Not(Node):
    """The exact complement of one condition."""

    child: "AnyNode"


@dataclass(frozen=True, kw_only=True)
class SegmentRef(Node):
    """In any of the named segments, or (`not_in`) in none. Names are the segments' open ids."""

    segments: tuple[str, ...] = ()
    op: str = "in"


@dataclass(frozen=True, kw_only=True)
class Everyone(Node):
    """Every live customer; must be chosen on purpose."""


AnyNode = Rule | Event | Records | Group | Not | SegmentRef | Everyone

_CARRIED = tuple(field.name for field in fields(Node))


def from_json(data: Any) -> AnyNode:
    """Read one node from decoded JSON.

    Raises:
        DefinitionError: the shape is not one of the language; the message says where.
    """
    return _read(data, "the definition")


def to_json(node: AnyNode) -> dict[str, Any]:
    """The node as JSON values; `from_json` gives back an equal node."""
    return {**_WRITERS[type(node)](node), **_carried_json(node)}


def children(node: AnyNode) -> tuple[AnyNode, ...]:
    """The nodes directly below, without what stands inside a `where` or `has`."""
    match node:
        case Group(children=below):
            return below
        case Not(child=child):
            return (child,)
        case _:
            return ()


def _read(data: Any, place: str) -> AnyNode:
    if not isinstance(data, Mapping):
        raise DefinitionError(f"A condition is missing in {place}.", where=place)
    for mark, (reader, known) in _READERS.items():
        if mark in data:
            _refuse_unknown(data, known, place)
            return reader(data, place)
    if not data:
        raise DefinitionError(f"A condition is empty in {place}.", where=place)
    raise DefinitionError(
        f"A condition in {place} is of a kind this version does not know: {', '.join(data)}.",
        where=place,
    )


def _refuse_unknown(data: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    unknown = [key for key in data if key not in known and key not in _CARRIED]
    if unknown:
        raise DefinitionError(
            f"A condition in {place} has a part this version does not know: {', '.join(unknown)}.",
            where=place,
        )


def _carried(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in _CARRIED if data.get(name) is not None}


def _carried_json(node: Node) -> dict[str, Any]:
    return {name: getattr(node, name) for name in _CARRIED if getattr(node, name)}


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _given(**values: Any) -> dict[str, Any]:
    return {key: _plain(value) for key, value in values.items() if value is not None}


def _read_rule(data: Mapping[str, Any], place: str) -> Rule:
    window = data.get("window")
    return Rule(
        field=str(data["field"]),
        op=str(data.get("op") or ""),
        value=_frozen(data.get("value")),
        value2=data.get("value2"),
        unit=data.get("unit"),
        blank=data.get("blank"),
        window=None if window is None else _read_window(window, place),
        **_carried(data),
    )


def _write_rule(node: Rule) -> dict[str, Any]:
    window = None if node.window is None else _write_window(node.window)
    return {"field": node.field} | _given(
        op=node.op or None,
        value=node.value,
        value2=node.value2,
        unit=node.unit,
        blank=node.blank,
        window=window,
    )


def _read_event(data: Mapping[str, Any], place: str) -> Event:
    names = data["event"]
    form = data.get("form", "did")
    if form not in FORMS:
        raise DefinitionError(
            f"“{form}” is not a way to ask about events that this version knows.", where=place
        )
    return Event(
        event=tuple(names) if isinstance(names, list) else (str(names),),
        form=form,
        window=_read_window(data.get("window", {"kind": "all"}), place),
        where=_read(data["where"], f"{place}, where") if data.get("where") else None,
        has=_read(data["has"], f"{place}, has") if data.get("has") else None,
        op=data.get("op"),
        value=data.get("value"),
        value2=data.get("value2"),
        **_carried(data),
    )


def _write_event(node: Event) -> dict[str, Any]:
    return {
        "event": node.event[0] if len(node.event) == 1 else list(node.event),
        "form": node.form,
    } | _given(
        window=_write_window(node.window) if node.window != Window() else None,
        where=to_json(node.where) if node.where else None,
        has=to_json(node.has) if node.has else None,
        op=node.op,
        value=node.value,
        value2=node.value2,
    )


def _read_records(data: Mapping[str, Any], place: str) -> Records:
    match = data.get("match", "any")
    if match not in MATCHES:
        raise DefinitionError(f"“{match}” is not a way to match records in {place}.", where=place)
    return Records(
        records=str(data["records"]),
        match=match,
        n=data.get("n") if match in ("at_least", "at_most", "exactly") else None,
        where=_read(data["where"], f"{place}, where") if data.get("where") else None,
        **_carried(data),
    )


def _write_records(node: Records) -> dict[str, Any]:
    where = to_json(node.where) if node.where else None
    return {"records": node.records, "match": node.match} | _given(n=node.n, where=where)


def _read_window(data: Any, place: str) -> Window:
    if not isinstance(data, Mapping) or data.get("kind") not in WINDOW_KINDS:
        raise DefinitionError(f"A window of time in {place} is not one we know.", where=place)
    _refuse_unknown(data, ("kind", "n", "unit", "from", "to", "name"), place)
    kind = data["kind"]
    if kind == "between_ago":
        return Window(kind=kind, n=data.get("from"), m=data.get("to"), unit=data.get("unit"))
    if kind == "dates":
        return Window(kind=kind, start=data.get("from"), end=data.get("to"))
    return Window(kind=kind, n=data.get("n"), unit=data.get("unit"), name=data.get("name"))


def _write_window(window: Window) -> dict[str, Any]:
    if window.kind == "between_ago":
        return {"kind": window.kind} | _given(
            **{"from": window.n, "to": window.m, "unit": window.unit}
        )
    if window.kind == "dates":
        return {"kind": window.kind} | _given(**{"from": window.start, "to": window.end})
    return {"kind": window.kind} | _given(n=window.n, unit=window.unit, name=window.name)


def _read_group(data: Mapping[str, Any], place: str) -> Group:
    combinator = next(name for name in COMBINATORS if name in data)
    counted = combinator in ("at_least", "at_most")
    below = data.get("of") if counted else data[combinator]
    if not isinstance(below, list):
        raise DefinitionError(f"The group “{combinator}” in {place} needs a list.", where=place)
    return Group(
        combinator=combinator,
        n=data[combinator] if counted else None,
        children=tuple(
            _read(child, f"{combinator} [{number}]") for number, child in enumerate(below, 1)
        ),
        **_carried(data),
    )


def _write_group(node: Group) -> dict[str, Any]:
    below = [to_json(child) for child in node.children]
    if node.combinator in ("at_least", "at_most"):
        return {node.combinator: node.n, "of": below}
    return {node.combinator: below}


def _read_not(data: Mapping[str, Any], place: str) -> Not:
    return Not(child=_read(data["not"], f"not in {place}"), **_carried(data))


def _write_not(node: Not) -> dict[str, Any]:
    return {"not": to_json(node.child)}


def _read_segment(data: Mapping[str, Any], place: str) -> SegmentRef:
    named = data["segment"]
    op = data.get("op", "in")
    if op not in ("in", "not_in"):
        raise DefinitionError(f"“{op}” is not a way to use a segment in {place}.", where=place)
    names = named if isinstance(named, list) else [named]
    return SegmentRef(segments=tuple(str(name) for name in names), op=op, **_carried(data))


def _write_segment(node: SegmentRef) -> dict[str, Any]:
    named: Any = node.segments[0] if len(node.segments) == 1 else list(node.segments)
    return {"segment": named, "op": node.op}


def _read_everyone(data: Mapping[str, Any], place: str) -> Everyone:
    if data["everyone"] is not True:
        raise DefinitionError(f"“everyone” in {place} can only be true.", where=place)
    return Everyone(**_carried(data))


_GROUP: tuple[Callable[[Mapping[str, Any], str], AnyNode], tuple[str, ...]] = (
    _read_group,
    (*COMBINATORS, "of"),
)
_READERS: dict[str, tuple[Callable[[Mapping[str, Any], str], AnyNode], tuple[str, ...]]] = {
    "field": (_read_rule, ("field", "op", "value", "value2", "unit", "blank", "window")),
    "event": (
        _read_event,
        ("event", "form", "window", "where", "has", "op", "value", "value2"),
    ),
    "records": (_read_records, ("records", "match", "n", "where")),
    **dict.fromkeys(COMBINATORS, _GROUP),
    "not": (_read_not, ("not",)),
    "segment": (_read_segment, ("segment", "op")),
    "everyone": (_read_everyone, ("everyone",)),
}
_WRITERS: dict[type[Node], Any] = {
    Rule: _write_rule,
    Event: _write_event,
    Records: _write_records,
    Group: _write_group,
    Not: _write_not,
    SegmentRef: _write_segment,
    Everyone: lambda _node: {"everyone": True},
}
