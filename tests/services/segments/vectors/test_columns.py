"""Columns are read as they are stored: numbers, days, truths, texts, and blanks."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Column, Date, Integer, MetaData, String, Table, insert, select
from sqlalchemy.orm import Session

from desktop.models.database import Office
from desktop.services.segments.vectors.columns import read_columns, read_ids
from desktop.services.segments.vectors.values import UnsupportedError, Vec

KINDS = Table(
    "kinds_of_values",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("number", Integer, index=True),
    Column("day", Date),
    Column("answer", Boolean),
    Column("word", String),
    Column("parts", JSON),
    prefixes=["TEMPORARY"],
)
NAMES = ("number", "day", "answer", "word")
ROWS = st.lists(
    st.tuples(
        st.none() | st.integers(-(2**62), 2**62),
        st.none() | st.dates(),
        st.none() | st.booleans(),
        st.none() | st.text(st.characters(exclude_categories=["C"]), max_size=4),
    ),
    max_size=8,
)


def as_rows(read: dict[str, Vec]) -> list[tuple[Any, ...]]:
    """The values that were read, row by row, as Python has them."""
    columns = []
    for name in NAMES:
        data, known, words = read[name]
        values = [words[place] if words is not None else place for place in data.tolist()]
        there = [True] * len(values) if known is None else known.tolist()
        columns.append([one if seen else None for one, seen in zip(values, there, strict=True)])
    return list(zip(*columns, strict=True))


def filled(db: Session, rows: list[tuple[Any, ...]]) -> None:
    KINDS.create(db.connection(), checkfirst=True)
    db.execute(KINDS.delete())
    if rows:
        db.execute(insert(KINDS), [dict(zip(NAMES, row, strict=True)) for row in rows])


@given(rows=ROWS)
def test_every_value_is_read_as_it_is_stored(
    shared_office: Office, rows: list[tuple[Any, ...]]
) -> None:
    with shared_office.writing() as db:
        filled(db, rows)
        expected = [
            (number, None if day is None else int(f"{day:%Y%m%d}".zfill(8)), answer, word)
            for number, day, answer, word in rows
        ]
        assert as_rows(read_columns(db, KINDS, NAMES)) == expected
        db.rollback()


def test_a_text_that_holds_the_sign_between_texts_is_left_to_the_database(db: Session) -> None:
    filled(db, [(1, None, None, "a\x1fb")])
    with pytest.raises(UnsupportedError):
        read_columns(db, KINDS, ["word"])


def test_a_kind_of_value_that_is_not_known_is_left_to_the_database(db: Session) -> None:
    filled(db, [(1, date(2026, 6, 15), True, "a")])
    with pytest.raises(UnsupportedError):
        read_columns(db, KINDS, ["parts"])


def test_ids_are_read_without_blanks(db: Session) -> None:
    filled(db, [(7, None, None, None), (None, None, None, None), (5, None, None, None)])
    assert sorted(read_ids(db, select(KINDS.c.number)).tolist()) == [5, 7]
    assert read_ids(db, select(KINDS.c.number).where(KINDS.c.number > 9)).tolist() == []
