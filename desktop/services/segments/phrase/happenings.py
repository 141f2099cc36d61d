"""Conditions about what happened and when: from the parsed phrase to event nodes."""

from desktop.services.segments.nodes import AnyNode, Event, Rule, Window
from desktop.services.segments.phrase import vocabulary as v
from desktop.services.segments.phrase.made import Made, asked
from desktop.services.segments.phrase.parsed import (
    Around,
    Compared,
    Maker,
    Parts,
    What,
    all_of,
)
from desktop.services.segments.phrase.whens import When, date_rule, window

DEADLINES = ((30, "days"), (90, "days"), (12, "months"))


def _event(what: What, when: When | None, around: Around, form: str = "did") -> Event | None:
    """The event in its window; what a window cannot say becomes a rule about its day."""
    found = window(when, around.as_of)
    where: AnyNode | None = what.where
    if found is None and when is not None:
        day = date_rule("date", when, around.as_of)
        if day is None or when.kind == "next":
            return None
        where = all_of(where, day) if isinstance(where, Rule) else day
        found = Window()
    return Event(event=(what.event,), form=form, window=found or Window(), where=where)


def _did(parts: Parts, around: Around) -> Made | None:
    node = _event(parts.what(), parts.when(), around)
    return Made(node) if node else None


def _did_not(parts: Parts, around: Around) -> Made | None:
    node = _event(parts.what(), parts.when(), around, "did_not")
    return Made(node, positive=node.with_(form="did")) if node else None


def _not_again(parts: Parts, around: Around) -> Made | None:
    """“Served in 2025 but not this year”: the same event, not then."""
    node = _event(around.event, parts.when(), around, "did_not") if around.event else None
    return Made(node, positive=node.with_(form="did")) if node else None


def _counted(parts: Parts, around: Around) -> Made | None:
    number, what = parts.compared(), parts.what()
    node = _event(what, parts.when(), around, "count")
    if node is None or not _whole(number):
        return None
    exact = node.with_(op=number.op, value=number.value, value2=number.value2)
    if not number.plain or number.value == 0:
        return Made(exact)
    more = exact.with_(op="ge")
    ask = "What do you mean by “{words}”?"
    return asked(ask, (f"{number.value} or more", more), (f"exactly {number.value}", exact))


def _not_counted(parts: Parts, around: Around) -> Made | None:
    made = _counted(parts, around)
    if made is None or made.node is None:
        return None
    return Made(made.node.with_(negate=True), positive=made.node)


def _whole(number: Compared) -> bool:
    return isinstance(number.value, int) and isinstance(number.value2, int | None)


def _summed(parts: Parts, around: Around) -> Made | None:
    """“Paid more than $500 this year”: the amounts added up."""
    what, number = parts.what(), parts.compared()
    node = _event(what, parts.when(), around, "sum")
    if what.event not in v.MONEY_EVENTS or not what.verb or node is None:
        return None
    op = "ge" if number.plain else number.op
    exact = node.with_(attr="amount", op=op, value=number.value, value2=number.value2)
    if not number.plain:
        return Made(exact)
    ask = "What do you mean by “{words}”?"
    return asked(
        ask,
        (f"{number.value} dollars or more in all", exact),
        (f"exactly {number.value} dollars in all", exact.with_(op="eq")),
    )


def _latest(parts: Parts, around: Around) -> Made | None:
    what, when = parts.what(), parts.when()
    has = date_rule("date", when, around.as_of) if when else None
    if has is None:
        return None
    return Made(Event(event=(what.event,), form="latest", where=what.where, has=has))


def _first(parts: Parts, around: Around) -> Made | None:
    node = _event(parts.what(), parts.when(), around, "first")
    return Made(node) if node and parts.when() else None


def _followed(parts: Parts, around: Around, *, form: str) -> Made | None:
    node = _event(parts.what(), parts.when(), around, form)
    if node is None:
        return None
    then = parts.what(1)
    node = node.with_(then=(then.event,), then_where=then.where)
    within = parts.amount()
    if within:
        return Made(node.with_(within=within.n, unit=within.unit))
    timed = ((f"within {n} {unit}", node.with_(within=n, unit=unit)) for n, unit in DEADLINES)
    return asked("Within how long?", *timed)


def _done_by(parts: Parts, around: Around) -> Made | None:
    """“Serviced by Joe in 2025”."""
    people = [one for one in parts.payload("VALUE") if one.field == "primary_tech"]
    node = _event(parts.what(), parts.when(), around)
    if not people or node is None or parts.what().event not in ("service", "visit_booked"):
        return None
    by = Rule(field="technician", op="is", value=people[0].label)
    where = all_of(node.where, by) if isinstance(node.where, Rule) else by
    return Made(node.with_(where=where))


def _lately(parts: Parts, _around: Around, *, form: str) -> Made | None:
    """No hidden meaning of “lately”: the windows it may mean."""
    what = parts.what()
    made = [
        (
            f"in the last {n} {unit}" if n > 1 else f"in the last {unit[:-1]}",
            Event(
                event=(what.event,), form=form, where=what.where,
                window=Window(kind="last", n=n, unit=unit),
            ),
        )
        for n, unit in parts.payload("VAGUETIME")
    ]  # fmt: skip
    return asked("What do you mean by “{words}”?", *made)


def _since_then(parts: Parts, around: Around, *, form: str) -> Made:
    """“Then” has no date; the days of the lists named before are offered."""
    what = parts.what()
    choices = tuple(
        (
            f"since “{one.name}” was made ({one.as_of:%b} {one.as_of.day}, {one.as_of.year})",
            Event(
                event=(what.event,), form=form, where=what.where,
                window=Window(kind="dates", start=one.as_of.isoformat()),
            ),
        )
        for one in around.lists
        if one.as_of
    )  # fmt: skip
    return Made(None, "Since when? “Then” has no date.", choices)


MAKERS: dict[str, Maker] = {
    "did": _did,
    "did_not": _did_not,
    "not_again": _not_again,
    "counted": _counted,
    "counted_times": _counted,
    "not_counted_times": _not_counted,
    "summed": _summed,
    "latest": _latest,
    "first": _first,
    "sequence": lambda p, a: _followed(p, a, form="sequence"),
    "not_followed": lambda p, a: _followed(p, a, form="not_followed"),
    "done_by": _done_by,
    "did_since_then": lambda p, a: _since_then(p, a, form="did"),
    "did_not_since_then": lambda p, a: _since_then(p, a, form="did_not"),
    "did_lately": lambda p, a: _lately(p, a, form="did"),
    "did_not_lately": lambda p, a: _lately(p, a, form="did_not"),
    "did_lately_first": lambda p, a: _lately(p, a, form="did"),
    "did_not_lately_first": lambda p, a: _lately(p, a, form="did_not"),
}
