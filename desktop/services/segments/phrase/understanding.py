"""A phrase becomes a tree, chips for what was understood, and questions for what was not clear."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.services.segments import checks, edits
from desktop.services.segments.context import Context
from desktop.services.segments.edits import Path
from desktop.services.segments.nodes import AnyNode, Event, Group
from desktop.services.segments.phrase import lexicon as names
from desktop.services.segments.phrase import remarks
from desktop.services.segments.phrase.clauses import Clause, clauses
from desktop.services.segments.phrase.commands import is_command
from desktop.services.segments.phrase.joining import Choice, Expr, Joined, Leaf, joined
from desktop.services.segments.phrase.lexicon import Lexicon
from desktop.services.segments.phrase.remarks import COMMAND, NOTHING, TOO_LONG
from desktop.services.segments.phrase.scanning import scan
from desktop.services.segments.phrase.words import LONGEST_PHRASE, Word
from desktop.services.segments.sentence import sentence

LEAST_GROUP = 2


class Chip(NamedTuple):
    """One understood condition: its words, what they mean, where it stands in the tree."""

    words: str
    said: str
    path: Path
    corrected_from: str | None = None


class Reading(NamedTuple):
    """One answer to a question: the whole phrase as it would be then; their number where known.

    An answer after which more has to be asked leaves the tree without that part (`is_open`).
    """

    label: str
    tree: AnyNode | None
    is_open: bool = False
    customers: int | None = None


class Question(NamedTuple):
    """What the phrase leaves open."""

    text: str
    choices: tuple[Reading, ...]


class Understood(NamedTuple):
    """What became of a phrase; without a tree there is nothing to add."""

    tree: AnyNode | None
    chips: tuple[Chip, ...] = ()
    unused: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    remark: str = ""


def understand(
    db: Session | Context,
    text: str,
    as_of: date,
    answers: Mapping[str, int] | None = None,
    lexicon: Lexicon | None = None,
) -> Understood:
    """Understand a phrase; `answers` are the numbers of chosen readings by their question.

    A lexicon that was loaded before saves reading the office's names again.
    """
    context = db if isinstance(db, Context) else Context(db, as_of)
    known = lexicon or names.load(context)
    words, tokens = scan(text[:LONGEST_PHRASE], known, as_of)
    shown = tuple(word.text for word in words)
    rest = tuple(text[LONGEST_PHRASE:].split())
    if is_command(words, known):
        return Understood(None, unused=(*_said(words), *rest), remark=COMMAND)
    found = clauses(tokens, shown, known, context)
    expr = joined(found.items)
    unused = (*(shown[n] for n in sorted(found.unused)), *rest)
    if expr is None:
        said = remarks.unknown_values(tokens, found.unused, shown) or (NOTHING if words else "")
        return Understood(None, unused=unused, remark=said)
    made = _resolved(expr, answers or {})
    said = TOO_LONG if rest else remarks.remark(tokens, found.unused, shown)
    return _told(made, expr, answers or {}, context)._replace(unused=unused, remark=said)


def _said(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(word.text for word in words if word.kind != "mark")


def _told(
    chosen: Expr | None, expr: Expr, answers: Mapping[str, int], context: Context
) -> Understood:
    tree, leaves = _built(chosen)
    chips = tuple(_chip(clause, path, tree, context) for path, clause in leaves)
    questions = tuple(
        Question(
            one.ask,
            tuple(
                _reading(label, expr, {**answers, one.ask: n}, context)
                for n, (label, _) in enumerate(one.options)
            ),
        )
        for one in _open(expr, answers)
    )
    return Understood(tree, chips, questions=questions)


def _reading(label: str, expr: Expr, answers: Mapping[str, int], context: Context) -> Reading:
    tree, _ = _built(_resolved(expr, answers))
    good = tree is not None and not checks.check(tree, context).errors
    return Reading(label, tree if good else None, is_open=any(_open(expr, answers)))


def _open(expr: Expr, answers: Mapping[str, int]) -> Iterator[Choice]:
    """The questions without an answer, each once."""
    seen = set()
    for one in _questions(expr, answers):
        if one.ask not in seen:
            seen.add(one.ask)
            yield one


def _questions(expr: Expr, answers: Mapping[str, int]) -> Iterator[Choice]:
    match expr:
        case Choice():
            chosen = _chosen(expr, answers)
            if chosen is None:
                yield expr
            else:
                yield from _questions(chosen, answers)
        case Joined():
            for part in expr.parts:
                yield from _questions(part, answers)
        case _:
            return


def _chosen(choice: Choice, answers: Mapping[str, int]) -> Expr | None:
    n = answers.get(choice.ask)
    return choice.options[n][1] if n is not None and 0 <= n < len(choice.options) else None


def _resolved(expr: Expr, answers: Mapping[str, int]) -> Expr | None:
    """The expression with the answers put in and without what is still open."""
    match expr:
        case Choice():
            chosen = _chosen(expr, answers)
            return None if chosen is None else _resolved(chosen, answers)
        case Joined():
            parts = tuple(part for one in expr.parts if (part := _resolved(one, answers)))
            if len(parts) < LEAST_GROUP and expr.kind != "none":
                return parts[0] if parts else None
            return Joined(expr.kind, parts) if parts else None
        case _:
            return expr


def _built(expr: Expr | None) -> tuple[AnyNode | None, list[tuple[Path, Clause]]]:
    """The tree, and which condition stands where in it."""
    if expr is None:
        return None, []
    clauses_: dict[str, Clause] = {}
    marked = _node(expr, clauses_)
    placed = [(edits.path_of(marked, mark) or (), one) for mark, one in clauses_.items()]
    return edits.with_new_ids(marked, lambda: None), sorted(placed, key=lambda one: one[1].words)


def _node(expr: Expr, marked: dict[str, Clause]) -> AnyNode:
    if isinstance(expr, Leaf):
        made = expr.clause.made
        node = made.positive if expr.positive and made.positive is not None else made.node
        assert node is not None  # noqa: S101 - a leaf without a node is a choice
        mark = f"w{len(marked)}"
        marked[mark] = expr.clause
        return node.with_(id=mark)
    assert isinstance(expr, Joined)  # noqa: S101 - choices are resolved by then
    below = [_node(part, marked) for part in expr.parts]
    if expr.kind == "all":  # what the customer is stands before what happened
        below.sort(key=lambda node: isinstance(node, Event))
    return Group(combinator=expr.kind, children=tuple(below))


def _chip(clause: Clause, path: Path, tree: AnyNode | None, context: Context) -> Chip:
    node = edits.node_at(tree, path) if tree is not None else None
    said = sentence(context, node, context.as_of).removesuffix(".") if node is not None else ""
    return Chip(clause.said, said, path, clause.corrected_from)
