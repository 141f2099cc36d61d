"""An icon and words in a colour that says how something stands."""

from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.views.widgets import look, parts, sign_looks
from desktop.views.widgets.icons import pixmap

Role = QPalette.ColorRole


class SignLabel(QWidget):
    """An icon and words in the colour of a box; state is never colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self.words = parts.body()
        self._icon, self._box = "", "left_out"
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS + 2)
        layout.addSpacing(self._side() + look.XS)
        layout.addWidget(self.words, 1)

    def show_sign(self, icon_name: str, words: str, box: str) -> None:
        """Show what `box` looks like, with other words."""
        self._icon, self._box = icon_name, box
        self.words.setText(words)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon at the left."""
        if self._icon:
            side = self._side()
            mask = pixmap(self._icon, side, Role.Text, self.devicePixelRatioF())
            picture = sign_looks.coloured(mask, sign_looks.ink(self._box, self.palette()))
            QPainter(self).drawPixmap(0, (self.height() - side) // 2, picture)

    def _side(self) -> int:
        return self.fontMetrics().height()
