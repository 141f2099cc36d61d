"""Which segments use which, so that no segment ever comes to depend on itself."""

from collections.abc import Iterator, Mapping

from desktop.services.segments.context import SavedSegment
from desktop.services.segments.tree import AnyNode, SegmentRef, children


def references(node: AnyNode) -> Iterator[str]:
    """The open ids of the segments a tree uses, muted ones included."""
    if isinstance(node, SegmentRef):
        yield from node.segments
    for child in children(node):
        yield from references(child)


def users_of(open_id: str, segments: Mapping[str, SavedSegment]) -> list[str]:
    """The names of the segments whose definition uses this one."""
    return sorted(
        segment.name
        for segment in segments.values()
        if segment.open_id != open_id and segment.tree and open_id in references(segment.tree)
    )


def circle_from(start: str, segments: Mapping[str, SavedSegment]) -> str | None:
    """The circle that is reached from a segment, as "A → B → A"; None where there is none."""
    return _search(start, (), segments, set())


def circle_with(
    open_id: str, name: str, tree: AnyNode, segments: Mapping[str, SavedSegment]
) -> str | None:
    """The circle there would be if this segment were saved with this tree."""
    kind = segments[open_id].kind if open_id in segments else "active"
    changed = SavedSegment(0, open_id, name, kind, tree)
    return circle_from(open_id, {**segments, open_id: changed})


def _search(
    open_id: str,
    way: tuple[str, ...],
    segments: Mapping[str, SavedSegment],
    clear: set[str],
) -> str | None:
    if open_id in way:
        around = (*way[way.index(open_id) :], open_id)
        return " → ".join(f"“{segments[one].name}”" for one in around)
    segment = segments.get(open_id)
    if segment is None or segment.tree is None or open_id in clear:
        return None
    for used in dict.fromkeys(references(segment.tree)):
        circle = _search(used, (*way, open_id), segments, clear)
        if circle:
            return circle
    clear.add(open_id)
    return None
