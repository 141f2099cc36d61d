"""What the import tests share: the day, the samples, and a picture of the whole office."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.tables import metadata
from desktop.services import importing

AS_OF = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001 - instants in history are plain
SAMPLES = Path(__file__).parents[2] / "data" / "imports"

Import = Callable[..., importing.ImportResult]
WriteCsv = Callable[..., Path]


@pytest.fixture
def bring_in(db: Session) -> Import:
    """Import files into the office."""

    def run(*paths: Path, **options: Any) -> importing.ImportResult:
        chosen = importing.Options(**options)
        return importing.import_files(db, paths, AS_OF, NOW, chosen)

    return run


@pytest.fixture
def write_csv(tmp_path: Path) -> WriteCsv:
    """Write lines as a CSV file and hand out its path."""

    def write(*lines: str, name: str = "list.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes("\r\n".join(lines).encode(encoding))
        return path

    return write


def picture(db: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table except the history of imports and remembered mappings."""
    db.flush()
    return {
        table.name: [tuple(row) for row in db.execute(select(table).order_by(*table.primary_key))]
        for table in metadata.sorted_tables
        if not table.name.startswith("import_") and table.name != "mapping_profiles"
    }


def rows(db: Session, table: str) -> list[dict[str, Any]]:
    """The rows of one table, only what is filled."""
    found = db.execute(select(metadata.tables[table]).order_by(metadata.tables[table].c.id))
    return [{k: v for k, v in row.items() if v is not None} for row in found.mappings()]


@contextmanager
def left_as_it_was(db: Session) -> Iterator[None]:
    """Each example of a rule in an office of its own: all it wrote is taken back."""
    with db.begin_nested() as written:
        yield
        written.rollback()
    db.expire_all()
