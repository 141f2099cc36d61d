"""The queue of questions: places are kept, answers are taken back exactly."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.services.importing.planning.answers import ANOTHER_SALE, NEW, Answer
from desktop.views.importing.questions.asking import LABELS, Question
from desktop.views.importing.questions.queue import LATER, Place, Queue

ANSWERS = st.one_of(st.just(NEW), st.just(LATER), st.integers(1, 9))


BLANK = ("",) * len(LABELS)


def question(row: int, name: str, about: str) -> Question:
    return Question("a.csv", row, "a.csv", name, "Who?", BLANK, (), about=about)


def questions(*rows: int) -> list[Question]:
    return [question(row, f"Person {row}", "person") for row in rows]


def begun(count: int) -> Queue:
    queue = Queue()
    queue.take(questions(*range(1, count + 1)))
    return queue


def test_an_answer_leads_to_the_next_that_waits() -> None:
    queue = begun(3)
    queue.move(1)
    queue.answer(NEW)
    queue.answer(7)
    assert queue.current == questions(1)[0]
    assert queue.progress == "2 of 3 answered"


def test_an_answered_question_stays_when_its_row_no_longer_asks() -> None:
    queue = begun(3)
    queue.answer(NEW)
    queue.take(questions(2, 3))
    assert [question.row for question in queue.questions] == [1, 2, 3]
    assert queue.current == questions(2)[0]


def test_a_question_that_went_away_by_itself_goes() -> None:
    queue = begun(3)
    queue.take(questions(3))
    assert [question.row for question in queue.questions] == [3]
    assert queue.current == questions(3)[0]


def test_the_place_is_kept_when_new_questions_come() -> None:
    queue = begun(2)
    queue.move(1)
    queue.take(questions(1, 2, 3))
    assert queue.current == questions(2)[0]


def test_all_the_others_are_kept_for_later_in_one_step() -> None:
    queue = begun(4)
    queue.answer(NEW)
    queue.later_for_all()
    assert (queue.waiting, queue.progress) == (0, "1 of 4 answered, 3 kept for later")
    assert len(queue.take_back()) == 3
    assert queue.waiting == 3


MIXED = (
    question(1, "Ann Lee", "person"),
    question(2, "Bo Cruz", "person"),
    question(3, "ann lee", "person"),
    question(4, "Ann Lee", "sale"),
    question(5, "Only words", "remark"),
)


def mixed() -> Queue:
    queue = Queue()
    queue.take(MIXED)
    return queue


def test_one_answer_is_for_those_of_the_same_name_or_for_all_of_a_kind() -> None:
    queue = mixed()
    assert [one.row for one in queue.open_like(same_name=True)] == [1, 3]
    assert [one.row for one in queue.open_like(same_name=False)] == [1, 2, 3]


def test_many_are_new_in_one_step_and_open_again_in_one_step() -> None:
    queue = mixed()
    said = queue.answer_all(queue.open_like(same_name=True))
    assert said == {("a.csv", 1): NEW, ("a.csv", 3): NEW}
    assert queue.current == MIXED[1]
    assert sorted(queue.take_back()) == [("a.csv", 1), ("a.csv", 3)]
    assert (queue.waiting, queue.current) == (5, MIXED[0])


def test_equal_sales_are_others_and_remarks_are_looked_at_one_by_one() -> None:
    queue = mixed()
    queue.open_at(MIXED[3].place)
    assert queue.answer_all(queue.open_like(same_name=False)) == {("a.csv", 4): ANOTHER_SALE}
    queue.open_at(MIXED[4].place)
    assert queue.open_like(same_name=False) == []


def test_a_row_that_asks_something_else_waits_again() -> None:
    queue = begun(2)
    queue.answer(7)
    queue.take([question(1, "Person 1", "sale"), *questions(2)])
    assert queue.waiting == 2


def test_nothing_is_answered_where_nothing_is_asked() -> None:
    queue = Queue()
    queue.move(1)
    queue.later_for_all()
    assert queue.answer_all(queue.open_like(same_name=True)) == {}
    assert (queue.answer(NEW), queue.take_back(), queue.progress) == (None, (), "0 of 0 answered")


@given(st.integers(1, 6), st.lists(st.tuples(st.integers(-3, 3), ANSWERS), max_size=12))
def test_taking_every_answer_back_leaves_none(count: int, told: list[tuple[int, Answer]]) -> None:
    queue = begun(count)
    seen: list[tuple[dict[Place, Answer], int]] = []
    for by, answer in told:
        queue.move(by)
        seen.append((dict(queue.answers), queue.at))
        queue.answer(answer)
    for answers, at in reversed(seen):
        queue.take_back()
        assert (queue.answers, queue.at) == (answers, at)
    assert not queue.can_take_back
