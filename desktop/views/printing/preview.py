"""A print-out seen before it is printed: turn its pages, print them, save them as a PDF."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.models.errors import CancelledError
from desktop.services.office.company import Company
from desktop.views.jobs import Job
from desktop.views.page import Context
from desktop.views.printing.company_dialog import CompanyDialog
from desktop.views.printing.pages import Sheet, chosen, paint, prepare, save_pdf, send
from desktop.views.printing.saving import PDF, ask_path, tell_saved
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.formats import counted

SHOWN = 10  # pages painted for the preview; more would hold the window up
NOT_TAKEN = "The printer did not take the pages. Is it switched on?"


class PreviewDialog(QDialog):
    """Shows the first pages; prints or saves all of them.

    `on_printed` is told which pages went to the printer; `on_company` makes pages anew that say
    more of the company than their head does.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        sheets: tuple[Sheet, ...],
        on_printed: Callable[[Sequence[Sheet]], None] | None = None,
        on_company: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self.sheets = context, sheets
        self._on_printed, self._on_company = on_printed, on_company
        self._job: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Print: {sheets[0].title}")
        self._printer = new_printer()
        self.preview = QPrintPreviewWidget(self._printer)
        self.preview.setAccessibleName("The pages as they will be printed")
        self.preview.paintRequested.connect(self._paint)
        self.said = parts.muted(self._sentence())
        self.print_button = parts.primary("Print…", self.print_it, icon_name="printer")
        self.pdf = parts.button("Save as PDF…", self.save_as, icon_name="file-text")
        self.stop_button = parts.button("Cancel", self.stop, icon_name="x")
        self.stop_button.hide()
        self._lay_out()
        self.preview.fitToWidth()
        self.print_button.setFocus()

    def _lay_out(self) -> None:
        bar = QWidget()
        line = FlowLayout(bar, look.S)
        for widget in (
            self.print_button,
            self.stop_button,
            self.pdf,
            parts.tool("Previous page", "arrow-left", lambda: self._turn(-1)),
            parts.tool("Next page", "arrow-right", lambda: self._turn(1)),
            parts.tool("Smaller", "minus", self.preview.zoomOut),
            parts.tool("Larger", "plus", self.preview.zoomIn),
            parts.link("Whole page", self.preview.fitInView),
            parts.link("Whole width", self.preview.fitToWidth),
            parts.link("Company name…", self.ask_company),
            parts.link("Close", self.close_it),
        ):
            line.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, look.M, look.M, look.M)
        layout.setSpacing(look.S)
        layout.addWidget(bar)
        layout.addWidget(self.said)
        layout.addWidget(self.preview, 1)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 120, metrics.height() * 44)

    def _sentence(self) -> str:
        said = f"{counted(len(self.sheets), 'page')}, Letter."
        if len(self.sheets) > SHOWN:
            said += f" The first {SHOWN} are shown here; all of them are printed."
        if not self.sheets[0].head.company.name:
            said += " Your company is not named on them yet: press “Company name…”."
        return said

    def _paint(self, printer: QPrinter) -> None:
        paint(self.sheets[:SHOWN], printer)

    def _turn(self, by: int) -> None:
        self.preview.setCurrentPage(self.preview.currentPage() + by)

    def ask_company(self) -> None:
        """Change what stands on top of the pages."""
        self.company = CompanyDialog(self, self._context, self._show_company)
        self.company.open()

    def _show_company(self, told: Company) -> None:
        if self._on_company is not None:
            self.reject()
            self._on_company()
            return
        self.sheets = tuple(
            sheet._replace(head=sheet.head._replace(company=told)) for sheet in self.sheets
        )
        self.preview.updatePreview()
        self.said.setText(self._sentence())

    def close_it(self) -> None:
        """Close without printing."""
        self.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn the pages."""
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() in turns:
            self._turn(turns[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def print_it(self) -> None:
        """Ask for a printer and print."""
        printer = new_printer()  # the preview may need its own while this one is at work
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self.sheets))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Send the chosen pages away from the window; it says how far they are."""
        pages = chosen(self.sheets, printer)

        def printed(*, taken: bool) -> None:
            self._at_work(None)
            if not taken:
                self.said.setText(NOT_TAKEN)
                return
            self._context.notify(f"Sent {counted(len(pages), 'page')} to the printer.")
            if self._on_printed is not None:
                self._on_printed(pages)
            self.accept()

        self._at_work(
            self._context.jobs.run(
                lambda _db, checkpoint: send(pages, printer, checkpoint),
                lambda taken: printed(taken=taken),
                self._failed,
                progress=self._tell,
            )
        )

    def _tell(self, done: int, total: int) -> None:
        self.said.setText(f"Printing page {done + 1:,} of {total:,}…")

    def _failed(self, error: BaseException) -> None:
        self._at_work(None)
        if isinstance(error, CancelledError):
            self.said.setText("Stopped. Pages that the printer has already may still come out.")
        else:
            self._context.show_error(error)

    def _at_work(self, job: Job | None) -> None:
        self._job = job
        self.stop_button.setVisible(job is not None)
        for button in (self.print_button, self.pdf):
            button.setEnabled(job is None)

    def stop(self) -> None:
        """Print no further page."""
        if self._job is not None:
            self._job.cancel()

    def done(self, result: int) -> None:
        """Whoever closes the window while it prints wants that to stop first."""
        if self._job is None:
            super().done(result)
        else:
            self.stop()

    def save_as(self) -> None:
        """Ask for a file and write the PDF."""
        save_as_pdf(self, self._context, self.sheets[0].title, lambda: self.sheets)


def new_printer() -> QPrinter:
    """A printer in its full sharpness, for our paper."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer)
    return printer


def show_preview(
    parent: QWidget,
    context: Context,
    sheets: tuple[Sheet, ...],
    on_printed: Callable[[Sequence[Sheet]], None] | None = None,
    on_company: Callable[[], None] | None = None,
) -> PreviewDialog:
    """Open the preview over a page."""
    dialog = PreviewDialog(parent, context, sheets, on_printed, on_company)
    dialog.open()
    return dialog


def save_as_pdf(
    parent: QWidget, context: Context, name: str, make: Callable[[], tuple[Sheet, ...]]
) -> None:
    """Ask for a file; write it in the background, and say so."""
    path = ask_path(parent, context, name, PDF)
    if path is not None:
        context.jobs.run(
            lambda _db, checkpoint: save_pdf(make(), path, checkpoint),
            lambda _nothing: tell_saved(context, path, "Saved"),
        )
