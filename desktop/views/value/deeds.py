"""What can be done with the customers behind a part: a segment of them, an Excel list."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services.segments import lists, membership, saved
from desktop.services.value import behind
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.segments.export_dialog import ExportDialog, tell_written
from desktop.views.segments.question import Question
from desktop.views.value.opening import Opening
from desktop.views.widgets.icons import icon

MOST_OF_A_NAME = 100
SOURCE = "Customer value"
NONE_LIVE = "All of these customers are inactive today, and a segment leaves them out."
NARROWED = "narrowed"  # at the end of a name, where the filters are too long for one


class Choice(NamedTuple):
    """A line of the menu of a part; `whole` takes those in who are on cycle."""

    key: str
    label: str
    icon: str
    whole: bool = True


CHOICES = (
    Choice("list", "Open list", "users"),
    Choice("segment", "Make a segment", "list-filter"),
    Choice("export", "Excel list…", "file-spreadsheet"),
)
OFFERS = (  # where some are simply not due yet
    Choice("list", "Open list", "users"),
    Choice("segment", "Make a segment of those not on cycle", "list-filter", whole=False),
    Choice("export", "Excel list of those not on cycle…", "file-spreadsheet", whole=False),
    Choice("segment", "Make a segment of all", "list-filter"),
    Choice("export", "Excel list of all…", "file-spreadsheet"),
)


def show_menu(
    parent: QWidget, where: QPoint, what: Opening, do: Callable[[str, Opening], None]
) -> QMenu:
    """Offer what can be done with a part."""
    menu = QMenu(parent)
    menu.setAccessibleName(what.title)
    for choice in OFFERS if what.asks_back else CHOICES:
        act = menu.addAction(icon(choice.icon), choice.label)
        whom = what if choice.whole else what.offered()
        act.triggered.connect(lambda _checked, key=choice.key, whom=whom: do(key, whom))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(where)
    return menu


def make_segment(context: Context, what: Opening) -> None:
    """Save the customers as a segment that follows its condition, else as a list; and show it."""
    as_of, now = context.as_of(), datetime.now(UTC).replace(tzinfo=None)

    def work(db: Session, _checkpoint: Checkpoint) -> tuple[int, str]:
        name = free_name(db, fitting(what))
        if what.has_tree:
            node = what.tree()
            made = saved.save(db, name=name, node=node, kind="active", as_of=as_of, saved_at=now)
        else:
            source = f"{SOURCE}: {what.name}"
            made = lists.keep_list(db, name, _live(db, what, as_of), source, as_of, now)
        membership.refresh(db, as_of, now, touched=())
        return made, name

    def show(made: tuple[int, str]) -> None:
        segment_id, name = made
        context.hub.tell("segments")
        context.go("segments", segment_id)
        context.notify(f"Saved the segment “{name}”.", "Undo", lambda: _unmake(context, made))

    context.jobs.run(work, show, writes=True)


def _live(db: Session, what: Opening, as_of: date) -> list[int]:
    found = behind.live(db, what.people(db, as_of))
    if not found:
        raise UserError(NONE_LIVE)
    return found


def fitting(what: Opening) -> str:
    """A name for a segment of these customers."""
    longest = MOST_OF_A_NAME - len(" (99)")
    short = f"{what._replace(query=None).name}, {NARROWED}"
    return what.name if len(what.name) <= longest else short


def free_name(db: Session, name: str) -> str:
    """The name, with a number where there is a segment called so."""
    tried, number = name, 1
    while saved.find(db, tried) is not None:
        number += 1
        tried = f"{name} ({number})"
    if len(tried) > MOST_OF_A_NAME:
        raise UserError(f"“{name}” is too long for the name of a segment.")
    return tried


def _unmake(context: Context, made: tuple[int, str]) -> None:
    segment_id, name = made
    context.jobs.run(
        lambda db, _checkpoint: saved.delete(db, segment_id),
        lambda _nothing: _tell_unmade(context, name),
        writes=True,
    )


def _tell_unmade(context: Context, name: str) -> None:
    context.hub.tell("segments")
    context.notify(f"The segment “{name}” is deleted again.")


def export(parent: QWidget, context: Context, what: Opening) -> ExportDialog:
    """Ask for columns and a file, and write the list."""
    listing = what if what.is_direct else Question(what.tree())
    dialog = ExportDialog(parent, context, listing, fitting(what))
    dialog.written.connect(lambda result: tell_written(context, result))
    dialog.open()
    return dialog
