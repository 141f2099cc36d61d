"""Records of a customer that a condition asks about: several rules about the same record."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, select

from desktop.services.segments.comparisons import Condition
from desktop.services.segments.context import Context
from desktop.services.segments.fields import Field
from desktop.services.segments.logic import is_not
from desktop.services.segments.record_kinds import RECORDS, RecordRows, record_fields
from desktop.services.segments.sources import FACTS
from desktop.services.segments.tree import AnyNode, Records
from desktop.services.segments.typed import whole

Inside = Callable[[AnyNode, Mapping[str, Field], Context], Condition]


def related(node: Records, context: Context, inside: Inside) -> Condition:
    """The condition on customers that a condition about records makes."""
    return _MATCHES[node.match](_Matching(node, context, inside), whole(node.n or 0))


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
        return RECORDS[self.node.records].rows(self.context.as_of)

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
