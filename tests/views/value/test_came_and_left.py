"""Who came or left within a month: a list, a segment that stays, a workbook, or nobody."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.services.segments import saved
from desktop.services.value import behind
from desktop.services.value.movement import NEW
from desktop.views.segments.page import SegmentsPage
from desktop.views.value import deeds
from desktop.views.value.opening import Opening
from desktop.views.value.page import ValuePage
from desktop.views.value.tab import NO_LIST
from desktop.views.window import Window
from tests.views.people import TODAY
from tests.views.value.conftest import Wait, click, show

Key = Qt.Key


def came(page: ValuePage, settled: Wait) -> Opening:
    """A cell of customers who were not there before, which no condition finds."""
    parts = show(page, "movement", settled).matrix.parts
    keys = [part.mark.key for part in parts if isinstance(part.mark.key, Opening)]
    return next(key for key in keys if dict(key.values)["before"] == NEW)


def test_a_part_of_nobody_says_so_and_offers_nothing(
    page: ValuePage, window: Window, settled: Wait
) -> None:
    tab = show(page, "health", settled)
    part = next(one for one in tab.scores.parts if one.mark.name.endswith(": 0 customers"))
    assert part.cursor().shape() == Qt.CursorShape.ArrowCursor
    click(part)
    assert not page.list_is_open
    assert window.toast.text.text() == NO_LIST
    assert len(tab.scores.parts) == 10


def test_who_came_or_left_becomes_a_list_that_stays(
    page: ValuePage, window: Window, settled: Wait
) -> None:
    what = came(page, settled)
    page.do("segment", what)
    settled()
    assert isinstance(window.page, SegmentsPage)
    assert window.context is not None
    with window.context.office.reading() as db:
        segment = saved.by_name(db, what.title)
        members = set(saved.member_ids(db, segment, TODAY))
        assert members == set(behind.live(db, what.people(db, TODAY))) != set()
        assert saved.get(db, segment).kind == "static"


def test_who_came_or_left_goes_into_a_workbook(
    page: ValuePage, window: Window, settled: Wait, tmp_path: Path
) -> None:
    what = came(page, settled)
    assert window.context is not None
    with window.context.office.reading() as db:
        path = tmp_path / "came.xlsx"
        written = what.write(db, TODAY, path, what.title, ["name"], lambda _done=0, _total=0: None)
        assert written.written == what.how_many(db, TODAY) > 0


def test_nobody_live_makes_no_segment(
    page: ValuePage, window: Window, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(behind, "live", lambda _db, _found: [])
    monkeypatch.setattr(
        "desktop.views.window.show_error", lambda _w, error, _f: said.append(str(error))
    )
    page.do("segment", came(page, settled))
    settled()
    assert said == [deeds.NONE_LIVE]
    assert window.page is page
