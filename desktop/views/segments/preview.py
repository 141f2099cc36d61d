"""Below the conditions: the number, the sentence, some members, and "is she in?"."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.views.segments import pinning
from desktop.views.segments.desk import Desk
from desktop.views.segments.live import Detail, Total
from desktop.views.segments.members import Found, MemberModel, look_up
from desktop.views.segments.number_line import NumberLine
from desktop.views.segments.telling import Telling
from desktop.views.segments.why_panel import Told, WhyPanel
from desktop.views.widgets import look, parts
from desktop.views.widgets.debounce import Debounce
from desktop.views.widgets.formats import counted
from desktop.views.widgets.plain_table import table

WHO = "Is a customer in? Type a name"
WHO_TIP = "Name, phone, address or account number; Enter says why"
LINES_OF_WHY, MOST_OF_WINDOW = 14, 0.28  # the room that the tree of conditions gets
SHARES = QHeaderView.ResizeMode.Stretch


class Preview(QWidget):
    """What the conditions select, always of the newest state or greyed."""

    export_wanted = Signal()
    mute_wanted = Signal(str)  # the id of the condition to switch off
    why_shown = Signal(object)  # Told, or None once it is closed

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._members: Detail | None = None
        self.is_locked = False  # a built-in segment: nobody is pinned to it
        self.figure = NumberLine()
        self.telling = Telling()
        self.who = QLineEdit()
        self.who.setPlaceholderText(WHO)
        self.who.setToolTip(WHO_TIP)
        self.who.setClearButtonEnabled(True)
        parts.field(self.who, f"{WHO}. {WHO_TIP}")
        self.caption = parts.muted()
        self.model = MemberModel(self)
        self.table = self._table()
        self.why = WhyPanel(opens_card=True)
        self._enter_waits = self._takes_focus = False
        self._answered = ""  # what the customers shown were found by
        self._find_wait = Debounce(self, self._look_up)
        self.figure.export_wanted.connect(self.export_wanted)
        self.telling.mute_wanted.connect(self.mute_wanted)
        self.who.textChanged.connect(lambda _: self._on_typed())
        self.who.returnPressed.connect(self._on_enter)
        self.who.installEventFilter(self)
        self.table.installEventFilter(self)
        self.why.closed.connect(self.close_why)
        self.why.pin_wanted.connect(self._offer_pin)
        self.why.card_wanted.connect(lambda who: desk.context.go("customers", who))
        self._lay_out()

    def mark_stale(self) -> None:
        """Grey the old number."""
        self.figure.mark_stale()

    def show_total(self, total: Total) -> None:
        """Show the exact number."""
        self.figure.show_total(total)

    def show_detail(self, detail: Detail) -> None:
        """Show the sentence and the members."""
        self._members = detail
        self.telling.show_detail(detail)
        if self.why.told is not None:
            self.ask_why(self.why.told.customer_id, self.why.told.customer)
        if self.who.text().strip():
            self._look_up()
        else:
            self._show_sample()

    def ask_why(self, customer_id: int, name: str) -> None:
        """Show why a customer is in, or is not; it follows the conditions until it is closed."""
        question, day = self._desk.question, self._desk.today()
        segment = self._desk.draft.sketch.name.strip() or "New segment"
        self._desk.context.jobs.run(
            lambda db, _: Told(customer_id, name, segment, question.why(db, customer_id, day)),
            self._show_why,
            channel="segments.why",
        )

    def close_why(self) -> None:
        """Back to the customers."""
        self._desk.context.jobs.cancel("segments.why")
        if self.why.told is None:
            return
        focus = QApplication.focusWidget()
        has_focus = focus is not None and self.why.isAncestorOf(focus)
        self.why.told = None
        self.why.setVisible(False)
        self.table.setVisible(True)
        self._make_room(for_why=False)
        if has_focus:
            (self.table if self.model.rowCount() else self.who).setFocus()
        self.why_shown.emit(None)

    def _make_room(self, *, for_why: bool) -> None:
        """The tree of conditions says what the sentence says, and needs the room."""
        self.telling.setVisible(not for_why)
        lines = self.fontMetrics().height() * LINES_OF_WHY
        self.why.setMinimumHeight(min(lines, int(self.window().height() * MOST_OF_WINDOW)))

    def close_table(self) -> None:
        """Let go of the model before the window goes."""
        self.table.setModel(None)

    def _show_sample(self) -> None:
        members = self._members.sample if self._members else []
        self._answered = ""
        self.table.setToolTip("Enter opens the card; ? says why a customer is in")
        self.model.show_members(members)
        shown = len(members)
        self.caption.setText(f"The first {shown} by name" if shown else "No members")
        self._share_columns()

    def _look_up(self) -> None:
        text, question = self.who.text().strip(), self._desk.question
        if not text:
            self._desk.context.jobs.cancel("segments.find")
            self._show_sample()
            return
        day = self._desk.today()
        self._desk.context.jobs.run(
            lambda db, _: look_up(db, text, question, day),
            lambda found: self._show_found(text, found),
            channel="segments.find",
        )

    def _show_found(self, text: str, found: list[Found]) -> None:
        self._answered = text
        self.model.show_found(found)
        self.table.setToolTip("Press a customer to see why")
        inside = sum(one.is_in for one in found)
        self.caption.setText(
            f"{inside} of {counted(len(found), 'customer')} found are in"
            if found
            else "Nobody found"
        )
        self._share_columns()
        if self._enter_waits:
            self._on_enter()

    @property
    def _is_answered(self) -> bool:
        return self.who.text().strip() == self._answered

    def _on_typed(self) -> None:
        self._enter_waits = False
        self.close_why()
        self._find_wait.start()

    def _on_enter(self) -> None:
        """Why, for the first one found; before the answer is there it waits."""
        self._enter_waits = not self._is_answered
        if self._is_answered and self.model.answers and self.model.rowCount():
            self._why_of(max(0, self.table.currentIndex().row()))
        elif not self._is_answered:
            self._find_wait.stop()
            self._look_up()

    def _why_of(self, row: int) -> None:
        self._takes_focus = True
        self.ask_why(*self.model.customer(row))

    def _show_why(self, told: Told) -> None:
        self.why.show_told(told)
        self.table.setVisible(False)
        self.why.setVisible(True)
        self._make_room(for_why=True)
        if self._takes_focus:
            self._takes_focus = False
            self.why.take_focus()
        self.why_shown.emit(told)

    def _on_clicked(self, index: QModelIndex) -> None:
        """One press is enough where the question is who is in."""
        if self.model.answers:
            self._why_of(index.row())

    def _on_activated(self, index: QModelIndex) -> None:
        """Enter says why, or opens the card of a member."""
        if self.model.answers:
            self._why_of(index.row())
        else:
            self._desk.context.go("customers", self.model.customer(index.row())[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the line to those found; a question mark asks why of a member."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.who and event.key() == Qt.Key.Key_Down and self.model.rowCount():
                self.table.setFocus()
                self.table.selectRow(max(0, self.table.currentIndex().row()))
                return True
            here = self.table.currentIndex()
            if watched is self.table and event.text() == "?" and here.isValid():
                self._why_of(here.row())
                return True
        return super().eventFilter(watched, event)

    def _on_menu(self, spot: QPoint) -> None:
        index = self.table.indexAt(spot)
        if index.isValid():
            where = self.table.viewport().mapToGlobal(spot)
            self._offer_pin(*self.model.customer(index.row()), where)

    def _offer_pin(self, customer_id: int, name: str, where: QPoint) -> None:
        """Offer to put a customer in or keep one out by hand, in a segment that is on file."""
        segment = self._desk.segment_id
        if segment is not None and not self.is_locked:
            pinning.offer(self, self._desk.context, segment, (customer_id, name), where)

    def _share_columns(self) -> None:
        header = self.table.horizontalHeader()
        for section in range(self.model.columnCount()):
            header.setSectionResizeMode(section, SHARES)

    def _table(self) -> QTableView:
        made = table("Members")
        made.setModel(self.model)
        made.activated.connect(self._on_activated)
        made.clicked.connect(self._on_clicked)
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        made.customContextMenuRequested.connect(self._on_menu)
        return made

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.addWidget(self.caption)
        tools.addStretch(1)
        self.who.setMinimumWidth(self.fontMetrics().averageCharWidth() * 26)
        tools.addWidget(self.who)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.M, look.L, look.M)
        layout.setSpacing(look.S)
        layout.addWidget(self.figure)
        layout.addWidget(self.telling)
        layout.addLayout(tools)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.why, 1)
        self.why.setVisible(False)
        self.figure.show_nothing()
