"""Tab goes through the builder in reading order, also after conditions were added."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.views.segments.page import SegmentsPage
from tests.views.segments.hands import root_of

RULES = [
    {"field": "city", "op": "is", "value": "Athens"},
    {"field": "tank_gallons", "op": "between", "value": 1, "value2": 2},
]


def after(widget: QWidget, wanted: list[QWidget]) -> list[QWidget]:
    """The wanted widgets in the order in which Tab reaches them from `widget`."""
    found, here = [widget], widget.nextInFocusChain()
    while here is not None and here is not widget:
        if here in wanted:
            found.append(here)
        here = here.nextInFocusChain()
    return found


def test_tab_goes_from_the_name_through_the_rows_to_the_preview(
    keep: Callable[..., int], make_page: Callable[[], SegmentsPage], settled: Callable[[], None]
) -> None:
    segment = keep("Both", {"all": RULES})
    page = make_page()
    page.show_segment(segment)
    settled()
    page.builder.canvas.act("duplicate", page.desk.tree.children[0].id or "")
    builder, root = page.builder, root_of(page)
    wanted: list[QWidget] = [builder.head.name, *builder.head.kinds.values()]
    for card in root.cards:
        values = [editor for _, editor in card.values.editors]  # type: ignore[attr-defined]
        chips = [card.field_chip, card.operator_chip]  # type: ignore[attr-defined]
        wanted += [*chips, *values, card.mute, card.menu, card.delete]
    wanted += [root.add_rule, builder.preview.figure.export, builder.preview.who]
    assert after(builder.head.name, wanted) == wanted
