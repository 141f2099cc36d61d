"""The message over the window: it never stands on a button that can be pressed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.toast import Toast
from desktop.views.widgets import look


def window_of(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    return window


def test_a_message_stands_in_the_corner(qtbot: QtBot) -> None:
    window = window_of(qtbot)
    toast = Toast(window)
    toast.say("Saved.")
    assert toast.geometry().center().x() > 450
    assert toast.geometry().center().y() > 450


def test_a_message_steps_aside_for_a_button_that_appears_below_it(qtbot: QtBot) -> None:
    window = window_of(qtbot)
    toast = Toast(window)
    toast.say("Imported 3 customers.", "Undo", lambda: None)
    button = QPushButton("Import", window)
    button.setGeometry(toast.geometry())
    button.show()
    qtbot.waitUntil(lambda: not toast.geometry().intersects(button.geometry()))
    assert toast.isVisible()
    assert window.rect().contains(toast.geometry())


def test_a_hidden_button_is_no_reason_to_move(qtbot: QtBot) -> None:
    window = window_of(qtbot)
    toast = Toast(window)
    toast.say("Saved.")
    before = QRect(toast.geometry())
    button = QPushButton("Import", window)
    button.setGeometry(before)
    button.hide()
    toast.say("Saved.")
    assert toast.geometry() == before


@pytest.fixture
def scheme(qapp: QApplication) -> Iterator[QApplication]:
    """The application, put back into the light scheme afterwards."""
    look.apply(qapp, "light")
    yield qapp
    look.apply(qapp, "light")


def grounds(toast: Toast) -> tuple[str, str]:
    roles = QPalette.ColorRole
    return (
        toast.palette().color(roles.Window).name(),
        toast.text.palette().color(roles.WindowText).name(),
    )


def test_a_message_wears_the_other_scheme_also_after_a_change(
    qtbot: QtBot, scheme: QApplication
) -> None:
    toast = Toast(window_of(qtbot))
    toast.say("Saved.", "Undo", lambda: None)
    assert grounds(toast) == (look.DARK.window, look.DARK.text)
    look.apply(scheme, "dark")
    qtbot.waitUntil(lambda: grounds(toast) == (look.LIGHT.window, look.LIGHT.text))
    assert look.LIGHT.accent in toast.button.styleSheet()
    look.apply(scheme, "light")
    qtbot.waitUntil(lambda: grounds(toast) == (look.DARK.window, look.DARK.text))
