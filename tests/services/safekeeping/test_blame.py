"""Behind an error that nobody foresaw there may be a value that cannot be read, or a full disk."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.models.errors import UserError
from desktop.services.safekeeping.blame import explained

BUG = TypeError("odd")


def said(office: Office, error: Exception) -> str:
    known = explained(error, office.path, office.reading)
    return known.message if known else ""


@pytest.mark.parametrize(
    ("value", "told"),
    [("'soon'", "“soon”"), ("x'ff'", "“\N{REPLACEMENT CHARACTER}”"), (f"'{'x' * 99}'", "x…”")],
)
def test_a_value_that_cannot_be_read_is_named_in_few_letters(
    office: Office, value: str, told: str
) -> None:
    with office.writing.begin() as db:
        db.add(Customer(id=1, display_name="Reyes"))
        db.flush()
        db.execute(text(f"UPDATE customers SET first_seen = {value}"))
    sentence = said(office, BUG)
    assert told in sentence
    assert sentence.startswith("Record 1 of “customers” has “")
    assert sentence.endswith("which is no day. Correct it or restore a backup, then try again.")


def test_a_file_that_cannot_be_used_comes_before(office: Office) -> None:
    full = OperationalError("", {}, sqlite3.OperationalError("database or disk is full"))
    assert said(office, full).startswith("The disk is full.")


def test_what_is_neither_is_our_bug(office: Office) -> None:
    assert said(office, BUG) == ""


def test_an_office_that_is_gone_explains_nothing() -> None:
    def gone() -> None:
        raise UserError("There is no office file.")

    assert explained(BUG, Path("office.db"), gone) is None  # type: ignore[arg-type]
