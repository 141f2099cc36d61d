"""What the IIF tests share: writing a small file, and reading one to proposals."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.services.importing.headings.tables import Options, read_tables, table_mapping
from desktop.services.importing.readers import parse
from desktop.services.importing.records import Parsed
from tests.services.importing.conftest import AS_OF

WriteIif = Callable[..., Path]
SAMPLES = Path(__file__).parents[3] / "data" / "imports" / "iif"


@pytest.fixture
def write_iif(tmp_path: Path) -> WriteIif:
    """Write lines, with | for tabs, as an IIF file and hand out its path."""

    def write(*lines: str, name: str = "company.iif", encoding: str = "cp1252") -> Path:
        path = tmp_path / name
        path.write_bytes("\r\n".join(lines).replace("|", "\t").encode(encoding))
        return path

    return write


def read(path: Path, **options: Any) -> Parsed:
    """The proposals of the one table of an IIF file."""
    chosen = Options(**options)
    (table,) = read_tables([path], chosen)
    date_order = chosen.date_orders.get(table.key)
    return parse(table, table_mapping(table), AS_OF, date_order=date_order)
