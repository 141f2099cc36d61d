"""The zones of the office in one window: add, change, remove; and what is doubtful about them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services.records.options import Offers, offers
from desktop.services.territory import zone_list, zones
from desktop.services.territory.zone_list import ZoneLine
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.records.dialog import FormDialog
from desktop.views.records.inputs import Around
from desktop.views.records.office_past import link
from desktop.views.records.saving import Write, save, undo_latest
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.keys import bind_keys
from desktop.views.widgets.plain_table import show_model, table
from desktop.views.widgets.room import wrapped
from desktop.views.zones.zone_form import FIELDS, Values, draft, editors, name_it, values_of
from desktop.views.zones.zone_rows import COLUMNS, ZoneLines

ABOUT = (
    "A property lies in the zone chosen for it by hand; else in the smallest area on the map around"
    " it; else in the zone with its ZIP code, its county, or its minutes of driving."
)
NOTHING_YET = (
    "No zones yet. Add one for each county or group of ZIP codes that a truck serves on a day of"
    " its own; the due list is then grouped by them."
)
AREAS = "Areas (*.geojson *.json);;All files (*)"
MOST_BYTES = 20_000_000


class ZonesDialog(QDialog):
    """Shows the zones; every change can be taken back."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Zones")
        self._context = context
        self.dialog: FormDialog | None = None
        self.view = table("Zones")
        self.model = ZoneLines(COLUMNS, self.view)
        self.view.setModel(self.model)
        show_model(self.view, tuple(column.letters for column in COLUMNS))
        self.view.activated.connect(lambda _index: self.edit())
        self.view.selectionModel().currentRowChanged.connect(lambda _new, _old: self._offer())
        self.doubts = wrapped(quiet=True)
        self.problem = wrapped()
        self.problem.setForegroundRole(parts.Role.BrightText)
        self._lay_out()
        metrics, room = self.fontMetrics(), parent.window().size()
        self.resize(
            min(metrics.averageCharWidth() * 125, room.width() - look.XL),
            min(metrics.height() * 34, room.height() - look.XL),
        )
        context.hub.changed.connect(self._on_changed)
        self.finished.connect(lambda _code: self.view.setModel(None))
        self.refresh()

    def _lay_out(self) -> None:
        self.new_button = parts.button("&New zone…", self.new, icon_name="plus")
        self.rings_button = parts.button("Add drive-&time zones", self.add_rings, icon_name="clock")
        self.edit_button = parts.button("&Edit…", self.edit, icon_name="pencil")
        self.area_button = parts.button("&Area from a file…", self.bring_area, icon_name="file-up")
        self.no_area_button = parts.button("No a&rea", self.take_area_away, icon_name="x")
        self.clear_button = parts.button("Clear choices by &hand", self.clear, icon_name="undo-2")
        self.remove_button = parts.button("Re&move", self.remove, icon_name="x")
        buttons = QWidget()
        line = FlowLayout(buttons, look.S)
        for button in (
            self.new_button, self.rings_button, self.edit_button, self.area_button,
            self.no_area_button, self.clear_button, self.remove_button,
        ):  # fmt: skip
            button.setAutoDefault(False)
            line.addWidget(button)
        self.close_button = parts.button("Close", self.accept)
        self.close_button.setAutoDefault(False)
        self.undo_button = parts.link(
            "&Undo", lambda: undo_latest(self._context), icon_name="undo-2"
        )
        self.undo_button.setAutoDefault(False)
        bind_keys(self.view, {"Del": self.remove})
        bind_keys(self, {"Ctrl+Z": lambda: undo_latest(self._context)})
        foot = QHBoxLayout()
        foot.addWidget(self.undo_button)
        foot.addWidget(link(self, self._context))
        foot.addWidget(self.problem, 1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.M)
        layout.setSpacing(look.S)
        layout.addWidget(wrapped(ABOUT, quiet=True))
        layout.addWidget(buttons)
        layout.addWidget(parts.sheet(self.view), 1)
        layout.addWidget(self.doubts)
        layout.addLayout(foot)

    # What is shown

    def refresh(self) -> None:
        """Read the zones again."""
        self._context.jobs.run(
            lambda db, _checkpoint: zone_list.list_zones(db), self._show, channel="zones"
        )

    def _on_changed(self, topic: str) -> None:
        if topic == "customers":
            self.refresh()

    def _show(self, found: Sequence[ZoneLine]) -> None:
        chosen, row = self.current, self.view.currentIndex().row()
        known = {zone.id for zone in self.model.lines}
        if not known:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.model.show(found)
        new = [n for n, zone in enumerate(found) if known and zone.id not in known]
        same = [n for n, zone in enumerate(found) if chosen and zone.id == chosen.id]
        if found:
            places = (new if len(new) == 1 else []) or same or [min(max(row, 0), len(found) - 1)]
            self.view.selectRow(places[0])
        self._offer()

    @property
    def current(self) -> ZoneLine | None:
        """The zone that is selected."""
        row = self.view.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def _offer(self) -> None:
        """Offer what fits the zone, and say what is doubtful about it."""
        zone = self.current
        self.problem.setText("")
        for button in (self.edit_button, self.area_button, self.remove_button):
            button.setEnabled(zone is not None)
        self.no_area_button.setVisible(bool(zone and zone.has_area))
        self.clear_button.setVisible(bool(zone and zone.by_hand))
        nothing = "" if self.model.lines else NOTHING_YET
        self.doubts.setText("\n".join(zone.doubts) if zone else nothing)

    # What can be done

    def new(self) -> None:
        """Ask for another zone."""
        self._ask(None)

    def edit(self) -> None:
        """Ask for other values of the zone."""
        if self.current is not None:
            self._ask(self.current)

    def _ask(self, zone: ZoneLine | None) -> None:
        def read(db: Session, _checkpoint: Checkpoint) -> Offers:
            return offers(db, None)

        def show(offered: Offers) -> None:
            around = Around(self._context, offered)
            dialog = FormDialog(self, around, name_it(zone), FIELDS, own=editors())
            dialog.said = "Zone changed." if zone else "Zone entered."
            zone_id = zone.id if zone else None

            def write(values: Values, _changed: Values) -> Write:
                return lambda db, now: zones.save_zone(db, draft(values), now, zone_id)

            dialog.write = write
            dialog.start(values_of(zone) if zone else {"kind": "custom"}, focus="name")
            self.dialog = dialog

        self._context.jobs.run(read, show, channel="record-form")

    def add_rings(self) -> None:
        """Make the usual zones by minutes of driving."""
        self._do(zones.add_rings, "Drive-time zones made.")

    def remove(self) -> None:
        """Remove the zone; what lay in it goes where it fits next."""
        if (zone := self.current) is not None:
            said = f"{zone.name} removed."
            self._do(lambda db, now: zones.remove_zone(db, zone.id, now), said)

    def clear(self) -> None:
        """Let the rules decide again for who was put into the zone by hand."""
        if (zone := self.current) is not None:
            said = f"{zone.name}: the rules decide again."
            self._do(lambda db, now: zones.clear_manual_choices(db, zone.id, now), said)

    def take_area_away(self) -> None:
        """Remove the area of the zone."""
        if (zone := self.current) is not None:
            said = f"{zone.name} has no area any more."
            self._do(lambda db, now: zones.set_area(db, zone.id, None, now), said)

    def bring_area(self) -> None:
        """Take the area of the zone from a file of a map program."""
        zone = self.current
        path, _ = QFileDialog.getOpenFileName(self, "Area of the zone", "", AREAS)
        if zone is None or not path:
            return
        text = _text_of(Path(path))
        if text is None:
            self._refuse(UserError("This file is no text, or larger than an area can be."))
            return
        said = f"{zone.name} has its area."
        self._do(lambda db, now: zones.set_area(db, zone.id, text, now), said)

    def _do(self, write: Write, said: str) -> None:
        save(self._context, write, said, on_error=self._refuse)

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.problem.setText(error.message)
        else:
            self._context.show_error(error)


def _text_of(path: Path) -> str | None:
    """The text of a file of a size that can be an area."""
    try:
        return path.read_text(encoding="utf-8-sig") if path.stat().st_size < MOST_BYTES else None
    except (OSError, UnicodeDecodeError):
        return None
