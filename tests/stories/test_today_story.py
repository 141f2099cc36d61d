"""Task 2 of the day: what is due this week, by zone, at an office of 5,000 customers.

One click from the home screen to the list; the counts and gallons agree; it prints on at most one
page for every 40 rows.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.services.desk.due_list import DueGroup
from desktop.views.printing.preview import PreviewDialog
from desktop.views.today.words import group_label
from tests.stories.hands import Desk
from tests.views.printing.test_pages import pages_in

ROWS_A_PAGE = 40


def test_one_look_in_the_morning(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.home
    number = sum(page.board.tile(key).line.number for key in ("overdue", "due_week"))
    desk.click(page.due_button)
    assert desk.clicks == 1
    found, lines = page.due.found, page.due.table.model.lines
    assert found is not None
    groups = [line for line in lines if isinstance(line, DueGroup)]
    assert len({group.zone for group in groups}) > 1
    assert len({(group.zone_id, group.day) for group in groups}) == len(groups)
    assert all(row.zone == group.zone for group in groups for row in group.rows if row.zone)
    assert sum(len(group.rows) for group in groups) == len(lines) - len(groups) == number
    assert sum(group.gallons for group in groups) == found.gallons > 0
    assert page.due.table.model.index(0, 0).data() == group_label(groups[0])
    assert f"{number:,} services at " in page.due.said.text()
    assert f"{found.gallons:,} gallons to pump" in page.due.said.text()

    desk.key(page.due.table.view, Qt.Key.Key_P, ctrl=True)
    (preview,) = desk.window.findChildren(PreviewDialog)
    target = tmp_path / "due.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    desk.click(preview.pdf)
    assert pages_in(target) == len(preview.sheets) <= -(-number // ROWS_A_PAGE)
    preview.reject()
