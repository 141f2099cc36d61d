"""Background work: answers arrive, newer requests win, cancelled changes leave no trace."""

import gc
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.models.errors import CancelledError, UserError
from desktop.views.jobs import Checkpoint, Jobs

ENDLESS = text(
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
)


def endless(db: Session, _checkpoint: Checkpoint) -> Any:
    return db.scalar(ENDLESS)


def answer_with(text: str) -> Callable[[Session, Checkpoint], str]:
    return lambda _db, _checkpoint: text


def customers(office: Office) -> int:
    with office.reading() as db:
        return db.scalar(select(func.count()).select_from(Customer)) or 0


def add(db: Session, name: str = "Ana") -> None:
    db.execute(insert(Customer), [{"display_name": name, "status": "active"}])


def test_the_answer_arrives_on_the_thread_of_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    threads: list[int] = []
    jobs.run(
        lambda _db, _c: threads.append(threading.get_ident()),
        lambda _: threads.append(threading.get_ident()),
    )
    qtbot.waitUntil(lambda: jobs.idle)
    assert threads[0] != threads[1] == threading.get_ident()


def test_a_change_is_committed(qtbot: QtBot, jobs: Jobs) -> None:
    jobs.run(lambda db, _c: add(db), lambda _: None, writes=True)
    qtbot.waitUntil(lambda: jobs.idle)
    assert customers(jobs.office) == 1


def test_a_change_that_fails_leaves_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    caught: list[BaseException] = []

    def work(db: Session, _checkpoint: Checkpoint) -> None:
        add(db)
        raise UserError("The date in row 3 cannot be read.")

    jobs.run(work, lambda _: None, caught.append, writes=True)
    qtbot.waitUntil(lambda: jobs.idle)
    assert customers(jobs.office) == 0
    assert str(caught[0]) == "The date in row 3 cannot be read."


def test_a_newer_question_stops_the_older_inside_the_database(qtbot: QtBot, jobs: Jobs) -> None:
    answers: list[Any] = []
    jobs.run(endless, answers.append, channel="count")
    jobs.run(lambda _db, _c: "second", answers.append, channel="count")
    qtbot.waitUntil(lambda: jobs.idle, timeout=5_000)
    assert answers == ["second"]


def test_questions_on_different_channels_leave_each_other_alone(qtbot: QtBot, jobs: Jobs) -> None:
    answers: list[str] = []
    for channel in ("count", "rows", None, None):
        jobs.run(answer_with(str(channel)), answers.append, channel=channel)
    qtbot.waitUntil(lambda: jobs.idle)
    assert sorted(answers) == ["None", "None", "count", "rows"]


def test_cancelling_a_change_rolls_it_back_and_says_so(qtbot: QtBot, jobs: Jobs) -> None:
    caught: list[BaseException] = []
    began = threading.Event()

    def work(db: Session, checkpoint: Checkpoint) -> None:
        add(db)
        began.set()
        while True:
            checkpoint(1, 10)

    job = jobs.run(work, lambda _: None, caught.append, writes=True)
    assert began.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: jobs.idle)
    assert customers(jobs.office) == 0
    assert isinstance(caught[0], CancelledError)


def test_progress_reaches_the_window_and_ends_with_all(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[tuple[int, int]] = []

    def work(_db: Session, checkpoint: Checkpoint) -> None:
        for done in range(1, 5001):
            checkpoint(done, 5000)

    jobs.run(work, lambda _: None, progress=lambda done, total: seen.append((done, total)))
    qtbot.waitUntil(lambda: jobs.idle)
    assert seen[-1] == (5000, 5000)
    assert len(seen) < 100


def test_a_long_change_does_not_hold_up_questions(qtbot: QtBot, jobs: Jobs) -> None:
    go_on = threading.Event()
    answers: list[str] = []
    jobs.run(lambda _db, _c: go_on.wait(5), lambda _: answers.append("changed"), writes=True)
    jobs.run(lambda _db, _c: "asked", answers.append)
    qtbot.waitUntil(lambda: answers == ["asked"])
    go_on.set()
    qtbot.waitUntil(lambda: jobs.idle)


def test_closing_stops_what_runs_and_drops_its_answer(qtbot: QtBot, jobs: Jobs) -> None:
    answers: list[Any] = []
    jobs.run(endless, answers.append)
    jobs.close()
    qtbot.wait(1)
    assert jobs.idle
    assert not answers


def test_a_reader_cannot_change_the_office(qtbot: QtBot, jobs: Jobs) -> None:
    caught: list[BaseException] = []
    jobs.run(lambda db, _c: add(db), lambda _: None, caught.append)
    qtbot.waitUntil(lambda: jobs.idle)
    assert "cannot be written to" in str(caught[0])


def test_without_an_own_handler_errors_go_to_the_one_place(qtbot: QtBot, office: Office) -> None:
    shown: list[BaseException] = []
    jobs = Jobs(office, shown.append)
    jobs.run(lambda _db, _c: 1 // 0, lambda _: None)
    qtbot.waitUntil(lambda: jobs.idle)
    jobs.close()
    assert isinstance(shown[0], ZeroDivisionError)


def test_a_value_that_cannot_be_read_is_named_instead(qtbot: QtBot, jobs: Jobs) -> None:
    caught: list[BaseException] = []
    with jobs.office.writing.begin() as db:
        add(db)
        db.execute(text("UPDATE customers SET first_seen = 'soon'"))
    jobs.run(lambda _db, _c: 1 // 0, lambda _: None, caught.append)
    qtbot.waitUntil(lambda: jobs.idle)
    assert isinstance(caught[0], UserError)
    assert "“soon”" in caught[0].message


def test_a_request_after_the_end_is_dropped(jobs: Jobs) -> None:
    jobs.close()
    answers: list[int] = []
    job = jobs.run(lambda _db, _check: 1, answers.append)
    assert (job.stopped, jobs.idle, answers) == (True, True, [])


class Held:
    """Remembers on which thread it ended."""

    def __init__(self, ended: list[int]) -> None:
        self.ended = ended

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


def fail_with(_held: Held, _db: Session, _checkpoint: Checkpoint) -> None:
    raise UserError("The date in row 3 cannot be read.")


def test_what_a_job_held_ends_on_the_thread_of_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    ended: list[int] = []
    slow = Qt.ConnectionType.DirectConnection  # the worker lingers, so that it is the last to leave
    jobs._ended.connect(lambda _job: time.sleep(0.1), slow)
    jobs.run(partial(fail_with, Held(ended)), lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [threading.get_ident()]


def test_no_cycles_are_collected_beside_a_job(qtbot: QtBot, jobs: Jobs) -> None:
    states: list[bool] = []
    jobs.run(lambda _db, _c: states.append(gc.isenabled()), lambda _: None)
    qtbot.waitUntil(lambda: jobs.idle)
    assert (states, gc.isenabled()) == ([False], True)
