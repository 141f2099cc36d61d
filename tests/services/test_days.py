"""Days as screen and paper write them."""

from datetime import date

from desktop.services.days import day_text, paper_day


def test_a_day_in_words_and_in_figures() -> None:
    assert day_text(date(2025, 3, 4)) == "Mar 4, 2025"
    assert paper_day(date(2025, 3, 4)) == "03/04/2025"
    assert paper_day(date(999, 12, 31)) == "12/31/0999"
