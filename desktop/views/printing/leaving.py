"""From a page to its print-out: made in the background, then shown before it is printed."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.services.office.company import company
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.printing.content import Head, Print

CHANNEL = "print"
Make = Callable[[Session, Head], Iterable[Print]]


def head_of(db: Session, as_of: date) -> Head:
    """What stands on top of every page printed now."""
    from desktop.services.desk.office_rules import stamp  # noqa: PLC0415 - when somebody prints

    return Head(company(db), as_of, datetime.now(UTC).astimezone(), stamp(db))


def preview(parent: QWidget, context: Context, make: Make) -> None:
    """Make the pages away from the window, then show them over `parent`."""
    # Printing is loaded when somebody prints, not with the page.
    from desktop.views.printing.pages import Sheet, lay_out  # noqa: PLC0415
    from desktop.views.printing.preview import show_preview  # noqa: PLC0415

    as_of = context.as_of()

    def work(db: Session, _checkpoint: Checkpoint) -> tuple[Sheet, ...]:
        return lay_out(*make(db, head_of(db, as_of)))

    def show(sheets: tuple[Sheet, ...]) -> None:
        if sheets:
            show_preview(parent, context, sheets)

    context.jobs.run(work, show, channel=CHANNEL)


def print_card(parent: QWidget, context: Context, customer_id: int) -> None:
    """Show the card of a customer on paper."""
    as_of = context.as_of()

    def make(db: Session, head: Head) -> Iterable[Print]:
        from desktop.services.days import paper_day  # noqa: PLC0415 - when wanted
        from desktop.services.desk.card import card  # noqa: PLC0415 - the same
        from desktop.views.printing.card_print import card_print  # noqa: PLC0415 - the same

        found = card(db, customer_id, as_of, paper_day)
        return (card_print(found, head),) if found else ()

    preview(parent, context, make)


def print_history(parent: QWidget, context: Context, property_id: int) -> None:
    """Show what was done at a place on paper, as an inspector wants to see it."""
    as_of = context.as_of()

    def make(db: Session, head: Head) -> Iterable[Print]:
        from desktop.services.desk.site_history import site_history  # noqa: PLC0415 - seldom
        from desktop.views.printing.history_print import history_print  # noqa: PLC0415 - the same

        found = site_history(db, property_id, as_of)
        return (history_print(found, head),) if found else ()

    preview(parent, context, make)


def print_report(parent: QWidget, context: Context, *report_ids: int) -> None:
    """Show the records of inspections on paper, of each one page for everybody who gets a copy."""
    as_of = context.as_of()

    def make(db: Session, head: Head) -> Iterable[Print]:
        from desktop.services.desk.inspection_report import report_sheet  # noqa: PLC0415 - seldom
        from desktop.views.printing.report_print import report_prints  # noqa: PLC0415 - the same

        found = (report_sheet(db, one, as_of) for one in report_ids)
        return [page for one in found if one for page in report_prints(one, head)]

    preview(parent, context, make)
