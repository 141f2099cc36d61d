"""Tokens become conditions and the words that join them; what fits nowhere is left over."""

from typing import NamedTuple

from desktop.services.segments import checks
from desktop.services.segments.context import Context
from desktop.services.segments.nodes import AnyNode
from desktop.services.segments.phrase import conditions, dated, happenings
from desktop.services.segments.phrase.grammar import IDLE, longest
from desktop.services.segments.phrase.lexicon import Lexicon
from desktop.services.segments.phrase.made import Made
from desktop.services.segments.phrase.parsed import Around, Parts, what
from desktop.services.segments.phrase.scanning import Token

MAKERS = conditions.MAKERS | dated.MAKERS | happenings.MAKERS
JOINERS = ("AND", "OR", "COMMA", "EITHER", "NEITHER", "NOR", "LPAR", "RPAR")


class Clause(NamedTuple):
    """One condition and the words it was said in."""

    made: Made
    words: tuple[int, ...]
    said: str
    corrected_from: str | None = None


class Joiner(NamedTuple):
    """A word or a mark between conditions."""

    type: str
    word: int


class Clauses(NamedTuple):
    """A phrase in order; `unused` are the places of words that nobody understood."""

    items: tuple[Clause | Joiner, ...]
    unused: tuple[int, ...]


def clauses(
    tokens: list[Token], texts: tuple[str, ...], lexicon: Lexicon, context: Context
) -> Clauses:
    """Cut the tokens into conditions, each as long as it can be."""
    around = Around(context.as_of, lexicon.fields)
    items: list[Clause | Joiner] = []
    unused: list[int] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        found = None if token.type in (*JOINERS, *IDLE) else _clause(tokens, at, around, context)
        if found:
            made, end = found
            items.append(_worded(made, tokens[at:end], texts))
            around = _remembering(around, tokens[at:end])
            at = end
            continue
        if token.type in JOINERS:
            items.append(Joiner(token.type, token.first))
        elif token.type not in IDLE:
            unused += range(token.first, token.end)
        at += 1
    return Clauses(tuple(items), tuple(unused))


def _remembering(around: Around, tokens: list[Token]) -> Around:
    """What later words may point back to: lists by name, and the last event."""
    lists = tuple(token.payload for token in tokens if token.type == "SEGMENT")
    events = [token for token in tokens if token.type in ("EVV", "EVN")]
    event = what(events[-1]) if events else around.event
    return around._replace(lists=around.lists + lists, event=event)


def _clause(
    tokens: list[Token], at: int, around: Around, context: Context
) -> tuple[Made, int] | None:
    """The longest condition that begins here; a "not" without a form of its own turns it round."""
    found = _plain_clause(tokens, at, around, context)
    if tokens[at].type not in ("NOT", "NO"):
        return found
    after = next((n for n in range(at + 1, len(tokens)) if tokens[n].type not in IDLE), None)
    inner = None if after is None else _plain_clause(tokens, after, around, context)
    if inner and (found is None or inner[1] > found[1]):
        return _turned(inner[0]), inner[1]
    return found


def _turned(made: Made) -> Made:
    """The exact complement."""
    choices = tuple((f"not ({label})", _opposite(node)) for label, node in made.choices)
    if made.node is None:
        return made._replace(choices=choices, listed=())
    return Made(_opposite(made.node), positive=made.node)


def _opposite(node: AnyNode) -> AnyNode:
    return node.with_(negate=not node.negate)


def _plain_clause(
    tokens: list[Token], at: int, around: Around, context: Context
) -> tuple[Made, int] | None:
    for tree, end in longest(tokens, at):
        inner = tree.children[0]
        maker = MAKERS.get(str(inner.data))
        made = maker(Parts(inner), around) if maker else None
        if made and _is_whole(made, context):
            return made, end
    return None


def _is_whole(made: Made, context: Context) -> bool:
    """Only what could be saved is built."""
    nodes = [made.node] if made.node else [node for _, node in made.choices]
    return not any(checks.check(node, context).errors for node in nodes)


def _worded(made: Made, tokens: list[Token], texts: tuple[str, ...]) -> Clause:
    places = tuple(n for token in tokens for n in range(token.first, token.end))
    slips = [token.corrected_from for token in tokens if token.corrected_from]
    said = " ".join(texts[n] for n in places)
    ask = made.ask.replace("{words}", said)
    return Clause(made._replace(ask=ask), places, said, ", ".join(slips) or None)
