"""Two windows with one segment: the second is told, and saving again keeps both."""

from collections.abc import Callable
from typing import Any

import pytest

from desktop.services.segments import versions
from desktop.views.segments.page import SegmentsPage
from tests.views.segments.conftest import TODAY

MakePage = Callable[[], SegmentsPage]
Wait = Callable[[], None]
ATHENS = {"all": [{"field": "city", "op": "is", "value": "Athens"}]}


def change(page: SegmentsPage, city: str) -> None:
    page.desk.replace(page.desk.tree.children[0].with_(value=city), "Change")


def save(page: SegmentsPage, settled: Wait) -> None:
    page.commands()["save"]()
    settled()


def told(page: SegmentsPage) -> list[int]:
    with page.context.office.reading() as db:
        return [one.number for one in versions.versions(db, page.desk.segment_id or 0, TODAY)]


@pytest.fixture
def two(make_page: MakePage, keep: Callable[..., int], settled: Wait) -> list[SegmentsPage]:
    """Both have read version 1; the first has saved version 2 since."""
    segment = keep("Athens", ATHENS)
    pages = [make_page(), make_page()]
    for page in pages:
        page.show_segment(segment)
        settled()
    change(pages[0], "Tyler")
    save(pages[0], settled)
    change(pages[1], "Bryan")
    return pages


def test_the_second_is_told_and_keeps_what_it_has(
    two: list[SegmentsPage], settled: Wait, heard: Any
) -> None:
    save(two[1], settled)
    assert "while you were changing version 1" in str(heard.errors[-1])
    assert two[1].desk.draft.is_unsaved
    assert told(two[1]) == [2, 1]


def test_saving_again_makes_the_next_version(
    two: list[SegmentsPage], settled: Wait, heard: Any
) -> None:
    save(two[1], settled)
    save(two[1], settled)
    assert told(two[1]) == [3, 2, 1]
    assert not two[1].desk.draft.is_unsaved
    change(two[1], "Paris")
    save(two[1], settled)
    assert told(two[1]) == [4, 3, 2, 1]
    assert len(heard.errors) == 1


def test_what_was_put_aside_remembers_what_it_was_made_of(
    two: list[SegmentsPage], settled: Wait, make_page: MakePage, heard: Any
) -> None:
    segment = two[1].desk.segment_id or 0
    two[1].close_page()
    page = make_page()
    page.show_segment(segment)
    settled()
    assert page.desk.draft.version == 1
    save(page, settled)
    assert "while you were changing version 1" in str(heard.errors[-1])
