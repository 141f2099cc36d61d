"""Words about contracts."""

from datetime import date

import pytest

from desktop.services.care.contracts import Window
from desktop.services.desk.words import visits_owed, windows_missed


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


def test_windows_without_a_visit_are_told_the_latest_three_by_their_days() -> None:
    months = [Window(date(2026, n, 1), date(2026, n, 28)) for n in range(1, 6)]
    assert windows_missed([]) == ""
    assert windows_missed(months[:1]) == "no visit from Jan 1, 2026 to Jan 28, 2026"
    assert windows_missed(months).endswith(
        "Apr 28, 2026, May 1, 2026 to May 28, 2026, in 2 windows before"
    )
