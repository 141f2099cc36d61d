"""Keeps what is not saved: from one segment to the next, and from one start to the next."""

from collections.abc import Container, Mapping
from typing import Any

from desktop.models.choices import SEGMENT_KIND
from desktop.models.errors import UserError
from desktop.services.segments.tree import from_json, to_json
from desktop.views.page import Context
from desktop.views.segments import places
from desktop.views.segments.draft import Draft, Sketch

KEY = "segments.drafts"
NONE = -1  # nothing is open
NEW = 0  # the id of the segment that is not on file yet


class Shelf:
    """Which segment is in front, and the unsaved ones that wait until they are opened again."""

    def __init__(self, context: Context, draft: Draft) -> None:
        self._context, self._draft = context, draft
        self._aside: dict[int, Sketch] = kept(context)
        self.front = NONE

    @property
    def new(self) -> Sketch | None:
        """The segment not on file yet, in front or put aside."""
        return self._draft.sketch if self.front == NEW else self._aside.get(NEW)

    def put_aside(self) -> None:
        """Keep what is in front, where it is not saved."""
        if self.front != NONE and self._draft.is_unsaved:
            made_of = self._draft.version
            self._aside[self.front] = self._draft.sketch._replace(version=made_of)

    def take(self, segment_id: int) -> Sketch | None:
        """What was put aside of a segment; it is not kept any longer."""
        return self._aside.pop(segment_id, None)

    def leave_only(self, segments: Container[int]) -> None:
        """Forget what belongs to segments that are gone."""
        self._aside = {key: one for key, one in self._aside.items() if key in segments}

    def is_unsaved(self, segment_id: int) -> bool:
        """Whether a segment has changes that are not on file."""
        here = segment_id == self.front and self._draft.is_unsaved
        return here or segment_id in self._aside

    def close(self) -> None:
        """Remember everything unsaved for the next start."""
        self.put_aside()
        keep(self._context, self._aside)


def kept(context: Context) -> dict[int, Sketch]:
    """The unsaved segments of this office by id; one that cannot be read is left out."""
    found: dict[int, Sketch] = {}
    for segment_id, data in _of_office(context).items():
        sketch = _read(data)
        if segment_id.isdigit() and sketch is not None:
            found[int(segment_id)] = sketch
    return found


def keep(context: Context, sketches: Mapping[int, Sketch]) -> None:
    """Remember the unsaved segments of this office, and no others of it."""
    offices = dict(context.settings.get(KEY))
    offices.pop(context.office.url, None)
    if sketches:
        offices[context.office.url] = {str(key): _write(one) for key, one in sketches.items()}
    context.settings.set(KEY, offices)


def _of_office(context: Context) -> Mapping[str, Any]:
    remembered = context.settings.get(KEY).get(context.office.url)
    return remembered if isinstance(remembered, dict) else {}


def _write(sketch: Sketch) -> dict[str, Any]:
    made_of = {} if sketch.version is None else {"version": sketch.version}
    return {"name": sketch.name, "kind": sketch.kind, "tree": to_json(sketch.tree)} | made_of


def _read(data: Any) -> Sketch | None:
    try:
        tree = places.prepared(from_json(data["tree"]))
        name, kind = str(data["name"]), str(data["kind"])
        version = int(data["version"]) if "version" in data else None
    except (UserError, KeyError, TypeError, ValueError):
        return None
    return Sketch(name, kind, tree, version) if kind in SEGMENT_KIND else None
