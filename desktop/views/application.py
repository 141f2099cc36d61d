"""The Qt application: how it is made, before any window."""

import sys

from PySide6.QtCore import QCoreApplication, QOperatingSystemVersion, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.views.widgets import look

FIRST_BUILD_OF_WINDOWS_11 = 22_000
COMFORTABLE = 10.0  # points; many systems still say 9
FAMILIES = ["Segoe UI", "Noto Sans", "Liberation Sans", "DejaVu Sans"]


def make_application() -> QApplication:
    """The application, in our look; the one there is when it was made before."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("ECBTX CRM")
    if not _has_modern_style():
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(_font(app))
    look.apply(app)
    return app


def _has_modern_style() -> bool:
    """Whether this is Windows 11, whose own style follows its dark mode."""
    running = QOperatingSystemVersion.current()
    return sys.platform == "win32" and running.microVersion() >= FIRST_BUILD_OF_WINDOWS_11


def _font(app: QApplication) -> QFont:
    """The system's letters, not smaller than is comfortable all day."""
    font = app.font()
    if app.platformName() == "offscreen":  # it has no system to ask
        font = QFont(FAMILIES)
        font.setPointSizeF(COMFORTABLE)
    font.setPointSizeF(max(font.pointSizeF(), COMFORTABLE))
    return font
