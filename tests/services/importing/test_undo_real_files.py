"""Every sample file: what it brings in is taken back to the last row, and has a report."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.batch.report import import_report
from tests.services.importing.conftest import AS_OF, NOW, picture

NO_IMPORTS = (".md", ".py", ".pdf")


@pytest.mark.parametrize("folder", ["quickbooks", "badfiles"])
def test_undo_is_exact_for_every_sample_file(folder: str, db: Session, shared_data: Path) -> None:
    before, done = picture(db), 0
    for path in sorted((shared_data / folder).rglob("*")):
        if path.is_dir() or path.suffix in NO_IMPORTS:
            continue
        try:
            batch = importing.import_files(db, [path], AS_OF, NOW).batch_id
        except importing.ImportFileError:
            continue
        assert import_report(db, batch).files, path.name
        importing.undo(db, batch)
        assert picture(db) == before, path.name
        done += 1
    assert done
