"""The command of the months ahead: as many as asked for, whole numbers, sentences below."""

import pytest

from tests.command_line.conftest import Run


@pytest.fixture
def office(run: Run) -> Run:
    """A few customers of the sample."""
    assert run("sample", "--customers", 12, "--years", 2, "--seed", 3).status == 0
    return run


def test_months_rates_minutes_and_seasons_are_told(office: Run) -> None:
    found = office("forecast", "--months", 3, "--json").json
    labels = [one["label"] for one in found["months"]]
    assert labels == ["Overdue", "Jun 2026", "Jul 2026", "Aug 2026", "In all"]
    assert sum(one["due"] for one in found["months"][:-1]) == found["months"][-1]["due"] > 0
    assert {one["service"] for one in found["rates"]} == {
        "PUMP", "INSPECT", "ANNUAL_INSP", "GREASE", "GRIT",
    }  # fmt: skip
    assert found["full_months"] > 0
    said = office("forecast").output
    assert "May 2027" in said
    assert "Your seasons" in said


def test_a_number_of_months_that_makes_no_sense_is_refused(office: Run) -> None:
    said = office("forecast", "--months", 0)
    assert said.status == 1
    assert "from 1 to 60 months" in said.errors
