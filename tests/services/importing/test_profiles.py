"""Mappings remembered by their headings: applied without asking, edited, given away."""

import json

import pytest
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services import importing
from desktop.services.importing.cells.dates import DAY_FIRST
from desktop.services.importing.headings import profiles
from desktop.services.importing.headings.profile_text import Choices
from tests.services.importing.conftest import AS_OF, NOW, Import, WriteCsv, rows

WHO = {"Who": "display_name", "Place": "mail_city"}


def targets(db: Session, path: object, **options: object) -> dict[str, str]:
    chosen = importing.Options(**options)  # type: ignore[arg-type]
    table = importing.preview(db, [path], AS_OF, chosen).tables[0]  # type: ignore[list-item]
    return {column.heading: column.target for column in table.mapping.columns}


def test_headings_in_another_order_and_case_are_the_same_file(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv("Who,Place", "Ana Reyes,Tyler"), mappings={"list.csv": WHO})
    again = targets(db, write_csv("PLACE,  who", "Waco,Bo Cruz", name="b.csv"))
    assert again == {"PLACE": "mail_city", "who": "display_name"}
    assert [one.name for one in profiles.list_profiles(db)] == ["Like list.csv"]


def test_a_choice_made_now_wins_over_what_is_remembered(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv("Who,Place", "Ana Reyes,Tyler")
    bring_in(path, mappings={"list.csv": WHO})
    assert targets(db, path, mappings={"list.csv": {"Place": "notes"}})["Place"] == "notes"


def test_another_list_of_the_same_name_does_not_replace_the_first(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv("Who,Place", "Ana Reyes,Tyler"), mappings={"list.csv": WHO})
    bring_in(write_csv("Customer,City", "Bo Cruz,Tyler"))
    assert [one.name for one in profiles.list_profiles(db)] == [
        "Like list.csv",
        "Like list.csv (2)",
    ]
    assert targets(db, write_csv("Who,Place", "x y,z"))["Who"] == "display_name"


def test_the_second_column_of_one_heading_has_a_choice_of_its_own(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv("Customer,Phone,Phone", "Ana Reyes,903-555-0101,903-555-0102")
    bring_in(path, mappings={"list.csv": {"2": "fax"}})
    columns = importing.preview(db, [path], AS_OF).tables[0].mapping.columns
    assert [column.target for column in columns] == ["display_name", "phone", "fax"]


def test_the_mapping_that_was_used_last_is_taken(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv("Who,Place", "Ana Reyes,Tyler")
    first = importing.preview(db, [path], AS_OF, importing.Options(mappings={"list.csv": WHO}))
    importing.apply(db, first, AS_OF, NOW, mapping_name="First")
    other = {"Who": "display_name", "Place": "notes"}
    second = importing.preview(db, [path], AS_OF, importing.Options(mappings={"list.csv": other}))
    importing.apply(db, second, AS_OF, NOW, mapping_name="Second")
    assert targets(db, path)["Place"] == "notes"
    assert targets(db, path, mapping_name="First")["Place"] == "mail_city"
    bring_in(path, mapping_name="First")


def test_the_order_of_dates_is_remembered(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(
        write_csv("Customer,Address,Last pumped", "Ana Reyes,1 Oak St,3/4/2024"),
        date_orders={"list.csv": DAY_FIRST},
    )
    path = write_csv("Customer,Address,Last pumped", "Bo Cruz,2 Oak St,5/6/2024", name="b.csv")
    bring_in(path)
    assert [str(visit["completed_date"]) for visit in rows(db, "visits")] == [
        "2024-04-03",
        "2024-06-05",
    ]


def test_the_letters_of_a_file_are_remembered(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv("Customer,City", "José Reyes,Tyler", encoding="cp850"), encoding="cp850")
    bring_in(write_csv("Customer,City", "Zoé Cruz,Tyler", encoding="cp850", name="b.csv"))
    assert [row["display_name"] for row in rows(db, "customers")] == ["José Reyes", "Zoé Cruz"]


def test_a_chosen_heading_row_is_remembered(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    lines = ("Customer,City,Phone", "Made by,the,office", "K1,K2,K3", "Ana Reyes,Tyler,555-0101")
    bring_in(
        write_csv(*lines),
        heading_rows={"list.csv": 3},
        mappings={"list.csv": {"K1": "display_name", "K2": "mail_city", "K3": "phone"}},
    )
    table = importing.preview(db, [write_csv(*lines, name="b.csv")], AS_OF).tables[0]
    assert table.boxes["unchanged"] == 1
    assert table.boxes["left_out"] == 3


def test_extra_columns_of_a_quickbooks_list_are_remembered(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    headings = "Active Status,Customer,Main Phone,Bill to 1,Tank code"
    path = write_csv(headings, "Active,Ana Reyes,903-555-0101,12 Oak St,7")
    assert importing.preview(db, [path], AS_OF).tables[0].kind == "desktop_customer_list"
    bring_in(path, mappings={"list.csv": {"Tank code": "notes"}})
    assert targets(db, path)["Tank code"] == "notes"


def test_a_mapping_goes_to_another_office_and_back(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv("Who,Place", "Ana Reyes,Tyler")
    bring_in(path, mappings={"list.csv": WHO}, date_orders={"list.csv": DAY_FIRST})
    text = profiles.export_text(db, "Like list.csv")
    (before,) = profiles.list_profiles(db)
    profiles.delete(db, "Like list.csv")
    assert targets(db, path)["Who"] != "display_name"
    assert profiles.import_text(db, text) == "Like list.csv"
    assert profiles.list_profiles(db) == [before]
    assert profiles.import_text(db, text) == "Like list.csv (2)"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "other"}, "not a saved mapping"),
        ({"version": 2}, "another version"),
        ({"colour": "red"}, "“colour”, which is not known"),
        ({"columns": {"Who": "moon"}}, "“moon”, which is no target"),
        ({"columns": ["Who"]}, "not a saved mapping"),
        ({"types": {"Who": "moon"}}, "no type of a custom field"),
        ({"date_order": "year first"}, "no order of dates"),
        ({"encoding": "no such"}, "not a saved mapping"),
        ({"headings": []}, "not a saved mapping"),
    ],
)
def test_a_text_that_is_no_mapping_is_refused(
    change: dict[str, object], said: str, db: Session
) -> None:
    whole = {"format": "ecbtx-mapping", "version": 1, "name": "A", "headings": ["who"]}
    with pytest.raises(UserError, match=said):
        profiles.import_text(db, json.dumps(whole | change))
    with pytest.raises(UserError, match="not a saved mapping"):
        profiles.import_text(db, "[")


def test_a_mapping_is_renamed_and_edited(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv("Who,Place", "Ana Reyes,Tyler")
    bring_in(path, mappings={"list.csv": WHO})
    profiles.rename(db, "Like list.csv", "Weekly list")
    profiles.save_choices(db, "Weekly list", Choices({"Who": "display_name", "Place": "notes"}))
    assert targets(db, path)["Place"] == "notes"
    bring_in(path)
    assert [one.name for one in profiles.list_profiles(db)] == ["Weekly list"]
    with pytest.raises(UserError, match="needs a name"):
        profiles.rename(db, "Weekly list", " ")
    with pytest.raises(UserError, match="no saved mapping called “Gone”"):
        profiles.delete(db, "Gone")
    with pytest.raises(UserError, match="no target"):
        profiles.save_choices(db, "Weekly list", Choices({"Who": "moon"}))
