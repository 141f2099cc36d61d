"""The Health tab: the spread of scores, colours and grades, five cards, who moved, the weights."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from desktop.services.value import health_picture
from desktop.services.value.health_cards import TREND_POINTS
from desktop.services.value.health_picture import Moved, Standing
from desktop.services.value.snapshots import trend_day
from desktop.views.printing.content import Head, Print
from desktop.views.value import health_figures, words
from desktop.views.value.block import Block
from desktop.views.value.opening import opening
from desktop.views.value.snapshot_bar import SnapshotBar
from desktop.views.value.tab import Question, Tab
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted, day

SHOWN_MOVERS = 8
NO_TREND = "The scores of 90 days ago are not worked out yet."


class HealthTab(Tab):
    """How well the customers are looked after."""

    key = "health"
    name = "Health"

    def build(self) -> None:
        """Scores beside colours and grades, cards, movers, the rules."""
        self.answer: tuple[Standing, Moved] | None = None
        self.scores, self.colours, self.grades = self.chart(), self.chart(), self.chart()
        self.cards, self.up, self.down = self.chart(), self.chart(), self.chart()
        self.spread = Block("Health scores")
        self.spread.add(self.scores)
        labels = Block("Colors and grades")
        labels.add(self.colours, parts.Rule(), self.grades)
        self.held = self.chart()
        held = Block("Held back by a guard rail")
        held.add(self.held)
        held.say("Their scores would give a better color. Whoever has two guard rails is in one.")
        cards = Block("Scorecards")
        cards.add(self.cards)
        self.all_up, self.all_down = self._all_who("up"), self._all_who("down")
        self.better = Block("Better than 90 days ago", self.all_up)
        self.worse = Block("Worse than 90 days ago", self.all_down)
        self.better.add(self.up)
        self.worse.add(self.down)
        self.days = SnapshotBar(self.context, lambda as_of: (trend_day(as_of),))
        self.days.worked_out.connect(self.refresh)
        self.rules = parts.muted()
        self.rules.setAccessibleName("The weights in force")
        self.change = parts.button("Change weights…", self.open_weights, icon_name="pencil")
        line = QHBoxLayout()
        line.setSpacing(look.S)
        line.addWidget(self.rules, 1)
        line.addWidget(self.change)
        self.beside(self.spread, labels, shares=(3, 2))
        self.column.addWidget(cards)
        self.column.addWidget(held)
        self.column.addWidget(self.days)
        self.beside(self.worse, self.better)
        self.column.addLayout(line)

    def _all_who(self, way: str) -> QPushButton:
        """A way to the list of all who moved, of whom the picture shows the first few."""
        made = parts.link("", lambda: self._open_moved(way), icon_name="users")
        made.hide()
        return made

    def _open_moved(self, way: str) -> None:
        if self.answer is not None and (since := self.answer[1].trend_day):
            title = f"Health {way} by {TREND_POINTS} points or more since {day(since)}"
            button = self.all_up if way == "up" else self.all_down
            self.open_by(button, opening(title, "trend", way=way))

    def questions(self) -> Sequence[Question]:
        """How everybody stands, and who moved."""
        as_of = self.context.as_of()
        return (
            lambda db, _checkpoint: health_picture.standing(db, as_of),
            lambda db, _checkpoint: health_picture.moved(db, as_of),
        )

    def show_answers(self, *answers: Any) -> None:
        """Show the numbers."""
        self.answer = standing, moved = answers
        self.scores.show_figure(health_figures.scores(standing))
        self.colours.show_figure(health_figures.colours(standing))
        self.grades.show_figure(health_figures.grades(standing))
        self.cards.show_figure(health_figures.cards(standing))
        self.held.show_figure(health_figures.held(standing))
        self.spread.say(_not_rated(standing))
        self._show_movers(moved)
        self.rules.setText(words.rules_line(standing.rules, "Health weights"))

    def _show_movers(self, answer: Moved) -> None:
        for chart, block, link, found, moved, way in (
            (self.up, self.better, self.all_up, answer.movers_up, answer.up, "up"),
            (self.down, self.worse, self.all_down, answer.movers_down, answer.down, "down"),
        ):
            chart.show_figure(health_figures.movers(found[:SHOWN_MOVERS], f"Moved {way}"))
            told = f"{counted(moved, 'customer')} moved {way} by {TREND_POINTS} points or more"
            link.setText(f"Open all {moved:,}")
            link.setAccessibleName(f"Open the list of all {moved:,} who moved {way}")
            link.setVisible(bool(moved))
            if answer.trend_day is None:
                block.say(NO_TREND)
            else:
                rules = answer.changed_rules.sentence() if answer.changed_rules else ""
                block.say(f"{told} since {day(answer.trend_day)}. {rules}".strip())

    def open_weights(self) -> None:
        """Change the weights of the cards."""
        from desktop.views.value.weights import WeightsDialog  # noqa: PLC0415 - seldom

        if self.answer is not None:
            self.dialog = WeightsDialog(self, self.context, self.answer[0].rules)
            self.dialog.open()

    def prints(self, head: Head) -> Iterable[Print]:
        """The picture on one page."""
        from desktop.views.value.prints import health_print  # noqa: PLC0415 - when wanted

        if self.answer is not None:
            yield health_print(*self.answer, head)


def _not_rated(found: Standing) -> str:
    """Who has no score, and why."""
    why = "; ".join(f"{reason} ({n:,})" for reason, n in found.not_rated)
    rated = words.rated(found.rated, found.total)
    return f"{rated} {why}." if why else rated
