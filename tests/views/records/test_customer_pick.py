"""Who is meant by what was typed: never silently somebody of a similar name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.services.office.search import Hit
from desktop.views.records.customer_pick import CustomerPick, Sought
from desktop.views.window import Window
from tests.views.conftest import MakeWindow, settle

Key = Qt.Key
NAMES = ("Castillo, Alma", "Castillo, Juana & Antonio", "Castillo, Juana", "Vance, Vera")
HITS = [Hit(n, name, f"K-{n}", "", "", "name", True) for n, name in enumerate(NAMES, start=1)]
HITS.append(HITS[-1]._replace(customer_id=5, account_no="K-5"))


def find(_db: Session, text: str, _most: int) -> list[Hit]:
    """The names that begin so."""
    typed = text.casefold().replace("k-", "")
    return [h for h in HITS if h.name.casefold().startswith(typed) or str(h.customer_id) == typed]


@pytest.fixture
def window(make_window: MakeWindow) -> Window:
    return make_window()


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    """What the line stands in."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def pick(window: Window, around: QWidget) -> CustomerPick:
    """The line, with another one after it."""
    assert window.context is not None
    made = CustomerPick(window.context, "Customer", Sought("", find, lambda _db, _id: ""))
    layout = QVBoxLayout(around)
    layout.addWidget(made)
    layout.addWidget(QLineEdit())
    around.show()
    made.setFocus()
    return made


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Return])
@pytest.mark.parametrize("when", ["at once", "after the answer"])
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Castillo, Juana", 3), ("Castillo, Juana & Antonio", 2), ("K-1", 1), ("Castillo, B", None),
    ],
)  # fmt: skip
def test_who_was_typed_in_full_is_taken_and_no_similar_name(
    qtbot: QtBot, window: Window, pick: CustomerPick, typed: str, found: int | None,
    when: str, key: Key,
) -> None:  # fmt: skip
    qtbot.keyClicks(pick, typed)
    if when == "after the answer":
        settle(qtbot, window)
    qtbot.keyClick(pick, key)
    settle(qtbot, window)
    assert pick.customer_id == found


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Return])
def test_a_list_for_fewer_letters_is_not_chosen_from(
    qtbot: QtBot, window: Window, pick: CustomerPick, key: Key
) -> None:
    qtbot.keyClicks(pick, "Cast")
    settle(qtbot, window)
    qtbot.keyClicks(pick, "illo, Juana")
    qtbot.keyClick(pick, key)
    assert pick.customer_id is None
    settle(qtbot, window)
    assert pick.customer_id == 3
    assert pick.hasFocus() is (key == Key.Key_Return)


@pytest.mark.parametrize("typed", ["Castillo", "Vance, Vera"])
@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Return])
def test_several_who_may_be_meant_are_shown_first(
    qtbot: QtBot, window: Window, pick: CustomerPick, typed: str, key: Key
) -> None:
    qtbot.keyClicks(pick, typed)
    qtbot.keyClick(pick, key)
    settle(qtbot, window)
    assert pick.customer_id is None
    assert pick.frame.isVisible()
    assert pick.hasFocus()
