"""A definition as text: to paste into another segment, or into an e-mail, and back."""

import json
from typing import Any

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
