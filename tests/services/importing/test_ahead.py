"""What is planned early is written while the rest is planned, and nothing stays of a cancel."""

import sys
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.errors import CancelledError
from desktop.services import importing
from desktop.services.importing.batch import apply
from desktop.services.importing.batch.bulk import Writer
from desktop.services.importing.planning.staging import Staging
from tests.services.importing.conftest import AS_OF, NOW, WriteCsv, left_as_it_was, picture, rows

TWINS = ("Bo Hill,903-555-0102,1 Elm St", "Bob Hill,903-555-0102,1 Elm St")
LIST = ("Customer,Phone,Address", *TWINS, "Ann Hale,903-555-0101,12 Oak St")


class Listening:
    """Hears what a plan hands over, and when its session was asked for."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def take(self, name: str, _columns: dict[str, list[Any]]) -> None:
        """Hear the rows of a table."""
        self.heard.append(name)

    def settle(self) -> None:
        """Hear that the session is wanted."""
        self.heard.append("settle")


@pytest.fixture
def listening(db: Session) -> tuple[Staging, Listening]:
    """A staging with somebody who would write ahead."""
    ahead = Listening()
    staging = Staging(db, ahead)
    ahead.heard.clear()
    return staging, ahead


def test_plain_rows_are_numbered_before_those_that_are_compared(
    db: Session, write_csv: WriteCsv
) -> None:
    importing.import_files(db, [write_csv(*LIST)], AS_OF, NOW)
    assert [one["display_name"] for one in rows(db, "customers")] == ["Ann Hale", "Bo Hill"]


def test_a_cancel_after_rows_were_written_ahead_leaves_nothing(
    db: Session, write_csv: WriteCsv, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancel(*_: object) -> None:
        raise CancelledError

    before = picture(db)
    monkeypatch.setattr(apply, "show", cancel)
    with left_as_it_was(db), pytest.raises(CancelledError):
        importing.import_files(db, [write_csv(*LIST)], AS_OF, NOW)
    assert picture(db) == before


def test_the_session_is_free_only_when_all_that_was_taken_is_written(
    listening: tuple[Staging, Listening],
) -> None:
    staging, ahead = listening
    staging.add_piece([("customers", {"id": [1], "display_name": ["Ana"]})])
    staging.load("customers", "id", [])
    assert ahead.heard == ["customers"]
    staging.load("customers", "id", [1])
    assert ahead.heard == ["customers", "settle"]


def test_a_column_nobody_fills_is_not_handed_over(listening: tuple[Staging, Listening]) -> None:
    staging, ahead = listening
    none: dict[str, list[Any]] = {"id": [], "number": []}
    piece = staging.add_piece([("customers", {"id": [1], "email": [None]}), ("visits", none)])
    assert (piece, ahead.heard) == ({"customers": {"id": [1]}}, ["customers"])


def test_threads_take_turns_as_usual_after_writing(db: Session) -> None:
    usual = sys.getswitchinterval()
    with pytest.raises(CancelledError), Writer(db):
        assert sys.getswitchinterval() < usual
        raise CancelledError
    assert sys.getswitchinterval() == usual
