"""Questions about rows, answered by keys and mouse on the page itself."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.views.importing.page import ImportPage
from desktop.views.importing.questions.heads import alike_words
from desktop.views.importing.questions.panel import QuestionsPanel, last_name
from tests.views.importing.hands import Settle, click, key, write

HEADINGS = "Customer,Address,City,ZIP,Phone\n"
ON_FILE = (
    "Patricia Reyes,12 Oak St,Tyler,75701,903-555-0101\n"
    "Earl Boone,7 Elm St,Lindale,75771,903-555-0102\n"
    "Kay Vance,3 Fir St,Tyler,75701,903-555-0103\n"
)
ALIKE = (
    "Pat Reyes,12 Oak St,Tyler,75701,903-555-0101\n"
    "Earle Boone,9 Elm St,Lindale,75771,903-555-0102\n"
    "Kaye Vance,3 Fir St,Tyler,75701,903-555-0103\n"
)


@pytest.fixture
def asked(page: ImportPage, qtbot: QtBot, settled: Settle, tmp_path: Path) -> QuestionsPanel:
    """Three customers are on file, a list with three similar ones is looked at."""
    for name, rows in (("one.csv", ON_FILE), ("two.csv", ALIKE)):
        (tmp_path / name).write_text(HEADINGS + rows, encoding="utf-8")
    page.take_files([tmp_path / "one.csv"])
    settled()
    click(page.review.go)
    settled()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.take_files([tmp_path / "two.csv"])
    settled()
    page.review.questions.later.setFocus()
    return page.review.questions


def names(office: Office) -> list[str]:
    with office.reading() as db:
        return sorted(db.scalars(select(Customer.display_name)))


def test_the_questions_stand_in_front(page: ImportPage, asked: QuestionsPanel) -> None:
    assert page.review.tabs.current == "questions"
    assert asked.where.text() == "Question 1 of 3"
    assert page.review.tiles.tiles["review"].count == 3


def test_differences_are_marked_and_the_same_is_too(asked: QuestionsPanel) -> None:
    states = asked.sides.states
    assert states["Name", 1] == "differs"
    assert states["Phone", 1] == "same"
    assert states["Mailing address", 1] == "same"
    assert ("Company", 1) not in states


def test_three_keys_answer_three_questions(
    page: ImportPage, asked: QuestionsPanel, settled: Settle, office: Office
) -> None:
    for pressed in (Qt.Key.Key_1, Qt.Key.Key_N, Qt.Key.Key_L):
        key(asked, pressed)
        settled()
    assert asked.progress.text() == "2 of 3 answered, 1 kept for later"
    assert page.review.tiles.tiles["review"].count == 1
    click(page.review.go)
    settled()
    assert names(office) == ["Earl Boone", "Earle Boone", "Kay Vance", "Patricia Reyes"]


def test_the_place_is_kept_while_the_preview_is_worked_out(
    asked: QuestionsPanel, settled: Settle
) -> None:
    key(asked, Qt.Key.Key_N)
    assert asked.where.text() == "Question 2 of 3"
    settled()
    assert asked.where.text() == "Question 2 of 3"


def test_arrows_go_back_and_forth(asked: QuestionsPanel) -> None:
    key(asked, Qt.Key.Key_Right)
    key(asked, Qt.Key.Key_Right)
    key(asked, Qt.Key.Key_Left)
    assert asked.where.text() == "Question 2 of 3"


def test_ctrl_z_takes_the_last_answer_back(
    page: ImportPage, asked: QuestionsPanel, settled: Settle
) -> None:
    key(asked, Qt.Key.Key_1)
    settled()
    page.commands()["undo"]()
    settled()
    assert asked.where.text() == "Question 1 of 3"
    assert page.review.tiles.tiles["review"].count == 3
    assert page.flow.choices.decisions == {}


def test_an_answer_can_be_changed(page: ImportPage, asked: QuestionsPanel, settled: Settle) -> None:
    key(asked, Qt.Key.Key_1)
    settled()
    key(asked, Qt.Key.Key_Left)
    assert asked.answered.words.text() == "Your answer: the same as Patricia Reyes"
    key(asked, Qt.Key.Key_N)
    settled()
    assert list(page.flow.choices.decisions.values()) == ["new"]


def test_later_takes_an_earlier_answer_away(
    page: ImportPage, asked: QuestionsPanel, settled: Settle
) -> None:
    key(asked, Qt.Key.Key_N)
    settled()
    key(asked, Qt.Key.Key_Left)
    key(asked, Qt.Key.Key_L)
    settled()
    assert page.flow.choices.decisions == {}


def test_the_mouse_does_it_too(page: ImportPage, asked: QuestionsPanel, settled: Settle) -> None:
    click(asked.heads[0].same)
    settled()
    click(asked.new)
    settled()
    click(asked.later_all)
    assert not asked.later_all.isVisible()
    assert page.review.tiles.tiles["review"].count == 1


def test_somebody_else_is_found_by_typing(
    page: ImportPage, asked: QuestionsPanel, settled: Settle, qtbot: QtBot
) -> None:
    key(asked, Qt.Key.Key_F)
    settled()
    assert asked.finder is not None
    write(asked.finder.search, "Vance")
    key(asked.finder.search, Qt.Key.Key_Return)  # before the list has caught up
    qtbot.waitUntil(lambda: bool(page.flow.choices.decisions))
    assert page.flow.choices.decisions == {("two.csv", 2): 3}


def test_a_row_of_the_list_leads_to_its_question(page: ImportPage, asked: QuestionsPanel) -> None:
    page.review.tabs.open("rows")
    page.review.show_box("review")
    view = page.review.rows.view
    click(view.viewport(), view.visualRect(view.model().index(2, 2)).center())
    click(page.review.answer)
    assert page.review.tabs.current == "questions"
    assert asked.where.text() == "Question 3 of 3"


def test_other_files_begin_with_no_answers(
    page: ImportPage, asked: QuestionsPanel, settled: Settle
) -> None:
    key(asked, Qt.Key.Key_N)
    settled()
    page.start_over()
    assert asked.queue.questions == []
    assert asked.queue.answers == {}


def test_one_key_says_that_all_are_different_people_and_one_takes_it_back(
    page: ImportPage, asked: QuestionsPanel, settled: Settle
) -> None:
    assert asked.rest_new.text().strip() == "All 3 still open are different people  (A)"
    key(asked, Qt.Key.Key_A)
    settled()
    assert page.flow.choices.decisions == {("two.csv", row): "new" for row in (2, 3, 4)}
    assert page.review.tiles.tiles["review"].count == 0
    page.commands()["undo"]()
    settled()
    assert page.flow.choices.decisions == {}
    assert page.review.tiles.tiles["review"].count == 3


def test_those_of_one_name_are_answered_together(
    page: ImportPage, asked: QuestionsPanel, settled: Settle, tmp_path: Path
) -> None:
    page.start_over()
    path = tmp_path / "three.csv"
    far = "Kay Vance,{0} Far Rd,Paris,75460,903-555-02{0}\n"
    path.write_text(HEADINGS + far.format(11) + far.format(22) + ALIKE, encoding="utf-8")
    page.take_files([path])
    settled()
    assert asked.group_new.text().strip() == "All 2 named “Kay Vance” are different people  (G)"
    key(asked, Qt.Key.Key_G)
    settled()
    assert page.flow.choices.decisions == {("three.csv", row): "new" for row in (2, 3)}
    assert asked.where.text() == "Question 3 of 5"


SALES = "Transaction List by Customer\n,Date,Transaction Type,Num,Amount\nRay Tollefson,,,,\n"
SALE = ",03/04/2025,Invoice,1041,390.00\n"


@pytest.mark.parametrize(("said", "boxes"), [("another", (2, 0, 0)), ("the same", (1, 1, 0))])
def test_an_equal_invoice_is_another_one_or_the_same(
    page: ImportPage, settled: Settle, tmp_path: Path, said: str, boxes: tuple[int, ...]
) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(SALES + SALE + SALE, encoding="utf-8")
    page.take_files([path])
    settled()
    asked = page.review.questions
    page.review.tabs.open("questions")
    assert asked.new.text().strip() == "Another invoice  (N)"
    assert asked.heads[0].same.text() == "Same invoice  (1)"
    assert not asked.other.isVisible()
    click(asked.new if said == "another" else asked.heads[0].same)
    settled()
    tiles = page.review.tiles.tiles
    assert tuple(tiles[box].count for box in ("new", "unchanged", "review")) == boxes


@pytest.mark.parametrize(
    ("name", "word"), [("Pat Reyes", "Reyes"), ("Reyes, Pat", "Reyes"), ("", "")]
)
def test_the_search_begins_with_the_last_name(name: str, word: str) -> None:
    assert last_name(name) == word


@pytest.mark.parametrize("score", range(0, 101, 10))
def test_every_score_has_words(score: int) -> None:
    assert alike_words(score).endswith(f"{score} of 100")
