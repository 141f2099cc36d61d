"""The command `check`: what is wrong, one sentence each, however much else cannot be read."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.command_line.conftest import Run

OFFICE = {
    "format": "ecbtx-office",
    "version": 1,
    "customers": [{"id": f"c{n}", "display_name": "Reyes"} for n in (1, 2)],
    "properties": [{"id": "p1", "lat": 30.5, "lon": -96.1}],
    "property_links": [{"customer": "c1", "property": "p1"}],
    "systems": [{"id": "s1", "property": "p1", "kind": "aerobic", "install_date": "2019-05-01"}],
}


def test_a_badly_stored_day_is_told_and_all_else_is_still_checked(
    run: Run, written: Callable[[str, Any], Path], tmp_path: Path
) -> None:
    run("load", written("office.json", OFFICE))
    file = sqlite3.connect(tmp_path / "office.db")
    file.execute("UPDATE systems SET install_date = '2026-13-45'")
    file.execute("UPDATE customer_facts SET service_count = 9 WHERE customer_id = 2")
    file.commit()
    file.close()
    said = run("check", "--json")
    messages = {one["where"]: one["message"] for one in said.json["findings"]}
    assert said.status == 1
    assert messages["systems.install_date"] == (
        "Record 1 of “systems” has “2026-13-45” as its install date, which is no day."
    )
    assert "stored as “9”, but “0” follows" in messages["customer_facts.service_count"]
    assert "install date, which is no day." in run("check").output
