"""Every form of a behaviour, and rankings, are filled in on the screen by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.segments.checks import check
from desktop.services.segments.context import Context
from desktop.services.segments.nodes import FORMS
from desktop.services.segments.tree import from_json
from desktop.views.segments.event_forms import FORM_ABOUT, FORM_LABELS
from desktop.views.segments.page import SegmentsPage
from tests.services.segments.test_event_forms import condition
from tests.views.segments.hands import card_of, choose, plain, root_of, write

Wait = Callable[[], None]


def show(page: SegmentsPage, definition: Any) -> Any:
    page.new()
    page.desk.draft.start("", "active", from_json({"all": [definition]}))
    return card_of(page, page.desk.tree.children[0])


def first(page: SegmentsPage) -> Any:
    return plain(page.desk.tree)["all"][0]


def fields(card: Any) -> dict[str, Any]:
    """The editors of the form by what they edit."""
    return {slot.attribute: editor for slot, editor in (*card.more.editors, *card.sides.editors)}


def test_every_form_has_a_name_and_says_what_it_asks() -> None:
    assert set(FORM_LABELS) == set(FORM_ABOUT) == set(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_condition_is_shown_and_left_as_it_is(page: SegmentsPage, form: str) -> None:
    card = show(page, condition(form))
    assert card.form_chip.text()
    assert first(page)["form"] == form
    assert {k: v for k, v in first(page).items() if k not in ("has", "then_where")} == {
        k: v for k, v in condition(form).items() if k not in ("has", "then_where")
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_chosen_and_begins_with_what_most_would_ask(
    qtbot: QtBot, page: SegmentsPage, form: str
) -> None:
    card = show(page, {"event": "service", "form": "did_not" if form == "did" else "did"})
    choose(qtbot, card.form_chip, FORM_LABELS[form])
    assert first(page)["form"] == form


def test_followed_by_is_filled_in_by_hand(qtbot: QtBot, page: SegmentsPage, settled: Wait) -> None:
    card = show(page, {"event": "quote_sent", "form": "did"})
    choose(qtbot, card.form_chip, FORM_LABELS["sequence"])
    choose(qtbot, fields(card)["then"], "Visit booked")
    write(fields(card)["within"], "2")
    choose(qtbot, fields(card)["unit"], "weeks")
    settled()
    assert first(page) == {
        "event": "quote_sent",
        "form": "sequence",
        "then": "visit_booked",
        "within": 2,
        "unit": "weeks",
    }
    assert card.tally.text() == "0"


def test_what_follows_can_have_conditions_of_its_own(qtbot: QtBot, page: SegmentsPage) -> None:
    card = show(page, condition("sequence", then="service"))
    choose(qtbot, card.then_button, "Kind")
    assert first(page)["then_where"]["all"][0]["field"] == "kind"
    choose(qtbot, fields(card)["then"], "Payment")
    assert "then_where" not in first(page)


def test_a_sum_is_filled_in_by_hand(qtbot: QtBot, page: SegmentsPage, settled: Wait) -> None:
    card = show(page, {"event": "payment", "form": "did"})
    choose(qtbot, card.form_chip, FORM_LABELS["sum"])
    choose(qtbot, fields(card)["op"], "is between")
    settled()
    write(fields(card)["value"], "$1,500")
    write(fields(card)["value2"], "2000")
    asked = {"attr": "amount", "op": "between", "value": 1500, "value2": 2000}
    assert first(page) == {"event": "payment", "form": "sum"} | asked


def test_two_times_are_compared_by_hand(qtbot: QtBot, page: SegmentsPage) -> None:
    card = show(page, {"event": "service", "form": "did"})
    choose(qtbot, card.form_chip, FORM_LABELS["compare"])
    assert first(page)["change"] == {"op": "lt"}
    choose(qtbot, fields(card)[".change.op"], "each so many:")
    write(fields(card)["a.side.value"], "2")
    choose(qtbot, fields(card)["b.window.kind"], "in the last")
    write(fields(card)["b.window.n"], "6")
    made = first(page)
    assert "change" not in made
    assert made["a"] == {"window": {"kind": "period", "name": "last_year"}, "op": "ge", "value": 2}
    assert made["b"]["window"] == {"kind": "last", "n": 6, "unit": "months"}


def test_a_ranking_is_added_and_filled_in(qtbot: QtBot, page: SegmentsPage, settled: Wait) -> None:
    page.new()
    choose(qtbot, root_of(page).add_rank, "Lifetime revenue")
    card = card_of(page, page.desk.tree.children[0])
    write(card.number, "10")
    choose(qtbot, card.part_chip, "customers")
    choose(qtbot, card.end_chip, "the lowest")
    assert first(page) == {"rank": "lifetime_revenue", "end": "bottom", "n": 10}
    settled()
    assert not card.remark.text()


def test_every_form_begun_lacks_at_most_one_thing(qtbot: QtBot, page: SegmentsPage) -> None:
    with page.context.jobs.office.reading() as db:
        context = Context(db, page.desk.today())
        for form in FORMS:
            card = show(page, {"event": "service", "form": "did_not" if form == "did" else "did"})
            choose(qtbot, card.form_chip, FORM_LABELS[form])
            errors = check(page.desk.tree, context).errors
            assert len({found.message for found in errors}) <= 2, form
