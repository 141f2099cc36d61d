"""What the cards of the builder share: the draft, the catalogue, live values, the day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.services.segments import catalogue
from desktop.services.segments.fields import Field
from desktop.services.segments.tree import AnyNode, Group
from desktop.views.page import Context
from desktop.views.segments import places
from desktop.views.segments.draft import Draft
from desktop.views.segments.question import Question
from desktop.views.widgets.pick_input import Deliver, Provider
from desktop.views.widgets.picker import Option

YES_NO = (Option(True, "yes"), Option(False, "no"))


class Verdict(NamedTuple):
    """What is known about one node: how many it selects, without a value, and what is wrong."""

    number: int | None = None
    blanks: int | None = None
    left: int | None = None  # of a row of an All group: how many this and those above it leave
    stale: bool = False
    missing: str = ""  # half-typed: left out of the count
    problem: str = ""  # wrong, or worth knowing


class Desk(QObject):
    """Handed to every card. Changes go through `draft`; the cards are told by `draft.changed`."""

    catalogue_changed = Signal()
    segments_changed = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.draft = Draft(self)
        self.segment_id: int | None = None  # of the segment being edited, None for a new one
        self.fields: Mapping[str, Field] = catalogue.FIELDS
        self.segments: tuple[Option, ...] = ()
        self._lists: dict[str, tuple[Option, ...]] = {}
        self._waiting: dict[str, list[Deliver]] = {}

    @property
    def tree(self) -> Group:
        """The conditions as they are now."""
        return self.draft.tree

    @property
    def question(self) -> Question:
        """What to count, list and export now."""
        draft, on_file = self.draft, self.segment_id is not None
        return Question(
            draft.tree,
            self.segment_id,
            is_as_saved=on_file and draft.has_saved_conditions,
            is_frozen=on_file and draft.saved_kind == "static",
        )

    def today(self) -> date:
        """The day for which everything is worked out."""
        return self.context.as_of()

    def reload(self) -> None:
        """Ask for the fields anew and forget lists of values: the office's data changed."""
        self._lists.clear()
        self.context.jobs.run(
            lambda db, _: catalogue.load(db), self._take_fields, channel="segments.catalogue"
        )

    def set_segments(self, options: Sequence[Option]) -> None:
        """The saved segments, for conditions about other segments."""
        self.segments = tuple(options)
        self.segments_changed.emit()

    def options(self, field: Field) -> Provider:
        """A provider of the closed list of a field."""
        if field.type == "yes_no":
            return lambda deliver: deliver(YES_NO)
        return lambda deliver: self._ask(f"options.{field.key}", field.options, deliver)

    def suggestions(self, field: Field, deliver: Deliver) -> None:
        """The texts in use, for completion."""
        self._ask(f"texts.{field.key}", field.suggestions, deliver)

    def replace(self, node: AnyNode, text: str, *, typing: str = "") -> None:
        """Put a changed node in the place of the one with its id."""
        tree = places.replace(self.draft.tree, node.id or "", node)
        mark = f"{node.id}.{typing}" if typing else ""
        self.draft.edit(text, tree, typing=mark)

    def _take_fields(self, fields: Mapping[str, Field]) -> None:
        self.fields = fields
        self.catalogue_changed.emit()

    def _ask(self, key: str, listed: Callable[..., Any] | None, deliver: Deliver) -> None:
        """Deliver a list from memory, or ask the office for it once."""
        if listed is None:
            return
        if key in self._lists:
            deliver(self._lists[key])
            return
        self._waiting.setdefault(key, []).append(deliver)
        if len(self._waiting[key]) == 1:
            self.context.jobs.run(
                lambda db, _: tuple(Option(o.label, o.label) for o in listed(db)),
                lambda options: self._take_list(key, options),
            )

    def _take_list(self, key: str, options: tuple[Option, ...]) -> None:
        self._lists[key] = options
        for deliver in self._waiting.pop(key, []):
            deliver(options)
