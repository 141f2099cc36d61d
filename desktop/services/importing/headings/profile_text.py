"""What is remembered of a kind of file, and the same as a text for another office."""

import codecs
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, NamedTuple

from desktop.models import choices as c
from desktop.models.errors import UserError
from desktop.services.importing.cells.dates import DATE_ORDERS
from desktop.services.importing.headings import targets

FORMAT, VERSION = "ecbtx-mapping", 1
_NOT_OURS = "This is not a saved mapping of this program."


@dataclass(frozen=True)
class Choices:
    """What is remembered. Keys are headings; the second "Phone" is "Phone (2)".

    `columns` say where each column goes, `types` what kind of custom field it becomes. None
    leaves a question to the file itself. `apply_payments` is of files with payments.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    date_order: str | None = None
    encoding: str | None = None
    heading_row: int | None = None
    apply_payments: bool = False


class Profile(NamedTuple):
    """A remembered mapping: its name, the headings it fits in any order, the choices."""

    name: str
    headings: tuple[str, ...]
    choices: Choices


_CHOICES = {one.name for one in fields(Choices)}
_KEYS = {"format", "version", "name", "headings", *_CHOICES}


def to_text(profile: Profile) -> str:
    """A mapping as JSON text."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "name": profile.name,
        "headings": list(profile.headings),
        **{key: value for key, value in asdict(profile.choices).items() if value},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def from_text(text: str) -> Profile:
    """The mapping that `to_text` wrote.

    Raises:
        UserError: another text, a newer version, or choices that do not exist here.
    """
    data = _decoded(text)
    if data.get("version") != VERSION:
        raise UserError("This mapping was saved by another version of this program; update first.")
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        raise UserError(f"The saved mapping holds “{unknown[0]}”, which is not known here.")
    name, headings = data.get("name"), data.get("headings")
    told = {key: value for key, value in data.items() if key in _CHOICES}
    if not isinstance(name, str) or not name.strip() or not _is_sound(headings, told):
        raise UserError(_NOT_OURS)
    choices = Choices(**told)
    refuse_unknown(choices, name.strip())
    return Profile(name.strip(), tuple(headings or ()), choices)


def refuse_unknown(choices: Choices, name: str) -> None:
    """Raise the sentence for the first choice that this program does not know."""
    allowed = (
        ("target", choices.columns.values(), {key for key, _, _ in targets.CHOICES}),
        ("type of a custom field", choices.types.values(), set(dict(c.CUSTOM_TYPE.items))),
        ("order of dates", filter(None, [choices.date_order]), set(DATE_ORDERS)),
    )
    for what, given, known in allowed:
        for one in given:
            if one not in known:
                raise UserError(f"The mapping “{name}” names “{one}”, which is no {what} here.")


def _decoded(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise UserError(_NOT_OURS) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UserError(_NOT_OURS)
    return data


def _is_sound(headings: Any, told: Mapping[str, Any]) -> bool:
    """Whether all has the shape that it must have."""
    return _is_texts(headings) and all(_SHAPES[key](value) for key, value in told.items())


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _is_text_by_text(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _is_encoding(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(codecs.lookup(value))
    except LookupError:
        return False


_SHAPES: dict[str, Callable[[Any], bool]] = {
    "columns": _is_text_by_text,
    "types": _is_text_by_text,
    "date_order": lambda value: isinstance(value, str),
    "encoding": _is_encoding,
    "heading_row": lambda value: isinstance(value, int) and value > 0,
    "apply_payments": lambda value: isinstance(value, bool),
}
