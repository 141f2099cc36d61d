"""The letter to a new owner, from the card: seen, printed, noted."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services.outreach.welcome import welcome, welcome_piece
from desktop.views.jobs import Checkpoint
from desktop.views.letters.mailing import Mailing, preview_mailing
from desktop.views.page import Context
from desktop.views.printing.content import Head


def write_to_new_owner(
    parent: QWidget, context: Context, customer_id: int, opened: Callable[[QDialog], None]
) -> None:
    """Show the letter; printed it is noted, and the card asks for it no more."""
    as_of = context.as_of()

    def make(db: Session, head: Head, _checkpoint: Checkpoint) -> Mailing:
        from desktop.views.printing.welcome_print import welcome_sheets  # noqa: PLC0415 - when wanted

        found = welcome(db, customer_id, as_of)
        if found is None:
            return Mailing((), ())
        if found.held:
            raise UserError(f"No letter can go to {found.to.listed}: {found.held}.")
        return Mailing(welcome_sheets(found, head), ((welcome_piece(found),),))

    preview_mailing(parent, context, make, opened, lambda: None)
