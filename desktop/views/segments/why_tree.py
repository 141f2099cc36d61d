"""The tree of conditions about one customer: yes, no or left out, and the customer's own value."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
)

from desktop.services.segments.why import Verdict
from desktop.services.segments.why_text import ALONE, ANSWERS
from desktop.views.widgets import look, parts
from desktop.views.widgets.icons import icon

Index = QModelIndex | QPersistentModelIndex
Role = QPalette.ColorRole
COLUMNS = ("Condition", "Answer", "Own value")
CONDITION, ANSWER, OWN = range(3)
SIGNS = {
    True: ("circle-check", Role.Accent),
    False: ("x", Role.WindowText),
    None: ("minus", Role.PlaceholderText),
}
SHARE_OF_OWN = 0.36  # of the room that the answers leave


class WhyTree(QTreeWidget):
    """Shows a verdict and all below it; the keys of a tree move in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(len(COLUMNS))
        self.setHeaderLabels(COLUMNS)
        self.setAccessibleName("Conditions, and whether they are true of this customer")
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setUniformRowHeights(False)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_Wrapped(self))
        parts.slim_bars(self)
        self.header().setSectionsMovable(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header().setStretchLastSection(False)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show a tree, opened; the first thing that keeps the customer out is the current one."""
        self.clear()
        if verdict is not None:
            whole = _item(verdict)
            self.addTopLevelItem(whole)
            self.expandAll()
            self.setCurrentItem(next(self._alone(), whole))
        self._share()
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying and closing are for whoever shows the tree."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the sentences anew."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """The same for another size of letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share()

    def _share(self) -> None:
        answers = self.fontMetrics().averageCharWidth() * 14
        room = max(0, self.viewport().width() - answers)
        own = int(room * SHARE_OF_OWN)
        for column, width in ((CONDITION, room - own), (ANSWER, answers), (OWN, own)):
            self.header().resizeSection(column, width)
        self.doItemsLayout()

    def _alone(self) -> Iterator[QTreeWidgetItem]:
        found = QTreeWidgetItemIterator(self)
        while (item := found.value()) is not None:
            if item.data(CONDITION, Qt.ItemDataRole.UserRole):
                yield item
            found += 1


def _item(verdict: Verdict) -> QTreeWidgetItem:
    words = f"{verdict.words}.\n{ALONE}" if verdict.alone else verdict.words
    own = verdict.own if verdict.holds is not None else ""
    item = QTreeWidgetItem([words, ANSWERS[verdict.holds], own])
    item.setIcon(ANSWER, icon(*SIGNS[verdict.holds]))
    item.setData(CONDITION, Qt.ItemDataRole.UserRole, verdict.alone)
    spoken = [f"{ANSWERS[verdict.holds]}: {verdict.words}", f"own value: {own}" if own else ""]
    spoken.append(ALONE if verdict.alone else "")
    item.setData(
        CONDITION, Qt.ItemDataRole.AccessibleTextRole, ". ".join(one for one in spoken if one)
    )
    for column in range(len(COLUMNS)):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        item.setToolTip(column, f"{words}\n{own}".strip())
    if verdict.alone:
        item.setFont(CONDITION, look.font(bold=True))
    for below in verdict.below:
        item.addChild(_item(below))
    return item


class _Wrapped(QStyledItemDelegate):
    """Gives each cell the height that its words need at the width of its column."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The sign stands at the first line of the words, not in the middle of them all."""
        super().initStyleOption(option, index)
        option.decorationAlignment = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft

    def __init__(self, tree: WhyTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped words, with some air."""
        width = self._tree.columnWidth(index.column()) - 2 * look.S
        if index.column() == CONDITION:
            width -= self._tree.indentation() * _depth(index)
        self.initStyleOption(option, index)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        flags = Qt.TextFlag.TextWordWrap
        box = option.fontMetrics.boundingRect(0, 0, max(width, 40), 100_000, flags, text)
        return QSize(width, box.height() + look.S)


def _depth(index: Index) -> int:
    depth, above = 1, index.parent()
    while above.isValid():
        depth, above = depth + 1, above.parent()
    return depth
