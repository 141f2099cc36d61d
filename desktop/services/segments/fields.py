"""What a field of the catalogue is: its name, type, closed list, and where its value stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.models.choices import Choices
from desktop.models.folding import fold
from desktop.services.segments.sources import Source


class Option(NamedTuple):
    """One value of a closed list: what is stored, and the text on screen."""

    key: Any
    label: str


Options = Callable[[Session], tuple[Option, ...]]


@dataclass(frozen=True)
class Field:
    """Something that can be asked about a customer, or about an event."""

    key: str
    label: str
    category: str
    type: str
    source: Source
    unit: str | None = None
    description: str = ""
    options: Options | None = None  # the closed list of a choice or many
    suggestions: Options | None = None  # texts in use, offered while typing
    open_list: bool = False  # an unknown value is merely carried by nobody
    fractions: bool = False  # a number that may have any fraction
    stored: str | None = None  # the column of the facts, where the value is one
    custom_id: int | None = None  # the office's own field, where it is one


def static(choices: Choices, *left_out: str) -> Options:
    """The options of a closed list of the models."""
    found = tuple(Option(key, label) for key, label in choices.items if key not in left_out)
    return lambda _db: found


def find_options(options: Iterable[Option], wanted: Any) -> tuple[Any, ...]:
    """The stored forms of a value given as a label or a key, in any case."""
    text = fold(str(wanted))
    by_label = tuple(option.key for option in options if fold(option.label) == text)
    return by_label or tuple(option.key for option in options if fold(str(option.key)) == text)
