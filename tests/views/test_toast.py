"""The message over the window: it never stands on a button that can be pressed."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.toast import Toast


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
