"""The report on screen, with the ways it leaves: printed, or saved as a PDF."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.services.days import paper_day
from desktop.services.importing.batch.report import ImportReport, import_report
from desktop.views.importing.reporting.markup import markup
from desktop.views.page import Context
from desktop.views.printing.content import Head
from desktop.views.printing.leaving import head_of
from desktop.views.printing.pages import Sheet
from desktop.views.printing.preview import save_as_pdf, show_preview
from desktop.views.printing.rich_text import Document, lay_out_markup
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout

CHANNEL = "import.report"


class ReportView(QWidget):
    """Shows the report of one import."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._paper, self._title = "", ""
        self._head: Head | None = None
        self.report: ImportReport | None = None
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName("Report of the import")
        parts.slim_bars(self.text)
        self.print_button = parts.button("Print…", self.print_it, icon_name="printer")
        self.pdf = parts.button("Save as PDF…", self.save_pdf, icon_name="file-text")
        buttons = QWidget()
        line = FlowLayout(buttons, look.S)
        line.addWidget(self.print_button)
        line.addWidget(self.pdf)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.M, look.L, look.S)
        layout.setSpacing(look.S)
        layout.addWidget(buttons)
        layout.addWidget(self.text, 1)

    def show_batch(self, batch_id: int) -> None:
        """Read the report of an import and show it."""
        as_of = self._context.as_of()
        self._context.jobs.run(
            lambda db, _check: (
                import_report(db, batch_id),
                import_report(db, batch_id, paper_day),
                head_of(db, as_of),
            ),
            self._show,
            channel=CHANNEL,
        )

    def _show(self, answer: tuple[ImportReport, ImportReport, Head]) -> None:
        self.report, on_paper, self._head = answer
        self._title = self.report.title
        self._paper = markup(on_paper, paper_day)
        document = Document(markup(self.report), self.text)
        document.setDefaultFont(self.font())
        self.text.setDocument(document)

    def _sheets(self) -> tuple[Sheet, ...]:
        return lay_out_markup(self._title, self._paper, self._head) if self._head else ()

    def save_pdf(self) -> None:
        """Ask for a file and write the PDF."""
        if self.report is not None:
            save_as_pdf(self, self._context, self._title, self._sheets)

    def print_it(self) -> None:
        """Show the pages before they are printed."""
        if self.report is not None:
            show_preview(self, self._context, self._sheets())


class ReportDialog(QDialog):
    """The report of an earlier import in a window of its own."""

    def __init__(self, parent: QWidget, context: Context, batch_id: int) -> None:
        super().__init__(parent)
        self.setWindowTitle("Report of an import")
        self.view = ReportView(context)
        self.view.show_batch(batch_id)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view, 1)
        layout.addWidget(buttons)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 110, metrics.height() * 36)
