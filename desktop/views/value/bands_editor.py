"""The fields of the rules of RFM: where each score ends, and the name of each of 125 codes."""

from typing import Any, NamedTuple

from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.models import choices as c
from desktop.models.errors import UserError
from desktop.services.value.rfm_map import CODES, DIMENSIONS, NAMES, SCORES, Dimension
from desktop.services.value.rfm_rules import FIXED, QUINTILES
from desktop.views.value.block import Switch
from desktop.views.value.rules_dialog import RulesEditor
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import parse_money, parse_number, plain_money
from desktop.views.widgets.room import fixed, wrapped

EDGED = SCORES[:-1]  # the lowest score is all that is left
FIELD_LETTERS = 12
WIDEST_NAME = 15


class Wording(NamedTuple):
    """How the edge of a dimension is asked: the words round the field, and whether it is money."""

    before: str
    after: str
    is_money: bool = False


WORDINGS = {
    "recency": Wording("last visit at most", "days ago"),
    "frequency": Wording("at least", "visits in 36 months"),
    "money": Wording("at least $", "in 36 months", is_money=True),
}


class BandFields(QWidget):
    """Four edges of one dimension, and what is wrong with them."""

    def __init__(self, dimension: Dimension) -> None:
        super().__init__()
        self.dimension = dimension
        self.wording = WORDINGS[dimension.key]
        self.fields: dict[int, QLineEdit] = {}
        self.problem = wrapped()
        self.problem.setForegroundRole(parts.Role.BrightText)
        grid = QGridLayout()
        grid.setSpacing(look.XS)
        for row, score in enumerate(EDGED):
            field = QLineEdit()
            parts.field(field, f"{dimension.label} score {score}, {self.wording.before}")
            fixed(field, FIELD_LETTERS)
            self.fields[score] = field
            line = (
                QLabel(f"{score}"),
                QLabel(self.wording.before),
                field,
                QLabel(self.wording.after),
            )
            for column, widget in enumerate(line):
                grid.addWidget(widget, row, column)
        grid.addWidget(QLabel("1"), len(EDGED), 0)
        grid.addWidget(QLabel("all others"), len(EDGED), 1, 1, 3)
        grid.setColumnStretch(3, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(parts.heading(dimension.label))
        layout.addLayout(grid)
        layout.addWidget(self.problem)
        layout.addStretch(1)

    def show_bands(self, bands: list[dict[str, Any]]) -> None:
        """Show where the scores end."""
        end = "to" if self.dimension.low_is_best else "from"
        for band in bands:
            if band["score"] in self.fields:
                value = band[end]
                text = plain_money(value) if self.wording.is_money else str(value)
                self.fields[band["score"]].setText(text)

    def bands(self) -> list[dict[str, Any]]:
        """The five bands that the edges make."""
        edges = [self._edge(score) for score in EDGED]
        least = self.dimension.least
        if self.dimension.low_is_best:
            lows: list[int | None] = [least, *(edge + 1 for edge in edges)]
            highs: list[int | None] = [*edges, None]
        else:
            lows, highs = [*edges, least], [None, *(edge - 1 for edge in edges)]
        return [
            {"score": score, "from": low, "to": high}
            for score, low, high in zip(SCORES, lows, highs, strict=True)
        ]

    def _edge(self, score: int) -> int:
        read = parse_money if self.wording.is_money else parse_number
        found = read(self.fields[score].text())
        if found is None:
            kind = "an amount such as 1,000" if self.wording.is_money else "a whole number"
            raise UserError(f"Score {score} needs {kind}.", where=self.dimension.body_key)
        return found


class NameFields(QWidget):
    """The names of the codes: a table of frequency by money for one recency at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, str] = {}
        self.recency = Switch("Names of the codes with recency", [(str(s), str(s)) for s in SCORES])
        self.recency.turned.connect(lambda _key: self._show())
        self.boxes: dict[tuple[int, int], QComboBox] = {}
        grid = QGridLayout()
        grid.setSpacing(look.XS)
        for column, money in enumerate(reversed(SCORES), 1):
            grid.addWidget(parts.muted(f"Money {money}"), 0, column)
        for row, frequency in enumerate(SCORES, 1):
            grid.addWidget(parts.muted(f"Frequency {frequency}"), row, 0)
            for column, money in enumerate(reversed(SCORES), 1):
                self.boxes[frequency, money] = self._box(frequency, money)
                grid.addWidget(self.boxes[frequency, money], row, column)
        head = QHBoxLayout()
        head.addWidget(self.recency)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addLayout(grid)

    def _box(self, frequency: int, money: int) -> QComboBox:
        box = QComboBox()
        for name in NAMES:
            box.addItem(c.RFM_SEGMENT.label(name), name)
        parts.field(box, f"Segment of frequency {frequency} and money {money}")
        box.setMinimumContentsLength(WIDEST_NAME)
        box.activated.connect(lambda _place: self._choose(frequency, money))
        return box

    def show_names(self, segments: dict[str, list[str]]) -> None:
        """Show the names of all codes."""
        self.names = {code: name for name, codes in segments.items() for code in codes}
        self._show()

    def _show(self) -> None:
        for (frequency, money), box in self.boxes.items():
            box.setCurrentIndex(box.findData(self.names[self._code(frequency, money)]))

    def _code(self, frequency: int, money: int) -> str:
        return f"{self.recency.key}{frequency}{money}"

    def _choose(self, frequency: int, money: int) -> None:
        self.names[self._code(frequency, money)] = self.boxes[frequency, money].currentData()
        editor = self.parent()
        if isinstance(editor, BandsEditor):
            editor.edited.emit()

    def segments(self) -> dict[str, list[str]]:
        """The codes of each name."""
        return {name: [code for code in CODES if self.names[code] == name] for name in NAMES}


class BandsEditor(RulesEditor):
    """Mode, edges and names."""

    def __init__(self) -> None:
        super().__init__()
        choices = [(FIXED, "Fixed bands"), (QUINTILES, "Fifths of your own customers")]
        self.mode = Switch("Scores by", choices)
        self.mode.turned.connect(lambda _key: self._on_mode())
        self.bands = {one.body_key: BandFields(one) for one in DIMENSIONS}
        self.names = NameFields()
        side = QHBoxLayout()
        side.setSpacing(look.L)
        for band in self.bands.values():
            side.addWidget(band, 1)
            for field in band.fields.values():
                field.textEdited.connect(lambda _text: self.edited.emit())
        head = QHBoxLayout()
        head.addWidget(self.mode)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.M)
        layout.addLayout(head)
        layout.addLayout(side)
        layout.addWidget(parts.Rule())
        layout.addWidget(self.names)

    def show_body(self, body: dict[str, Any]) -> None:
        """Show rules."""
        self.mode.show_key(body["mode"])
        for key, band in self.bands.items():
            band.show_bands(body[key])
            band.setEnabled(body["mode"] == FIXED)
        self.names.show_names(body["segments"])

    def body(self) -> dict[str, Any]:
        """The rules as they stand in the fields."""
        found: dict[str, Any] = {"mode": self.mode.key}
        found.update({key: band.bands() for key, band in self.bands.items()})
        return found | {"segments": self.names.segments()}

    def show_problem(self, where: str, message: str) -> bool:
        """Say what is wrong below the dimension it is about."""
        for key, band in self.bands.items():
            band.problem.setText(message if key == where else "")
        return where in self.bands

    def _on_mode(self) -> None:
        for band in self.bands.values():
            band.setEnabled(self.mode.key == FIXED)
        self.edited.emit()
