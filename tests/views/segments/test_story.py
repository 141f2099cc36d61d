"""The office manager builds a segment by hand, saves it, and finds it again."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.views.segments.page import SegmentsPage
from tests.views.segments.hands import LEFT, card_of, choose, plain, root_of, write

WANTED = {
    "all": [
        {"field": "customer_type", "op": "is", "value": "Residential"},
        {"field": "postcode", "op": "is_any_of", "value": ["75751", "75752"]},
        {
            "event": "service",
            "form": "did_not",
            "window": {"kind": "last", "n": 3, "unit": "years"},
        },
    ]
}


def build(qtbot: QtBot, page: SegmentsPage) -> None:
    """Residential customers in two ZIP codes without a service in three years, by hand."""
    QTest.mouseClick(page.list.new, LEFT)
    QTest.keyClicks(page.builder.head.name, "Sleepers in Athens")
    root = root_of(page)
    choose(qtbot, root.add_rule, "customer type")
    choose(qtbot, card_of(page, page.desk.tree.children[0]).values.editors[0][1], "resid")
    choose(qtbot, root.add_rule, "mailing zip")
    zips = card_of(page, page.desk.tree.children[1])
    choose(qtbot, zips.operator_chip, "is any of")
    write(zips.values.editors[0][1].line, "75751, 75752")
    choose(qtbot, root.add_event, "service")
    served = card_of(page, page.desk.tree.children[2])
    choose(qtbot, served.form_chip, "had no")
    write(served.days.editors[0][1], "3")
    choose(qtbot, served.days.editors[1][1], "years")


def test_segment_built_by_hand_is_counted_saved_and_found_again(
    qtbot: QtBot,
    make_page: Callable[[], SegmentsPage],
    settled: Callable[[], None],
) -> None:
    page = make_page()
    build(qtbot, page)
    settled()
    preview = page.builder.preview
    assert plain(page.desk.tree) == WANTED
    assert (preview.figure.number.text(), preview.figure.share.text()) == (
        "2",
        "of 6 customers (33.3%)",
    )
    assert "Customer type is Residential" in preview.telling.sentence.text()
    names = [preview.model.index(row, 0).data() for row in range(preview.model.rowCount())]
    assert names == ["Ada Reyes", "Ben Ott"]

    QTest.keyClick(page.builder.head.name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert not page.builder.head.unsaved.isVisible()

    again = make_page()
    again.list.items.setCurrentIndex(again.list.model.index(0, 0))
    settled()
    assert again.builder.head.name.text() == "Sleepers in Athens"
    assert plain(again.desk.tree) == WANTED
    assert again.builder.preview.figure.number.text() == "2"
