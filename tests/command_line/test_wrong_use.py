"""What people type by mistake gets a sentence and status 1 or 2, never status 70."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.command_line.table import COMMANDS, GROUPS
from tests.command_line.conftest import Run

TOO_LARGE = "9" * 30
SAID = [
    (("undo-import", TOO_LARGE), 2, "is no whole number, or too large"),
    (("due", "--within", "soon"), 2, "soon is no whole number"),
    (("due", "--within", "-1"), 2, "from 0 on"),
    (("--as-of", "2028-02-30", "due"), 2, "usage: ecbtx"),
    (("due",), 1, "There is no office file"),
]


@pytest.mark.parametrize(("words", "status", "said"), SAID, ids=lambda one: str(one)[:30])
def test_it_is_said_what_is_wrong(run: Run, words: tuple[str, ...], status: int, said: str) -> None:
    answer = run(*words)
    assert (answer.status, said in answer.errors) == (status, True)


def test_every_group_of_commands_says_what_it_is_about() -> None:
    assert {one.name.partition(" ")[0] for one in COMMANDS if " " in one.name} == set(GROUPS)


def test_the_last_day_of_the_calendar_is_a_day(
    run: Run, written: Callable[[str, Any], Path]
) -> None:
    office = {
        "format": "ecbtx-office",
        "version": 1,
        "customers": [{"id": "c1", "display_name": "Reyes"}],
        "zones": [{"id": "z1", "name": "North", "kind": "custom", "zip_codes": ["77801"],
                   "service_weekdays": ["tue"]}],
        "properties": [{"id": "p1", "zip5": "77801"}],
        "property_links": [{"customer": "c1", "property": "p1"}],
        "systems": [{"id": "s1", "property": "p1", "kind": "conventional",
                     "install_date": "2019-05-01"}],
    }  # fmt: skip
    assert run("load", written("office.json", office)).status == 0
    for day in ("0001-01-01", "9999-12-31"):
        assert run("--as-of", day, "due").status == 0
    assert run("segment", "phrase", "").output == "Say in words who is meant.\n"
