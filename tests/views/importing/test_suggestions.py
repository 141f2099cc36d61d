"""What notes say of tanks: shown with the sentence, taken over with a tick, never without."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from sqlalchemy import select

from desktop.models.database import Office
from desktop.models.equipment import Asset
from desktop.views.importing.page import ImportPage
from desktop.views.importing.suggestions_panel import SENTENCE, SuggestionsPanel
from tests.views.importing.hands import Settle, click, drop, key

NOTES = """Name,Phone,Address,City,State,Zip,Tank size,Notes
Nell Abbott,903-555-0101,1 Oak St,Tyler,TX,75701,1000,1500 gal tank in the back
Earl Boone,903-555-0102,2 Oak St,Tyler,TX,75701,,lid 18 in down on the left
Bob Evans,903-555-0103,3 Oak St,Tyler,TX,75701,,500 gal pump tank
"""


@pytest.fixture
def panel(page: ImportPage, settled: Settle, tmp_path: Path) -> SuggestionsPanel:
    path = tmp_path / "notes.csv"
    path.write_text(NOTES, encoding="utf-8")
    drop(page.start.drop, path)
    settled()
    page.review.tabs.open("suggestions")
    return page.review.suggestions


def ticks(panel: SuggestionsPanel) -> list[bool]:
    return [line.is_ticked for line in panel.rows.model.lines]


def tick_place(panel: SuggestionsPanel, row: int) -> QPoint:
    """The middle of the box in front of a line."""
    view = panel.rows.view
    option = QStyleOptionViewItem()
    option.rect = view.visualRect(panel.rows.model.index(row, 0))
    option.features = QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    what = QStyle.SubElement.SE_ItemViewItemCheckIndicator
    return view.style().subElementRect(what, option, view).center()


def test_each_suggestion_shows_both_values_and_its_sentence(panel: SuggestionsPanel) -> None:
    model = panel.rows.model
    first = [model.data(model.index(0, column)) for column in range(SENTENCE + 1)]
    assert first == [
        "Tank size",
        "Nell Abbott",
        "1,000 gal → 1,500 gal",
        "“1500 gal tank in the back”",
    ]
    assert ticks(panel) == [False] * 3


def test_a_ticked_suggestion_is_imported_and_the_others_are_not(
    panel: SuggestionsPanel, page: ImportPage, settled: Settle, office: Office
) -> None:
    click(panel.rows.view.viewport(), tick_place(panel, 0))
    settled()
    assert ticks(panel) == [True, False, False]
    click(page.review.go)
    settled()
    with office.reading() as db:
        assert set(db.scalars(select(Asset.capacity_gal))) == {1500}


def test_one_box_ticks_all_of_a_kind_and_takes_the_ticks_back(
    panel: SuggestionsPanel, page: ImportPage, settled: Settle
) -> None:
    box = panel.kinds["Tank size"]
    at = QPoint(8, box.height() // 2)
    click(box, at)
    settled()
    assert {field for _, _, field in page.flow.choices.accepted} == {"capacity_gal"}
    assert ticks(panel) == [True, False, True]
    click(box, at)
    settled()
    assert not page.flow.choices.accepted


def test_the_space_bar_turns_a_tick(
    panel: SuggestionsPanel, page: ImportPage, settled: Settle
) -> None:
    view = panel.rows.view
    page.activateWindow()
    view.setFocus()
    view.setCurrentIndex(panel.rows.model.index(1, 0))
    key(view, Qt.Key.Key_Space)
    settled()
    assert ticks(panel) == [False, True, False]


def test_the_whole_sentence_of_the_line_in_front_stands_below(panel: SuggestionsPanel) -> None:
    panel.rows.view.selectRow(1)
    assert panel.rows.whole.text() == "Row 3: “lid 18 in down on the left”"


def test_files_without_suggestions_have_no_such_tab(
    page: ImportPage, settled: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("Name,Phone\nNell Abbott,903-555-0101\n", encoding="utf-8")
    drop(page.start.drop, path)
    settled()
    tabs = page.review.tabs
    assert not tabs.bar.isTabVisible([tabs.bar.tabText(i) for i in range(9)].index("Suggestions"))
