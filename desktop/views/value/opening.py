"""What a part of a picture stands for: customers, by a condition that is worked out when wanted."""

from typing import Any, NamedTuple

from desktop.services.segments.tree import Group
from desktop.services.value import chosen


class Opening(NamedTuple):
    """The customers behind a part: what they are called, and what selects them."""

    title: str
    kind: str
    values: tuple[tuple[str, Any], ...]

    def tree(self) -> Group:
        """The condition that selects them."""
        return chosen.tree(self.kind, **dict(self.values))


def opening(title: str, kind: str, **values: Any) -> Opening:
    """An opening that can be the key of a part."""
    return Opening(title, kind, tuple(values.items()))
