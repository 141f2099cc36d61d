"""Below the conditions: the number, the sentence, some members, and "is she in?"."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.views.segments.desk import Desk
from desktop.views.segments.live import Detail, Total
from desktop.views.segments.members import Found, MemberModel, look_up
from desktop.views.widgets import look, parts
from desktop.views.widgets.debounce import Debounce
from desktop.views.widgets.formats import counted

BUSY_AFTER_MS = 200
SAY_AFTER_MS = 1000
MOST_LINES = 6  # of the sentence; the tool tip has all of it
NOTHING_YET = "Add a condition: the number of customers appears here as you go."
SHARES = QHeaderView.ResizeMode.Stretch


class Preview(QWidget):
    """What the conditions select, always of the newest state or greyed."""

    export_wanted = Signal()
    mute_wanted = Signal(str)  # the id of the condition to switch off

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._members: Detail | None = None
        self.number = QLabel()
        self.number.setFont(look.font(1.9, bold=True))
        self.share = parts.muted()
        self.busy = parts.muted("counting …")
        self.left_out = QLabel()
        self.left_out.setWordWrap(True)
        self.export = parts.button(
            "Excel list …", self.export_wanted.emit, icon_name="file-spreadsheet"
        )
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setMaximumHeight(self.fontMetrics().lineSpacing() * MOST_LINES)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.who = QLineEdit()
        self.who.setPlaceholderText("Is a customer in? Type a name")
        self.who.setClearButtonEnabled(True)
        parts.field(self.who, "Is a customer in? Type a name")
        self.caption = parts.muted()
        self.obstacle = parts.muted()
        self.obstacle.setWordWrap(True)
        self.switch_off = parts.link("Switch it off", self._switch_off)
        self.model = MemberModel(self)
        self.table = self._table()
        self._busy_timer = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(lambda: self.busy.setVisible(True))
        self._say_timer = QTimer(self, singleShot=True, interval=SAY_AFTER_MS)
        self._say_timer.timeout.connect(self._announce)
        self._find_wait = Debounce(self, self._look_up)
        self.who.textChanged.connect(lambda _: self._find_wait.start())
        self._lay_out()

    def show_nothing(self) -> None:
        """A draft without conditions."""
        self._show_obstacle()
        self._show_number("0", "customers")
        self.sentence.setText(NOTHING_YET)

    def mark_stale(self) -> None:
        """Grey the old number; say so when the new one takes a while."""
        self.number.setEnabled(False)
        self.share.setEnabled(False)
        self._busy_timer.start()

    def show_total(self, total: Total) -> None:
        """Show the exact number, and how many conditions it does without."""
        found = total.found
        share = f" ({100 * found.count / found.live_total:.1f} %)" if found.live_total else ""
        self._show_number(f"{found.count:,}", f"of {counted(found.live_total, 'customer')}{share}")
        self.left_out.setText(_remark(total))
        self._say_timer.start()

    def show_detail(self, detail: Detail) -> None:
        """Show the sentence and the members."""
        self._members = detail
        self.sentence.setText(detail.sentence if detail.tree.children else NOTHING_YET)
        self.sentence.setToolTip(detail.sentence)
        self._fit_sentence()
        self._show_obstacle()
        if self.who.text().strip():
            self._look_up()
        else:
            self._show_sample()

    def close_table(self) -> None:
        """Let go of the model before the window goes."""
        self.table.setModel(None)

    def _show_number(self, number: str, rest: str) -> None:
        self._busy_timer.stop()
        self.busy.setVisible(False)
        self.number.setText(number)
        self.share.setText(rest)
        self.number.setEnabled(True)
        self.share.setEnabled(True)
        self.number.setAccessibleName(f"{number} {rest}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentence anew."""
        super().resizeEvent(event)
        self._fit_sentence()

    def _fit_sentence(self) -> None:
        """Keep room for every line of the sentence; the table gives way."""
        wanted = self.sentence.heightForWidth(self.sentence.width())
        self.sentence.setMinimumHeight(min(wanted, self.sentence.maximumHeight()))

    def _show_sample(self) -> None:
        members = self._members.sample if self._members else []
        self.model.show_members(members)
        shown = len(members)
        self.caption.setText(f"The first {shown} by name" if shown else "No members")
        self._share_columns()

    def _show_obstacle(self) -> None:
        found = self._members.obstacle if self._members else None
        text = f"Without “{found.words}” there would be {found.left:,}." if found else ""
        self.obstacle.setText(text)
        self.obstacle.setVisible(bool(found))
        self.switch_off.setVisible(bool(found))
        self.switch_off.setAccessibleName(f"{text} Switch that condition off")

    def _switch_off(self) -> None:
        if self._members and self._members.obstacle:
            self.mute_wanted.emit(self._members.obstacle.node_id)

    def _look_up(self) -> None:
        text, question = self.who.text().strip(), self._desk.question
        if not text:
            self._desk.context.jobs.cancel("segments.find")
            self._show_sample()
            return
        day = self._desk.today()
        self._desk.context.jobs.run(
            lambda db, _: look_up(db, text, question, day),
            self._show_found,
            channel="segments.find",
        )

    def _show_found(self, found: list[Found]) -> None:
        self.model.show_found(found)
        inside = sum(one.is_in for one in found)
        self.caption.setText(
            f"{inside} of {counted(len(found), 'customer')} found are in"
            if found
            else "Nobody found"
        )
        self._share_columns()

    def _open_customer(self, index: QModelIndex) -> None:
        """Enter and a double-click open the card of a member."""
        self._desk.context.go("customers", self.model.customer_id(index.row()))

    def _share_columns(self) -> None:
        header = self.table.horizontalHeader()
        for section in range(self.model.columnCount()):
            header.setSectionResizeMode(section, SHARES)

    def _announce(self) -> None:
        text = self.number.accessibleName()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.number, text))

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName("Members")
        table.activated.connect(self._open_customer)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + look.S)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setAlternatingRowColors(True)
        parts.slim_bars(table)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        return table

    def _lay_out(self) -> None:
        self.busy.setVisible(False)
        self.left_out.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.setSpacing(look.S)
        baseline = Qt.AlignmentFlag.AlignBaseline
        for widget in (self.number, self.share, self.busy):
            head.addWidget(widget, 0, baseline)
        head.addWidget(self.left_out, 1, baseline)
        head.addWidget(self.export, 0, Qt.AlignmentFlag.AlignVCenter)
        tools = QHBoxLayout()
        tools.addWidget(self.caption)
        tools.addStretch(1)
        self.who.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)
        tools.addWidget(self.who)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.M, look.L, look.M)
        layout.setSpacing(look.S)
        layout.addLayout(head)
        layout.addWidget(self.sentence)
        layout.addLayout(tools)
        why = QHBoxLayout()
        why.addWidget(self.obstacle, 1)
        why.addWidget(self.switch_off)
        layout.addLayout(why)
        layout.addWidget(self.table, 1)
        self.show_nothing()


def _remark(total: Total) -> str:
    """Whether a list is frozen, what the number does without, or what is wrong with the whole."""
    return " ".join(part for part in (_frozen(total), _whole(total)) if part)


def _frozen(total: Total) -> str:
    if total.frozen is not None:
        return f"· {total.frozen:,} on the frozen list"
    question = total.question
    return "· the frozen list" if question.is_frozen and question.is_as_saved else ""


def _whole(total: Total) -> str:
    if not total.tree.children:
        return ""
    missing = len(total.found.left_out)
    if missing:
        return f"· {counted(missing, 'condition')} left out until filled in"
    return next((f"· {found.message}" for found in total.checked.errors if not found.path), "")
