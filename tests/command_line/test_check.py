"""The command `check`: what is wrong, one sentence each, however much else cannot be read."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.command_line.conftest import Run

OFFICE: dict[str, Any] = {
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


DRIFTS = {
    "customer_texts": "DELETE FROM customer_texts WHERE customer_id = 1",
    "service_facts": "UPDATE service_facts SET kinds = 2 WHERE customer_id = 1",
    "due_items": "UPDATE due_items SET due = '2030-01-01' WHERE service = 'INSPECT'",
    "customer_facts": "UPDATE customer_facts SET lifecycle = 'lapsed' WHERE customer_id = 2",
    "property_zones": "UPDATE property_zones SET \"by\" = 'zip'",
    "hot_points": "UPDATE hot_points SET hot = 1",
    "membership_intervals": "DELETE FROM membership_intervals WHERE customer_id = 1",
    "payment_shares": "UPDATE payment_shares SET amount_cents = 70000",
}
WORK = {
    "visits": [
        {"id": "v1", "property": "p1", "customer": "c1", "status": "completed",
         "completed_date": "2026-03-01", "lines": [{"service": "INSPECT"}]},
    ],
    "invoices": [{"id": "i1", "customer": "c1", "date": "2026-03-01", "amount": "100.00"}],
    "payments": [{"id": "y1", "customer": "c1", "date": "2026-03-02", "amount": "60.00"}],
    "payment_shares": [{"id": "sh1", "payment": "y1", "invoice": "i1", "amount": "60.00",
                        "by": "oldest_first", "applied_on": "2026-03-02"}],
}  # fmt: skip


def test_a_drift_of_every_kind_is_found(
    run: Run, written: Callable[[str, Any], Path], tmp_path: Path
) -> None:
    assert run("load", written("office.json", OFFICE | WORK)).status == 0
    assert run("segment", "refresh", "--all").status == 0
    assert run("check").output == "Everything agrees.\n"
    file = sqlite3.connect(tmp_path / "office.db")
    for statement in DRIFTS.values():
        assert file.execute(statement).rowcount > 0, statement
    file.commit()
    file.close()
    said = run("check", "--json")
    assert said.status == 1
    assert {one["where"].partition(".")[0] for one in said.json["findings"]} == set(DRIFTS)
    assert all(one["message"].endswith((".", "invoices")) for one in said.json["findings"])
