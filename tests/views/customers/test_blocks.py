"""Long texts on the card: shown in part, all of it when wanted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.views.customers.blocks import LINES, LONG, beginning, text


@pytest.mark.parametrize("said", ["", "Two dogs", "x" * LONG, "\n".join("x" * LINES)])
def test_a_short_text_is_shown_as_it_is(said: str) -> None:
    assert beginning(said) == said


@given(st.text(st.sampled_from("ab \n"), max_size=3 * LONG))
def test_what_is_shown_of_a_text_is_its_beginning(said: str) -> None:
    part = beginning(said)
    assert part == said or said.startswith(part.removesuffix(" …"))
    assert len(part) <= LONG + 2
    assert part.count("\n") < LINES


def test_all_of_a_long_text_is_one_press_away(qtbot: QtBot) -> None:
    said = "Two dogs. " * 1_000
    shown = text(said)
    qtbot.addWidget(shown)
    label, more = shown.findChildren(QLabel)[0], shown.findChildren(QPushButton)[0]
    assert len(label.text()) < LONG + 3
    more.click()
    assert label.text() == said
    more.click()
    assert len(label.text()) < LONG + 3
