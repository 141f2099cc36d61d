"""Endless words break on the screen and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.views.widgets.breaking import BREAK, ENDLESS, breakable, show_breaking, whole


@given(st.text(alphabet="ab -/é", max_size=200))
def test_nothing_is_lost_and_only_endless_words_break(text: str) -> None:
    shown = breakable(text)
    assert whole(shown) == text
    assert max(map(len, shown.replace(BREAK, " ").split()), default=0) <= ENDLESS
    short = max(map(len, text.split()), default=0) <= ENDLESS
    assert (shown == text) is short


@pytest.mark.parametrize("selected", [False, True])
def test_a_word_is_copied_whole(qtbot: QtBot, *, selected: bool) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    word = "https://maps.example.com/" + "a" * 60
    show_breaking(label, word)
    show_breaking(label, word)  # shown again, it is copied once
    if selected:
        label.setSelection(0, len(label.text()))
    QTest.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == word
    assert label.accessibleName() == word


def test_an_ordinary_text_is_left_as_it_is(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    show_breaking(label, "Gate code 1234")
    assert (label.text(), label.accessibleName()) == ("Gate code 1234", "")
