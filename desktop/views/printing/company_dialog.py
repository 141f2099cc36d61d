"""Asks who the office is: what stands on top of every page it prints."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.services.office.company import Company, company, set_company
from desktop.views.page import Context
from desktop.views.widgets import look, parts

FIELDS = {
    "name": ("&Name", "Brazos Valley Septic"),
    "address": ("&Address", "1203 FM 2818, College Station, TX 77845"),
    "phone": ("&Phone", "979-555-0100"),
    "licence": ("&License or registration", "MP0001234"),
    "registration_year": ("&Transporter registration until Aug 31 of", "2027"),
}
ALLOWED = {"registration_year": "(20[0-9][0-9])?"}  # what may be typed, where not everything


class CompanyDialog(QDialog):
    """Shows what is known and keeps what is typed; `on_saved` gets the new head."""

    def __init__(
        self, parent: QWidget, context: Context, on_saved: Callable[[Company], None]
    ) -> None:
        super().__init__(parent)
        self._context, self._on_saved = context, on_saved
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Your company on print-outs")
        self.boxes: dict[str, QLineEdit] = {}
        form = QFormLayout()
        for key, (label, example) in FIELDS.items():
            box = QLineEdit()
            box.setPlaceholderText(f"for example {example}")
            parts.field(box, label.replace("&", ""))
            if key in ALLOWED:
                box.setValidator(QRegularExpressionValidator(ALLOWED[key], box))
            form.addRow(label, box)
            self.boxes[key] = box
        self.save_button = parts.primary("Save", self.save)
        self.save_button.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(parts.button("Cancel", self.cancel))
        foot.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.L)
        layout.setSpacing(look.M)
        layout.addLayout(form)
        layout.addLayout(foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 76)
        context.jobs.run(lambda db, _checkpoint: company(db), self._show)

    def _show(self, known: Company) -> None:
        for key, text in known._asdict().items():
            self.boxes[key].setText(text)
        self.boxes["name"].setFocus()

    def save(self) -> None:
        """Keep what was typed."""
        told = Company(**{key: box.text().strip() for key, box in self.boxes.items()})

        def saved(_nothing: None) -> None:
            self._context.notify("Saved. It stands on every page from now on.")
            self._on_saved(told)
            self.accept()

        self._context.jobs.run(lambda db, _check: set_company(db, told), saved, writes=True)

    def cancel(self) -> None:
        """Close without a change."""
        self.reject()
