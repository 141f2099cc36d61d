"""Both schemes can be read: every text on every ground it stands on, and all icons exist."""

from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from desktop.places import resource
from desktop.views.actions import ACTIONS
from desktop.views.pages import PAGES
from desktop.views.widgets import look, parts

ON = {
    "text": ("window", "base", "alternate", "soft", "button"),
    "muted": ("window", "base", "alternate"),
    "accent": ("window", "base", "alternate"),
    "danger": ("window", "base", "alternate"),
    "on_accent": ("accent",),
}
PAIRS = [(text, ground) for text, grounds in ON.items() for ground in grounds]


def brightness(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    of = QColor(colour)
    return 0.2126 * linear(of.redF()) + 0.7152 * linear(of.greenF()) + 0.0722 * linear(of.blueF())


@pytest.mark.parametrize(("scheme", "pair"), list(product((look.LIGHT, look.DARK), PAIRS)))
def test_text_can_be_read(scheme: look.Colours, pair: tuple[str, str]) -> None:
    low, high = sorted(brightness(getattr(scheme, name)) for name in pair)
    assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.key)
def test_every_action_has_an_icon_that_is_there(action: object) -> None:
    assert (resource("icons") / f"{getattr(action, 'icon', '')}.svg").is_file()


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_every_page_has_an_icon_that_is_there(entry: object) -> None:
    assert (resource("icons") / f"{getattr(entry, 'icon', '')}.svg").is_file()


def test_icons_and_local_sheets_follow_a_change_of_scheme(qapp: QApplication) -> None:
    button = parts.button("Save", lambda: None, icon_name="save")
    seen = []
    for scheme in ("light", "dark"):
        look.apply(qapp, scheme)
        picture = button.grab().toImage()
        seen.append(picture.pixelColor(picture.width() // 2, 4).lightness())
    look.apply(qapp, "light")
    assert seen[0] > 200
    assert seen[1] < 100


@pytest.mark.usefixtures("qapp")
def test_a_long_name_is_cut_and_kept_in_the_tool_tip() -> None:
    label = parts.ElidedLabel()
    label.resize(80, 20)
    label.set_text("Piney Woods Regional Water Supply Corporation")
    assert label.text().endswith("…")
    assert label.toolTip() == "Piney Woods Regional Water Supply Corporation"


@pytest.mark.usefixtures("qapp")
def test_labels_never_read_a_name_as_markup() -> None:
    label = parts.body("<b>Smith</b>")
    assert label.textFormat() == Qt.TextFormat.PlainText
