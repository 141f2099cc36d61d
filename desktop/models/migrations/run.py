"""Brings an older office file up to date: the whole chain in one transaction, or nothing."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect, text

from desktop.models.errors import UserError
from desktop.models.facts import DERIVED_TABLES

FOLDER = Path(__file__).parent
# Tables whose rows a step put together in others: how many of them stand there now.
_TOGETHER = {
    "import_rows": "SELECT COALESCE(SUM(json_array_length(rows)), 0) FROM import_blocks",
}


def configuration(connection: Connection) -> Config:
    """Alembic's settings for one connection; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, *, version: int) -> None:
    """Run every missing step and stamp the file with `version`.

    Foreign keys are off meanwhile: rebuilding a table with them on silently deletes what hangs
    from it. So afterwards references are checked, and no row may have been lost.

    Raises:
        UserError: a step would lose rows or break references; the file is as it was.
    """
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None  # noqa: S101 - a checked-out connection has one
        raw.cursor().execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                before = row_counts(connection)
                command.upgrade(configuration(connection), "head")
                _refuse_losses(connection, before)
                connection.exec_driver_sql(f"PRAGMA user_version={version}")
        finally:
            raw.cursor().execute("PRAGMA foreign_keys=ON")


def row_counts(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    return {
        name: connection.execute(text(f'SELECT COUNT(*) FROM "{name}"')).scalar_one()
        for name in names
    }


def _refuse_losses(connection: Connection, before: dict[str, int]) -> None:
    after = row_counts(connection)
    for name in _TOGETHER.keys() & (before.keys() - after.keys()):
        after[name] = connection.execute(text(_TOGETHER[name])).scalar_one()
    lost = [
        name
        for name, rows in before.items()
        if name not in DERIVED_TABLES and after.get(name, 0) < rows
    ]
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if lost or broken:
        raise UserError(
            "The office file could not be brought up to date and was left as it was; "
            "please keep it and send us the log file."
        )
