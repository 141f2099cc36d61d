"""Saved column choices: listed, renamed, edited, deleted and brought back, as files."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from desktop.models.database import Office
from desktop.models.imports import MappingProfile
from desktop.views.importing.mappings import MappingsDialog
from desktop.views.importing.page import ImportPage
from tests.views.importing.hands import Heard, Settle, click, drop, key, write

LIST = "Customer,Adress,City,Phone\nAna Reyes,12 Oak St,Tyler,903-555-0101\n"


@pytest.fixture
def saved(page: ImportPage, settled: Settle, tmp_path: Path) -> MappingsDialog:
    """One list was imported; the window of saved choices is open."""
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    drop(page.start.drop, tmp_path / "list.csv")
    settled()
    click(page.review.go)
    settled()
    click(page.result.steps["again"])
    click(page.start.more["mappings"])
    settled()
    dialog = page.dialogs.open
    assert isinstance(dialog, MappingsDialog)
    return dialog


def stored(office: Office) -> dict[str, dict[str, str]]:
    with office.reading() as db:
        found = db.execute(select(MappingProfile.name, MappingProfile.mapping))
        return {name: dict(mapping) for name, mapping in found}


def test_what_was_imported_is_listed_with_its_columns(saved: MappingsDialog) -> None:
    assert saved.list.count() == 1
    assert list(saved.columns) == ["Customer", "Adress", "City", "Phone"]


def test_a_saved_choice_is_renamed(saved: MappingsDialog, settled: Settle, office: Office) -> None:
    saved.name.selectAll()
    write(saved.name, "Scheduling list")
    key(saved.name, Qt.Key.Key_Return)
    settled()
    assert list(stored(office)) == ["Scheduling list"]
    assert saved.name.text() == "Scheduling list"


def test_a_column_goes_elsewhere_from_now_on(
    saved: MappingsDialog, settled: Settle, office: Office
) -> None:
    click(saved.columns["Adress"])
    picker = saved.columns["Adress"].picker
    assert picker is not None
    write(picker.search, "mailing street")
    key(picker.search, Qt.Key.Key_Return)
    settled()
    (mapping,) = stored(office).values()
    assert mapping["Adress"] == "mail_line1"


def test_a_deleted_one_can_be_brought_back(
    saved: MappingsDialog, settled: Settle, office: Office, heard: Heard
) -> None:
    before = stored(office)
    click(saved.delete)
    settled()
    assert stored(office) == {}
    assert saved.about.text().startswith("Nothing is saved yet")
    assert heard.notes[-1].startswith("Deleted “")
    assert heard.actions[-1] is not None
    heard.actions[-1]()
    settled()
    assert stored(office) == before


def test_it_travels_as_a_file(
    saved: MappingsDialog,
    settled: Settle,
    office: Office,
    dialog: list[Path],
    tmp_path: Path,
) -> None:
    dialog[:] = [tmp_path / "choices.json"]
    click(saved.export)
    settled()
    assert (tmp_path / "choices.json").read_text(encoding="utf-8").startswith("{")
    click(saved.take)
    settled()
    assert len(stored(office)) == 2


def test_a_file_that_is_none_is_refused(
    saved: MappingsDialog, settled: Settle, dialog: list[Path], tmp_path: Path, heard: Heard
) -> None:
    (tmp_path / "other.json").write_text("[]", encoding="utf-8")
    dialog[:] = [tmp_path / "other.json"]
    click(saved.take)
    settled()
    assert "not a saved mapping" in str(heard.errors[0])
    assert saved.list.count() == 1
