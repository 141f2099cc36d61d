"""Looking through XML a piece at a time finds what one look at the whole finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.importing.files import gate_scan
from desktop.services.importing.files.gate_sheets import far_corner

WORDS = [b"<c ", b'<c r="', b' r="AB7"', b' r="A1"', b' r="B100000"', b"/>", b">", b"</c>", b"x"]
xml = st.lists(st.sampled_from(WORDS), max_size=40).map(b"".join)


@pytest.fixture(autouse=True)
def _short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_scan, "PIECE", 7)


@given(xml, st.sampled_from(WORDS))
def test_what_lies_across_two_pieces_is_found_and_counted(whole: bytes, what: bytes) -> None:
    assert gate_scan.has(whole, what) == (what in whole)
    assert gate_scan.count(whole, what) == whole.count(what)


@given(xml)
def test_a_pattern_across_two_pieces_is_found(whole: bytes) -> None:
    pattern = re.compile(rb' r="[A-Z]+\d+"[^>]*>')
    assert gate_scan.found(pattern, whole) == bool(pattern.search(whole))


@given(xml)
def test_every_place_where_a_pattern_begins_is_tried_once(whole: bytes) -> None:
    begins, pattern = re.compile(rb' r="'), re.compile(rb' r="([A-Z]+\d+)"[^>]*>')
    places = [match.start() for match in gate_scan.matches(begins, pattern, whole)]
    assert places == [at for at in range(len(whole)) if pattern.match(whole, at)]


@pytest.mark.parametrize("letters", ["Z", "AA", "XFD"])
def test_a_far_cell_is_seen_wherever_its_piece_ends(letters: str) -> None:
    for before in range(20):
        sheet = b"<row>" + b" " * before + f'<c r="{letters}1048576"><v>1</v></c></row>'.encode()
        assert far_corner(sheet)[0] == 1_048_576


def test_nothing_is_found_in_nothing() -> None:
    assert not gate_scan.has(b"", b"x")
    assert not gate_scan.found(re.compile(b"x"), b"")
    assert list(gate_scan.matches(re.compile(b"x"), re.compile(b"x"), b"")) == []
