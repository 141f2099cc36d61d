"""The Behavior groups tab: who behaves alike, what tells them apart, beside the RFM segments."""

from collections.abc import Iterable, Sequence
from typing import Any

from desktop.services.value import behaviour_kept
from desktop.services.value.behaviour_kept import FIELD, Kept
from desktop.services.value.cross import Cross, cross
from desktop.views.printing.content import Head, Print
from desktop.views.value import cross_figure, group_figures
from desktop.views.value.block import Block
from desktop.views.value.group_inputs import GroupInputs
from desktop.views.value.group_search import GroupSearch
from desktop.views.value.tab import Question, Tab
from desktop.views.widgets import parts

NOTHING = (
    "No groups have been looked for yet. The program can look for customers who behave alike: how"
    " often and how lately they come, at what intervals, how late, and for how much. It takes up to"
    " a minute; nothing is changed."
)


TOO_FEW = "Tick two or more; groups are told by several things at once."


class GroupsTab(Tab):
    """Customers who behave alike, found when somebody asks."""

    key = "groups"
    name = "Behavior groups"

    def build(self) -> None:
        """Tiles, what tells them apart, the table against RFM, how many groups."""
        self.answer: tuple[Kept, Cross] | None = None
        self._shown = 0  # the grouping whose inputs are ticked
        self.search = GroupSearch(self.context)
        self.search.kept.connect(lambda: self.context.hub.tell("value", "segments"))
        self.inputs = GroupInputs()
        self.inputs.changed.connect(self._on_inputs)
        self.find_button = parts.button("Find groups", self._find, icon_name="search")
        self.tiles, self.apart = self.chart(), self.chart()
        self.table, self.tried = self.chart(), self.chart()
        self.head = Block("Behavior groups", self.find_button)
        self.head.add(self.inputs, self.search, self.tiles)
        self.told = Block("What tells them apart")
        self.told.add(self.apart)
        self.crossed = Block("RFM segments against behavior groups")
        self.crossed.add(self.table)
        self.crossed.say(
            "Every customer stands in one cell; the totals are at the left and on top."
        )
        self.counts = Block("How many groups")
        self.counts.add(self.tried)
        self.pictures = (self.tiles, self.told, self.crossed, self.counts)
        self.column.addWidget(self.head)
        for block in (self.told, self.crossed, self.counts):
            self.column.addWidget(block)

    def _find(self) -> None:
        self.search.start(self.inputs.keys)

    def _on_inputs(self) -> None:
        """One input alone is no behavior."""
        enough = self.inputs.are_enough
        self.find_button.setEnabled(enough)
        self.find_button.setToolTip("" if enough else TOO_FEW)

    def questions(self) -> Sequence[Question]:
        """The groups found last, and the table."""
        as_of = self.context.as_of()
        return (
            lambda db, _checkpoint: behaviour_kept.newest(db, as_of),
            lambda db, _checkpoint: cross(db, as_of, FIELD),
        )

    def show_answers(self, *answers: Any) -> None:
        """Show the groups, or how to find some."""
        found, crossed = answers
        self.answer = None if found is None else (found, crossed)
        self.find_button.setText("Find groups" if found is None else "Find groups again")
        for one in self.pictures:
            one.setVisible(found is not None and bool(found.groups))
        self.counts.setVisible(found is not None and bool(found.card["tried"]))
        self.head.say(NOTHING if found is None else group_figures.about(found))
        if found is not None:
            self._show_inputs(found)
            self.tiles.show_figure(group_figures.tiles(found))
            self.apart.show_figure(group_figures.apart(found))
            self.table.show_figure(cross_figure.figure(crossed))
            self.tried.show_figure(group_figures.tried(found))
            self.counts.say(group_figures.recipe(found))

    def _show_inputs(self, found: Kept) -> None:
        """Tick the inputs of new groups, not those that somebody chose since."""
        if found.grouping_id != self._shown:
            self._shown = found.grouping_id
            self.inputs.show_keys(found.parameters["inputs"])
            self._on_inputs()

    def prints(self, head: Head) -> Iterable[Print]:
        """The groups on one page."""
        from desktop.views.value.prints import groups_print  # noqa: PLC0415 - when wanted

        if self.answer is not None and self.answer[0].groups:
            yield groups_print(*self.answer, head)
