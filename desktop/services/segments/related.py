"""Records of a customer that a condition can ask about: several rules about the same record."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_, exists, func, select

from desktop.models import choices as c
from desktop.models.facts import DueItem
from desktop.services.segments.comparisons import Condition
from desktop.services.segments.context import Context
from desktop.services.segments.fields import Field, Options, static
from desktop.services.segments.logic import is_not
from desktop.services.segments.sources import FACTS, Source, column, days_since
from desktop.services.segments.tree import AnyNode, Records

Inside = Callable[[AnyNode, Mapping[str, Field], Context], Condition]
OWED_BY = c.Choices("owed by", (("us", "Us, by contract"), ("customer", "The customer")))


class RecordRows(NamedTuple):
    """The rows of one kind of record: fresh aliases, so that it can stand several times."""

    table: FromClause
    customer_id: ColumnElement[Any]
    attributes: Mapping[str, Source]


class RecordKind(NamedTuple):
    """One kind of record: its names on screen and in sentences, what can be asked, its rows."""

    key: str
    label: str
    noun: str
    plural: str
    category: str
    attributes: tuple["Asked", ...]
    rows: Callable[[], RecordRows]


class Asked(NamedTuple):
    """Something that can be asked about a record."""

    key: str
    label: str
    type: str
    options: Options | None = None
    unit: str | None = None


def _due_items() -> RecordRows:
    item = DueItem.__table__.alias()
    attributes = {
        "service": column(item.c.service),
        "status": column(item.c.status),
        "due": column(item.c.due),
        "days_overdue": days_since(item.c.due),
        "owed_by": column(item.c.owed_by),
        "booked": column(item.c.booked),
        "postponed_until": column(item.c.postponed_until),
    }
    return RecordRows(item, item.c.customer_id, attributes)


_TABLE = (
    RecordKind(
        "due_items", "Due items", "due item", "due items", "Equipment",
        (
            Asked("service", "Service", "choice", static(c.SERVICE)),
            Asked("status", "Status", "choice", static(c.DUE_STATUS)),
            Asked("due", "Due", "date"),
            Asked("days_overdue", "Days overdue", "number", unit="days"),
            Asked("owed_by", "Owed by", "choice", static(OWED_BY)),
            Asked("booked", "Booked", "yes_no"),
            Asked("postponed_until", "Postponed until", "date"),
        ),
        _due_items,
    ),
)  # fmt: skip
RECORDS = {kind.key: kind for kind in _TABLE}


def record_fields(key: str, rows: RecordRows | None = None) -> dict[str, Field]:
    """What can be asked about a kind of record, as fields; none for a kind not known."""
    kind = RECORDS.get(key)
    if kind is None:
        return {}
    sources = (rows or kind.rows()).attributes
    return {
        a.key: Field(a.key, a.label, kind.label, a.type, sources[a.key], a.unit, options=a.options)
        for a in kind.attributes
    }


def related(node: Records, context: Context, inside: Inside) -> Condition:
    """The condition on customers that a condition about records makes."""
    return _MATCHES[node.match](_Matching(node, context, inside), int(node.n or 0))


class _Matching(NamedTuple):
    """The records of one condition; each way to ask makes aliases of its own."""

    node: Records
    context: Context
    inside: Inside

    def some(self, *, met: bool = True) -> Condition:
        """The customer has a record that is as `where` says, or one that is not."""
        rows = self._rows()
        own = rows.customer_id == FACTS.c.customer_id
        fits = self._fits(rows)
        return exists().where(own, fits if met else is_not(fits)).correlate(FACTS)

    def any_at_all(self) -> Condition:
        """The customer has such records."""
        rows = self._rows()
        return exists().where(rows.customer_id == FACTS.c.customer_id).correlate(FACTS)

    def number(self) -> ColumnElement[int]:
        """How many records are as `where` says."""
        rows = self._rows()
        own = and_(rows.customer_id == FACTS.c.customer_id, self._fits(rows))
        counted = select(func.count()).select_from(rows.table).where(own)
        return counted.correlate(FACTS).scalar_subquery()

    def _rows(self) -> RecordRows:
        return RECORDS[self.node.records].rows()

    def _fits(self, rows: RecordRows) -> Condition:
        if self.node.where is None:
            return rows.customer_id.is_not(None)
        fields = record_fields(self.node.records, rows)
        return self.inside(self.node.where, fields, self.context)


_MATCHES: dict[str, Callable[[_Matching, int], Condition]] = {
    "any": lambda records, _: records.some(),
    "none": lambda records, _: is_not(records.some()),
    "all": lambda records, _: and_(records.any_at_all(), is_not(records.some(met=False))),
    "at_least": lambda records, n: records.number() >= n,
    "at_most": lambda records, n: records.number() <= n,
    "exactly": lambda records, n: records.number() == n,
}
