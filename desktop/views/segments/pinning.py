"""Puts a customer into a segment by hand, keeps one out, or lets the conditions decide again."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget
from sqlalchemy.orm import Session

from desktop.services.segments import pins
from desktop.services.segments.pins import Pin
from desktop.views.page import Context
from desktop.views.widgets.icons import icon

WORDS = {True: "Put in by hand", False: "Kept out by hand"}
OFFERS = (
    (True, "Always keep in …", "plus", "Why is {name} always in?"),
    (False, "Always leave out …", "minus", "Why is {name} never in?"),
)


def offer(
    parent: QWidget, context: Context, segment_id: int, customer: tuple[int, str], where: QPoint
) -> QMenu:
    """The menu of a customer in a list of a segment, at a place of the screen."""
    customer_id, name = customer
    menu = QMenu(parent)
    menu.setAccessibleName(name)
    for is_in, label, picture, question in OFFERS:
        act = menu.addAction(icon(picture), label)
        asked = (is_in, question.format(name=name))
        act.triggered.connect(
            lambda _c=False, asked=asked: ask_pin(parent, context, segment_id, customer, asked)
        )
    back = menu.addAction(icon("undo-2"), "Let the segment decide")
    back.triggered.connect(lambda _c=False: unpin(context, segment_id, [customer_id], name))
    menu.addSeparator()
    card = menu.addAction(icon("user"), "Open customer")
    card.triggered.connect(lambda _c=False: context.go("customers", customer_id))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(where)
    return menu


def ask_pin(
    parent: QWidget,
    context: Context,
    segment_id: int,
    customer: tuple[int, str],
    asked: tuple[bool, str],
) -> None:
    """Ask for the reason, which may stay empty, and pin."""
    (customer_id, name), (is_in, question) = customer, asked
    title = "Always keep in" if is_in else "Always leave out"
    reason, given = QInputDialog.getText(parent, title, f"{question} (may stay empty)")
    if given:
        pin(context, segment_id, [customer_id], name, is_in=is_in, reason=reason)


def pin(
    context: Context,
    segment_id: int,
    customers: Sequence[int],
    name: str,
    *,
    is_in: bool,
    reason: str = "",
) -> None:
    """Pin customers, say so and offer to take it back."""
    day, now = context.as_of(), _now()

    def work(db: Session, _checkpoint: object) -> None:
        pins.pin(db, segment_id, customers, day, now, is_in=is_in, reason=reason)

    def done(_nothing: object) -> None:
        context.hub.tell("segments")
        said = f"{WORDS[is_in]}: {name}."
        context.notify(said, "Undo", lambda: unpin(context, segment_id, customers, name))

    context.jobs.run(work, done, writes=True)


def unpin(context: Context, segment_id: int, customers: Sequence[int], name: str) -> None:
    """Let conditions or list decide again."""
    day, now = context.as_of(), _now()

    def done(_nothing: object) -> None:
        context.hub.tell("segments")
        context.notify(f"The segment decides again about {name}.")

    context.jobs.run(
        lambda db, _: pins.unpin(db, segment_id, customers, day, now), done, writes=True
    )


def words(one: Pin) -> str:
    """A pin in a line: which way, and the reason."""
    return f"{WORDS[one.is_in]}{f': {one.reason}' if one.reason else ''}"


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
