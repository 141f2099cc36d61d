"""Opens the office file: one writer, any number of readers, and the settings of both.

The SQLite settings and their reasons (measured against kills and power cuts):
explicit BEGIN, because the driver's own transactions commit schema changes half-way; WAL with
synchronous=FULL, because that lost nothing in 1,000 simulated power cuts; exactly one writing
connection, because two may damage a WAL file in the SQLite versions that Python still ships.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from desktop.models.errors import CancelledError, UserError
from desktop.models.lenient import SPOKEN, read_json
from desktop.models.tables import metadata

APPLICATION_ID = 0x45434258  # "ECBX", so that `file` and we recognise an office file
SCHEMA_MAJOR, SCHEMA_MINOR = 1, 6
SCHEMA_VERSION = SCHEMA_MAJOR * 65536 + SCHEMA_MINOR
HEAD_REVISION = "0006"
BUSY_MS = 2000  # how long to wait for another program that has the file


@dataclass(frozen=True)
class Office:
    """An open office: `writing` makes sessions that may change it, `reading` ones that cannot."""

    url: str
    writing: sessionmaker[Session]
    reading: sessionmaker[Session]
    engines: tuple[Engine, ...]

    @property
    def path(self) -> Path | None:
        """The office file, or None for a database server."""
        return Path(self.url) if "://" not in self.url else None

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that copying the one file is right."""
        writer = self.engines[0]
        if self.path and self.path.exists():
            # Nothing to fold where we cannot write, or where the file is damaged.
            with suppress(sqlite3.DatabaseError), closing(writer.raw_connection()) as raw:
                for statement in ("PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"):
                    raw.cursor().execute(statement).fetchall()
        for engine in reversed(self.engines):  # the writer last, or SQLite's files stay behind
            engine.dispose()


def open_office(location: str | Path) -> Office:
    """Open the office at a path or database URL; make it when it does not exist yet.

    Raises:
        UserError: not an office file, newer than this program, or not writable.
    """
    where = str(location)
    if "://" in where:
        return _open_server(where)
    path = Path(where).expanduser().absolute()
    try:
        _refuse_strange_file(path)
    except sqlite3.Error as error:
        raise UserError(f"{path.name} cannot be opened: {error}", where=str(path)) from error
    writer = _engine(f"sqlite+office:///{path}", _writer_settings, "BEGIN IMMEDIATE", connections=1)
    reader_url = f"sqlite+office:///file:{quote(path.as_posix())}?mode=ro&uri=true"
    reader = _engine(reader_url, _common_settings, "BEGIN", connections=4)
    event.listen(reader, "reset", _forget_temporary_facts)
    try:
        _prepare(writer, path)
    except (DatabaseError, sqlite3.Error) as error:
        writer.dispose()
        known = as_user_error(error, path)
        raise known or UserError(f"{path.name} cannot be opened: {_said(error)}") from error
    return Office(str(path), sessionmaker(writer), sessionmaker(reader), (writer, reader))


def _open_server(url: str) -> Office:
    try:
        engine = create_engine(url)
        metadata.create_all(engine)
    except (ArgumentError, ModuleNotFoundError) as error:
        raise UserError(f"{url} is not a database this program can open.", where=url) from error
    except DatabaseError as error:
        raise UserError(f"The database does not answer: {error.orig}", where=url) from error
    return Office(url, sessionmaker(engine), sessionmaker(engine), (engine,))


def _engine(url: str, settings: Callable[[Any], None], begin: str, *, connections: int) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_use_lifo=True,  # a reader that comes back finds what its connection has kept
        connect_args={"check_same_thread": False},
        json_deserializer=read_json,
        execution_options={"compiled_cache": SPOKEN},
    )

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        settings(connection)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _common_settings(connection: Any) -> None:
    for pragma in (
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        "temp_store=MEMORY",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _writer_settings(connection: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    _common_settings(connection)


def _forget_temporary_facts(connection: Any, _record: object, _state: object) -> None:
    """Drop what `services/facts` laid over the facts for another day (see `for_day` there)."""
    connection.rollback()
    for name in (
        "customer_facts",
        "facts_state",
        "due_items",
        "service_facts",
        "customer_texts",
        "rfm_edges",
        "property_zones",
    ):
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")


@contextmanager
def interruptible(db: Session, is_stale: Callable[[], bool]) -> Iterator[None]:
    """Stop the statements of `db` soon after `is_stale` turns true, as a `CancelledError`.

    A progress handler, not `interrupt()`: the latter, fired late, was measured to kill the
    innocent statement that came next.
    """
    raw: Any = db.connection().connection.dbapi_connection
    if not isinstance(raw, sqlite3.Connection):
        yield
        return
    raw.set_progress_handler(is_stale, 20_000)
    try:
        yield
    except OperationalError as error:
        if is_stale():
            raise CancelledError from error
        raise
    finally:
        raw.set_progress_handler(None, 0)


def _refuse_strange_file(path: Path) -> None:
    """Say no, before anything is written, to a file that is not ours or is newer than we are."""
    if not path.parent.is_dir():
        raise UserError(f"The folder {path.parent} does not exist.", where=str(path))
    if path.is_dir():
        raise UserError(f"{path} is a folder, not an office file.", where=str(path))
    if not path.exists() or path.stat().st_size == 0:
        return
    application, version = _identity(path)
    if version // 65536 > SCHEMA_MAJOR:
        raise UserError(
            f"{path.name} was saved by a newer version of this program; update the program first.",
            where=str(path),
        )
    if application != APPLICATION_ID:
        raise UserError(f"{path.name} is not an office file of this program.", where=str(path))


def _identity(path: Path) -> tuple[int, int]:
    """Whose file it is and of which version; (0, 0) for what is not a database.

    After a power cut the newest state may stand in the log beside the file, so SQLite is asked.
    """
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\x00"):  # noqa: PLR2004
        return 0, 0
    if not path.with_name(f"{path.name}-wal").exists():
        return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")
    with closing(sqlite3.connect(f"file:{quote(path.as_posix())}?mode=ro", uri=True)) as looking:
        (application,) = looking.execute("PRAGMA application_id").fetchone()
        (version,) = looking.execute("PRAGMA user_version").fetchone()
    return application, version


def _prepare(writer: Engine, path: Path) -> None:
    """Create the tables of a new file, or bring an older one up to date.

    The version is looked up without the writer, so that a file others are writing to can be read.
    """
    version = _identity(path)[1] if path.exists() else 0
    if version == 0:
        _create(writer)
    elif version < SCHEMA_VERSION:
        from desktop.models.migrations.run import upgrade  # noqa: PLC0415 - alembic loads slowly

        upgrade(writer, version=SCHEMA_VERSION)


_ALEMBIC_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def _create(writer: Engine) -> None:
    with writer.begin() as connection:
        metadata.create_all(connection)
        connection.execute(text(_ALEMBIC_TABLE))
        connection.execute(text(f"INSERT INTO alembic_version VALUES ('{HEAD_REVISION}')"))
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def is_empty(db: Session) -> bool:
    """Whether nothing has been entered or imported yet."""
    return inspect(db.connection()).has_table("customers") and not db.scalar(
        text("SELECT EXISTS (SELECT 1 FROM customers)")
    )


def as_user_error(error: DatabaseError | sqlite3.Error, path: Path) -> UserError | None:
    """The sentence for what a database says when its file cannot be used; None for our bugs."""
    said = _said(error).lower()
    for words, sentence in _SQLITE_SENTENCES.items():
        if words in said:
            return UserError(sentence.format(name=path.name, folder=path.parent), where=str(path))
    return None


def _said(error: DatabaseError | sqlite3.Error) -> str:
    """The words of SQLite; what goes wrong while a connection is made comes from itself."""
    return str(error if isinstance(error, sqlite3.Error) else error.orig)


_SQLITE_SENTENCES = {
    "readonly": "{name} cannot be written to; make the file and the folder {folder} writable.",
    "read-only": "{name} cannot be written to; make the file and the folder {folder} writable.",
    "unable to open": "{name} cannot be opened or made in {folder}; check that the folder can be"
    " written to.",
    "locked": "{name} is in use by another program; close that program and try again.",
    "is full": "The disk is full. Nothing was changed; free some space and try again.",
    "malformed": "{name} is damaged; restore a backup.",
    "not a database": "{name} is not an office file of this program.",
    "disk i/o": "The drive with {name} does not answer; check the drive and try again.",
}
