"""Every row of the tables of the phrase box is one that the rest knows."""

import re

from desktop.services.segments import catalogue, checks
from desktop.services.segments.context import Context
from desktop.services.segments.events import EVENTS
from desktop.services.segments.phrase import vague
from desktop.services.segments.phrase import vocabulary as v
from desktop.services.segments.phrase.clauses import MAKERS
from desktop.services.segments.phrase.grammar import GRAMMAR


def test_every_form_of_the_grammar_has_a_maker() -> None:
    conditions = GRAMMAR.split("any_field:")[0] + GRAMMAR.split("any_field:")[1].split("cmp:")[0]
    assert set(re.findall(r"-> (\w+)", conditions)) == set(MAKERS)


def test_fields_of_the_tables_are_in_the_catalogue() -> None:
    named = {*v.FIELD_WORDS, *v.FREE, *v.VALUE_NOUNS, *v.KNOWN_ALONE, *v.AHEAD}
    assert named | {field for field, _ in v.VALUE_WORDS} <= set(catalogue.FIELDS)


def test_events_of_the_tables_are_known() -> None:
    assert {event for event, _ in (*v.EVENT_NOUNS, *v.EVENT_VERBS)} <= set(EVENTS)


def test_every_reading_of_a_vague_word_could_be_saved(context: Context) -> None:
    for words, readings in vague.VAGUE:
        for label, node in readings:
            assert not checks.check(node, context).errors, (words, label)
