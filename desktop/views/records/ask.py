"""What an action of the day asks for first: its form, what it begins with, how it is done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.services.records import KINDS, Field, Now, Saved

Values = dict[str, Any]


class Ask(NamedTuple):
    """One action. `subject` is what the card hands over: an item, a contract, a number."""

    title: str
    verb: str
    said: str
    fields: tuple[Field, ...]
    run: Callable[[Session, Any, Values, Now], Saved]
    start: Callable[[Any, date], Values] = lambda _subject, _today: {}
    told: Callable[[Values], str] | None = None  # what is said where `said` depends on the values
    stored: Callable[[Session, Any], Values] | None = None  # what is on file, to begin with


def known(kind: str, key: str, label: str = "", *, required: bool = False) -> Field:
    """A field of the forms, under another name where that says more here."""
    field = KINDS[kind].field(key)
    assert field is not None  # noqa: S101 - a test walks this table
    return replace(field, label=label or field.label, required=required or field.required, group="")
