"""The command line: answers, exit statuses, and errors as one sentence."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.command_line.table import COMMANDS
from tests.command_line.conftest import Run

Write = Callable[[str, Any], Path]
OFFICE = {
    "format": "ecbtx-office",
    "version": 1,
    "customers": [
        {
            "id": "c1",
            "account_no": "1",
            "display_name": "Reyes, Ana",
            "customer_type": "residential",
        },
        {"id": "c2", "account_no": "2", "display_name": "Cafe Luz", "customer_type": "commercial"},
    ],
    "visits": [
        {"id": "v1", "customer": "c1", "status": "completed", "completed_date": "2026-03-02"}
    ],
    "segments": [
        {
            "id": "homes",
            "name": "Homes",
            "kind": "active",
            "definition": {"field": "customer_type", "op": "is", "value": "Residential"},
        }
    ],
}
HOMES = {"field": "customer_type", "op": "is", "value": "Residential"}


@pytest.fixture
def loaded(run: Run, written: Write) -> Run:
    """The two-customer office, loaded."""
    assert run("load", written("office.json", OFFICE)).status == 0
    return run


def test_every_command_is_explained(run: Run) -> None:
    for command in COMMANDS:
        said = run(*command.name.split(), "--help")
        assert said.status == 0
        assert command.help in " ".join(said.output.split())


def test_wrong_usage_is_status_2(run: Run) -> None:
    assert run("segmnt", "list").status == 2
    assert run("sample", "--customers", "many").status == 2
    assert run("--as-of", "2026-02-30", "segment", "list").status == 2


def test_a_segment_or_a_definition_must_be_named(loaded: Run) -> None:
    assert loaded("segment", "count").status == 2
    assert loaded("export", "--output", "list.xlsx").status == 2


def test_the_name_of_a_format_is_not_taken_for_a_day(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    assert loaded("export", "--segment", "Homes", "--as", "excel", "--output", path).status == 0


@pytest.mark.parametrize("url", ["foo://bar", "postgresql://127.0.0.1:1/office"])
def test_database_that_cannot_be_opened_is_a_sentence(run: Run, url: str) -> None:
    said = run("--database", url, "segment", "list")
    assert (said.status, "Traceback" in said.errors) == (1, False)


def test_file_that_is_missing_leaves_no_office_behind(run: Run, tmp_path: Path) -> None:
    assert run("load", tmp_path / "gone.json").status == 1
    assert list(tmp_path.iterdir()) == []


def test_office_that_somebody_writes_to_can_be_read(loaded: Run, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "office.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert loaded("segment", "list").status == 0


def test_number_written_as_text_is_read(loaded: Run, written: Write) -> None:
    window = {"kind": "last", "n": "3", "unit": "years"}
    file = written("text.json", {"event": "service", "form": "did", "window": window})
    assert loaded("segment", "count", "--definition", file, "--json").json["count"] == 1


def test_missing_office_is_a_sentence_and_makes_no_file(run: Run, tmp_path: Path) -> None:
    said = run("segment", "list", "--json")
    assert said.status == 1
    assert "There is no office file" in said.json["error"]["message"]
    assert said.errors.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_dump_of_a_loaded_dump_is_equal(run: Run, tmp_path: Path) -> None:
    assert run("sample", "--customers", 40, "--years", 3).status == 0
    assert run("dump", tmp_path / "one.json").status == 0
    other = ("--database", tmp_path / "other.db")
    assert run(*other, "load", tmp_path / "one.json").status == 0
    assert run(*other, "dump", tmp_path / "two.json").status == 0
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_sample_wants_an_empty_office(loaded: Run) -> None:
    assert loaded("sample", "--customers", 5).status == 1


def test_load_that_fails_leaves_an_empty_office(run: Run, written: Write) -> None:
    broken = OFFICE | {"payments": [{"customer": "c9", "date": "2026-01-01", "amount": "1.00"}]}
    assert run("load", written("broken.json", broken)).status == 1
    assert run("load", written("good.json", OFFICE)).status == 0


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        ({"segment": "gone"}, "uses “gone”, which is not there"),
        ({"segment": "homes"}, "use each other"),
        ({"sometimes": []}, "cannot be read"),
    ],
)
def test_load_refuses_segments_that_cannot_work(
    run: Run, written: Write, definition: dict[str, Any], words: str
) -> None:
    segments = [{"id": "homes", "name": "Homes", "definition": definition}]
    said = run("load", written("office.json", OFFICE | {"segments": segments}))
    assert said.status == 1
    assert words in said.errors


def test_count_of_a_definition(loaded: Run, written: Write) -> None:
    said = loaded("segment", "count", "--definition", written("homes.json", HOMES), "--json")
    assert said.json == {"count": 1, "of": 2, "as_of": "2026-06-15"}


def test_count_follows_the_as_of_date(loaded: Run, written: Write) -> None:
    served = {
        "event": "service",
        "form": "did",
        "window": {"kind": "last", "n": 1, "unit": "months"},
    }
    file = written("served.json", served)
    assert loaded("segment", "count", "--definition", file, "--json").json["count"] == 0
    earlier = ("--as-of", "2026-03-15")
    said = loaded("segment", "count", "--definition", file, "--json", *earlier)
    assert said.json["count"] == 1


def test_members_of_a_saved_segment(loaded: Run) -> None:
    said = loaded("segment", "members", "--name", "homes", "--json")
    assert said.json["members"] == [{"account_no": "1", "name": "Reyes, Ana"}]


def test_a_segment_exported_into_a_file_is_imported_again(loaded: Run, tmp_path: Path) -> None:
    file = tmp_path / "homes.txt"
    assert loaded("segment", "export", "--name", "homes", "--file", file).status == 0
    assert loaded("segment", "import", "--name", "homes", "--file", file).status == 1
    said = loaded("segment", "import", "--name", "Homes too", "--file", file, "--json")
    assert said.json["members"] == 1


def test_a_definition_is_printed_as_text(loaded: Run) -> None:
    said = loaded("segment", "export", "--name", "homes")
    definition = loaded("segment", "export", "--name", "homes", "--json").json["definition"]
    assert json.loads(said.output) == definition


def test_the_sql_of_a_segment_is_printed(loaded: Run) -> None:
    said = loaded("segment", "sql", "--name", "homes")
    assert said.output.startswith("SELECT customer_facts.customer_id\nFROM customer_facts\nWHERE ")


def test_wrong_definition_is_a_sentence(loaded: Run, written: Write) -> None:
    file = written("wrong.json", {"field": "shoe_size", "op": "is", "value": 9})
    said = loaded("segment", "count", "--definition", file)
    assert (said.status, said.errors) == (1, "There is no field called “shoe_size”.\n")


@pytest.mark.parametrize("text", ["{", "[1]", "7", '{"all": 5}'])
def test_file_that_is_no_definition_is_a_sentence(loaded: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.json"
    file.write_text(text)
    said = loaded("segment", "sentence", "--definition", file)
    assert said.status == 1
    assert "Traceback" not in said.errors


def test_check_lists_errors_with_their_place(loaded: Run, written: Write) -> None:
    tree = {"all": [HOMES, {"field": "zone", "op": "between", "value": 1}]}
    said = loaded("segment", "check", "--definition", written("t.json", tree), "--json")
    assert said.status == 1
    assert said.json["errors"][0]["path"] == [1]


def test_saved_segment_is_listed_and_deleted(loaded: Run, written: Write) -> None:
    file = written("homes.json", HOMES)
    said = loaded("segment", "save", "--name", "Frozen", "--definition", file, "--static", "--json")
    assert said.json["members"] == 1
    listed = loaded("segment", "list", "--json").json
    assert [row["name"] for row in listed if not row["builtin"]] == ["Frozen", "Homes"]
    assert loaded("segment", "delete", "--name", "frozen").status == 0
    assert loaded("segment", "delete", "--name", "frozen").status == 1


def test_export_writes_the_members(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    said = loaded("export", "--segment", "Homes", "--output", path, "--json")
    assert said.json == {"written": 1, "suppressed": [], "file": str(path)}
    book = load_workbook(path)
    assert [cell.value for cell in book["List"]["B"]] == ["Name", "Reyes, Ana"]
    assert book.worksheets[0]["B3"].value == "Customer type is Residential."


def test_export_with_columns_of_choice(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    chosen = ("--columns", "zip,name")
    assert loaded("export", "--segment", "Homes", "--output", path, *chosen).status == 0
    assert [cell.value for cell in load_workbook(path)["List"][1]] == ["ZIP", "Name"]
    said = loaded("export", "--segment", "Homes", "--output", path, "--columns", "shoe")
    assert said.status == 1


def test_export_into_a_missing_folder_is_a_sentence(loaded: Run, tmp_path: Path) -> None:
    said = loaded("export", "--segment", "Homes", "--output", tmp_path / "no" / "list.xlsx")
    assert said.status == 1
    assert "does not exist" in said.errors


def test_import_twice_adds_nothing_and_undo_gives_an_equal_dump(
    run: Run, tmp_path: Path, written: Write
) -> None:
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("Customer,Phone,City,ZIP\nReyes Ana,903-555-0101,Athens,75751\n")
    assert run("load", written("office.json", OFFICE)).status == 0
    run("dump", tmp_path / "before.json")
    first = run("import", contacts, "--json").json
    again = run("import", contacts, "--json").json["files"][0]
    assert (first["files"][0]["boxes"]["refused"], again["new"]["customers"]) == (0, 0)
    assert again["changed"]["customers"] == 0
    for batch in (row["batch_id"] for row in run("imports", "--json").json):
        assert run("undo-import", batch).status == 0
    run("dump", tmp_path / "after.json")
    assert (tmp_path / "after.json").read_bytes() == (tmp_path / "before.json").read_bytes()


def test_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("Customer,Phone\nReyes Ana,903-555-0101\n")
    said = run("import", contacts, "--dry-run", "--json")
    assert said.json["batch"] is None
    assert said.json["files"][0]["new"]["customers"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["contacts.csv"]


def test_strict_import_with_a_bad_row_writes_nothing(run: Run, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("Customer,Phone,Last service\nAna,903-555-0101,02/30/2024\nBo,,1/2/2024\n")
    said = run("import", listed, "--strict")
    assert said.status == 1
    assert "02/30/2024" in said.errors
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_check_of_a_sound_office(loaded: Run) -> None:
    assert loaded("check", "--json").json == {"ok": True, "findings": []}


def test_our_bug_is_status_70_and_names_the_log(
    loaded: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("desktop.command_line.segments.saved.list_segments", broken)
    monkeypatch.setattr("desktop.command_line.main.log_folder", lambda: tmp_path)
    said = loaded("segment", "list")
    assert said.status == 70
    assert "ecbtx.log" in said.errors


def test_output_is_json_alone_and_the_pipe_may_close(tmp_path: Path, written: Write) -> None:
    environment = os.environ | {"ECBTX_DATABASE": str(tmp_path / "piped.db")}
    command = [sys.executable, "-m", "desktop"]
    load = [*command, "load", str(written("office.json", OFFICE)), "--json"]
    done = subprocess.run(load, capture_output=True, env=environment, check=True)
    assert json.loads(done.stdout)["customers"] == 2
    with subprocess.Popen(
        [*command, "segment", "list", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as piped:
        assert piped.stdout is not None
        assert piped.stderr is not None
        piped.stdout.close()
        assert piped.stderr.read() == b""
