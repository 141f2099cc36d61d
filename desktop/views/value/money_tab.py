"""The Money tab: revenue and average ticket by label, 36 months, lifetime value."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtWidgets import QComboBox

from desktop.services.days import paper_day
from desktop.services.value import chosen, money, money_page
from desktop.services.value.chosen import SEGMENT
from desktop.services.value.money import DIMENSIONS, MonthMoney
from desktop.services.value.money_page import MoneyPage
from desktop.views.charts import rows as charts
from desktop.views.charts.columns import Columns
from desktop.views.printing.content import Head, Print
from desktop.views.value import money_figures
from desktop.views.value.block import Block, Switch
from desktop.views.value.money_figures import Of
from desktop.views.value.tab import Question, Tab
from desktop.views.widgets import look, parts

ALL = "All customers"
OF_ALL = "Of everybody, also of those who are inactive today."
OF_SOME = "of those who are so today, over all 36 months."
IN_SEVERAL = "A customer who is in several segments counts in each of them."


LETTERS = 16


class _Answer(NamedTuple):
    months: tuple[MonthMoney, ...]
    page: MoneyPage
    of: Of | None = None

    def by_label(self, by: str) -> charts.Rows:
        """The bars of the values."""
        return money_figures.by_label(self.page.labels, self.page.lifetime.dimension, by)

    def trend(self, by: str) -> Columns:
        """The months."""
        return money_figures.trend(self.months, by, self.of)


class MoneyTab(Tab):
    """What customers bring in, by any of their labels."""

    key = "money"
    name = "Money"

    def build(self) -> None:
        """Bars by label, the months, lifetime values."""
        self.answer: _Answer | None = None
        self._wanted = next(iter(DIMENSIONS))
        self._of: Of | None = None
        self.labels, self.months, self.lifetimes = self.chart(), self.chart(), self.chart()
        self.dimension = QComboBox()
        for one in DIMENSIONS.values():
            self.dimension.addItem(one.title, one.key)
        parts.field(self.dimension, "Sum up by")
        self.dimension.activated.connect(lambda _place: self._turn_to_label())
        self.whose = QComboBox()
        self.whose.addItem(ALL, None)
        # Names of segments can be long: the list is as wide as they are, the box is not.
        self.whose.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.whose.setMinimumContentsLength(LETTERS)
        parts.field(self.whose, "Months of")
        self.whose.activated.connect(lambda _place: self.refresh())
        self.by = _switch("Bars show", money_figures.MEASURES)
        self.by.turned.connect(lambda _key: self._show_labels())
        self.monthly = _switch("Bars show the", money_figures.MONTHLY)
        self.monthly.turned.connect(lambda _key: self._show_months())
        self.sums = by_label = Block("Who brings in how much, 36 months", self.dimension, self.by)
        by_label.add(self.labels)
        self.trend = months = Block("36 months", self.whose, self.monthly)
        months.add(self.months)
        self.change = parts.button("Change assumptions…", self.open_assumptions, icon_name="pencil")
        self.worth = Block("Lifetime value", self.change)
        self.worth.add(self.lifetimes)
        for block in (by_label, months, self.worth):
            self.column.addWidget(block)

    def _turn_to_label(self) -> None:
        """Another label has other values, of which none was chosen yet."""
        self.whose.setCurrentIndex(0)
        self.refresh()

    def before_asking(self) -> None:
        """Which label is wanted, and whose months."""
        self._wanted = self.dimension.currentData()
        self._of = self.whose.currentData()

    def questions(self) -> Sequence[Question]:
        """The months, and what is told by a label."""
        as_of, dimension, of = self.context.as_of(), self._wanted, self._of
        who = chosen.tree("label", dimension=of.dimension, value=of.value) if of else None
        return (
            lambda db, _checkpoint: money.months(db, as_of, who),
            lambda db, _checkpoint: money_page.page(db, as_of, dimension),
        )

    def show_answers(self, *answers: Any) -> None:
        """Show the numbers."""
        months, page = answers
        self.answer = found = _Answer(months, page, self._of)
        self._offer_values(found)
        self._show_labels()
        self._show_months()
        self.sums.say(IN_SEVERAL if found.page.lifetime.dimension == SEGMENT else "")
        self.trend.say(f"{found.of.title}, {OF_SOME}" if found.of else OF_ALL)
        self.lifetimes.show_figure(money_figures.lifetime(found.page.lifetime))
        self.worth.say(found.page.lifetime.text)

    def _offer_values(self, found: _Answer) -> None:
        """The values whose months can be seen; the one shown stays chosen."""
        self.whose.clear()
        self.whose.addItem(ALL, None)
        for one in found.page.labels:
            of = Of(found.page.lifetime.dimension, one.value, one.label)
            self.whose.addItem(one.label, of)
            if of == found.of:
                self.whose.setCurrentIndex(self.whose.count() - 1)
        self.whose.view().setMinimumWidth(self.whose.view().sizeHintForColumn(0) + look.L)

    def _show_labels(self) -> None:
        if self.answer is not None:
            self.labels.show_figure(self.answer.by_label(self.by.key))

    def _show_months(self) -> None:
        if self.answer is not None:
            self.months.show_figure(self.answer.trend(self.monthly.key))

    def open_assumptions(self) -> None:
        """Change what lifetime values are worked out from."""
        from desktop.views.value.assumptions import AssumptionsDialog  # noqa: PLC0415 - seldom

        if self.answer is not None:
            self.dialog = AssumptionsDialog(self, self.context, self.answer.page.stated.version)
            self.dialog.open()

    def prints(self, head: Head) -> Iterable[Print]:
        """The pictures on one page."""
        from desktop.views.value.prints import money_print  # noqa: PLC0415 - when wanted

        if self.answer is not None:
            figures = (
                self.answer.by_label(self.by.key),
                self.answer.trend(self.monthly.key),
                money_figures.lifetime(self.answer.page.lifetime),
            )
            yield money_print(figures, self.answer.page.stated.written(paper_day), head)


Rows = dict[str, money_figures.Measure] | dict[str, money_figures.Monthly]


def _switch(name: str, rows: Rows) -> Switch:
    """A switch between what the bars stand for."""
    return Switch(name, [(key, one.label) for key, one in rows.items()])
