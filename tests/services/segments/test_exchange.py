"""Definitions as text, as a file and as SQL."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services.segments import counting
from desktop.services.segments.exchange import LONGEST, as_text, from_text, read_file, write_file
from desktop.services.segments.sql_text import as_sql, formatted
from desktop.services.segments.tree import from_json
from tests.benchmarks.segment_trees import TREES
from tests.services.segments.conftest import AddCustomer

AS_OF = date(2026, 6, 15)
HOMES = {"all": [{"field": "city", "op": "is", "value": "O'Brien ) OR ("}]}


@pytest.mark.parametrize("name", list(TREES))
def test_text_reads_back_as_the_same_tree(name: str) -> None:
    node = from_json(TREES[name])
    assert from_text(as_text(node)) == node


def test_a_definition_is_found_between_other_words() -> None:
    node = from_json(HOMES)
    assert from_text(f"Hi Ann,\nthis is it:\n{as_text(node)}\nRegards") == node


def test_a_file_reads_back_as_the_same_tree(tmp_path: Path) -> None:
    node = from_json(HOMES)
    write_file(tmp_path / "homes.json", node)
    assert read_file(tmp_path / "homes.json") == node


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"nothing here", "no condition in this text"),
        (b'{"field": ', "no condition in this text"),
        (b'{"field": }', "damaged"),
        (b"\xff\xfe\x00", "not a file of text"),
        (b" " * (LONGEST + 1), "too long"),
    ],
)
def test_a_file_without_a_definition_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "odd.txt"
    file.write_bytes(content)
    with pytest.raises(UserError, match=said):
        read_file(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"gone\.json cannot be read"):
        read_file(tmp_path / "gone.json")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        write_file(tmp_path / "no folder" / "homes.json", from_json(HOMES))


@pytest.mark.parametrize("name", [name for name in TREES if "segments" not in name])
def test_the_sql_shown_selects_the_members(
    db: Session, add_customer: AddCustomer, name: str
) -> None:
    add_customer("Ada Reyes", "2026-05-04", "2025-02-01", city="Bryan", zip5="77801")
    add_customer("Ben", "2020-01-01", customer_type="residential", notes="gate")
    node = from_json(TREES[name])
    shown = as_sql(db, node, AS_OF)
    found = {row[0] for row in db.execute(text(shown.replace(":", r"\:")))}
    assert found == set(counting.member_ids(db, node, AS_OF))


def test_what_stands_in_quotes_stays_as_it_is(db: Session, add_customer: AddCustomer) -> None:
    add_customer("Ada", city="O'Brien ) OR (")
    shown = as_sql(db, from_json(HOMES), AS_OF)
    assert "'o''brien ) or ('" in shown
    assert len(db.execute(text(shown)).all()) == 1


def test_each_condition_stands_on_a_line() -> None:
    sql = "SELECT a \nFROM b \nWHERE b.x BETWEEN 1 AND 2 AND b.y IN (SELECT c \nFROM d WHERE e = 1)"
    assert formatted(sql).splitlines() == [
        "SELECT a",
        "FROM b",
        "WHERE b.x BETWEEN 1 AND 2",
        "    AND b.y IN (",
        "    SELECT c",
        "    FROM d",
        "    WHERE e = 1",
        ")",
    ]
