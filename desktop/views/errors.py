"""The one place where errors are shown."""

import logging
import uuid
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.models.errors import CancelledError, UserError

log = logging.getLogger(__name__)


def show_error(parent: QWidget | None, error: BaseException, log_file: Path | None = None) -> None:
    """Tell the office about `error`: its own sentence, or that we failed and where it is written.

    The box does not stop the program, so several errors never lock it.
    """
    if isinstance(error, CancelledError):
        return
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    if isinstance(error, UserError):
        _as_advice(box, error)
    else:
        _as_our_bug(box, error, log_file)
    box.open()


def _as_advice(box: QMessageBox, error: UserError) -> None:
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Please check")
    box.setText(error.message)
    if error.where and error.where not in error.message:
        box.setInformativeText(error.where)


def _as_our_bug(box: QMessageBox, error: BaseException, log_file: Path | None) -> None:
    report = uuid.uuid4().hex[:4].upper()
    log.error("report %s", report, exc_info=error)
    box.setIcon(QMessageBox.Icon.Critical)
    box.setWindowTitle("Something went wrong")
    box.setText("Something went wrong. Nothing was saved half.")
    where = f"\n{log_file}" if log_file else ""
    box.setInformativeText(f"Report {report} is in the log.{where}")
    box.setDetailedText(f"{type(error).__name__}: {error}")
