"""The place where files are dropped, or chosen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.views.widgets import look, parts

Role = QPalette.ColorRole
PATTERNS = "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt *.iif"
FILTER = f"QuickBooks and spreadsheet files ({PATTERNS});;All files (*)"


class DropArea(QWidget):
    """A large dashed field; `chosen` brings the paths of one or several files."""

    chosen = Signal(list)

    def __init__(self, folder: Callable[[], str]) -> None:
        super().__init__()
        self._folder = folder
        self._is_over = False
        self.setAcceptDrops(True)
        self.setAccessibleName("Drop area for files")
        self.button = parts.primary("Choose files…", self.choose, icon_name="folder-open")
        self.button.setToolTip("Ctrl+O")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.XL)
        layout.setSpacing(look.M)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(parts.Picture("file-up", look.XXL), 0, centre)
        layout.addWidget(parts.heading("Drop QuickBooks or spreadsheet files here"), 0, centre)
        layout.addWidget(self._hint(), 0, centre)
        layout.addWidget(self.button, 0, centre)

    def _hint(self) -> QWidget:
        return parts.muted("Excel, CSV or IIF, several at once. Nothing is saved until you say so.")

    def choose(self) -> None:
        """Ask for files."""
        names, _ = QFileDialog.getOpenFileNames(
            self, "Choose files to import", self._folder(), FILTER
        )
        if names:
            self.chosen.emit([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer, nothing else."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(over=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """The files went elsewhere."""
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        self._show_over(over=False)
        if paths := local_files(event.mimeData()):
            event.acceptProposedAction()
            self.chosen.emit(paths)

    def _show_over(self, *, over: bool) -> None:
        self._is_over = over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the field; it takes colour while files hang over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        accent, base = palette.color(Role.Accent), palette.color(Role.Base)
        painter.setBrush(parts.blend(base, accent, 0.14) if self._is_over else base)
        line = accent if self._is_over else palette.color(Role.Dark)
        painter.setPen(QPen(line, 2 if self._is_over else 1.5, Qt.PenStyle.DashLine))
        area = self.rect().toRectF().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, look.RADIUS + 4, look.RADIUS + 4)


def local_files(mime: QMimeData) -> list[Path]:
    """The files of this computer among what is dragged."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
