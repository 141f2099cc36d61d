"""The statement of a segment to read and to copy."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.views.page import Context
from desktop.views.widgets import look, parts


class SqlDialog(QDialog):
    """Read only; nothing can be changed from here."""

    def __init__(self, parent: QWidget, context: Context, name: str, sql: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"SQL of “{name}”")
        self._context = context
        self.text = QPlainTextEdit(sql)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        parts.field(self.text, "The statement")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(parts.primary("Copy", self.copy, icon_name="copy"))
        buttons.addWidget(parts.button("Close", self.accept))
        layout = QVBoxLayout(self)
        layout.setSpacing(look.M)
        layout.addWidget(
            parts.muted("This is how the program asks its database for the members today.")
        )
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(letter * 120, letter * 80)

    def copy(self) -> None:
        """Put the whole statement on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._context.notify("The SQL is on the clipboard.")
