"""What behaviour groups are told by: a box to tick for each input."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.services.value.drivers import DRIVERS
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout

FEWEST = 2


class GroupInputs(QWidget):
    """Boxes side by side; `changed` when another one is ticked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        layout = FlowLayout(self, look.M)
        layout.addWidget(parts.muted("Told by"))
        for driver in DRIVERS:
            box = QCheckBox(driver.label)
            box.setAccessibleName(f"Groups are told by: {driver.label}")
            box.setChecked(True)
            box.toggled.connect(lambda _on: self.changed.emit())
            self.boxes[driver.key] = box
            layout.addWidget(box)

    @property
    def keys(self) -> tuple[str, ...]:
        """What is ticked."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    @property
    def are_enough(self) -> bool:
        """Whether groups can be told by these."""
        return len(self.keys) >= FEWEST

    def show_keys(self, keys: Sequence[str]) -> None:
        """Tick those of the groups that are shown."""
        for key, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(key in keys)
            box.blockSignals(False)
