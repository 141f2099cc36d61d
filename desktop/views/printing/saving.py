"""Where a list goes: the file that is asked for, and what is said when it is written."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.services.safekeeping.files import safe_name
from desktop.views.page import Context


class FileKind(NamedTuple):
    """A kind of file that leaves the office."""

    ending: str
    title: str
    pattern: str


PDF = FileKind(".pdf", "Save as PDF", "PDF (*.pdf)")
WORKBOOK = FileKind(".xlsx", "Write an Excel list", "Excel workbook (*.xlsx)")


def ask_path(parent: QWidget, context: Context, name: str, kind: FileKind) -> Path | None:
    """Ask for a file and remember its folder; None when nothing was chosen."""
    proposed = str(folder(context) / safe_name(name, f" {context.as_of()}{kind.ending}"))
    answer, _ = QFileDialog.getSaveFileName(parent, kind.title, proposed, kind.pattern)
    if not answer:
        return None
    path = Path(answer if answer.lower().endswith(kind.ending) else f"{answer}{kind.ending}")
    context.settings.set("export.folder", str(path.parent))
    return path


def tell_saved(context: Context, path: Path, what: str) -> None:
    """Say that a file is written, and offer its folder."""
    context.notify(f"{what} as {path.name}.", "Open folder", lambda: _show(path.parent))


def folder(context: Context) -> Path:
    """Where files went the last time, else the documents of the user."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    remembered = context.settings.get("export.folder")
    for found in (remembered, QStandardPaths.writableLocation(place)):
        if found and Path(found).is_dir():
            return Path(found)
    return Path.home()


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
