"""Names nobody should give, trees nobody should build, and segments that vanish while open."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desktop.models.database import Office
from desktop.services.segments import saved
from desktop.services.segments.tree import Rule, from_json
from desktop.views.segments import clipboard, places
from desktop.views.segments.live import Live
from desktop.views.segments.page import SegmentsPage
from tests.views.segments.conftest import Heard
from tests.views.segments.hands import plain

RULE = {"field": "city", "op": "is", "value": "Athens"}
LONG, MIXED = "X" * 300, "مدينة العين 😀 <b>Ann</b> %_\\"


def deep(levels: int) -> dict[str, Any]:
    tree: dict[str, Any] = {"all": [RULE]}
    for number in range(levels - 1):
        tree = {"any" if number % 2 else "all": [RULE, tree]}
    return tree


def begin(page: SegmentsPage, definition: dict[str, Any], settled: Callable[[], None]) -> None:
    page.begin("Test", from_json(definition))
    settled()


@pytest.mark.parametrize("name", [LONG, MIXED])
def test_no_name_or_value_makes_the_window_wider(
    page: SegmentsPage, settled: Callable[[], None], name: str
) -> None:
    wide = page.minimumSizeHint().width()
    begin(page, {"all": [{"field": "name", "op": "contains", "value": name}]}, settled)
    page.desk.draft.change("Name", name=name)
    settled()
    assert page.minimumSizeHint().width() <= wide
    assert page.builder.head.name.text() == name


def test_a_name_that_is_too_long_is_refused_with_a_sentence(
    page: SegmentsPage, settled: Callable[[], None], heard: Heard
) -> None:
    begin(page, {"all": [RULE]}, settled)
    page.desk.draft.change("Name", name=LONG)
    page.saving.save()
    settled()
    assert [str(error) for error in heard.errors] == ["The name is longer than 120 letters."]
    assert page.desk.draft.is_unsaved


def test_any_letters_make_a_name(page: SegmentsPage, settled: Callable[[], None]) -> None:
    begin(page, {"all": [RULE]}, settled)
    page.desk.draft.change("Name", name=MIXED)
    page.saving.save()
    settled()
    assert page.list.line(page.desk.segment_id or 0) is not None
    assert not page.desk.draft.is_unsaved


def test_a_tree_too_deep_is_shown_and_said_to_be_so(
    page: SegmentsPage, settled: Callable[[], None]
) -> None:
    begin(page, deep(12), settled)
    assert len(page.builder.canvas.cards) == 12 + 12
    total = page.builder.total
    assert total is not None
    assert any("6 levels" in error.message for error in total.checked.errors)


@pytest.fixture
def uncounted(page: SegmentsPage, monkeypatch: pytest.MonkeyPatch) -> SegmentsPage:
    """A page that counts nothing: what is looked at is the editing alone."""
    monkeypatch.setattr(Live, "ask", lambda _live: None)
    return page


def test_an_edit_among_a_hundred_rules_builds_one_row_only(uncounted: SegmentsPage) -> None:
    page = uncounted
    page.begin("Test", from_json({"all": [{"any": [RULE] * 9} for _ in range(10)]}))
    cards = dict(page.builder.canvas.cards)
    rule = [node for node in places.walk(page.desk.tree) if isinstance(node, Rule)][40]
    page.desk.replace(rule.with_(value="Tyler"), "Change")
    assert page.builder.canvas.cards == cards
    page.builder.canvas.act("duplicate", rule.id or "")
    new = page.builder.canvas.cards.keys() - cards.keys()
    assert len(new) == 1
    assert all(page.builder.canvas.cards[key] is card for key, card in cards.items())


@pytest.mark.parametrize("rubbish", ["", "{", "[1, 2]", '{"all": 7}', "\x00\ufffe", "9" * 100_000])
def test_rubbish_on_the_clipboard_changes_nothing(
    page: SegmentsPage, settled: Callable[[], None], heard: Heard, rubbish: str
) -> None:
    begin(page, {"all": [RULE]}, settled)
    before = page.desk.tree
    QApplication.clipboard().setText(rubbish)
    clipboard.paste(page.builder.canvas)
    assert page.desk.tree is before
    assert len(heard.errors) == 1


def test_two_hundred_steps_are_taken_back_and_done_again(uncounted: SegmentsPage) -> None:
    page = uncounted
    page.begin("Test", from_json({"all": [RULE]}))
    rule = page.desk.tree.children[0]
    for number in range(200):
        if number % 2:
            page.builder.canvas.act("duplicate", rule.id or "")
        else:
            page.desk.replace(rule.with_(value=f"City {number}"), "Change")
        rule = page.desk.tree.children[0]
        if number % 10 == 9:
            for other in page.desk.tree.children[1:]:
                page.builder.canvas.act("remove", other.id or "")
    end, steps = page.desk.tree, page.desk.draft.stack.count()
    while page.desk.draft.stack.canUndo():
        page.builder.undo_step()
    page.builder.redo_step()  # the pasting itself
    assert steps > 200
    while page.desk.draft.stack.canRedo():
        page.builder.redo_step()
    assert page.desk.tree == end


def test_undo_after_saving_goes_back_and_is_unsaved_again(
    page: SegmentsPage, settled: Callable[[], None]
) -> None:
    begin(page, {"all": [RULE]}, settled)
    rule = page.desk.tree.children[0]
    page.desk.replace(rule.with_(value="Tyler"), "Change")
    page.saving.save()
    settled()
    assert not page.desk.draft.is_unsaved
    page.builder.undo_step()
    assert page.desk.draft.is_unsaved
    assert plain(page.desk.tree) == {"all": [RULE]}
    page.builder.redo_step()
    assert not page.desk.draft.is_unsaved


def test_a_segment_deleted_elsewhere_keeps_what_is_on_screen_and_says_so(
    page: SegmentsPage,
    keep: Callable[..., int],
    people: Office,
    settled: Callable[[], None],
    heard: Heard,
) -> None:
    segment = keep("Gone", {"all": [RULE]})
    page.show_segment(segment)
    settled()
    page.desk.replace(page.desk.tree.children[0].with_(value="Tyler"), "Change")
    with people.writing.begin() as db:
        saved.delete(db, segment)
    page.context.hub.tell("segments")
    settled()
    heard.errors.clear()
    page.saving.save()
    settled()
    assert "not on file any more" in str(heard.errors[0])
    assert plain(page.desk.tree)["all"][0]["value"] == "Tyler"


def test_the_newest_of_two_windows_is_shown_and_both_are_versions(
    make_page: Callable[[], SegmentsPage], keep: Callable[..., int], settled: Callable[[], None]
) -> None:
    segment = keep("Shared", {"all": [RULE]})
    pages = [make_page(), make_page()]
    for page, city in zip(pages, ("Tyler", "Bryan"), strict=True):
        page.show_segment(segment)
        settled()
        page.desk.replace(page.desk.tree.children[0].with_(value=city), "Change")
    for page in (*pages, pages[1]):  # the second is told of the first, and saves all the same
        page.saving.save()
        settled()
    with pages[0].context.office.reading() as db:
        card = saved.get(db, segment)
    assert card.version == 3
    assert card.tree is not None
    assert plain(card.tree)["all"][0]["value"] == "Bryan"


def test_a_refused_save_leaves_the_segment_alone_that_is_shown_by_then(
    make_page: Callable[[], SegmentsPage], keep: Callable[..., int], settled: Callable[[], None]
) -> None:
    shared, other = keep("Shared", {"all": [RULE]}), keep("Other", {"all": [RULE]})
    pages = [make_page(), make_page()]
    for page, city in zip(pages, ("Tyler", "Bryan"), strict=True):
        page.show_segment(shared)
        settled()
        page.desk.replace(page.desk.tree.children[0].with_(value=city), "Change")
    pages[0].saving.save()
    settled()
    pages[1].saving.save()
    pages[1].show_segment(other)
    settled()
    assert pages[1].desk.segment_id == other
    assert pages[1].desk.draft.version == 1
