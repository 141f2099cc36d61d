"""How queries, columns and lists are called."""

from dataclasses import replace

import pytest

from desktop.models.choices import SERVICE
from desktop.services.desk.agenda import DUE_LINES, Opens
from desktop.services.desk.columns import DUE_COLUMNS, LIST_COLUMNS
from desktop.services.desk.due_query import DueQuery
from desktop.services.desk.morning import Choice, Places
from desktop.views.today import words
from desktop.views.today.fitting import WIDTHS
from desktop.views.today.list_panel import ABOUT
from desktop.views.today.page import TodayPage

PLACES = Places((Choice(1, "North"), Choice(0, "No zone")), (Choice(("PUMP",), "Pump-out"),))
FILTERS = words.filters(PLACES)


@pytest.mark.parametrize("line", DUE_LINES, ids=lambda line: line.key)
def test_the_filters_can_say_every_line_of_the_agenda(line: object) -> None:
    query = getattr(line, "query", DueQuery())
    choices = {one.field: [choice.value for choice in one.choices] for one in FILTERS}
    assert query.statuses in choices["statuses"]
    assert query.within_days in choices["within_days"]
    assert query.owed_by in choices["owed_by"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Overdue and due, by zone and day"),
        (
            {"within_days": 7, "services": ("PUMP",), "zone_id": 1, "order": "due"},
            "Overdue and due, within 7 days, pump-out, zone North, by due date",
        ),
        ({"zone_id": 0, "only": "booked"},
         "Overdue and due, in no zone, by zone and day, only what is booked already"),
        ({"include_booked": True},
         "Overdue and due, by zone and day, with those booked or postponed"),
    ],
)  # fmt: skip
def test_a_query_is_said_in_words(changes: dict[str, object], said: str) -> None:
    assert words.asked(replace(DueQuery(), **changes), PLACES) == said  # type: ignore[arg-type] # fields by name


def test_every_column_has_a_width_and_every_list_its_sentence(page: TodayPage) -> None:
    assert {column.key for column in (*DUE_COLUMNS, *LIST_COLUMNS)} == set(WIDTHS)
    assert page.found is not None
    opened = [line.opens for group in page.found.agenda.groups for line in group.lines]
    assert {one.key for one in opened if one.page == "list"} == set(ABOUT)
    assert {one.page for one in opened} <= {"due", "list", "imports"}
    assert Opens("list").due is None
    assert "PUMP" in SERVICE
