"""Malformed and hostile files: each ends as the table says, soon, and is not changed."""

import time
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.models.database import open_office
from desktop.models.errors import UserError
from desktop.services import importing
from desktop.services.importing.headings.tables import read_grids
from desktop.views.settings import Settings
from tests.services.importing.conftest import AS_OF
from tests.services.importing.files_expected import (
    Expected,
    Refused,
    Rows,
    check_grids,
    names_in,
)

FOLDER = Path(__file__).parents[2] / "data" / "badfiles"
ENTITIES = "parts that a normal workbook does not have (XML entities)"
EXPECTED: dict[str, Expected] = {
    "stray-cell-far-down.xlsx": Rows(
        {"Customers": 2}, {(2, 0): "Ann Miller"}, {"new": 1, "left_out": 1}, ("far away",)
    ),
    "entity-bomb-strings.xlsx": Refused(ENTITIES),
    "external-entity-url.xlsx": Refused(ENTITIES),
    "unpacks-to-250-mb.xlsx": Refused("unpacks to far more data"),
    "customers-html-names.csv": Rows(
        {None: 11}, {(1, 0): "Customer"}, {"new": 10, "left_out": 1}
    ),
    "customers-formula-names.csv": Rows(
        {None: 7}, {(2, 0): "=2+5", (4, 0): "-Dash Inc", (2, 5): "+1 803 555 0100"},
        {"new": 6, "left_out": 1},
    ),
    "customers-ragged-and-unclosed.csv": Rows(
        {None: 4}, {(3, 4): "29801"}, {"new": 2, "refused": 1, "left_out": 1}
    ),
    "customers-cp1252.csv": Rows(
        {None: 2}, {(2, 0): "José “Pepe” Müller – Café"}, {"new": 1}, ("Windows letters",)
    ),
    "customers-utf8-bom-semicolon.csv": Rows(
        {None: 2}, {(1, 0): "Customer", (2, 0): "Zoë", (2, 2): "1.234,50"}, {"new": 1}
    ),
    "bad-header-order.iif": Rows({None: 5}),
    "pub-poi-laughs.xlsx": Refused(ENTITIES),
    "pub-poi-crash-ole.xlsx": Refused("damaged or not complete"),
    "pub-poi-fuzz-directory.xlsx": Refused("damaged or not complete"),
    "pub-calamine-password.xlsx": Refused("protected by a password"),
    "pub-phpspreadsheet-1904.xlsx": Rows(
        {"Sheet1": 2}, {(1, 0): date(2022, 1, 1), (2, 1): date(2023, 1, 1)}
    ),
    "pub-phpspreadsheet-million-rows.xlsx": Rows({"Foglio1": 5}, {(1, 0): "Nr fattura"}),
    "pub-phpspreadsheet-hidden-entity.xlsx": Refused(ENTITIES),
    "pub-phpspreadsheet-no-cell-refs.xlsx": Rows({"工作表1": 10}, {(1, 0): 1.0, (1, 2): 3.0}),
    "pub-messytables-head-padding.csv": Rows({None: 94}),
    "pub-csv-spectrum-newlines.csv": Rows({None: 4}, {(2, 0): "1", (3, 0): "Once upon \na time"}),
    "pub-csv-spectrum-json.csv": Rows(
        {None: 2}, {(2, 1): '{"type": "Point", "coordinates": [102.0, 0.5]}'}
    ),
}  # fmt: skip
# Not files to import; each has a test of its own below.
OF_THE_PROGRAM = {"backup-truncated.db", "backup-from-the-future.db", "settings-half-written.ini"}
SECONDS = 30


@pytest.mark.parametrize("name", EXPECTED)
def test_a_bad_file_gives_its_rows_or_its_sentence(name: str, db: Session) -> None:
    path, expected = FOLDER / name, EXPECTED[name]
    before, began = path.read_bytes(), time.monotonic()
    if isinstance(expected, Refused):
        with pytest.raises(importing.ImportFileError) as refused:
            importing.preview(db, [path], AS_OF)
        assert expected.words in refused.value.message
        assert refused.value.message.endswith(".")
    else:
        check_grids(read_grids(path), expected)
        table = importing.preview(db, [path], AS_OF).tables[0]
        assert sum(table.boxes.values()) == table.rows_read
        assert {box: table.boxes[box] for box in expected.boxes} == expected.boxes
    assert time.monotonic() - began < SECONDS
    assert path.read_bytes() == before


def test_no_file_is_missing_from_the_table(shared_data: Path) -> None:
    assert names_in(FOLDER) == EXPECTED.keys() | OF_THE_PROGRAM
    assert names_in(shared_data / "badfiles") == EXPECTED.keys() | OF_THE_PROGRAM


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("backup-truncated.db", "not an office file|damaged"),
        ("backup-from-the-future.db", "newer version|saved by|not an office file"),
    ],
)
def test_a_bad_office_file_is_refused_and_kept(name: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes((FOLDER / name).read_bytes())
    with pytest.raises(UserError, match=words):
        open_office(path)
    assert path.read_bytes() == (FOLDER / name).read_bytes()


def test_half_written_settings_start_with_defaults_and_say_so(tmp_path: Path) -> None:
    path = tmp_path / "settings-half-written.ini"
    path.write_bytes((FOLDER / path.name).read_bytes())
    settings = Settings(path)
    assert settings.was_reset
    assert settings.get("window.page") == "today"
    assert not Settings(path).was_reset  # said once; the bad copy was put aside
