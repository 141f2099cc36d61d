"""The first look of the day: nothing on file, systems on file, numbers not worked out yet."""

from sqlalchemy.orm import Session

from desktop.services import facts
from desktop.services.desk.columns import LIST_COLUMNS, filled
from desktop.services.desk.morning import morning, places
from tests.services.desk.desk_office import TODAY, after, house


def test_an_empty_office_has_nothing_to_go_by(db: Session) -> None:
    found = morning(db, TODAY)
    assert found is not None
    assert (found.customers, found.has_systems) == (0, False)


def test_a_system_on_file_is_enough(db: Session) -> None:
    house(db, due=after(3))
    facts.refresh(db, TODAY)
    found = morning(db, TODAY)
    assert found is not None
    assert (found.customers, found.has_systems) == (1, True)
    assert found.agenda.line("due_week").number == 1


def test_numbers_of_another_day_are_not_shown(db: Session) -> None:
    house(db)
    facts.refresh(db, after(-1))
    assert morning(db, TODAY) is None


def test_only_services_that_something_calls_for_are_offered(db: Session) -> None:
    assert places(db, TODAY).services == ()
    house(db, due=after(3))
    facts.refresh(db, TODAY)
    assert [choice.label for choice in places(db, TODAY).services] == ["Pump-out"]


def test_without_rows_all_columns_stay() -> None:
    assert filled(LIST_COLUMNS, []) == LIST_COLUMNS
