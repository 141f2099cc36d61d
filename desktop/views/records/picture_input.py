"""A picture as a field of a form: chosen from a file, made small enough to be kept, shown."""

from base64 import b64encode
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.models.errors import UserError
from desktop.services.records.fields import Field
from desktop.views.records.inputs import Around, Editor
from desktop.views.widgets import look, parts
from desktop.views.widgets.stored_picture import image_of

LARGEST_SIDE, QUALITY = 1_600, 80  # of what is kept: a page of paper is not sharper
FILES = "Pictures (*.jpg *.jpeg *.png *.bmp *.gif)"


def pixmap_of(stored: str, width: int) -> QPixmap:
    """A stored picture at most so wide; an empty one where it cannot be read."""
    image = image_of(stored)
    if image.isNull() or image.width() <= width:
        return QPixmap.fromImage(image)
    return QPixmap.fromImage(image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))


def read_picture(path: str) -> str:
    """A picture of a file as it is stored: turned upright, made smaller, a JPEG in base64.

    Raises:
        UserError: the file is no picture that can be read.
    """
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        raise UserError("This file is no picture that can be read; a JPEG or PNG can.", where=path)
    if max(image.width(), image.height()) > LARGEST_SIDE:
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        image = image.scaled(LARGEST_SIDE, LARGEST_SIDE, keep, smooth)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", QUALITY)  # type: ignore[call-overload] # bytes in the stubs only
    return b64encode(buffer.data().data()).decode("ascii")


class PictureEditor(Editor):
    """Shows the picture; another one can be chosen, or none."""

    def __init__(self, field: Field, around: Around) -> None:
        self._context, self._stored = around.context, ""
        whole = QWidget()
        self.shown = QLabel()
        self.shown.setAccessibleName(field.label)
        self.choose_button = parts.button("Choose a picture…", self.choose, icon_name="file-input")
        self.remove_button = parts.button("No picture", lambda: self.show(None), icon_name="x")
        line = QHBoxLayout()
        for button in (self.choose_button, self.remove_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        layout.addWidget(self.shown)
        layout.addLayout(line)
        super().__init__(whole)

    def value(self) -> str | None:
        """The picture as it is stored."""
        return self._stored or None

    def show(self, value: Any) -> None:
        """Show a stored picture."""
        self._stored = value or ""
        letter = self.shown.fontMetrics().averageCharWidth()
        picture = pixmap_of(self._stored, letter * 40) if value else QPixmap()
        self.shown.setPixmap(picture)
        self.shown.setMinimumSize(picture.size())  # a form that is too low scrolls
        self.shown.setVisible(bool(value))
        self.remove_button.setVisible(bool(value))

    def choose(self) -> None:
        """Ask for a file."""
        path, _ = QFileDialog.getOpenFileName(self.widget, "Choose a picture", "", FILES)
        if not path:
            return
        try:
            self.show(read_picture(path))
        except UserError as error:
            self._context.show_error(error)

    def focus(self, _below: str = "") -> None:
        """Go to the first button."""
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
