"""A stored table becomes what was worked out, and only what differs is written."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from desktop.models.database import Office, open_office
from desktop.models.facts import RfmEdge
from desktop.services.facts.rewriting import rewrite
from desktop.services.facts.shadows import table_of

TABLE = table_of(RfmEdge)
ROWS = st.dictionaries(st.integers(0, 6), st.integers(0, 1), max_size=7)


@pytest.fixture(scope="module")
def shared_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    opened = open_office(tmp_path_factory.mktemp("rewriting") / "office.db")
    yield opened
    opened.close()


def rows(values: dict[int, int]) -> list[tuple[Any, ...]]:
    return [(key, value, 0, 0) for key, value in sorted(values.items())]


@settings(deadline=None, max_examples=60)
@given(before=ROWS, after=ROWS)
def test_whatever_was_stored_the_fresh_rows_are_there_afterwards(
    shared_office: Office, before: dict[int, int], after: dict[int, int]
) -> None:
    with shared_office.writing() as db:
        rewrite(db, TABLE, iter(rows(before)))
        rewrite(db, TABLE, iter(rows(after)))
        stored = db.execute(select(TABLE).order_by(TABLE.c.score))
        assert list(map(tuple, stored)) == rows(after)
        db.rollback()


def test_rows_that_are_the_same_are_not_written(db: Session) -> None:
    rewrite(db, TABLE, iter(rows({1: 1, 2: 1})))
    written: list[str] = []
    connection = db.connection()

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        written.append(statement.split(maxsplit=1)[0])

    event.listen(connection, "before_cursor_execute", note)
    rewrite(db, TABLE, iter(rows({1: 1, 2: 1})))
    assert written == ["SELECT"]
