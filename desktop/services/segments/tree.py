"""A tree and the JSON that files hold (`condition-catalog`); the nodes are in `nodes`."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from desktop.services.segments.nodes import (
    COMBINATORS,
    FORM_PARTS,
    FORMS,
    INSIDE,
    MATCHES,
    WINDOW_KINDS,
    AnyNode,
    Change,
    DefinitionError,
    Event,
    Everyone,
    Group,
    Node,
    Not,
    Rank,
    Records,
    Rule,
    SegmentRef,
    Side,
    Window,
    children,
)

__all__ = [
    "COMBINATORS",
    "FORMS",
    "FORM_PARTS",
    "INSIDE",
    "MATCHES",
    "WINDOW_KINDS",
    "AnyNode",
    "Change",
    "DefinitionError",
    "Event",
    "Everyone",
    "Group",
    "Node",
    "Not",
    "Rank",
    "Records",
    "Rule",
    "SegmentRef",
    "Side",
    "Window",
    "children",
    "from_json",
    "to_json",
]

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
    form = data.get("form", "did")
    if form not in FORMS:
        raise DefinitionError(
            f"“{form}” is not a way to ask about events that this version knows.", where=place
        )
    where = data.get("where")
    return Event(
        event=_names(data["event"]),
        form=form,
        window=_read_window(data.get("window", {"kind": "all"}), place),
        where=_read(where, f"{place}, where") if where else None,
        **{
            part: _PARTS.get(part, _plain_part)[0](data[part], f"{place}, {part}")
            for part in FORM_PARTS[form]
            if data.get(part) is not None
        },
        **_carried(data),
    )


def _write_event(node: Event) -> dict[str, Any]:
    parts = {
        part: _PARTS.get(part, _plain_part)[1](getattr(node, part))
        for part in FORM_PARTS[node.form]
        if _is_given(getattr(node, part))
    }
    return {
        "event": _as_names(node.event),
        "form": node.form,
    } | _given(
        window=_write_window(node.window) if node.window != Window() else None,
        where=to_json(node.where) if node.where else None,
        **parts,
    )


def _is_given(part: Any) -> bool:
    """0 is given; nothing, no names and "no" are not."""
    return part is not None and part is not False and part != ()


def _names(named: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in named) if isinstance(named, list) else (str(named),)


def _as_names(names: tuple[str, ...]) -> Any:
    return names[0] if len(names) == 1 else list(names)


def _read_side(data: Any, place: str) -> Side:
    if not isinstance(data, Mapping):
        raise DefinitionError(f"One side of a comparison is missing in {place}.", where=place)
    _refuse_unknown(data, ("window", "op", "value", "value2"), place)
    return Side(
        window=_read_window(data.get("window", {"kind": "all"}), place),
        op=data.get("op"),
        value=data.get("value"),
        value2=data.get("value2"),
    )


def _write_side(side: Side) -> dict[str, Any]:
    return {"window": _write_window(side.window)} | _given(
        op=side.op, value=side.value, value2=side.value2
    )


def _read_change(data: Any, place: str) -> Change:
    """`{"op": "lt"}`, `{"op": "gt"}`, or `{"op": "ratio_le", "value": 0.5}`."""
    if not isinstance(data, Mapping) or data.get("op") not in ("lt", "gt", "ratio_le"):
        raise DefinitionError(f"A change in {place} is not one we know.", where=place)
    _refuse_unknown(data, ("op", "value"), place)
    return Change(op=data["op"], value=data.get("value"))


def _write_change(change: Change) -> dict[str, Any]:
    return {"op": change.op} | _given(value=change.value)


def _read_rank(data: Mapping[str, Any], place: str) -> Rank:
    end = data.get("end", "top")
    if end not in ("top", "bottom"):
        raise DefinitionError(f"“{end}” is not an end of a ranking in {place}.", where=place)
    return Rank(
        rank=str(data["rank"]),
        end=end,
        n=data.get("n"),
        percent=data.get("percent") is True,
        **_carried(data),
    )


def _write_rank(node: Rank) -> dict[str, Any]:
    return {"rank": node.rank, "end": node.end} | _given(n=node.n, percent=node.percent or None)


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
        (
            "event",
            "form",
            "window",
            "where",
            *dict.fromkeys(part for parts in FORM_PARTS.values() for part in parts),
        ),
    ),
    "rank": (_read_rank, ("rank", "end", "n", "percent")),
    "records": (_read_records, ("records", "match", "n", "where")),
    **dict.fromkeys(COMBINATORS, _GROUP),
    "not": (_read_not, ("not",)),
    "segment": (_read_segment, ("segment", "op")),
    "everyone": (_read_everyone, ("everyone",)),
}
_WRITERS: dict[type[Node], Any] = {
    Rule: _write_rule,
    Event: _write_event,
    Rank: _write_rank,
    Records: _write_records,
    Group: _write_group,
    Not: _write_not,
    SegmentRef: _write_segment,
    Everyone: lambda _node: {"everyone": True},
}


def _plain_value(value: Any, _place: str) -> Any:
    return _frozen(value)


_Part = tuple[Callable[[Any, str], Any], Callable[[Any], Any]]
_plain_part: _Part = (_plain_value, _plain)
_PARTS: dict[str, _Part] = {
    **dict.fromkeys(INSIDE, (_read, to_json)),
    **dict.fromkeys(("then", "event_b", "over"), (lambda named, _: _names(named), _as_names)),
    **dict.fromkeys(("a", "b"), (_read_side, _write_side)),
    "change": (_read_change, _write_change),
}
