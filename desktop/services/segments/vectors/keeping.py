"""What is kept of an office between two questions: columns, and the answers of conditions.

A connection that may not write keeps it for as long as it sees the same data: SQLite's own
`data_version` says, within one reading, whether anybody has changed the file since, whichever
connection or program it was. Each connection has its own, so no two threads share any.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import String, Table, column, select, table, text

from desktop.services.facts.shadows import SHADOWED, table_of
from desktop.services.segments.context import Context

if TYPE_CHECKING:
    from desktop.services.segments.vectors.answers import VectorAnswers

T = TypeVar("T")
LIMIT = 256 * 2**20  # bytes for each connection: twice what 100,000 customers were seen to need
_PLACE = "segments.kept"
_NAMES = column("name", String)
_LAID_ASIDE = select(
    select(_NAMES)
    .select_from(table("sqlite_temp_master", _NAMES))
    .where(_NAMES.in_([table_of(one).name for one in SHADOWED]))
    .exists()
)


class Kept:
    """Values by key; those not used for the longest time go when there are too many bytes."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self.bytes = 0
        self.missed: set[tuple[Table, str]] = set()  # columns that were asked for and not read

    def get(self, key: Hashable) -> Any:
        """The value, or None."""
        if key not in self._values:
            return None
        self._values.move_to_end(key)
        return self._values[key][0]

    def put(self, key: Hashable, value: Any, size: int) -> None:
        """Keep a value of so many bytes."""
        self.bytes += size - self._values.pop(key, (None, 0))[1]
        self._values[key] = (value, size)
        while self.bytes > self._limit and len(self._values) > 1:
            self.bytes -= self._values.popitem(last=False)[1][1]

    def made(self, key: Hashable, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """The value, made now if it is not kept."""
        found: T | None = self.get(key)
        if found is None:
            found = make()
            self.put(key, found, size(found))
        return found


def kept_answers(context: Context) -> "VectorAnswers | None":
    """The answers that this connection keeps of the data it sees; None where it may keep nothing.

    Call it when the facts are true for the day. Facts laid aside for another day are not kept.
    """
    connection = context.db.connection()
    engine = connection.engine
    if engine.dialect.name != "sqlite" or engine.url.query.get("mode") != "ro":
        return None
    if context.db.scalar(_LAID_ASIDE):
        return None
    seen = (context.as_of, context.week_start, context.db.scalar(text("PRAGMA data_version")))
    found = connection.info.get(_PLACE)
    if found is None or found[0] != seen:
        found = connection.info[_PLACE] = (seen, Kept())
    return answers_over(context, found[1], reads=False)


def answers_over(context: Context, kept: Kept, *, reads: bool = True) -> "VectorAnswers":
    """Answers over what is kept; without `reads` no table of events is read for a first number."""
    from desktop.services.segments.vectors.answers import VectorAnswers  # noqa: PLC0415 - numpy

    return VectorAnswers(context, kept, reads=reads)
