"""A hand on the card: what it presses, and what is on file after it."""

from typing import Any

from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.views.customers.card import CardView
from desktop.views.records.dialog import FormDialog
from desktop.views.widgets.breaking import whole


def stored(card: CardView, statement: Any) -> Any:
    with card.context.office.reading() as db:
        return db.scalar(statement)


def named(within: QWidget, name: str) -> QAbstractButton:
    return next(b for b in within.findChildren(QAbstractButton) if b.accessibleName() == name)


def dialog_of(card: CardView) -> FormDialog:
    dialog = card.deeds.dialog
    assert isinstance(dialog, FormDialog)
    return dialog


def text_of(widget: QWidget) -> str:
    said = (str(one.text()) for one in widget.findChildren(QWidget) if hasattr(one, "text"))
    return whole("\n".join(said))
