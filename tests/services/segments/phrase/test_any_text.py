"""Laws that hold for every text: it never fails, never selects everyone, loses no word."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.services.segments import checks
from desktop.services.segments.context import Context
from desktop.services.segments.nodes import AnyNode, Event, Everyone, Group, Records
from desktop.services.segments.phrase import vocabulary as v
from desktop.services.segments.phrase.words import keys, split
from tests.services.segments.phrase.conftest import Ask

WORDS = (  # noqa: SIM905 - words are read best in a row
    "aerobic zone 1 2 12 or and but , not no never either neither nor ( ) serviced pumped paid"
    " in the last next year years 6 months more than ago since March 2025 between top 10 % best"
    " lately then within contract ends expired phone name contains smith tagged dog do mail"
    " overdue due vip customers who haven't at least 3 times repair repairs by Joe Ramos"
    ' installed older systems balance over $500 "quoted" is spring mailing list 0 999999999999'
).split()
PHRASES = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=60)
FILLING = {key for word in v.FILLERS for key in keys(word)}
JOINING = {"and", "or", "but", "either", "neither", "nor", "plus", "also", "as", "well", "&"}


def has_everyone(node: AnyNode) -> bool:
    match node:
        case Everyone():
            return True
        case Group(children=below):
            return not below or any(map(has_everyone, below))
        case Event() | Records():
            return False
        case _:
            return False


@settings(max_examples=150, deadline=None)
@given(phrase=PHRASES)
def test_any_text_is_understood_safely(ask: Ask, context: Context, phrase: str) -> None:
    found = ask(phrase)
    trees = [found.tree, *(one.tree for q in found.questions for one in q.choices)]
    for tree in trees:
        if tree is not None:
            assert not has_everyone(tree)
            assert not checks.check(tree, context).errors
    assert (found.tree is None) == (not found.chips)


@settings(max_examples=150, deadline=None)
@given(phrase=PHRASES)
def test_every_word_is_used_or_shown_as_unused(ask: Ask, phrase: str) -> None:
    found = ask(phrase)
    shown = [chip.words for chip in found.chips] + list(found.unused)
    asked = " ".join(question.text for question in found.questions)
    said = Counter(word.key for part in shown for word in split(part))
    for word in split(phrase):
        known = word.key in FILLING | JOINING or word.kind == "mark"
        assert known or said[word.key] > 0 or word.text in asked or found.questions


@settings(max_examples=60, deadline=None)
@given(phrase=PHRASES)
def test_same_phrase_in_capitals_means_the_same(ask: Ask, phrase: str) -> None:
    if phrase.isascii() and "name" not in phrase:
        assert ask(phrase.upper()).tree == ask(phrase).tree
