"""From letters to paper: made in the background, seen first, noted on the cards once printed."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QDialog, QWidget
from sqlalchemy.orm import Session

from desktop.services.outreach.noting import Piece, note_letters
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.printing.company_dialog import CompanyDialog
from desktop.views.printing.content import Head
from desktop.views.printing.leaving import CHANNEL, head_of
from desktop.views.printing.pages import Sheet
from desktop.views.printing.preview import show_preview
from desktop.views.records.saving import save
from desktop.views.widgets.formats import counted


class Mailing(NamedTuple):
    """Pages, and what is noted of each letter: the `key` of a page is its place in `notes`."""

    sheets: tuple[Sheet, ...]
    notes: tuple[tuple[Piece, ...], ...]


Make = Callable[[Session, Head, Checkpoint], Mailing]


def preview_mailing(
    parent: QWidget,
    context: Context,
    make: Make,
    opened: Callable[[QDialog], None],
    on_noted: Callable[[], None],
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Show the letters over `parent`; what is printed is noted, and then `on_noted` is called.

    An office without a name is asked for it first: nobody gets a letter from nobody.
    """
    as_of = context.as_of()

    def again() -> None:
        preview_mailing(parent, context, make, opened, on_noted, progress)

    def work(db: Session, checkpoint: Checkpoint) -> Mailing | None:
        head = head_of(db, as_of)
        return make(db, head, checkpoint) if head.company.name else None

    def show(made: Mailing | None) -> None:
        if made is None:
            opened(_ask_company(parent, context, again))
            return
        if not made.sheets:
            context.notify("There is nobody to write to.")
            return

        def printed(pages: Sequence[Sheet]) -> None:
            note(context, [made.notes[key] for key in sorted({one.key for one in pages})], on_noted)

        opened(show_preview(parent, context, made.sheets, printed, again))

    context.jobs.run(work, show, channel=CHANNEL, progress=progress)


def _ask_company(parent: QWidget, context: Context, then: Callable[[], None]) -> CompanyDialog:
    """Ask who writes; `then` goes on once there is a name."""
    dialog = CompanyDialog(parent, context, lambda told: then() if told.name else None)
    dialog.open()
    return dialog


def note(
    context: Context,
    letters: Sequence[Sequence[Piece]],
    on_noted: Callable[[], None],
    on_error: Callable[[BaseException], None] | None = None,
) -> None:
    """Keep that these letters were sent; it can be taken back."""
    noted = [one for letter in letters for one in letter]
    said = f"{counted(len(letters), 'letter')} noted on the cards as sent."
    save(
        context,
        lambda db, now: note_letters(db, noted, now),
        said,
        lambda _saved: on_noted(),
        on_error,
    )
