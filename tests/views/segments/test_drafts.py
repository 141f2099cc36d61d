"""What is not saved is there again after the page was closed, in its own office only."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop.services.segments.tree import Everyone, Group, Rule, SegmentRef
from desktop.views.page import Context
from desktop.views.segments import drafts
from desktop.views.segments.draft import Sketch
from desktop.views.segments.page import SegmentsPage
from desktop.views.segments.places import prepared

CITY = {"field": "city", "op": "is", "value": "Athens"}
HALF = prepared(Group(children=(Rule(), SegmentRef(), Rule(field="city", op="is"), Everyone())))
Wait = Callable[[], None]
MakePage = Callable[[], SegmentsPage]


def close(page: SegmentsPage, settled: Wait) -> None:
    settled()
    page.close_page()


def test_unsaved_changes_come_back(
    keep: Callable[..., int], make_page: MakePage, settled: Wait
) -> None:
    segment = keep("Athens", CITY)
    page = make_page()
    page.show_segment(segment)
    settled()
    page.desk.draft.change("Name", name="Athens!")
    close(page, settled)
    page = make_page()
    page.show_segment(segment)
    settled()
    assert page.builder.head.name.text() == "Athens!"
    assert page.desk.draft.is_unsaved
    assert page.desk.question.is_as_saved  # only the name is another one


def test_new_segment_comes_back(make_page: MakePage, settled: Wait) -> None:
    page = make_page()
    page.new()
    page.desk.draft.change("Name", name="Half done", tree=HALF)
    close(page, settled)
    page = make_page()
    line = page.list.line(0)
    assert line is not None
    assert (line.name, line.unsaved) == ("Half done", True)
    page.show_segment(0)
    assert page.desk.tree == HALF


def test_saved_segment_leaves_nothing_behind(
    make_page: MakePage, settled: Wait, context: Context
) -> None:
    page = make_page()
    page.new()
    page.desk.draft.change("Name", name="All", tree=prepared(Everyone()))
    page.saving.save()
    close(page, settled)
    assert context.settings.get("segments.drafts") == {}


def test_draft_of_a_segment_that_is_gone_is_dropped(
    make_page: MakePage, settled: Wait, context: Context
) -> None:
    drafts.keep(context, {99: Sketch("Gone", "active", HALF)})
    close(make_page(), settled)
    assert drafts.kept(context) == {}


def test_each_office_has_its_own(context: Context) -> None:
    other = replace(context, office=replace(context.office, url="other.db"))
    drafts.keep(context, {0: Sketch("Mine", "static", HALF)})
    assert drafts.kept(other) == {}
    drafts.keep(other, {})
    assert drafts.kept(context) == {0: Sketch("Mine", "static", HALF)}


@pytest.mark.parametrize(
    "damaged",
    [[], {"0": None}, {"0": {}}, {"x": {}}, {"0": {"name": "a", "kind": "b", "tree": {"all": []}}},
     {"0": {"name": "a", "kind": "active", "tree": {"what": 1}}}],
)  # fmt: skip
def test_damaged_drafts_are_left_out(context: Context, damaged: Any) -> None:
    context.settings.set("segments.drafts", {context.office.url: damaged})
    assert drafts.kept(context) == {}


def test_reset_of_the_layout_keeps_them(context: Context) -> None:
    drafts.keep(context, {0: Sketch("Mine", "static", HALF)})
    context.settings.reset()
    assert drafts.kept(context) == {0: Sketch("Mine", "static", HALF)}
