"""The office file: its settings, and the sentences for files that cannot be used."""

import json
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, create_engine, inspect, select, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from desktop.models import tables
from desktop.models.customers import Customer, PropertyLink
from desktop.models.database import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    Office,
    as_user_error,
    interruptible,
    open_office,
)
from desktop.models.errors import CancelledError, UserError
from desktop.models.facts import FactsState
from desktop.services.importing.batch.raw_rows import stored_rows


def pragma(db: Session, name: str) -> object:
    return db.execute(text(f"PRAGMA {name}")).scalar_one()


def test_writer_survives_power_cuts(db: Session) -> None:
    assert pragma(db, "journal_mode") == "wal"
    assert pragma(db, "synchronous") == 2
    assert pragma(db, "foreign_keys") == 1
    assert pragma(db, "secure_delete") == 1


def test_file_says_whose_it_is(db: Session) -> None:
    assert pragma(db, "application_id") == APPLICATION_ID
    assert pragma(db, "user_version") == SCHEMA_VERSION


def test_reader_cannot_change_the_office(office: Office) -> None:
    with office.reading() as db, pytest.raises(OperationalError, match="readonly"):
        db.execute(text("DELETE FROM customers"))


def test_references_are_kept(office: Office) -> None:
    with office.writing() as db:
        db.add(PropertyLink(customer_id=1, property_id=1, role="owner"))
        with pytest.raises(Exception, match="FOREIGN KEY"):
            db.flush()


def test_second_open_finds_what_the_first_wrote(tmp_path: Path) -> None:
    first = open_office(tmp_path / "office.db")
    with first.writing.begin() as db:
        db.add(Customer(display_name="Reyes, Ana"))
    first.close()
    assert not list(tmp_path.glob("*-wal"))
    second = open_office(tmp_path / "office.db")
    with second.reading() as db:
        assert db.query(Customer.display_name).all() == [("Reyes, Ana",)]
    second.close()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Customer,Phone\nReyes,903\n" * 9, "not an office file"),
        (b"SQLite format 3\x00", "not an office file"),
    ],
)
def test_strange_file_is_refused_and_kept(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "office.db"
    path.write_bytes(content)
    with pytest.raises(UserError, match=words):
        open_office(path)
    assert path.read_bytes() == content


def test_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (name)")
    other.close()
    with pytest.raises(UserError, match="not an office file"):
        open_office(path)


@pytest.mark.parametrize("name", ["backup-from-the-future.db", "backup-truncated.db"])
def test_bad_sample_database_is_refused_unchanged(
    shared_data: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes((shared_data / "badfiles" / name).read_bytes())
    before = path.read_bytes()
    with pytest.raises(UserError):
        open_office(path)
    assert path.read_bytes() == before


def test_office_that_was_killed_opens_again(tmp_path: Path) -> None:
    code = (
        "import os; from desktop.models.database import open_office;"
        "from desktop.models.customers import Customer;"
        f"office = open_office({str(tmp_path / 'office.db')!r});"
        "db = office.writing(); db.add(Customer(display_name='Reyes, Ana')); db.commit();"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    assert (tmp_path / "office.db-wal").stat().st_size > 0
    office = open_office(tmp_path / "office.db")
    with office.reading() as db:
        assert db.query(Customer).count() == 1
    office.close()


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nowhere does not exist"):
        open_office(tmp_path / "nowhere" / "office.db")


def test_folder_instead_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        open_office(tmp_path)


def test_file_locked_by_another_program_is_a_sentence(office: Office) -> None:
    assert office.path is not None
    other = sqlite3.connect(office.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with office.writing() as db, pytest.raises(OperationalError) as caught:
        db.connection()
    other.close()
    said = as_user_error(caught.value, office.path)
    assert said is not None
    assert "in use by another program" in said.message


def test_stale_question_is_stopped(office: Office) -> None:
    stale = threading.Event()
    endless = text(
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    )
    with office.reading() as db:
        threading.Timer(0.05, stale.set).start()
        with pytest.raises(CancelledError), interruptible(db, stale.is_set):
            db.execute(endless)
        assert db.execute(text("SELECT 1")).scalar_one() == 1


def test_migrated_file_equals_a_fresh_one(office: Office, tmp_path: Path) -> None:
    from desktop.models.migrations.run import upgrade  # noqa: PLC0415 - slow to load

    migrated = create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")
    upgrade(migrated, version=SCHEMA_VERSION)
    assert described(migrated) == described(office.engines[0])
    migrated.dispose()


def test_an_older_file_keeps_its_records_and_its_facts_are_worked_out_anew(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    _write_first_version(path)
    office = open_office(str(path))
    with office.reading() as db:
        assert db.scalars(select(Customer.display_name)).all() == ["Ana Reyes"]
        assert db.scalars(select(FactsState.stale)).all() == [True]
    office.close()


def test_raw_rows_of_an_older_file_are_kept_in_blocks(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    _write_first_version(path)
    made = ["Añá", 7, None, 1.5, True]
    rows: list[tuple[int, str, str | None, list[object]]] = [
        (number, "new", None, made) for number in range(2, 1203)
    ]
    rows[3] = (5, "problem", "No name.", [])
    with sqlite3.connect(path) as raw:
        raw.executescript(_AN_IMPORT)
        raw.executemany(
            "INSERT INTO import_rows (file_id, row, box, reason, cells) VALUES (1, ?, ?, ?, ?)",
            [(*said, json.dumps(cells)) for *said, cells in reversed(rows)],
        )
    raw.close()
    office = open_office(str(path))
    with office.reading() as db:
        kept = stored_rows(db, 1, limit=2000)
        assert [(one.row, one.box, one.reason or None, list(one.cells)) for one in kept] == rows
    office.close()


_AN_IMPORT = """
INSERT INTO import_batches (id, imported_at, as_of, state, summary)
VALUES (1, '2026-11-01 08:00:00', '2026-11-01', 'applied', '{}');
INSERT INTO import_files (id, batch_id, name, sha256, kind)
VALUES (1, 1, 'customers.csv', '', 'customer_list');
"""


def _write_first_version(path: Path) -> None:
    """A file as version 0001 left it, with one customer and facts."""
    from alembic import command  # noqa: PLC0415 - slow to load

    from desktop.models.migrations.run import configuration  # noqa: PLC0415 - slow to load

    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        command.upgrade(configuration(connection), "0001")
        for statement in (
            "INSERT INTO customers (id, display_name, status) VALUES (1, 'Ana Reyes', 'active')",
            "INSERT INTO facts_state (id, as_of, stale) VALUES (1, '2026-11-01', 0)",
            f"PRAGMA application_id={APPLICATION_ID}",
            f"PRAGMA user_version={65536 + 1}",
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()


def described(engine: object) -> dict[str, list[str]]:
    """Every table with columns, keys and indexes, in a form that can be compared."""
    found = inspect(engine)
    assert found is not None
    return {
        name: sorted(
            [str({**column, "type": str(column["type"])}) for column in found.get_columns(name)]
            + [str(found.get_pk_constraint(name))]
            + [str(key) for key in found.get_foreign_keys(name)]
            + [_index(index) for index in found.get_indexes(name)]
            + [str(unique) for unique in found.get_unique_constraints(name)]
        )
        for name in found.get_table_names()
    }


def _index(index: Any) -> str:
    where = index.get("dialect_options", {}).get("sqlite_where")
    return f"{index['name']} {index['column_names']} {index['unique']} {where}"


def test_every_table_of_the_metadata_is_known() -> None:
    assert isinstance(tables.metadata, MetaData)
    assert {record.__tablename__ for record in tables.records()} <= set(tables.metadata.tables)


def test_two_offices_share_what_was_put_into_words_and_nothing_else(tmp_path: Path) -> None:
    offices = [open_office(tmp_path / f"{name}.db") for name in ("one", "two")]
    for office, name in zip(offices, ("Reyes", "Nolan"), strict=True):
        with office.writing.begin() as db:
            db.add(Customer(display_name=name))
    found = []
    for office in offices:
        with office.reading() as db:
            found.append(db.scalars(select(Customer.display_name)).all())
        office.close()
    assert found == [["Reyes"], ["Nolan"]]
    assert len({engine.dialect for office in offices for engine in office.engines}) == 1


def test_a_file_that_was_cut_off_can_be_let_go_and_is_said_to_be_damaged(tmp_path: Path) -> None:
    file = tmp_path / "office.db"
    open_office(file).close()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    office = open_office(file)
    with office.reading() as db, pytest.raises(DatabaseError) as caught:
        db.scalars(select(Customer.display_name)).all()
    office.close()
    said = as_user_error(caught.value, file)
    assert said is not None
    assert said.message == "office.db is damaged; restore a backup."


def test_what_goes_wrong_while_a_connection_is_made_is_a_sentence_too() -> None:
    said = as_user_error(sqlite3.DatabaseError("database disk image is malformed"), Path("a.db"))
    assert said is not None
    assert said.message == "a.db is damaged; restore a backup."
