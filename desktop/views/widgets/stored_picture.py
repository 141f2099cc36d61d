"""A picture as the office keeps it (a JPEG in base64) turned into one that can be painted."""

from base64 import b64decode

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage


def image_of(stored: str) -> QImage:
    """The picture; a null one where it cannot be read."""
    return QImage.fromData(QByteArray(b64decode(stored)))
