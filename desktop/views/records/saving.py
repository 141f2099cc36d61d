"""Saves an action of the office and takes it back: one way for all forms."""

import getpass
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from desktop.views.jobs import Checkpoint
from desktop.views.page import Context

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.services.records import Now, Saved

T = TypeVar("T")
TOPICS = ("customers", "facts", "segments")
Write = Callable[["Session", "Now"], "Saved"]


def user_name() -> str:
    """Who sits at the computer, as Windows knows it; "" where nobody can be told."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # which one depends on the system and on Python
        return ""


def save(
    context: Context,
    write: Write,
    said: str,
    on_saved: Callable[["Saved"], None] | None = None,
    on_error: Callable[[BaseException], None] | None = None,
) -> None:
    """Write away from the window, bring everything up to date, say `said` with Undo."""
    change(context, write, lambda _db, saved: saved, _tell(context, said, on_saved), on_error)


def change(
    context: Context,
    write: Write,
    after: Callable[["Session", "Saved"], T],
    on_done: Callable[[T], None],
    on_error: Callable[[BaseException], None] | None = None,
) -> None:
    """Write and bring up to date in one transaction; `after` looks at what it led to."""
    as_of, at = context.as_of(), datetime.now(UTC).replace(tzinfo=None)

    def work(db: "Session", checkpoint: Checkpoint) -> T:
        from desktop.services import after_change  # noqa: PLC0415 - not before the first paint
        from desktop.services.records import Now  # noqa: PLC0415 - as above

        saved = write(db, Now(at, as_of, user_name()))
        if saved.edit_id is not None:
            after_change.bring_up_to_date(db, as_of, at, saved.touched, checkpoint)
        return after(db, saved)

    context.jobs.run(work, on_done, on_error, writes=True)


def _tell(
    context: Context, said: str, on_saved: Callable[["Saved"], None] | None
) -> Callable[["Saved"], None]:
    def done(saved: "Saved") -> None:
        announce(context, saved, said)
        if on_saved is not None:
            on_saved(saved)

    return done


def announce(context: Context, saved: "Saved", said: str) -> None:
    """Tell all pages, and offer to take it back."""
    if saved.edit_id is None:
        context.notify("Nothing was different, so nothing was changed.")
        return
    edit_id = saved.edit_id
    context.edits.append(edit_id)
    context.hub.tell(*TOPICS)
    text = " ".join((said, *saved.doubts))
    context.notify(text, "Undo", lambda: undo(context, edit_id))


def undo(context: Context, edit_id: int, on_done: Callable[["Saved"], None] | None = None) -> None:
    """Take an edit back, and say so."""
    from desktop.services.records import undo_edit  # noqa: PLC0415 - not before the first paint

    def done(saved: "Saved") -> None:
        if edit_id in context.edits:
            context.edits.remove(edit_id)
        context.hub.tell(*TOPICS)
        context.notify("Taken back.")
        if on_done is not None:
            on_done(saved)

    change(context, lambda db, now: undo_edit(db, edit_id, now), lambda _db, saved: saved, done)


def undo_latest(context: Context) -> None:
    """Take back what was done last in this window."""
    if context.edits:
        undo(context, context.edits[-1])
    else:
        context.notify("There is nothing to undo since the program was started.")
