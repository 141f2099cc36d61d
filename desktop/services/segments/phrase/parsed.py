"""Reads the small parts of a parsed condition: numbers, comparisons, amounts, times, events."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from desktop.services.segments.nodes import Group, Rule
from desktop.services.segments.phrase.days import Days, year_days
from desktop.services.segments.phrase.lexicon import Listed, Named
from desktop.services.segments.phrase.made import Made
from desktop.services.segments.phrase.scanning import Token
from desktop.services.segments.phrase.whens import When

OPS = {"GT": "gt", "GE": "ge", "LT": "lt", "LE": "le", "EQ": "eq", "ORMORE": "ge", "ORLESS": "le"}


class Compared(NamedTuple):
    """A number and how it is compared; `plain` when nothing was said about how."""

    op: str
    value: Any
    value2: Any = None
    plain: bool = False


class Amount(NamedTuple):
    """A number of units and how it is compared."""

    n: Any
    unit: str
    op: str = "eq"


class What(NamedTuple):
    """An event and the kind of service asked about, if any."""

    event: str
    kind: str
    verb: bool

    @property
    def where(self) -> Rule | None:
        """The rule about the kind."""
        return Rule(field="kind", op="is", value=self.kind) if self.kind else None


def what(token: Token) -> What:
    """The event that a noun or a verb names."""
    event, kind = token.payload
    return What(event, kind, verb=token.type == "EVV")


class Parts:
    """The parts of one parsed condition by what they are."""

    def __init__(self, tree: Any) -> None:
        self._below = list(tree.children)

    def tree(self, name: str, place: int = 0) -> Any:
        """The n-th part of that name."""
        found = [one for one in self._below if getattr(one, "data", None) == name]
        return found[place] if len(found) > place else None

    def tokens(self, *types: str) -> list[Token]:
        """The tokens of some types that stand directly in the condition."""
        found = (getattr(one, "value", None) for one in self._below)
        return [one for one in found if isinstance(one, Token) and one.type in types]

    def payload(self, *types: str) -> Any:
        """What stands behind the first token of some types."""
        found = self.tokens(*types)
        return found[0].payload if found else None

    def what(self, place: int = 0) -> What:
        """The event."""
        token: Token = self.tree("ev", place).children[0].value
        return what(token)

    def field(self) -> Any:
        """The field, of any type."""
        inner = self.tree("any_field")
        token: Token | None = inner.children[0].value if inner else None
        return token.payload if token else self.payload("FT", "FC", "FN", "FD", "FY")

    def compared(self) -> Compared:
        """The comparison."""
        often = self.payload("NTIMES")
        if often is not None:
            return Compared("eq", often, plain=True)
        return compared(self.tree("cmp"))

    def amount(self) -> Amount | None:
        """The amount, directly or behind "within"."""
        within = self.tree("within")
        inner = Parts(within).tree("amount") if within else self.tree("amount")
        return amount(inner) if inner else None

    def when(self) -> When | None:
        """The time."""
        for one in self._below:
            make = _WHENS.get(str(getattr(one, "data", "")))
            if make:
                return make(Parts(one), one)
        return None


def _leaves(tree: Any) -> list[Token]:
    return [leaf.value for leaf in tree.scan_values(lambda _: True)]


def compared(tree: Any) -> Compared:
    """How a number is compared."""
    leaves = _leaves(tree)
    numbers = [t.payload for t in leaves if t.type in ("NUM", "YEAR", "MONEY", "NUMPLUS")]
    ops = [OPS[t.type] for t in leaves if t.type in OPS]
    if len(numbers) > 1:
        return Compared("between", *numbers[:2])
    if leaves[0].type == "NUMPLUS":
        return Compared("ge", numbers[0])
    return Compared(ops[0] if ops else "eq", numbers[0], plain=not ops)


def amount(tree: Any) -> Amount:
    """How long."""
    leaves = _leaves(tree)
    ops = [OPS[t.type] for t in leaves if t.type in OPS]
    plus = any(t.type == "NUMPLUS" for t in leaves)
    op = "ge" if plus else ops[0] if ops else "eq"
    stretch = next((t.payload for t in leaves if t.type == "STRETCH"), None)
    if stretch:
        return Amount(stretch[0], stretch[1], op)
    n = next((t.payload for t in leaves if t.type in ("NUM", "NUMPLUS")), 1)
    return Amount(n, next(t.payload for t in leaves if t.type == "UNIT"), op)


def _point(tree: Any) -> Days:
    token: Token = tree.children[0].value
    return year_days(token.payload) if token.type == "YEAR" else token.payload


def _rolling(parts: Parts, tree: Any) -> When:
    del parts
    leaves = _leaves(tree)
    stretch = next((t.payload for t in leaves if t.type == "STRETCH"), None)
    n = next((t.payload for t in leaves if t.type in ("NUM", "NUMPLUS")), 1)
    unit = next((t.payload for t in leaves if t.type == "UNIT"), "days")
    kind = "next" if leaves[0].type == "NEXT" else "last"
    return When(kind, *(stretch or (n, unit)))


def _sized(kind: str) -> Callable[[Parts, Any], When | None]:
    def make(parts: Parts, _tree: Any) -> When:
        found = parts.amount() or Amount(1, "days")
        return When(kind, found.n, found.unit, found.op)

    return make


def _calendar(kind: str) -> Callable[[Parts, Any], When | None]:
    def make(parts: Parts, _tree: Any) -> When | None:
        period = parts.payload("PERIOD")
        if period:
            return When(kind, name=period)
        return When(kind, days=_point(parts.tree("point")))

    return make


def _from_to(parts: Parts, _tree: Any) -> When:
    first, last = _point(parts.tree("point")), _point(parts.tree("point", 1))
    return When("days", days=Days(first.start, last.end))


def _between_ago(_parts: Parts, tree: Any) -> When:
    leaves = _leaves(tree)
    numbers = [t.payload for t in leaves if t.type == "NUM"]
    unit = next(t.payload for t in leaves if t.type == "UNIT")
    return When("between_ago", numbers[0], unit, m=numbers[1])


def _period(parts: Parts, _tree: Any) -> When:
    return When("period", name=parts.payload("PERIOD"))


_WHENS: dict[str, Callable[[Parts, Any], When | None]] = {
    "rolling": _rolling,
    "coming": _rolling,
    "plain": _sized("amount"),
    "ago": _sized("ago"),
    "inside": _sized("within"),
    "period": _period,
    "calendar": _calendar("days"),
    "since": _calendar("since"),
    "after": _calendar("after"),
    "before": _calendar("before"),
    "from_to": _from_to,
    "between_ago": _between_ago,
}


class Around(NamedTuple):
    """What a condition may need to know beside its own words."""

    as_of: date
    fields: Any
    lists: tuple[Named, ...] = ()  # named earlier in the phrase
    event: What | None = None  # said last


def listed_rule(listed: Listed, *, negative: bool = False) -> Rule:
    """The rule of a value of a closed list."""
    if listed.many:
        op = "has_none_of" if negative else "has_any_of"
        return Rule(field=listed.field, op=op, value=(listed.label,))
    return Rule(field=listed.field, op="is_not" if negative else "is", value=listed.label)


def all_of(*rules: Rule) -> Group:
    """Rules about one and the same record."""
    return Group(combinator="all", children=rules)


Maker = Callable[[Parts, Around], Made | None]  # from a parsed condition to what it means
