"""What is done when an office was opened: how many customers there are, what follows for today."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.services.office import customer_list
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.segments.late_moves import date_soon
from desktop.views.status import StatusBar
from desktop.views.value.background import keep_soon

WORKING = "Working out what follows from your records…"


class _State(NamedTuple):
    """How an office was found."""

    customers: int
    active: int
    is_current: bool


def look_at(context: Context, status: StatusBar, show: Callable[[int], None]) -> None:
    """Count the customers, show the count, and work out what is of another day or missing."""

    def arrived(state: _State) -> None:
        status.show_office(state.customers, state.active, context.as_of())
        show(state.customers)
        if not state.is_current:
            _refresh(context, status)
        elif state.customers:
            keep_soon(status, context)
            date_soon(status, context)

    context.jobs.run(_ask(context), arrived, channel="opening")


def _ask(context: Context) -> Callable[[Session, Checkpoint], _State]:
    as_of = context.as_of()

    def ask(db: Session, _checkpoint: Checkpoint) -> _State:
        from desktop.services import after_change  # noqa: PLC0415 - not before the first paint

        number, active = customer_list.total(db), customer_list.active(db)
        return _State(number, active, after_change.is_up_to_date(db, as_of))

    return ask


def _refresh(context: Context, status: StatusBar) -> None:
    as_of, now = context.as_of(), datetime.now(UTC).replace(tzinfo=None)

    def refresh(db: Session, checkpoint: Checkpoint) -> None:
        from desktop.services import after_change  # noqa: PLC0415 - not before the first paint

        after_change.bring_up_to_date(db, as_of, now, checkpoint=checkpoint)

    def done(_nothing: None) -> None:
        status.done()
        context.hub.tell("facts", "segments")
        keep_soon(status, context)
        date_soon(status, context)

    def failed(error: BaseException) -> None:
        status.done()
        context.show_error(error)

    status.work(WORKING)
    context.jobs.run(refresh, done, failed, writes=True, channel="facts")
