"""The desk: calls with what follows from them, and tasks that are done."""

from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.services.days import day_text
from desktop.services.records.edit import changed, made, there
from desktop.services.records.forms import KINDS
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.problems import NotAllowedError
from desktop.services.records.shown import shown_under

# What "opted out" means for each way of contact: the field to fill; days where it wants a day.
OPT_OUT = {
    "call_in": "do_not_call",
    "call_out": "do_not_call",
    "letter": "do_not_mail",
    "postcard": "do_not_mail",
    "email": "email_opt_out_on",
    "sms": "sms_opt_out_on",
}


class FollowUp(NamedTuple):
    """What is to be done after a call, and until when."""

    text: str
    due_date: Any = None
    kind: str = "follow_up"
    property_id: int | None = None


@whole
def log_call(
    db: Session,
    customer_id: int,
    channel: str,
    outcome: str | None,
    note: str | None,
    now: Now,
    *,
    follow_up: FollowUp | None = None,
    purpose: str | None = None,
    asset_id: int | None = None,
) -> Saved:
    """Keep a call, letter or visit of today, what follows, and a wish not to be contacted.

    The caller refreshes the facts of the touched customers and commits.

    Raises:
        InvalidError: with one sentence per field.
    """
    journal = Journal(db, now)
    customer = there(journal, KINDS["customer"], customer_id)
    contact = made(
        journal,
        "interaction",
        {
            "customer": customer_id,
            "date": now.today,
            "channel": channel,
            "outcome": outcome,
            "note": note,
            "purpose": purpose,
            "asset": asset_id,
        },
    )
    if follow_up is not None:
        _add_task(journal, customer_id, follow_up)
    wish = OPT_OUT.get(channel) if outcome == "opt_out" else None
    if wish and not customer[wish]:
        said = now.today if wish.endswith("_on") else True
        changed(journal, "customer", customer_id, {wish: said})
    return journal.save(contact, "Contact entered", customer_id)


def _add_task(journal: Journal, customer_id: int, follow_up: FollowUp) -> None:
    values = {
        "customer": customer_id,
        "property": follow_up.property_id,
        "kind": follow_up.kind,
        "text": follow_up.text,
        "due_date": follow_up.due_date,
        "created_on": journal.now.today,
    }
    made(journal, "task", values)


@whole
def task_done(db: Session, task_id: int, now: Now) -> Saved:
    """Tick off a task.

    Raises:
        NotAllowedError: it is done already, or gone.
    """
    journal = Journal(db, now)
    table = KINDS["task"].table
    done = there(journal, KINDS["task"], task_id)["done_on"]
    if done is not None:
        raise NotAllowedError(f"This task was done on {day_text(done)} already.", where="task")
    changed(journal, "task", task_id, {"done_on": now.today})
    return journal.save(task_id, "Task done", shown_under(db, table, task_id))
