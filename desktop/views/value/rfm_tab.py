"""The RFM tab: heat map, segments as tiles, the distribution of the scores, the rules."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from desktop.models import choices as c
from desktop.services.value import rfm_page
from desktop.services.value.cross import CROSSED
from desktop.services.value.distinct import LEAST_DIFFERENCE, Difference, is_distinct, least_size
from desktop.services.value.labels import DIMENSIONS
from desktop.services.value.rfm_page import RfmPage
from desktop.services.value.rfm_picture import RfmPicture
from desktop.views.printing.content import Head, Print
from desktop.views.value import cross_figure, days, rfm_figures, words
from desktop.views.value.block import Block, Switch
from desktop.views.value.opening import Opening
from desktop.views.value.snapshot_bar import SnapshotBar
from desktop.views.value.tab import Question, Tab
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted

Apart = dict[str, tuple[Difference, ...]]


class _Answer(NamedTuple):
    page: RfmPage
    before: date


class RfmTab(Tab):
    """Who came last when, how often, and for how much."""

    key = "rfm"
    name = "RFM"

    def build(self) -> None:
        """Heat map beside the distributions, tiles below."""
        self.answer: _Answer | None = None
        self.heat, self.tiles = self.chart(), self.chart()
        self.bands = (self.chart(), self.chart(), self.chart())
        labels = [(key, one.label) for key, one in rfm_figures.MEASURES.items()]
        self.colour_by = Switch("Color by", labels)
        self.colour_by.turned.connect(lambda _key: self._show_heat())
        self.tiles.pointed.connect(self._light)
        map_card = Block("Last visit and number of visits", self.colour_by)
        map_card.add(self.heat)
        scores = Block("How the scores are spread")
        scores.add(*self.bands)
        segments = Block("Segments")
        segments.add(self.tiles)
        self.segments = segments
        crossed = self._build_cross()
        self.days = SnapshotBar(self.context, lambda as_of: (days.last_month_end(as_of),))
        self.days.worked_out.connect(self.refresh)
        self.rules = parts.muted()
        self.rules.setAccessibleName("The rules in force")
        self.change = parts.button("Change bands…", self.open_bands, icon_name="pencil")
        line = QHBoxLayout()
        line.setSpacing(look.S)
        line.addWidget(self.rules, 1)
        line.addWidget(self.change)
        self.beside(map_card, scores, shares=(5, 2))
        self.column.addWidget(segments)
        self.column.addWidget(self.days)
        self.column.addWidget(crossed)
        self.column.addLayout(line)

    def _build_cross(self) -> Block:
        """Segments against another label."""
        self._crossed = CROSSED[0]
        self.table = self.chart()
        self.other = QComboBox()
        for key in CROSSED:
            self.other.addItem(DIMENSIONS[key].title, key)
        parts.field(self.other, "Segments against")
        self.other.activated.connect(lambda _place: self.refresh())
        made = Block("Segments against another label", self.other)
        made.add(self.table)
        made.say("Every customer stands in one cell; the totals are at the left and on top.")
        return made

    def before_asking(self) -> None:
        """Which label stands across."""
        self._crossed = self.other.currentData()

    def questions(self) -> Sequence[Question]:
        """The whole page, beside the end of last month: one pass over the facts."""
        as_of, crossed = self.context.as_of(), self._crossed
        before = days.last_month_end(as_of)
        return (lambda db, _checkpoint: _Answer(rfm_page.page(db, as_of, before, crossed), before),)

    def show_answers(self, *answers: Any) -> None:
        """Show the numbers."""
        (self.answer,) = answers
        (found, crossed, apart), before = self.answer
        self._show_heat()
        self.tiles.show_figure(rfm_figures.tiles(found, before, apart))
        self.table.show_figure(cross_figure.figure(crossed))
        for chart, figure in zip(self.bands, rfm_figures.bands(found), strict=True):
            chart.show_figure(figure)
        self.rules.setText(words.rules_line(found.rules, "RFM rules"))
        self.segments.say(sentence(found, apart))

    def _show_heat(self, lit: str = "") -> None:
        if self.answer is not None:
            self.heat.show_figure(
                rfm_figures.heat(self.answer.page.picture, self.colour_by.key, lit)
            )

    def _light(self, key: object) -> None:
        """Show where the segment under the pointer stands on the map."""
        self._show_heat(str(dict(key.values).get("key", "")) if isinstance(key, Opening) else "")

    def open_bands(self) -> None:
        """Change the bands and the map of names."""
        from desktop.views.value.bands_dialog import BandsDialog  # noqa: PLC0415 - seldom

        if self.answer is not None:
            self.dialog = BandsDialog(self, self.context, self.answer.page.picture.rules)
            self.dialog.open()

    def prints(self, head: Head) -> Iterable[Print]:
        """The picture on one page, the table on another."""
        from desktop.views.value.prints import cross_print, rfm_print  # noqa: PLC0415 - when wanted

        if self.answer is not None:
            yield rfm_print(self.answer.page.picture, self.answer.before, self.colour_by.key, head)
            yield cross_print(self.answer.page.cross, head)


def sentence(found: RfmPicture, apart: Apart) -> str:
    """What the tiles leave out, what “on cycle” means, which are too small or hardly different."""
    said = ["“On cycle”: the next service is not due yet, so leave them out of win-back offers."]
    if found.unscored:
        without = f"{counted(found.unscored, 'customer')} without any finished visit"
        verbs = "has no score and is" if found.unscored == 1 else "have no score and are"
        said.insert(0, f"{without} {verbs} not shown.")
    if found.changed_rules is not None:
        said.append(found.changed_rules.sentence())
    if found.too_small:
        small = ", ".join(f"{one.label} ({one.customers:,})" for one in found.too_small)
        least = counted(least_size(found.total), "customer")
        said.append(f"Fewer than {least}, too few to judge by: {small}.")
    alike = [(key, one) for key, one in apart.items() if one and not is_distinct(one)]
    if alike and len(apart) > 1:
        named = ", ".join(f"{c.RFM_SEGMENT.label(k)} ({abs(d[0].spreads):.2f})" for k, d in alike)
        said.append(f"Hardly different from the others, below {LEAST_DIFFERENCE}: {named}.")
    return " ".join(said)
