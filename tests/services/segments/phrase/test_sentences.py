"""Everyday sentences of an office manager, each with the tree it means (sentences.json)."""

import json
from pathlib import Path

import pytest

from desktop.services.segments.tree import from_json
from tests.services.segments.phrase.conftest import Ask

SENTENCES = json.loads((Path(__file__).parent / "sentences.json").read_text("utf-8"))


@pytest.mark.parametrize("phrase", SENTENCES)
def test_everyday_sentence_means_its_tree(ask: Ask, phrase: str) -> None:
    found = ask(phrase)
    assert found.tree == from_json(SENTENCES[phrase])
    assert found[2:] == ((), (), "")  # nothing unused, asked or remarked
