"""What is wrong with entered values: one sentence per field, raised together."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop.models.errors import UserError

_SHOWN = 5


class FieldError(NamedTuple):
    """What is wrong with one field; `field` is its key, "lines.0.gallons" inside a row."""

    field: str
    message: str


class InvalidError(UserError):
    """Raised when values cannot be saved as they are; nothing was changed."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        shown = " ".join(error.message for error in errors[:_SHOWN])
        more = len(errors) - _SHOWN
        super().__init__(f"{shown} And {more} more." if more > 0 else shown)
        self.errors = tuple(errors)


class ChangedMeanwhileError(UserError):
    """Raised when somebody changed what is about to be overwritten; nothing was changed."""

    def __init__(self, fields: Sequence[str], labels: Sequence[str]) -> None:
        super().__init__(
            f"{', '.join(labels)}: changed by somebody else meanwhile. "
            "Look at the new values, then save again."
        )
        self.fields = tuple(fields)


class AlreadyThereError(UserError):
    """Raised when the same thing was entered before; nothing was changed."""


class NotAllowedError(UserError):
    """Raised when a record cannot be removed or an action does not fit; nothing was changed."""


def refuse(field: str, message: str) -> InvalidError:
    """The error about one field."""
    return InvalidError([FieldError(field, message)])
