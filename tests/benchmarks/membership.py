"""How long the members of all built-in segments take to work out again, in processor time."""

from datetime import datetime
from time import process_time

from desktop.models.database import Office
from desktop.services import after_change
from desktop.services.segments import membership
from tests.benchmarks.offices import AS_OF
from tests.benchmarks.row import Row

NOON = datetime(2026, 6, 15, 12)  # noqa: DTZ001 - stored without a zone
BUDGET_S = 3


def measure(office: Office) -> list[Row]:
    """All segments for everyone, then for one customer; nothing is kept."""
    with office.writing() as db:
        after_change.bring_up_to_date(db, AS_OF, NOON)
        began = process_time()
        moves = membership.refresh(db, AS_OF, NOON)
        took = process_time() - began
        began = process_time()
        membership.refresh(db, AS_OF, NOON, touched=[1])
        one = process_time() - began
        db.rollback()
    return [
        Row(
            f"Members of {len(moves)} segments worked out again",
            f"{BUDGET_S} s",
            f"{took:.1f} s",
            took <= BUDGET_S,
        ),
        Row("  after a change of one customer", "", f"{one * 1000:.0f} ms", None),
    ]
