"""What was said and what is to be done: tasks, notes, contacts; and how we may not reach out."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import Note
from desktop.models.customers import Customer
from desktop.models.tasks import Task
from desktop.models.work import Interaction

LAST_CONTACTS, LAST_NOTES = 5, 10


class TaskCard(NamedTuple):
    """Something to do. `kind` is a key, `kind_words` what is shown."""

    task_id: int
    kind: str
    kind_words: str
    text: str
    due: date | None
    days: int | None  # below zero when it should have been done
    created_on: date | None


class NoteCard(NamedTuple):
    """A dated remark."""

    note_id: int
    written_on: date
    text: str
    user: str


class ContactCard(NamedTuple):
    """One contact, in or out."""

    interaction_id: int
    day: date
    channel: str
    outcome: str
    purpose: str
    note: str


def tasks(db: Session, customer_id: int, places: list[int], as_of: date) -> tuple[TaskCard, ...]:
    """What is still to be done for a customer or at its places, the earliest first."""
    statement = (
        select(Task)
        .where(
            or_(Task.customer_id == customer_id, Task.property_id.in_(places)),
            or_(Task.done_on.is_(None), Task.done_on > as_of),
        )
        .order_by(Task.due_date.asc().nulls_last(), Task.id)
    )
    return tuple(
        TaskCard(
            one.id, one.kind, c.TASK_KIND.label(one.kind), one.text, one.due_date,
            (one.due_date - as_of).days if one.due_date else None, one.created_on,
        )
        for one in db.scalars(statement)
    )  # fmt: skip


def notes(db: Session, customer_id: int, places: list[int]) -> tuple[NoteCard, ...]:
    """The latest notes about a customer or its places."""
    statement = (
        select(Note)
        .where(or_(Note.customer_id == customer_id, Note.property_id.in_(places)))
        .order_by(Note.written_on.desc(), Note.id.desc())
        .limit(LAST_NOTES)
    )
    return tuple(
        NoteCard(one.id, one.written_on, one.text, one.user or "") for one in db.scalars(statement)
    )


def contacts(db: Session, customer_id: int, as_of: date) -> tuple[ContactCard, ...]:
    """The latest contacts, newest first."""
    statement = (
        select(Interaction)
        .where(Interaction.customer_id == customer_id, Interaction.date <= as_of)
        .order_by(Interaction.date.desc(), Interaction.id.desc())
        .limit(LAST_CONTACTS)
    )
    return tuple(
        ContactCard(
            one.id, one.date, c.INTERACTION_CHANNEL.label(one.channel),
            c.OUTCOME.label(one.outcome), one.purpose or "", one.note or "",
        )
        for one in db.scalars(statement)
    )  # fmt: skip


WARNINGS: tuple[tuple[str, Callable[[Customer], bool]], ...] = (
    ("Do not contact", lambda one: bool(one.do_not_contact)),
    ("Do not call", lambda one: bool(one.do_not_call)),
    ("On the national do-not-call list", lambda one: bool(one.on_national_dnc)),
    ("Do not mail", lambda one: bool(one.do_not_mail)),
    ("Mail came back", lambda one: bool(one.undeliverable_mail)),
    ("Do not email", lambda one: bool(one.do_not_email or one.email_opt_out_on)),
    ("Email came back", lambda one: bool(one.undeliverable_email)),
    ("Do not text", lambda one: bool(one.do_not_text or one.sms_opt_out_on)),
    ("Never agreed to texts", lambda one: one.sms_consent in (None, "none")),
)


def warnings(customer: Customer) -> tuple[str, ...]:
    """What the customer does not allow, or what does not arrive."""
    return tuple(text for text, holds in WARNINGS if holds(customer))
