"""The Details tab of a segment: folder, tags, owner, goal, note, review; pins; where it is used."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QCompleter,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.models.choices import SEGMENT_GOAL
from desktop.services.segments import details, pins, usage
from desktop.services.segments.details import Details, Noted
from desktop.services.segments.pins import Pin
from desktop.services.segments.usage import Usage, Used
from desktop.views.segments import days, pinning
from desktop.views.segments.date_input import DateInput
from desktop.views.segments.desk import Desk
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import day
from desktop.views.widgets.room import scrolled, wrapped

NOTHING_YET = "Save the segment first: then folder, owner and the rest can be noted."
MOST_PINS = 50
TWO_COLUMNS = 100  # letters
INDENT = "    "
InUse = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class Told(NamedTuple):
    """What the panel shows."""

    noted: Noted
    pins: Sequence[Pin]
    usage: Usage
    in_use: InUse


class DetailsPanel(QWidget):
    """Shows and saves what is noted about the segment in front."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._saved: Details | None = None
        self._segment: int | None = None
        self.folder, self.tags, self.owner = (_line(name) for name in ("Folder", "Tags", "Owner"))
        self.tags.setPlaceholderText("several, separated by commas")
        self.goal = QComboBox()
        parts.field(self.goal, "Goal")
        self.goal.addItem("None", None)
        for key in SEGMENT_GOAL:
            self.goal.addItem(SEGMENT_GOAL.label(key), key)
        self.review = DateInput("Review on", desk.today)
        self.review.line.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14)
        self.later = parts.link("In 180 days", self._put_off)
        self.due = parts.muted()
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("Note")
        self.note.setTabChangesFocus(True)
        self.save = parts.button("Save details", self._save)
        self.nothing = wrapped(NOTHING_YET, quiet=True)
        self.source = wrapped(quiet=True)
        self.pinned = QVBoxLayout()
        self.used = wrapped()
        self._lay_out()
        for line in (self.folder, self.tags, self.owner):
            line.textChanged.connect(lambda _text: self._offer_save())
        self.goal.activated.connect(lambda _place: self._offer_save())
        self.review.edited.connect(lambda _day: self._offer_save())
        self.note.textChanged.connect(self._offer_save)

    def ask(self) -> None:
        """Read what is noted about the segment in front."""
        segment, as_of = self._desk.segment_id, self._desk.today()
        self.nothing.setVisible(segment is None)
        self.area.setVisible(segment is not None)
        self._offer_save()
        if segment is not None:
            self._desk.context.jobs.run(
                lambda db, _: _read(db, segment, as_of),
                lambda told: self._take(segment, told),
                channel="segments.details",
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns side by side, or one below the other where they would be cut."""
        super().resizeEvent(event)
        roomy = self.width() >= self.fontMetrics().averageCharWidth() * TWO_COLUMNS
        way = QBoxLayout.Direction
        self._columns.setDirection(way.LeftToRight if roomy else way.TopToBottom)

    def shown(self) -> Details:
        """What the fields say."""
        return Details(
            self.folder.text().strip(),
            tuple(tag.strip() for tag in self.tags.text().split(",") if tag.strip()),
            self.owner.text().strip(),
            self.goal.currentData(),
            self.note.toPlainText().strip(),
            days.understood(self.review.line.text()),
        )

    def _take(self, segment: int, told: Told) -> None:
        typed = segment == self._segment and self._saved not in (None, self.shown())
        self._show_pins(told.pins)
        self.used.setText(usage_text(told.usage))
        if typed:  # nobody loses what is being typed to news about the segment
            return
        self._segment, self._saved = segment, None
        one = told.noted.details
        for line, text, known in zip(
            (self.folder, self.tags, self.owner),
            (one.folder, ", ".join(one.tags), one.owner),
            told.in_use,
            strict=True,
        ):
            line.setText(text)
            if line is not self.tags:
                line.setCompleter(_completer(known, line))
        self.goal.setCurrentIndex(self.goal.findData(one.goal))
        self.review.show_value(one.review_on.isoformat() if one.review_on else None)
        self.note.setPlainText(one.note)
        self.note.setReadOnly(told.noted.is_builtin)
        self.due.setText("⚠ The review is due.")
        self.due.setVisible(told.noted.is_review_due)
        self.source.setText(f"List from: {told.noted.source}" if told.noted.source else "")
        self.source.setVisible(bool(told.noted.source))
        self._saved = self.shown()
        self._offer_save()

    def _offer_save(self) -> None:
        self.save.setVisible(self._saved is not None and self.shown() != self._saved)

    def _put_off(self) -> None:
        on: date = details.next_review(self._desk.today())
        self.review.show_value(on.isoformat())
        self._offer_save()

    def _save(self) -> None:
        segment, shown = self._segment, self.shown()
        if segment is None:
            return

        def done(_nothing: object) -> None:
            self._saved = shown
            self._offer_save()
            self._desk.context.notify("Details saved.")
            self._desk.context.hub.tell("segments")

        self._desk.context.jobs.run(
            lambda db, _: details.write_details(db, segment, shown), done, writes=True
        )

    def _show_pins(self, found: Sequence[Pin]) -> None:
        while item := self.pinned.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for one in found[:MOST_PINS]:
            self.pinned.addWidget(self._pin_row(one))
        if not found:
            said = "Nobody. Right-click a customer on the list to put in or keep out by hand."
            self.pinned.addWidget(wrapped(said, quiet=True))
        elif len(found) > MOST_PINS:
            self.pinned.addWidget(parts.muted(f"and {len(found) - MOST_PINS:,} more"))

    def _pin_row(self, one: Pin) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        since = f" ({day(one.pinned_on)})" if one.pinned_on else ""
        line.addWidget(wrapped(f"{one.customer}: {pinning.words(one)}{since}"), 1)
        context, segment = self._desk.context, one.segment_id
        take_back: Callable[[], None] = lambda: pinning.unpin(  # noqa: E731
            context, segment, [one.customer_id], one.customer
        )
        line.addWidget(parts.tool(f"Let the segment decide about {one.customer}", "x", take_back))
        return row

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(look.S)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.addRow("&Folder", self.folder)
        form.addRow("&Tags", self.tags)
        form.addRow("&Owner", self.owner)
        form.addRow("&Goal", self.goal)
        review = QHBoxLayout()
        review.addWidget(self.review)
        review.addWidget(self.later)
        review.addStretch(1)
        form.addRow("Review", review)
        self.note.setFixedHeight(self.fontMetrics().height() * 4)
        form.addRow("&Note", self.note)
        right = QVBoxLayout()
        right.setSpacing(look.S)
        right.addWidget(self.due)
        right.addWidget(self.source)
        right.addWidget(parts.small_heading("By hand"))
        right.addLayout(self.pinned)
        right.addSpacing(look.S)
        right.addWidget(parts.small_heading("Other segments"))
        right.addWidget(self.used)
        right.addStretch(1)
        inside = QWidget()
        both = self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        both.setContentsMargins(look.L, look.S, look.L, look.M)
        both.setSpacing(look.XL)
        for column in (form, right):
            half = QWidget()
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            half.setLayout(column)
            column.setContentsMargins(0, 0, 0, 0)
            both.addWidget(half, 1)
        self.area = scrolled(inside, "Details")
        self.nothing.setContentsMargins(look.L, look.M, look.L, look.M)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.nothing)
        layout.addWidget(self.area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(look.L, 0, look.L, look.S)
        foot.addWidget(self.save)
        foot.addStretch(1)
        layout.addLayout(foot)
        self.save.setVisible(False)


def usage_text(found: Usage) -> str:
    """Both ways as indented lines."""
    uses = _lines("Uses", found.uses) or ["Uses no other segment."]
    used_by = _lines("Used by", found.used_by) or ["No segment uses it."]
    return "\n".join([*uses, *used_by])


def _lines(heading: str, found: Sequence[Used]) -> list[str]:
    lines = [
        f"{INDENT * one.steps}{one.name}{' (archived)' if one.is_archived else ''}" for one in found
    ]
    return [heading, *lines] if lines else []


def _read(db: Session, segment: int, as_of: date) -> Told:
    return Told(
        details.read_details(db, segment, as_of),
        pins.of_segment(db, segment),
        usage.usage(db, segment),
        details.in_use(db),
    )


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    parts.field(made, name)
    return made


def _completer(known: Sequence[str], line: QLineEdit) -> QCompleter:
    made = QCompleter(list(known), line)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return made
