"""Compare segments: two or three as circles, every region with its customers, and near twins."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.services.segments import saved
from desktop.services.segments.overlap import Inside, Overlap, overlap
from desktop.views.charts.circles import Circles, Region
from desktop.views.page import Context
from desktop.views.segments.circle_chart import CircleChart
from desktop.views.segments.twins import Twins
from desktop.views.value import deeds
from desktop.views.value.list_panel import ListPanel
from desktop.views.value.opening import Opening, opening
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted

KEY = Qt.ItemDataRole.UserRole
NOBODY = -1  # no third segment
MOST_LETTERS = 90
PLACES = ("First segment", "Second segment", "Third segment")


class OverlapDialog(QDialog):
    """Stays open beside the page; each region opens its customers or becomes a segment."""

    def __init__(self, parent: QWidget, context: Context, first: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Compare segments")
        self.context = context
        self.told: Overlap | None = None
        self.picked: Inside = ()
        self._first = first
        self.boxes = [QComboBox() for _ in PLACES]
        self.chart = CircleChart()
        self.regions = QListWidget()
        self.twins = Twins(context)
        self.problem = parts.muted()
        self.region = parts.heading("")
        self.show_button = parts.button("Show customers", lambda: self.do("list"))
        self.make_button = parts.button("Make a segment", lambda: self.do("segment"))
        self.export_button = parts.button("Excel list…", lambda: self.do("export"))
        self.lists = ListPanel(context)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        letter = self.fontMetrics().averageCharWidth()
        self.resize(letter * 150, letter * 110)
        day = context.as_of()
        context.jobs.run(
            lambda db, _: [
                (row.id, row.name) for row in saved.list_segments(db, day, counted=False)
            ],
            self._take_names,
        )

    # -- what is asked --------------------------------------------------------------------------

    def compare(self, *segment_ids: int) -> None:
        """Put these segments into the boxes and count."""
        for box, wanted in zip(self.boxes, (*segment_ids, NOBODY), strict=False):
            box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(wanted), 0))
            box.blockSignals(False)
        self.count()

    def count(self) -> None:
        """Count the regions of the segments in the boxes."""
        wanted = [box.currentData() for box in self.boxes if box.currentData() not in (None, -1)]
        day = self.context.as_of()
        self.context.jobs.run(
            lambda db, _: overlap(db, wanted, day),
            self._take_overlap,
            self._refuse,
            channel="segments.overlap",
        )

    def pick(self, inside: object) -> None:
        """Put a region in front."""
        if self.told is None or not isinstance(inside, tuple):
            return
        self.picked = inside
        place = [region.inside for region in self.told.regions].index(inside)
        number = self.told.regions[place].customers
        self.region.setText(f"{counted(number, 'customer')}: {self.told.words(inside)}")
        self.regions.blockSignals(True)
        self.regions.setCurrentRow(place)
        self.regions.blockSignals(False)
        for button in (self.show_button, self.make_button, self.export_button):
            button.setEnabled(bool(number))

    def do(self, deed: str, what: Opening | None = None) -> None:
        """Open the customers of the region in front, save them as a segment, or write them."""
        wanted = what or self._opening()
        if wanted is None:
            return
        if deed == "list":
            self.stack.setCurrentWidget(self.lists)
            self.lists.ask(wanted)
        elif deed == "segment":
            deeds.make_segment(self.context, wanted)
        else:
            deeds.export(self, self.context, wanted)

    def reject(self) -> None:
        """Escape goes back from the customers first, then closes."""
        if self.stack.currentWidget() is self.lists:
            self._back()
        else:
            super().reject()

    # -- what is answered -----------------------------------------------------------------------

    def _take_names(self, names: Sequence[tuple[int, str]]) -> None:
        for place, box in enumerate(self.boxes):
            box.blockSignals(True)
            if place == len(self.boxes) - 1:
                box.addItem("No third segment", NOBODY)
            for segment_id, name in names:
                box.addItem(name, segment_id)
            box.blockSignals(False)
        others = [segment_id for segment_id, _ in names if segment_id != self._first]
        if not others:
            self._refuse(ValueError("Save a second segment, then the two can be compared."))
            return
        first = self._first if self.boxes[0].findData(self._first) >= 0 else others.pop(0)
        self.compare(first, others[0])

    def _take_overlap(self, told: Overlap) -> None:
        self.told = told
        self.problem.setVisible(False)
        self.chart.setVisible(True)
        regions = tuple(
            Region(
                one.inside,
                one.customers,
                one.inside,
                f"{told.words(one.inside)}: {counted(one.customers, 'customer')}",
            )
            for one in told.regions
        )
        names = tuple(
            f"{name}: {size:,}" for name, size in zip(told.names, told.sizes, strict=True)
        )
        said = f"Overlap of {', '.join(told.names)}"
        self.chart.show_figure(Circles(said, names, regions))
        self.regions.blockSignals(True)
        self.regions.clear()
        for one in told.regions:
            item = QListWidgetItem(f"{one.customers:,}: {told.words(one.inside)}")
            item.setToolTip(told.words(one.inside))
            item.setData(KEY, one.inside)
            self.regions.addItem(item)
        self.regions.blockSignals(False)
        full = [one for one in told.regions if one.customers]
        self.pick((full or told.regions)[0].inside)

    def _refuse(self, error: BaseException) -> None:
        """Say what is missing in the place of the picture."""
        self.told = None
        self.problem.setText(str(error))
        self.problem.setVisible(True)
        self.chart.setVisible(False)
        self.regions.clear()
        self.region.setText("")
        for button in (self.show_button, self.make_button, self.export_button):
            button.setEnabled(False)

    # -- putting together -----------------------------------------------------------------------

    def _opening(self) -> Opening | None:
        told = self.told
        if told is None or not self.picked:
            return None
        title = told.words(self.picked)
        if len(title) > MOST_LETTERS:  # it may become the name of a segment
            title = title[: MOST_LETTERS - 1].rstrip() + "…"
        return opening(title, "region", open_ids=told.open_ids, inside=self.picked)

    def _back(self) -> None:
        self.stack.setCurrentIndex(0)
        self.regions.setFocus()

    def _show_menu(self, inside: object, where: QPoint) -> None:
        self.pick(inside)
        if (what := self._opening()) is not None:
            deeds.show_menu(self, where, what, self.do)

    def _open_region(self, item: QListWidgetItem) -> None:
        self.pick(tuple(item.data(KEY)))
        self.do("list")

    def _on_row(self, row: int) -> None:
        if self.told is not None and row >= 0:
            self.pick(self.told.regions[row].inside)

    def _connect(self) -> None:
        for box in self.boxes:
            box.currentIndexChanged.connect(lambda _index: self.count())
        self.chart.chosen.connect(self.pick)
        self.chart.menu_wanted.connect(self._show_menu)
        self.regions.currentRowChanged.connect(self._on_row)
        self.regions.itemActivated.connect(self._open_region)
        self.twins.chosen.connect(self.compare)
        self.lists.back.connect(self._back)
        self.lists.wanted.connect(self.do)
        self.lists.back_button.setText("Compare segments")

    def _lay_out(self) -> None:
        choose = QGridLayout()
        for place, (box, name) in enumerate(zip(self.boxes, PLACES, strict=True)):
            parts.field(box, name)
            box.setMinimumContentsLength(12)
            choose.addWidget(parts.muted(name), 0, place)
            choose.addWidget(box, 1, place)
            choose.setColumnStretch(place, 1)
        self.regions.setWordWrap(True)
        self.regions.setSpacing(1)
        parts.slim_bars(self.regions)
        self.regions.setAccessibleName("Regions, with their customers")
        self.region.setWordWrap(True)
        self.problem.setVisible(False)
        picture = QVBoxLayout()
        picture.addWidget(self.problem)
        picture.addWidget(self.chart)
        picture.addStretch(1)
        buttons = QHBoxLayout()
        for button in (self.show_button, self.make_button, self.export_button):
            button.setEnabled(False)
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.region)
        right.addLayout(buttons)
        right.addWidget(self.regions, 1)
        middle = QHBoxLayout()
        middle.setSpacing(look.L)
        middle.addLayout(picture, 1)
        middle.addLayout(right, 1)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.M)
        layout.addLayout(choose)
        layout.addLayout(middle, 1)
        layout.addWidget(self.twins)
        self.stack.addWidget(whole)
        self.stack.addWidget(self.lists)
        outer = QVBoxLayout(self)
        outer.addWidget(self.stack)
