"""A condition as the phrase box understood it, or the question it has to ask first."""

from typing import NamedTuple

from desktop.services.segments.nodes import AnyNode
from desktop.services.segments.phrase.lexicon import Listed


class Made(NamedTuple):
    """One condition. With `choices` the office has to say which; `node` is then None.

    `positive` is what it says without its "not"; `listed` the value it is about, for lists of
    values; `bare` whether it is that value alone, without a word about its field.
    """

    node: AnyNode | None
    ask: str = ""
    choices: tuple[tuple[str, AnyNode], ...] = ()
    positive: AnyNode | None = None
    listed: tuple[Listed, ...] = ()
    bare: bool = False


def asked(ask: str, *choices: tuple[str, AnyNode | None]) -> Made | None:
    """A question, where anything is to choose."""
    kept = tuple((label, node) for label, node in choices if node is not None)
    return Made(None, ask, kept) if kept else None
