"""Words about contracts."""

import pytest

from desktop.services.desk.words import visits_owed


@pytest.mark.parametrize(
    ("done", "by_now", "said"),
    [
        (0, 0, ""),
        (1, 0, ""),
        (0, 1, "0 of 1 visit owed by now"),
        (3, 4, "3 of 4 visits owed by now"),
    ],
)
def test_visits_owed_are_told_once_some_are_owed(done: int, by_now: int, said: str) -> None:
    assert visits_owed(done, by_now) == said
