"""“Zone 1, zone 2 or 3”: values of one field next to each other become one condition."""

from collections.abc import Sequence

from desktop.services.segments.nodes import Rule
from desktop.services.segments.phrase.clauses import Clause, Joiner
from desktop.services.segments.phrase.made import Made

LISTING = ("OR", "COMMA", "AND", "NOR")
_OPS = {
    "is": "is_any_of", "is_not": "is_none_of", "is_any_of": "is_any_of",
    "is_none_of": "is_none_of", "has_any_of": "has_any_of", "has_none_of": "has_none_of",
}  # fmt: skip


def merged(items: Sequence[Clause | Joiner]) -> list[Clause | Joiner]:
    """The items with such lists put together; "or" between two values binds tightest."""
    found: list[Clause | Joiner] = []
    for item in items:
        between = _trailing(found)
        before = found[-1 - len(between)] if len(found) > len(between) else None
        if isinstance(item, Clause) and between and isinstance(before, Clause):
            one = _listed(before, between, item)
            if one:
                del found[-1 - len(between) :]
                found.append(one)
                continue
        found.append(item)
    return found


def _trailing(found: list[Clause | Joiner]) -> list[Joiner]:
    """The joiners at the end."""
    end: list[Joiner] = []
    for item in reversed(found):
        if not isinstance(item, Joiner) or item.type not in LISTING:
            break
        end.append(item)
    return end


def _listed(before: Clause, between: list[Joiner], after: Clause) -> Clause | None:
    """Both as one condition, where they are values of one field; a tag may be had beside others."""
    one, two = before.made, after.made
    rule = one.node or (one.choices[0][1] if one.choices else None)
    same = one.listed and two.listed and one.listed[0].field == two.listed[0].field
    if not same or not two.bare or not isinstance(rule, Rule) or rule.op not in _OPS:
        return None
    both_at_once = any(joiner.type == "AND" for joiner in between)
    if both_at_once and one.listed[0].many:
        return None
    values = one.listed + two.listed
    either = Rule(
        field=rule.field, op=_OPS[rule.op], value=tuple(dict.fromkeys(v.label for v in values))
    )
    made = one._replace(node=either, listed=values, positive=one.positive and _positive(either))
    if both_at_once or one.node is None:
        made = _ask_either(made, either)
    words = (*before.words, *(j.word for j in reversed(between)), *after.words)
    joint = " and " if both_at_once else " or "
    slips = ", ".join(slip for slip in (before.corrected_from, after.corrected_from) if slip)
    return Clause(made, words, f"{before.said}{joint}{after.said}", slips or None)


def _positive(rule: Rule) -> Rule:
    return rule.with_(op={"is_none_of": "is_any_of", "has_none_of": "has_any_of"}[rule.op])


def _ask_either(made: Made, either: Rule) -> Made:
    """No customer has two of them at once; what was meant has to be said."""
    names = " or ".join(str(value) for value in either.value)
    none = either.op in ("is_none_of", "has_none_of")
    label = f"neither {names.replace(' or ', ' nor ')}" if none else f"one of them: {names}"
    ask = f"Nobody is {names.replace(' or ', ' and ')} at once. Did you mean:"
    return made._replace(node=None, ask=ask, choices=((label, either),))
