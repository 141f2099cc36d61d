"""And, or, comma, either, neither and brackets; where two readings are possible, both of them."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

from desktop.services.segments.phrase.clauses import Clause, Joiner
from desktop.services.segments.phrase.lists import merged

TOGETHER = "Which belong together in “{}”?"


class Leaf(NamedTuple):
    """One condition; `positive` reads it without its "not"."""

    clause: Clause
    positive: bool = False


class Joined(NamedTuple):
    """Several parts: all, any or none of them."""

    kind: str
    parts: tuple["Expr", ...]


class Choice(NamedTuple):
    """Readings of which the office has to choose one."""

    ask: str
    options: tuple[tuple[str, "Expr"], ...]


Expr = Leaf | Joined | Choice


class _Operand(NamedTuple):
    """A part with what joins it to the one before."""

    joiner: str  # "", beside, and, or; with "," before it where a comma stands
    expr: Expr


def joined(items: Sequence[Clause | Joiner]) -> Expr | None:
    """The whole phrase as one expression; None without a condition."""
    return _Reader(merged(items)).level(closing=False)


class _Reader:
    """Reads the items from left to right, a level deeper at each bracket."""

    def __init__(self, items: Sequence[Clause | Joiner]) -> None:
        self._items = items
        self._at = 0

    def level(self, *, closing: bool) -> Expr | None:
        """Everything up to the closing bracket or the end."""
        found: list[_Operand] = []
        while self._at < len(self._items):
            joiner = self._joiner()
            if self._type() == "RPAR":
                self._at += 1
                if closing:
                    break
                continue
            expr = self._operand()
            if expr:
                found.append(_Operand(joiner if found else "", expr))
        return _combined(found) if found else None

    def _type(self) -> str:
        item = self._items[self._at] if self._at < len(self._items) else None
        return item.type if isinstance(item, Joiner) else ""

    def _joiner(self) -> str:
        comma, word = "", ""
        while self._type() in ("AND", "OR", "COMMA", "NOR"):
            kind = self._type()
            comma = "," if kind == "COMMA" else comma
            word = {"AND": "and", "OR": "or", "NOR": "or"}.get(kind, word)
            self._at += 1
        return f"{comma}{word}" or "beside"

    def _operand(self) -> Expr | None:
        if self._at >= len(self._items):
            return None
        item = self._items[self._at]
        self._at += 1
        if isinstance(item, Clause):
            return _leaf(item)
        if item.type == "LPAR":
            return self.level(closing=True)
        return self._either("any" if item.type == "EITHER" else "none")

    def _either(self, kind: str) -> Expr | None:
        """“Either a or b”, “neither a nor b”: what stands before the or, and one part after it."""
        parts = [self._run()]
        while self._type() in ("OR", "NOR"):
            self._at += 1
            parts.append(self._operand())
        known = tuple(part for part in parts if part)
        if not known or (kind == "any" and len(known) == 1):
            return known[0] if known else None
        return Joined(kind, known)

    def _run(self) -> Expr | None:
        found: list[_Operand] = []
        while self._at < len(self._items) and self._type() not in ("OR", "NOR", "RPAR"):
            joiner = self._joiner()
            if self._type() == "RPAR":
                break
            expr = self._operand()
            if expr:
                found.append(_Operand(joiner if found else "", expr))
        return _combined(found) if found else None


def _leaf(clause: Clause) -> Expr:
    if clause.made.node is not None:
        return Leaf(clause)
    options = tuple(
        (label, Leaf(clause._replace(made=clause.made._replace(node=node, choices=()))))
        for label, node in clause.made.choices
    )
    return Choice(clause.made.ask, options)


def _combined(found: list[_Operand]) -> Expr:
    joiners = [one.joiner for one in found[1:]]
    if all(not _is_or(one) for one in joiners):
        return _group("all", [one.expr for one in found])
    if all(_is_or(one) for one in joiners):
        return _chosen(_any_readings([one.expr for one in found]))
    if any(one == "," for one in joiners) and all(one == "," or _is_or(one) for one in joiners):
        return _chosen([_group("any", [one.expr for one in found]), _at_commas(found)])
    if any(one.startswith(",") for one in joiners):
        return _at_commas(found)
    return _chosen(_mixed_readings(found))


def _is_or(joiner: str) -> bool:
    return joiner.endswith("or")


def _at_commas(found: list[_Operand]) -> Expr:
    """What stands between commas belongs together."""
    parts = _cut(found, lambda one: one.joiner.startswith(","))
    outer = [
        _Operand(
            part[0].joiner.removeprefix(",") or ("beside" if n else ""), _combined(_fresh(part))
        )
        for n, part in enumerate(parts)
    ]
    return _combined(outer)


def _cut(found: list[_Operand], before: Callable[[_Operand], bool]) -> list[list[_Operand]]:
    parts: list[list[_Operand]] = []
    for one in found:
        if not parts or before(one):
            parts.append([])
        parts[-1].append(one)
    return parts


def _fresh(part: list[_Operand]) -> list[_Operand]:
    return [part[0]._replace(joiner=""), *part[1:]]


def _mixed_readings(found: list[_Operand]) -> list[Expr]:
    """And binding tighter than or, and the other way round."""
    ors = _cut(found, lambda one: _is_or(one.joiner))
    and_first = _group("any", [_group("all", [one.expr for one in part]) for part in ors])
    ands = _cut(found, lambda one: not _is_or(one.joiner))
    runs = [_any_readings([one.expr for one in part]) for part in ands]
    return [and_first, *(_group("all", list(choice)) for choice in product(*runs))]


def _any_readings(parts: list[Expr]) -> list[Expr]:
    """Or; with a "not" before it also that the not is about everything behind it."""
    plain = _group("any", parts)
    first = next((n for n, part in enumerate(parts) if _is_negative(part)), None)
    if first is None or all(_is_negative(part) for part in parts[first:]) or len(parts) == 1:
        return [plain]
    inside = [_without_not(part) for part in parts[first:]]
    nothing_of = Joined("none", tuple(inside))
    return [plain, _group("any", [*parts[:first], nothing_of])]


def _without_not(part: Expr) -> Expr:
    return part._replace(positive=True) if isinstance(part, Leaf) and _is_negative(part) else part


def _is_negative(part: Expr) -> bool:
    return isinstance(part, Leaf) and part.clause.made.positive is not None


def _group(kind: str, parts: list[Expr]) -> Expr:
    """The parts as one; a group of the same kind inside is one with it."""
    if len(parts) == 1:
        return parts[0]
    flat: list[Expr] = []
    for part in parts:
        same = isinstance(part, Joined) and part.kind == kind
        flat += part.parts if same and isinstance(part, Joined) else [part]
    return Joined(kind, tuple(flat))


def _chosen(readings: list[Expr]) -> Expr:
    if len(readings) == 1:
        return readings[0]
    said = told(readings[0]).replace("(", "").replace(")", "")
    return Choice(TOGETHER.format(said), tuple((told(one), one) for one in readings))


_WORDS = {"all": " and ", "any": " or ", "none": " or "}


def told(expr: Expr, *, inner: bool = False) -> str:
    """An expression in the words of the phrase, with brackets."""
    match expr:
        case Leaf():
            return _said_without_not(expr.clause.said) if expr.positive else expr.clause.said
        case Choice():
            return told(expr.options[0][1], inner=inner) if expr.options else "…"
        case _:
            words = _WORDS[expr.kind].join(told(part, inner=True) for part in expr.parts)
            if expr.kind == "none":
                return f"none of ({words})"
            return f"({words})" if inner else words


def _said_without_not(said: str) -> str:
    return said.split(" ", 1)[-1] if " " in said else said
