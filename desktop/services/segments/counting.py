"""Exact numbers and members of a tree for one day. Callers may interrupt at any statement."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.facts import CustomerText
from desktop.services import facts
from desktop.services.segments.answers import Answers
from desktop.services.segments.compile import complete, statement
from desktop.services.segments.context import Context
from desktop.services.segments.operators import OPERATORS
from desktop.services.segments.pruning import LeftOut, Path, prune, walk
from desktop.services.segments.sources import FACTS
from desktop.services.segments.tree import AnyNode, Event, Group, Rule, Window
from desktop.services.segments.vectors.keeping import kept_answers

if TYPE_CHECKING:
    from desktop.services.segments.vectors.answers import VectorAnswers

CHUNK = 2_000
SAMPLE = 50


@dataclass(frozen=True)
class Count:
    """How many live customers a tree selects, of how many, and what could not be counted in."""

    count: int
    live_total: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class NodeCount:
    """How many live customers one node is true for; `blanks` of them only for lack of a value.

    For a did-not condition the blanks are those with no such event ever. `left` is the running
    number down an All group: those for whom this and every condition above it is true.
    """

    count: int
    blanks: int | None = None
    left: int | None = None


class Member(NamedTuple):
    """One line of a list of members."""

    customer_id: int
    account_no: str | None
    name: str
    city: str | None
    postcode: str | None
    phone: str | None
    last_service: date | None


def count(db: Session, node: AnyNode, as_of: date) -> Count:
    """Count the members of a tree."""
    context = _context(db, as_of)
    pruned = prune(node, context)
    total = live_total(db)
    if pruned.node is None:
        return Count(0, total, pruned.left_out)
    kept = kept_answers(context)
    if kept is not None:
        (number,) = kept.numbers([kept.of(pruned.node)])
    else:
        chosen = select(func.count()).where(FACTS.c.live, complete(pruned.node, context))
        number = db.scalar(chosen.select_from(FACTS)) or 0
    return Count(number, total, pruned.left_out)


def live_total(db: Session) -> int:
    """How many customers are live: all of them less the few who are not, both at no cost."""
    everyone = select(func.count()).select_from(FACTS)
    not_live = everyone.where(FACTS.c.live.is_(False))
    return (db.scalar(everyone) or 0) - (db.scalar(not_live) or 0)


def node_counts(db: Session, node: AnyNode, as_of: date) -> dict[Path, NodeCount]:
    """Count every active, complete node by itself, all in one reading of the facts."""
    context = _context(db, as_of)
    asked = [(path, one) for path, one in walk(node) if prune(one, context).node is not None]
    if not asked:
        return {}
    blanks = [(path, _blanks(one)) for path, one in asked if _takes_blanks(one)]
    told = _answers(context)
    answers = [told.of(one) for _, one in (*asked, *blanks)]
    running = _running(dict(asked), told)
    numbers = told.numbers([*answers, *running.values()])
    rest = iter(numbers[len(asked) :])
    taken_in = {path: next(rest) for path, _ in blanks}
    left = dict(zip(running, rest, strict=True))
    return {
        path: NodeCount(number, taken_in.get(path), left.get(path))
        for (path, _), number in zip(asked, numbers, strict=False)
    }


def _answers(context: Context) -> "Answers | VectorAnswers":
    return kept_answers(context) or Answers(context)


def _running(asked: Mapping[Path, AnyNode], told: "Answers | VectorAnswers") -> dict[Path, Any]:
    """What must hold to be left after each condition of an All group, from the second one on."""
    running: dict[Path, Any] = {}
    for path, node in asked.items():
        if isinstance(node, Group) and node.combinator == "all" and not node.negate:
            below = [(*path, n) for n in range(len(node.children)) if (*path, n) in asked]
            held = [told.of(asked[one]) for one in below]
            running |= {one: told.every(held[: n + 1]) for n, one in enumerate(below) if n}
    return running


def counts_without(db: Session, node: AnyNode, as_of: date) -> dict[int, int]:
    """How many customers each condition of an All group alone keeps out: the count without it."""
    if not isinstance(node, Group) or node.combinator != "all" or node.negate:
        return {}
    context = _context(db, as_of)
    active = [n for n, one in enumerate(node.children) if prune(one, context).node is not None]
    if len(active) < 2:  # noqa: PLR2004 - without the only one there is nothing to count
        return {}
    rests = [tuple(node.children[other] for other in active if other != n) for n in active]
    told = _answers(context)
    numbers = told.numbers([told.of(node.with_(children=rest)) for rest in rests])
    return dict(zip(active, numbers, strict=True))


def read_ahead(db: Session, as_of: date) -> None:
    """Read what counts after this one will need, once a number is on screen; may be interrupted."""
    kept = kept_answers(_context(db, as_of))
    if kept is not None:
        kept.read_ahead()


def _takes_blanks(node: AnyNode) -> bool:
    """Whether customers without a value (or without any such event) are among those counted."""
    match node:
        case Rule():
            operator = OPERATORS[node.op]
            left_out = operator.is_negative and node.blank == "exclude"
            return operator.is_negative != node.negate and not left_out
        case Event(form="did" | "did_not"):
            return (node.form == "did_not") != node.negate
        case _:
            return False


def _blanks(node: AnyNode) -> AnyNode:
    """The condition of having no value, or no such event ever."""
    if isinstance(node, Event):
        return node.with_(form="did_not", window=Window(), negate=False)
    assert isinstance(node, Rule)  # noqa: S101 - `_takes_blanks` says so
    return Rule(field=node.field, op="is_unknown")


def member_ids(db: Session, node: AnyNode, as_of: date) -> Iterator[int]:
    """The ids of the members, in order, fetched in chunks."""
    ids = statement(node, _context(db, as_of)).order_by(FACTS.c.customer_id)
    for row in db.execute(ids.execution_options(yield_per=CHUNK)):
        yield row.customer_id


def selection(db: Session, node: AnyNode, as_of: date) -> Select[tuple[int]]:
    """The members as a statement, for use inside another one."""
    return statement(node, _context(db, as_of))


def among(db: Session, node: AnyNode, customers: Sequence[int], as_of: date) -> set[int]:
    """Which of some customers are members."""
    chosen = statement(node, _context(db, as_of)).where(FACTS.c.customer_id.in_(customers))
    return set(db.scalars(chosen))


def members(db: Session, node: AnyNode, as_of: date) -> Iterator[Member]:
    """The members by name, fetched in chunks."""
    yield from _members(db, statement(node, _context(db, as_of)))


def sample(db: Session, node: AnyNode, as_of: date, limit: int = SAMPLE) -> list[Member]:
    """The first members by name."""
    return list(_members(db, statement(node, _context(db, as_of)), limit))


def _context(db: Session, as_of: date) -> Context:
    facts.for_day(db, as_of)
    return Context(db, as_of)


def _members(db: Session, chosen: Select[tuple[int]], limit: int | None = None) -> Iterator[Member]:
    listed = (
        select(
            Customer.id,
            Customer.account_no,
            Customer.display_name,
            Customer.city,
            Customer.zip5,
            CustomerText.phone,
            FACTS.c.service_1,
        )
        .join_from(Customer, FACTS, FACTS.c.customer_id == Customer.id)
        .join(CustomerText, CustomerText.customer_id == Customer.id)
        .where(Customer.id.in_(chosen))
        .order_by(CustomerText.name, Customer.id)
        .limit(limit)
    )
    for row in db.execute(listed.execution_options(yield_per=CHUNK)):
        yield Member(*row)
