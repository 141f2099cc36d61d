"""A definition as text: to paste into another segment, or into an e-mail, and back."""

import json
from pathlib import Path
from typing import Any

from desktop.models.errors import UserError
from desktop.services.segments.nodes import AnyNode, DefinitionError
from desktop.services.segments.tree import from_json, to_json

LONGEST = 1_000_000  # letters; a definition of 100 conditions has some thousands


def as_text(node: AnyNode) -> str:
    """The node as JSON that a person can read."""
    return json.dumps(to_json(node), ensure_ascii=False, indent=2)


def from_text(text: str) -> AnyNode:
    """The node in a text, which may stand between other words, as in an e-mail.

    Raises:
        DefinitionError: there is no condition in it.
    """
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start or len(text) > LONGEST:
        raise DefinitionError("There is no condition in this text.", where="the text")
    try:
        data: Any = json.loads(text[start : end + 1])
    except (ValueError, RecursionError) as error:
        message = "The condition in this text is damaged: a part of it is missing."
        raise DefinitionError(message, where="the text") from error
    return from_json(data)


def write_file(path: Path, node: AnyNode) -> None:
    """Keep the definition as a file of text.

    Raises:
        UserError: the file cannot be written.
    """
    try:
        path.write_text(as_text(node) + "\n", encoding="utf-8")
    except OSError as error:
        message = f"{path.name} cannot be written: {error.strerror}."
        raise UserError(message, where=str(path)) from error


def read_file(path: Path) -> AnyNode:
    """The definition in a file, such as an e-mail kept as text.

    Raises:
        UserError: the file cannot be read, or there is no condition in it.
    """
    try:
        if path.stat().st_size > LONGEST:
            raise UserError(f"{path.name} is too long to be a definition.", where=str(path))
        return from_text(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        message = f"{path.name} cannot be read: {error.strerror}."
        raise UserError(message, where=str(path)) from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path.name} is not a file of text.", where=str(path)) from error
