"""Much is let go of a little at a time, and all of it."""

from types import SimpleNamespace

from desktop.services import pace


def test_what_an_object_holds_much_of_is_emptied() -> None:
    held = SimpleNamespace(rows={1: "a", 2: "b"}, seen={1, 2}, name="list", none={})
    pace.empty(held)
    assert held == SimpleNamespace(rows={}, seen=set(), name="list", none={})


def test_lists_are_emptied_whatever_their_length() -> None:
    pieces = [list(range(length)) for length in (0, 1, 500, 1_234)]
    pace.release(pieces)
    assert pieces == [[], [], [], []]
