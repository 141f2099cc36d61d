"""A move found late gets its day while the window is at rest."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.models.database import Office
from desktop.services import facts
from desktop.services.segments import membership, membership_log, saved
from desktop.services.segments.tree import from_json
from desktop.views.page import Context
from desktop.views.segments import late_moves
from tests.views.segments.conftest import TODAY, Heard

NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - stored without a zone
# Cora was served on May 4, and is so no longer on the last day before the newest calculation.
RECENT = {"field": "last_service", "op": "in_last", "value": 201, "unit": "days"}


def test_a_late_move_gets_its_day_at_rest(
    qtbot: QtBot,
    people: Office,
    context: Context,
    heard: Heard,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(late_moves, "REST_MS", 1)
    with people.writing.begin() as db:
        before = TODAY - timedelta(3)
        segment = saved.save(
            db, name="S", node=from_json(RECENT), kind="active", as_of=before, saved_at=NOW
        )
        for day in (before, TODAY):
            facts.refresh(db, day, ())
            membership.refresh(db, day, NOW, touched=())
    parent = QObject()
    late_moves.date_soon(parent, context)
    qtbot.waitUntil(lambda: heard.topics == ["segments"], timeout=20_000)
    with people.reading() as db:
        (move,) = membership_log.history(db, segment)
    assert (move.day, move.came_in, move.since) == (date(2026, 11, 21), False, None)
