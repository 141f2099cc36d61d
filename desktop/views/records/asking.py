"""Shows what an action of the day asks for, and does it."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.services.records import (
    Saved,
    apply_payments,
    change,
    clear_postponement,
    copies_given,
    renew_contract,
    take_back_applied,
    task_done,
)
from desktop.services.records.options import Offers, offers
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.records.asks import ASKS, due_key
from desktop.views.records.dialog import FormDialog
from desktop.views.records.inputs import Around
from desktop.views.records.saving import Write, save

Values = dict[str, Any]


def ask(
    parent: QWidget,
    context: Context,
    key: str,
    subject: Any,
    customer_id: int | None,
    opened: Callable[[FormDialog], None],
    on_saved: Callable[[Saved], None] | None = None,
    *,
    about: str = "",
) -> None:
    """Read what may be chosen, then show the form of an action; `about` says whose it is."""
    one = ASKS[key]

    def read(db: Session, _checkpoint: Checkpoint) -> tuple[Offers, Values]:
        return offers(db, customer_id), one.stored(db, subject) if one.stored else {}

    def show(answer: tuple[Offers, Values]) -> None:
        offered, stored = answer
        dialog = _dialog(parent, Around(context, offered), key, subject)
        dialog.on_saved = on_saved
        dialog.say_about(about)
        start = one.start(subject, context.as_of()) | stored
        places = offered.records.get("properties", ())
        if len(places) == 1:
            start["property"] = places[0].id
        missing = (field.key for field in one.fields if field.required and not start.get(field.key))
        dialog.start(start, focus=next(missing, next(iter(start), "")))
        opened(dialog)

    context.jobs.run(read, show, channel="record-form")


def _dialog(parent: QWidget, around: Around, key: str, subject: Any) -> FormDialog:
    one = ASKS[key]
    dialog = FormDialog(parent, around, one.title, one.fields, one.verb)

    def write(values: Values, _changed: Values) -> Write:
        dialog.said = one.told(values) if one.told else one.said
        return lambda db, now: one.run(db, subject, values, now)

    dialog.write = write
    return dialog


# What is done at once: the sentence, and how.
AT_ONCE: Mapping[str, tuple[str, Callable[[Any], Write]]] = {
    "renew": (
        "Contract renewed.",
        lambda contract_id: lambda db, now: renew_contract(db, contract_id, now),
    ),
    "taken_up": (
        "Estimate taken up.",
        lambda estimate_id: (
            lambda db, now: change(
                db, "estimate", estimate_id, {"state": "accepted", "decided_on": now.today}, now
            )
        ),
    ),
    "apply_payments": (
        "Payments applied to the oldest invoices.",
        lambda customer_id: lambda db, now: apply_payments(db, customer_id, now),
    ),
    "take_back_applied": (
        "Applied payments taken back.",
        lambda customer_id: lambda db, now: take_back_applied(db, customer_id, now),
    ),
    "copy_given": (
        "Copy given to the owner.",
        lambda report_ids: lambda db, now: copies_given(db, report_ids, now),
    ),
    "task_done": ("Task done.", lambda task_id: lambda db, now: task_done(db, task_id, now)),
    "clear": (
        "Back on the work lists.",
        lambda item: lambda db, now: clear_postponement(db, due_key(item), now),
    ),
}


def do(context: Context, key: str, subject: Any) -> None:
    """Do something that needs no question; it can be taken back."""
    said, make = AT_ONCE[key]
    save(context, make(subject), said)
