"""Conditions about values, texts, numbers, segments and ranks: from the parsed phrase to nodes."""

from typing import Any

from desktop.services.segments.nodes import Rank, Rule, SegmentRef
from desktop.services.segments.phrase import vocabulary as v
from desktop.services.segments.phrase.lexicon import Listed
from desktop.services.segments.phrase.made import Made, asked
from desktop.services.segments.phrase.parsed import Around, Maker, Parts, listed_rule
from desktop.services.segments.phrase.whens import date_rule
from desktop.services.segments.ranking import can_rank

BY_WHAT = ("lifetime_revenue", "revenue_3y", "average_ticket")


def _value(parts: Parts, around: Around, *, negated: bool) -> Made | None:
    listed: tuple[Listed, ...] = parts.payload("VALUE")
    field = parts.payload("FC")
    of_field = tuple(one for one in listed if field is None or one.field == field.key)
    if not of_field:
        return None
    if len(of_field) > 1:
        return _which(of_field, around, negated=negated)
    one = of_field[0]
    node = listed_rule(one, negative=negated)
    none = v.NONE_VALUES.get((one.field, one.label))
    if negated and none and parts.tokens("NO"):
        node = Rule(field=one.field, op="is", value=none)
    bare = not parts.tokens("FC", "NO", "NOT", "SYS")
    return Made(node, positive=listed_rule(one) if negated else None, listed=of_field, bare=bare)


def _which(listed: tuple[Listed, ...], around: Around, *, negated: bool) -> Made | None:
    """The same name stands on several lists."""
    labels = [f"{around.fields[one.field].label} is {one.label}" for one in listed]
    nodes = [listed_rule(one, negative=negated) for one in listed]
    return asked(f"Which “{listed[0].label}” do you mean?", *zip(labels, nodes, strict=True))


def _place(parts: Parts, _around: Around, *, negated: bool) -> Made | None:
    listed: Listed = parts.payload("PLACE")
    field = parts.payload("FT")
    if field is not None and field.type != "text":
        return None
    key = field.key if field is not None else listed.field
    node = Rule(field=key, op="is_not" if negated else "is", value=listed.label)
    bare = not parts.tokens("FT", "NOT")
    one = Listed(key, listed.label)
    positive = node.with_(op="is") if negated else None
    return Made(node, positive=positive, listed=(one,), bare=bare)


def _segment(parts: Parts, _around: Around, *, op: str) -> Made:
    id_ = parts.payload("SEGMENT").open_id
    positive = SegmentRef(segments=(id_,)) if op == "not_in" else None
    return Made(SegmentRef(segments=(id_,), op=op), positive=positive)


def _vague(parts: Parts, _around: Around, *, negated: bool) -> Made | None:
    readings = parts.payload("VAGUE")
    shown = [(f"not ({t})" if negated else t, n.with_(negate=negated)) for t, n in readings]
    return asked("What do you mean by “{words}”?", *shown)


def _due(parts: Parts, around: Around, *, negated: bool) -> Made | None:
    when = parts.when()
    if when:
        rule = date_rule("next_due", when, around.as_of, ahead=True)
        return Made(rule) if rule else None
    due = Listed("due_status", "Due")
    positive = listed_rule(due) if negated else None
    return Made(
        listed_rule(due, negative=negated), positive=positive, listed=(due,), bare=not negated
    )


def _known(parts: Parts, _around: Around, *, op: str) -> Made | None:
    field = parts.field()
    alone = op == "is_known" and not parts.tokens("KNOWN")
    if alone and field.key not in v.KNOWN_ALONE:
        return None
    if op == "is_unknown" and field.type == "yes_no" and parts.tokens("NO"):
        return _made_yes(field.key, "no")
    node = Rule(field=field.key, op=op)
    if op == "is_unknown" and field.type in ("number", "money") and parts.tokens("NO"):
        zero = Rule(field=field.key, op="is", value=0)
        label = field.label
        return asked(
            "What do you mean by “{words}”?",
            (f"{label} is 0", zero),
            (f"{label} is unknown", node),
        )
    return Made(node, positive=node.with_(op="is_known") if op == "is_unknown" else None)


def _made_yes(field: str, answer: str) -> Made:
    positive = Rule(field=field, op="is", value="yes") if answer == "no" else None
    return Made(Rule(field=field, op="is", value=answer), positive=positive)


_OPPOSITE_TEXT = {
    "is": "is_not", "is_not": "is", "contains": "not_contains", "not_contains": "contains",
    "starts_with": "not_starts_with", "ends_with": "not_ends_with",
}  # fmt: skip


def _text(parts: Parts, _around: Around, *, negated: bool) -> Made | None:
    op = parts.payload("TEXTOP")
    texts = tuple(leaf.value.payload for leaf in parts.tree("texts").children if _is_text(leaf))
    if negated:
        op = _OPPOSITE_TEXT[op]
    if op in ("is", "is_not") and len(texts) > 1:
        op = {"is": "is_any_of", "is_not": "is_none_of"}[op]
    if not all(text.strip() for text in texts):
        return None
    single = op in ("is", "is_not")
    return Made(Rule(field=parts.payload("FT").key, op=op, value=texts[0] if single else texts))


def _is_text(leaf: Any) -> bool:
    return bool(leaf.value.type == "TEXT")


_NUMBER_OPS = {"eq": "is", "gt": "gt", "ge": "ge", "lt": "lt", "le": "le", "between": "between"}


def _number(parts: Parts, _around: Around, *, negated: bool = False) -> Made | None:
    fields = [token.payload for token in parts.tokens("FN")]
    if len({field.key for field in fields}) > 1:
        return None
    number = parts.compared()
    rule = Rule(
        field=fields[0].key, op=_NUMBER_OPS[number.op], value=number.value, value2=number.value2
    )
    rule = rule.with_(negate=negated)
    if not number.plain:
        return Made(rule)
    ask, unit = "What do you mean by “{words}”?", rule.value
    return asked(ask, (f"{unit} or more", rule.with_(op="ge")), (f"exactly {unit}", rule))


def _years(parts: Parts, _around: Around) -> Made:
    numbers = [parts.payload("YEAR"), parts.tree("num").children[0].value.payload]
    key = parts.payload("FN").key
    return Made(Rule(field=key, op="between", value=numbers[0], value2=numbers[1]))


def _some(parts: Parts, _around: Around) -> Made | None:
    """“Owes”: more than nothing; another number alone is no condition."""
    field = parts.payload("FN")
    if field.key not in ("open_balance", "days_past_due"):
        return None
    return Made(Rule(field=field.key, op="gt", value=0))


def _rank(parts: Parts, around: Around) -> Made | None:
    end = "top" if parts.tree("end").children[0].value.type == "TOP" else "bottom"
    share = parts.payload("NUMPERCENT")
    number = parts.tree("num")
    n = share if share is not None else number.children[0].value.payload
    percent = share is not None or bool(parts.tokens("PERCENT"))
    made = Rank(rank="", end=end, n=n, percent=percent)
    field = parts.payload("FN")
    if field is not None:
        return Made(made.with_(rank=field.key)) if can_rank(field) else None
    by = [around.fields[key] for key in BY_WHAT]
    said = f"{end.capitalize()} {n}{'%' if percent else ''} by"
    ranked = [(f"{said} {one.label.lower()}", made.with_(rank=one.key)) for one in by]
    return asked("By what?", *ranked)


MAKERS: dict[str, Maker] = {
    "is_value": lambda p, a: _value(p, a, negated=False),
    "is_not_value": lambda p, a: _value(p, a, negated=True),
    "is_place": lambda p, a: _place(p, a, negated=False),
    "is_not_place": lambda p, a: _place(p, a, negated=True),
    "field_place": lambda p, a: _place(p, a, negated=False),
    "field_not_place": lambda p, a: _place(p, a, negated=True),
    "in_segment": lambda p, a: _segment(p, a, op="in"),
    "not_in_segment": lambda p, a: _segment(p, a, op="not_in"),
    "vague": lambda p, a: _vague(p, a, negated=False),
    "not_vague": lambda p, a: _vague(p, a, negated=True),
    "due_now": lambda p, a: _due(p, a, negated=False),
    "not_due_now": lambda p, a: _due(p, a, negated=True),
    "due_when": lambda p, a: _due(p, a, negated=False),
    "is_known": lambda p, a: _known(p, a, op="is_known"),
    "is_unknown": lambda p, a: _known(p, a, op="is_unknown"),
    "text": lambda p, a: _text(p, a, negated=False),
    "not_text": lambda p, a: _text(p, a, negated=True),
    "number": _number,
    "number_first": _number,
    "not_number": lambda p, a: _number(p, a, negated=True),
    "years_as_numbers": _years,
    "some": _some,
    "yes": lambda p, _: _made_yes(p.payload("FY").key, "yes"),
    "not_yes": lambda p, _: _made_yes(p.payload("FY").key, "no"),
    "rank": _rank,
    "rank_percent": _rank,
    "rank_by_what": _rank,
    "rank_percent_by_what": _rank,
}
