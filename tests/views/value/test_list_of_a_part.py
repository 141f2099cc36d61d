"""The list behind a part: what is on the screen is what leaves, wherever it goes."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from sqlalchemy import update
from sqlalchemy.orm import Session

from desktop.models.facts import CustomerFact
from desktop.services import facts
from desktop.services.office.customer_columns import BY_KEY
from desktop.services.office.customer_list import Filter, Query
from desktop.services.segments import saved
from desktop.views.printing.content import Table, Text
from desktop.views.printing.faces import metrics
from desktop.views.printing.leaving import head_of
from desktop.views.printing.pages import WIDTH
from desktop.views.printing.pieces import GAP
from desktop.views.printing.preview import PreviewDialog
from desktop.views.segments.export_dialog import ExportDialog
from desktop.views.segments.page import SegmentsPage
from desktop.views.value import deeds, list_print
from desktop.views.value.health_tab import HealthTab
from desktop.views.value.list_columns import ABOUT
from desktop.views.value.list_panel import FIXED, SEGMENT, WHY_FIXED, ListPanel
from desktop.views.value.opening import Opening, opening
from desktop.views.value.page import ValuePage
from desktop.views.window import Window
from tests.views.people import TODAY
from tests.views.value.conftest import Wait, click, show

EVERYBODY = opening("Customer type: Residential", "label", dimension="customer_type",
                    value="residential")  # fmt: skip
LOST = opening("RFM segment Lost", "tile", key="lost")


def press(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def panel(page: ValuePage, settled: Wait) -> ListPanel:
    """A long list."""
    page.do("list", EVERYBODY)
    settled()
    return page.lists


@pytest.fixture
def lost(page: ValuePage, window: Window, settled: Wait) -> ListPanel:
    """A list of whom to win back: five, of whom two are not due yet."""
    assert window.context is not None
    with window.context.office.writing.begin() as db:
        first = list(range(1, 6))
        db.execute(update(CustomerFact).values(rfm_segment="loyal"))
        of = CustomerFact.customer_id
        lost = update(CustomerFact).where(of.in_(first)).values(rfm_segment="lost", on_cycle=False)
        db.execute(lost.values(live=True))
        db.execute(update(CustomerFact).where(of.in_((1, 2))).values(on_cycle=True))
        assert facts.is_current(db, TODAY)
    page.do("list", LOST)
    settled()
    return page.lists


def members(window: Window, name: str) -> set[int]:
    assert window.context is not None
    with window.context.office.reading() as db:
        return set(saved.member_ids(db, saved.by_name(db, name), TODAY))


def test_a_filter_becomes_a_condition_of_the_segment(
    panel: ListPanel, window: Window, settled: Wait
) -> None:
    panel._narrow(Filter("value_tier", ("vip", "standard")))
    settled()
    assert panel.segment.text() == SEGMENT
    on_screen, what = set(panel.model.ids), panel.shown
    press(panel.segment)
    settled()
    assert isinstance(window.page, SegmentsPage)
    assert what is not None
    assert what.name.endswith("; Value: VIP, Standard")
    assert members(window, what.name) == on_screen
    assert window.context is not None
    with window.context.office.reading() as db:
        assert saved.get(db, saved.by_name(db, what.name)).kind == "active"


def test_a_search_makes_a_fixed_list_and_the_button_says_so(
    panel: ListPanel, window: Window, settled: Wait
) -> None:
    panel.search.setText(panel.model.text(0, 0)[:3])
    panel._search()
    settled()
    assert (panel.segment.text(), panel.segment.toolTip()) == (FIXED, WHY_FIXED)
    on_screen, what = set(panel.model.ids), panel.shown
    press(panel.segment)
    settled()
    assert what is not None
    assert members(window, what.name) == on_screen
    assert window.context is not None
    with window.context.office.reading() as db:
        assert saved.get(db, saved.by_name(db, what.name)).kind == "static"


def test_the_workbook_holds_those_on_the_screen(
    page: ValuePage, panel: ListPanel, window: Window, settled: Wait, tmp_path: Path
) -> None:
    panel.search.setText(panel.model.text(0, 0)[:3])
    press(panel.export)  # what was typed counts, although no pause followed
    settled()
    dialog = page.findChild(ExportDialog)
    assert dialog is not None
    dialog.reject()
    what = panel.shown
    assert what is not None
    assert window.context is not None
    with window.context.office.reading() as db:
        path = tmp_path / "x.xlsx"
        written = what.write(db, TODAY, path, "x", ["name"], lambda _done=0, _total=0: None)
    assert 0 < written.written == len(panel.model.ids)


def test_print_shows_the_list_in_its_order_and_columns(
    page: ValuePage, panel: ListPanel, window: Window, settled: Wait
) -> None:
    panel.table.filter_header.sort_wanted.emit(panel.model.keys().index("name"))
    settled()
    page.print_it()
    settled()
    dialog = page.findChild(PreviewDialog)
    assert dialog is not None
    dialog.close()
    assert window.context is not None
    assert panel.what is not None
    with window.context.office.reading() as db:
        head = head_of(db, TODAY)
        made = list_print.prints(db, panel.what, panel.columns, panel.order, TODAY, head)
    text, table = made.parts
    assert isinstance(text, Text)
    assert isinstance(table, Table)
    names = [row[0] for row in table.groups[0].rows]
    assert names == [panel.model.text(row, 0) for row in range(len(names))]
    assert len(names) == len(panel.model.ids)
    assert "No room for" in text.text


def test_who_is_on_cycle_is_left_out_of_an_offer_until_wanted(
    lost: ListPanel, settled: Wait
) -> None:
    assert lost.count.text() == "3 of 5 customers"
    assert lost.on_cycle.text() == "Also 2 on cycle (not due yet)"
    assert set(lost.model.ids) == {3, 4, 5}
    lost.on_cycle.click()
    settled()
    assert set(lost.model.ids) == {1, 2, 3, 4, 5}
    assert lost.count.text() == "5 customers"


def test_the_due_status_stands_beside_the_segment(lost: ListPanel) -> None:
    assert lost.model.keys()[:5] == ["name", "rfm", "rfm_segment", "on_cycle", "due_status"]


def test_a_segment_of_an_offer_leaves_out_who_is_on_cycle(
    lost: ListPanel, window: Window, settled: Wait
) -> None:
    what = lost.shown
    press(lost.segment)
    settled()
    assert what is not None
    assert what.name == "RFM segment Lost, not on cycle"
    assert members(window, what.name) == {3, 4, 5}


def test_the_menu_of_an_offer_names_both_ways(page: ValuePage) -> None:
    done: list[tuple[str, Opening]] = []
    menu = deeds.show_menu(page, page.pos(), LOST, lambda key, what: done.append((key, what)))
    for action in menu.actions():
        action.trigger()
    assert [what.only_due for _, what in done] == [False, True, True, False, False]
    menu.close()


def test_nobody_after_a_filter_is_another_nobody(panel: ListPanel, settled: Wait) -> None:
    panel._narrow(Filter("name", contains="qqqq"))
    settled()
    assert panel.stack.currentWidget() is panel.nothing
    assert not panel.export.isEnabled()


@pytest.mark.parametrize("way", ["up", "down"])
def test_all_who_moved_open_as_a_list(page: ValuePage, settled: Wait, way: str) -> None:
    tab = show(page, "health", settled)
    assert isinstance(tab, HealthTab)
    assert tab.answer is not None
    moved = tab.answer[1].up if way == "up" else tab.answer[1].down
    link = tab.all_up if way == "up" else tab.all_down
    assert link.text() == f"Open all {moved:,}"
    if not moved:
        assert not link.isVisible()
        return
    press(link)
    settled()
    assert len(page.lists.model.ids) == moved
    page.show_picture()
    assert link.hasFocus()


def test_a_long_list_gets_a_name_that_fits(window: Window) -> None:
    assert window.context is not None
    what = EVERYBODY._replace(query=Query(search="x" * 200))
    assert deeds.fitting(what) == "Customer type: Residential, narrowed"


def test_too_long_a_list_is_refused_on_paper(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_print, "MOST", 1)
    assert window.context is not None

    def make(db: Session) -> None:
        head = head_of(db, TODAY)
        list_print.prints(db, EVERYBODY, ("name",), Query(), TODAY, head)

    with (
        window.context.office.reading() as db,
        pytest.raises(Exception, match="too many for paper"),
    ):
        make(db)


def test_a_cell_of_the_heat_map_is_no_offer(page: ValuePage, settled: Wait) -> None:
    click(next(p for p in page.tab.charts[0].parts if isinstance(p.mark.key, Opening)))
    settled()
    assert not page.lists.on_cycle.isVisible()


def test_a_list_about_health_keeps_the_phone_and_whole_headings_on_paper() -> None:
    asked = ("name", *ABOUT["health"], "account_no", "type", "phone", "city")
    shown, left = list_print.fitting([BY_KEY[key] for key in asked])
    assert [one.key for one in shown][:2] == ["name", "phone"]
    assert {one.key for one in (*shown, *left)} == set(asked)
    point = WIDTH / sum(map(list_print.share, shown))
    for one in shown:
        wide = metrics("row_head").horizontalAdvance(one.label)
        assert wide <= list_print.share(one) * point - GAP, one.label
