"""Keeps what is not saved from one opening of the program to the next, for each office."""

from collections.abc import Mapping
from typing import Any

from desktop.models.choices import SEGMENT_KIND
from desktop.models.errors import UserError
from desktop.services.segments.tree import from_json, to_json
from desktop.views.page import Context
from desktop.views.segments import places
from desktop.views.segments.draft import Sketch

KEY = "segments.drafts"


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
    return {"name": sketch.name, "kind": sketch.kind, "tree": to_json(sketch.tree)}


def _read(data: Any) -> Sketch | None:
    try:
        tree = places.prepared(from_json(data["tree"]))
        name, kind = str(data["name"]), str(data["kind"])
    except (UserError, KeyError, TypeError):
        return None
    return Sketch(name, kind, tree) if kind in SEGMENT_KIND else None
