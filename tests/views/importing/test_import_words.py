"""Sentences and numbers of the import page."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from desktop.places import resource
from desktop.services.importing.kinds import BOX_LABELS, BOXES
from desktop.services.importing.planning.plan import Applying
from desktop.services.importing.planning.staging import ENTITIES, FieldChange
from desktop.services.importing.records import TotalCheck
from desktop.views.importing.amounts import Amounts, AmountsPanel, Check, check_sentence
from desktop.views.importing.bringing import FURTHER, MAIN, WORDS, brings, brought
from desktop.views.importing.lines import change_text
from desktop.views.importing.tiles import sum_sentence
from desktop.views.importing.visits import ProposedService, visits_sentence
from desktop.views.importing.words import dollars, listed, moment
from desktop.views.widgets.sign_looks import BOX_LOOKS
from desktop.views.widgets.working import progress_text

COUNTS = st.fixed_dictionaries({box: st.integers(0, 100_000) for box in BOXES})


@given(COUNTS)
def test_the_sum_is_written_out_and_compared(counts: dict[str, int]) -> None:
    total = sum(counts.values())
    assert sum_sentence(counts, total).endswith("every row of the files is in one of these boxes.")
    assert f"but the files hold {total + 1:,} rows" in sum_sentence(counts, total + 1)


def test_every_box_has_a_look_and_an_icon() -> None:
    assert set(BOX_LOOKS) == set(BOXES) == set(BOX_LABELS)
    assert all((resource("icons") / f"{shown.icon}.svg").exists() for shown in BOX_LOOKS.values())


def test_every_kind_of_record_has_words() -> None:
    assert set(WORDS) == set(ENTITIES) == {*MAIN, *FURTHER}


@pytest.mark.parametrize(
    ("new", "changed", "said"),
    [
        ({}, 0, ""),
        ({"customers": 1}, 0, "1 customer"),
        ({"customers": 45, "invoices": 12}, 0, "45 customers and 12 invoices"),
        ({"customers": 10, "visits": 8, "properties": 9}, 0, "10 customers and 8 service visits"),
        ({"visits": 2}, 0, "2 service visits"),
        ({}, 1, "1 change"),
        ({"customers": 2, "estimates": 1}, 3, "2 customers, 1 estimate and 3 changes"),
    ],
)
def test_the_button_names_what_comes_in(new: dict[str, int], changed: int, said: str) -> None:
    assert brings(new, changed) == said


def test_the_history_names_new_and_changed() -> None:
    said = brought({"customers": 2, "visits": 1}, {"customers": 1})
    assert said == "2 customers and 1 service visit new; 1 customer changed"
    assert brought({}, {}) == "nothing new, nothing changed"


@pytest.mark.parametrize(
    ("column", "old", "new", "said"),
    [
        ("city", "Tyler", "Lindale", "City: Tyler → Lindale"),
        ("contract_price_cents", None, 25_000, "Contract price: nothing → $250.00"),
        ("first_seen", date(2025, 3, 4), None, "First seen: Mar 4, 2025 → nothing"),
        (
            "other_emails",
            None,
            ["a@x.example", "b@x.example"],
            "Other emails: nothing → a@x.example, b@x.example",
        ),
        ("do_not_mail", False, True, "Do not mail: no → yes"),
    ],
)
def test_a_change_is_shown_as_old_and_new(column: str, old: object, new: object, said: str) -> None:
    assert change_text(FieldChange("customers", 1, column, old, new)) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_listed_as_a_sentence_says_them(words: list[str], said: str) -> None:
    assert listed(words) == said


@pytest.mark.parametrize(
    ("done", "passed", "said"),
    [
        (0, 9.0, "0 of 100,000 rows"),
        (50_000, 1.0, "50,000 of 100,000 rows"),
        (50_000, 8.0, "50,000 of 100,000 rows, about 8 seconds left"),
        (10_000, 20.0, "10,000 of 100,000 rows, about 3 minutes left"),
        (100_000, 80.0, "100,000 of 100,000 rows"),
    ],
)
def test_the_time_left_is_guessed_once_it_can_be(done: int, passed: float, said: str) -> None:
    assert progress_text(done, 100_000, passed) == said


@pytest.mark.parametrize(
    ("new", "visits", "said"),
    [
        (0, 0, "No visits will be recorded."),
        (0, 1, "1 visit will be recorded."),
        (1, 2, "2 visits will be recorded. 1 item is new here: see whether the service fits."),
        (2, 3, "3 visits will be recorded. 2 items are new here: see whether the service fits."),
    ],
)
def test_the_visits_say_what_is_new(new: int, visits: int, said: str) -> None:
    items = [ProposedService(f"Item {n}", "item", "PUMP", 2, is_new=True) for n in range(new)]
    known = ProposedService("pump", "words", "PUMP", 2, is_new=False)
    assert visits_sentence([*items, known], visits) == said


def test_credits_count_as_the_invoices_of_the_button(qtbot: QtBot) -> None:
    panel = AmountsPanel()
    qtbot.addWidget(panel)
    panel.show_amounts(Amounts(3, 1, 0, Decimal(0), Decimal(0)), [], Applying())
    assert panel.figures["Invoices, with credits"].text() == "4"
    panel.checks.let_go()


def test_totals_that_differ_are_counted() -> None:
    good = Check("a.csv", TotalCheck(9, "Reyes", Decimal(5), Decimal(5)))
    bad = Check("a.csv", TotalCheck(12, None, Decimal(9), Decimal("8.5")))
    assert check_sentence([good, bad]) == "1 total of 2 differ from our sum of the same rows."
    assert check_sentence([]) == ""


def test_amounts_keep_their_cents_and_sign() -> None:
    assert (dollars(Decimal("1630.05")), dollars(Decimal(-85))) == ("$1,630.05", "-$85.00")


def test_a_moment_has_no_leading_zero() -> None:
    said = moment(datetime(2026, 3, 4, 12, 5, tzinfo=UTC).replace(tzinfo=None))
    assert "2026, 0" not in said
    assert said.endswith(("AM", "PM"))
