"""Letters that ask to renew contracts: whom they go to, why not to others, preview and print."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from sqlalchemy.orm import Session

from desktop.services.outreach.letters import (
    READY,
    MailLine,
    Tally,
    expiring,
    letters,
    mail_lines,
    tally,
)
from desktop.services.outreach.noting import Piece, pieces
from desktop.services.outreach.renewals import terms
from desktop.views.jobs import Checkpoint
from desktop.views.letters.lines import COLUMNS, TickedLine, TickLines
from desktop.views.letters.mailing import Mailing, note, preview_mailing
from desktop.views.page import Context
from desktop.views.printing import leaving
from desktop.views.printing.content import Head
from desktop.views.printing.pages import Sheet
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted
from desktop.views.widgets.rows_panel import RowsPanel

CHANNEL = "letters"
NOTING = "letters.note"  # the test page does not stop it
EMPTY = "No contract runs out."
ALREADY = "For letters that left the office without this preview: printed from a PDF, say"


def sentence(found: Tally) -> str:
    """What goes out, and what does not; all contracts are in it once."""
    said = f"{counted(found.chosen, 'contract')} in {counted(found.letters, 'letter')}"
    others = (
        (found.left_out, "not chosen"),
        (found.sent, "written about before"),
        (found.held, "whose owner gets no mail"),
    )
    told = [f"{number:,} {words}" for number, words in others if number]
    return f"{said}. Left out: {', '.join(told)}." if told else f"{said}."


class LettersDialog(QDialog):
    """Shows contracts, all that run out unless some are given; those ticked get letters.

    With `chosen` only those are ticked at first.
    """

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        contract_ids: Sequence[int] | None = None,
        chosen: Sequence[int] = (),
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Renewal letters")
        self._room = parent.window().size()
        self._context, self._contracts, self._wanted = context, contract_ids, frozenset(chosen)
        self._noting = False
        self.preview: QDialog | None = None  # or what asks for the name of the company
        self.rows = RowsPanel("Contracts that run out", COLUMNS, EMPTY, TickLines)
        self.rows.model.ticked.connect(lambda *_tick: self._tell())
        self.with_form = QCheckBox("With the &contract to sign behind each letter")
        self.print_button = parts.primary(
            "&Preview and print…", self.show_letters, icon_name="printer"
        )
        self.sent_button = parts.button("&Note as sent", self.note_as_sent, icon_name="check")
        self.sent_button.setToolTip(ALREADY)
        self._lay_out()
        self.finished.connect(lambda _code: self._leave())
        self.refresh()

    def _lay_out(self) -> None:
        self.rows.side.addWidget(parts.link("Choose &all", lambda: self._choose(wanted=True)))
        self.rows.side.addWidget(parts.link("Choose n&one", lambda: self._choose(wanted=False)))
        self.rows.stretch(0)
        bar = QHBoxLayout()
        bar.addWidget(self.with_form)
        bar.addStretch(1)
        bar.addWidget(parts.link("&Test page for window envelopes", self.show_test_page))
        foot = QHBoxLayout()
        foot.addWidget(self.sent_button)
        foot.addStretch(1)
        foot.addWidget(parts.button("Close", self.reject))
        foot.addWidget(self.print_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.S, look.S, look.S, look.M)
        layout.setSpacing(look.S)
        layout.addWidget(self.rows, 1)
        layout.addLayout(bar)
        layout.addLayout(foot)
        metrics, room = self.fontMetrics(), self._room
        self.resize(
            min(metrics.averageCharWidth() * 130, room.width() - look.XL),
            min(metrics.height() * 34, room.height() - look.XL),
        )
        parts.unpressed_by_enter(self)

    def _leave(self) -> None:
        for channel in (CHANNEL, NOTING, leaving.CHANNEL):
            self._context.jobs.cancel(channel)
        self.rows.let_go()

    # What is chosen

    def refresh(self) -> None:
        """Ask whom letters may go to, and who was written to."""
        as_of, contracts = self._context.as_of(), self._contracts

        def ask(db: Session, _checkpoint: Checkpoint) -> list[MailLine]:
            wanted = expiring(db, as_of) if contracts is None else contracts
            return mail_lines(db, wanted, as_of)

        self._context.jobs.run(ask, self._show, channel=CHANNEL)

    def _show(self, found: Sequence[MailLine]) -> None:
        """Show the contracts; who was written to already is not chosen again by itself."""
        wanted = self._wanted
        lines = (
            TickedLine(
                one,
                is_ticked=one.state == READY and (not wanted or one.contract_id in wanted),
            )
            for one in found
        )
        self.rows.show_lines(tuple(lines), "")
        self._tell()
        self.print_button.setFocus()

    @property
    def chosen(self) -> list[int]:
        """The contracts that are ticked."""
        return [line.one.contract_id for line in self.rows.model.lines if line.is_ticked]

    def _choose(self, *, wanted: bool) -> None:
        """Tick all that may go out and did not yet, or none."""
        lines = self.rows.model.lines
        ticked = (line._replace(is_ticked=wanted and line.one.state == READY) for line in lines)
        self.rows.show_lines(tuple(ticked), "")
        self._tell()

    def _tell(self) -> None:
        chosen = self.chosen
        lines = [line.one for line in self.rows.model.lines]
        self.rows.sentence.setText(sentence(tally(lines, chosen)))
        for button in (self.print_button, self.sent_button):
            button.setEnabled(bool(chosen) and not self._noting)

    # What is done with it

    def show_letters(self) -> None:
        """Show the letters; once printed they are noted and this window is done."""
        from desktop.views.printing.renewal_print import renewal_sheets  # noqa: PLC0415 - now

        as_of, chosen, with_form = self._context.as_of(), self.chosen, self.with_form.isChecked()

        def make(db: Session, head: Head, checkpoint: Checkpoint) -> Mailing:
            found = letters(db, chosen, as_of)
            forms = terms(db, as_of) if with_form else None
            sheets: list[Sheet] = []
            for number, pages in enumerate(renewal_sheets(found, head, forms), 1):
                sheets.extend(pages)
                checkpoint(number, len(found))
            return Mailing(tuple(sheets), tuple(map(pieces, found)))

        preview_mailing(self, self._context, make, self._keep, self._noted, self._tell_progress)

    def _tell_progress(self, done: int, total: int) -> None:
        self.rows.sentence.setText(f"Writing letter {done:,} of {total:,}…")

    def _keep(self, preview: QDialog) -> None:
        self.preview = preview
        self._tell()

    def note_as_sent(self) -> None:
        """Keep that the chosen letters were sent, without printing them; once."""
        if self._noting:
            return
        self._noting = True
        self._tell()
        as_of, chosen = self._context.as_of(), self.chosen

        def ask(db: Session, _checkpoint: Checkpoint) -> list[tuple[Piece, ...]]:
            return [pieces(letter) for letter in letters(db, chosen, as_of)]

        self._context.jobs.run(
            ask,
            lambda found: note(self._context, found, self._noted, self._not_noted),
            self._not_noted,
            channel=NOTING,
        )

    def _noted(self) -> None:
        """Done; the user may have closed this window before."""
        if isValid(self):
            self.accept()

    def _not_noted(self, error: BaseException) -> None:
        self._noting = False
        if isValid(self):
            self._tell()
        self._context.show_error(error)

    def show_test_page(self) -> None:
        """Show the page that is held into an envelope."""
        from desktop.views.printing.letter_page import window_test  # noqa: PLC0415 - seldom
        from desktop.views.printing.preview import show_preview  # noqa: PLC0415 - seldom

        as_of = self._context.as_of()
        self._context.jobs.run(
            lambda db, _checkpoint: window_test(leaving.head_of(db, as_of)),
            lambda sheets: self._keep(show_preview(self, self._context, sheets)),
            channel=CHANNEL,
        )
