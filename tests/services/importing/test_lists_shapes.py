"""The shapes of owners' lists: where the headings stand, and which rows are no records."""

import pytest

from desktop.services.importing.documents import frame
from desktop.services.importing.headings import tables
from desktop.services.importing.kinds import Grid, Row, Table


def table(*lines: str) -> Table:
    """The table in lines whose cells are separated by |."""
    rows = [Row(number, line.split("|")) for number, line in enumerate(lines, 1)]
    return tables.recognise_table(Grid("list.csv", None, rows))


def targets_of(found: Table) -> list[str]:
    return [column.target for column in tables.table_mapping(found).columns]


REYES = "Ana Reyes|9035550101|12 Oak St|Tyler|1000"
CRUZ = "Bo Cruz|9035550102|7 Elm St|Tyler|1500"
HEADINGS = "Customer|Phone|Address|City|Tank"


def test_a_list_that_starts_in_column_b_below_a_title() -> None:
    found = table("", "|Smith Septic, updated 3/4/2025", f"|{HEADINGS}", f"|{REYES}", f"|{CRUZ}")
    assert (found.heading_row, [row.number for row in found.rows]) == (3, [4, 5])
    assert targets_of(found)[:3] == ["leave_out", "display_name", "phone"]
    assert found.left_out == {1: frame.BLANK, 2: frame.ABOVE, 3: frame.HEADING}


@pytest.mark.parametrize(
    "word",
    ["PENDING", "Pending", "Done", "CALL BACKS".replace("BACKS", "BACK"), "Route 2", "Week 12",
     "March", "March 2025", "2024", "Commercial customers", "Aerobic:"],
)  # fmt: skip
def test_a_section_word_is_a_heading_of_its_rows(word: str) -> None:
    found = table(HEADINGS, REYES, word, CRUZ)
    assert found.left_out[3] == f"Heading of {word}"
    assert [row.number for row in found.rows] == [2, 4]


def test_a_name_alone_is_a_customer() -> None:
    assert [row.number for row in table(HEADINGS, REYES, "Dee Fox", CRUZ).rows] == [2, 3, 4]


def test_a_list_all_in_capitals_keeps_its_names() -> None:
    found = table(HEADINGS, REYES.upper(), "FOX", CRUZ.upper())
    assert [row.number for row in found.rows] == [2, 3, 4]


@pytest.mark.parametrize(
    "note",
    [
        "* red means he owes us",
        "Note: call before noon",
        "Updated 3/4/2025",
        "Ask Joe about the three customers on River Rd",
        "x" * 61,
    ],
)
def test_a_note_below_the_table_is_listed_and_is_no_customer(note: str) -> None:
    found = table(HEADINGS, REYES, CRUZ, "", note)
    assert (found.left_out[4], found.left_out[5]) == (frame.BLANK, frame.NOTE)


def test_a_text_alone_under_another_heading_is_a_note() -> None:
    assert table(HEADINGS, REYES, "||see map", CRUZ).left_out[3] == frame.NOTE


@pytest.mark.parametrize(
    "total",
    ["TOTAL||||2500", "Totals:||||2,500", "Total|2|||2,500 gal", "Grand total||||$2,500.00",
     "Total", "Average||||1250", "Subtotal||||2500"],
)  # fmt: skip
def test_totals_are_left_out(total: str) -> None:
    assert table(HEADINGS, REYES, CRUZ, total).left_out[4] == frame.TOTAL


def test_a_customer_called_total_is_a_customer() -> None:
    found = table(HEADINGS, REYES, "Total Comfort Cabins|9035550103|1 Lake Rd|Tyler|2000")
    assert [row.number for row in found.rows] == [2, 3]


def test_headings_that_are_repeated_on_each_page_are_left_out() -> None:
    found = table(HEADINGS, REYES, HEADINGS.upper(), CRUZ, f"{HEADINGS}||")
    assert (found.left_out[3], found.left_out[5]) == (frame.AGAIN, frame.AGAIN)


def test_blank_columns_are_left_out_without_a_question() -> None:
    found = table("Customer||Phone|", "Ana Reyes||9035550101|", "Bo Cruz||9035550102|")
    columns = tables.table_mapping(found).columns
    assert [c.target for c in columns] == ["display_name", "leave_out", "phone", "leave_out"]
    assert {c.score for c in columns} == {1.0}


def test_two_heading_rows_are_joined_with_a_blank() -> None:
    found = table(
        "|Phone|Last|Next|Tank",
        "Customer||pumped|due|size",
        "Ana Reyes|9035550101|3/4/2024|3/4/2027|1000",
        "Bo Cruz|9035550102|3/4/2024|3/4/2027|1500",
    )
    assert found.headings == ("Customer", "Phone", "Last pumped", "Next due", "Tank size")
    assert found.left_out == {1: frame.HEADING, 2: frame.HEADING}
    assert targets_of(found) == [
        "display_name", "phone", "last_service", "next_due", "capacity_gal",
    ]  # fmt: skip


def test_a_word_over_several_columns_counts_for_each_of_them() -> None:
    found = table(
        "Smith Septic",
        "Owner||Mailing|||Property||",
        "Name|Phone|Address|City|Zip|Address|City|Zip",
        "Ana Reyes|9035550101|PO Box 7|Tyler|75701|12 Oak St|Waco|76701",
    )
    assert targets_of(found) == [
        "display_name", "phone", "mail_line1", "mail_city", "mail_zip",
        "site_line1", "site_city", "site_zip",
    ]  # fmt: skip
    assert found.heading_row == 3


def test_a_record_is_never_taken_for_a_second_heading_row() -> None:
    found = table("Customer|City|Status", "Ana Reyes|Tyler|Active", "Bo Cruz|Waco|Active")
    assert (found.heading_row, len(found.rows)) == (1, 2)


def test_years_as_headings_do_not_hide_the_heading_row() -> None:
    found = table("Customer|Phone|2023|2024", "Ana Reyes|9035550101|pumped|", "Bo Cruz|||pumped")
    assert (found.heading_row, len(found.rows)) == (1, 2)


def test_the_row_of_the_headings_can_be_chosen() -> None:
    grid = Grid("l.csv", None, [Row(n, x.split("|")) for n, x in enumerate(
        ("Customer|Phone", "Who|Where", "Ana Reyes|Tyler"), 1
    )])  # fmt: skip
    found = tables.recognise_table(grid, tables.Options(heading_rows={"l.csv": 2}))
    assert (found.heading_row, found.headings) == (2, ("Who", "Where"))


@pytest.mark.parametrize("lines", [(), ("",), ("hello",), ("", "12|13")])
def test_a_grid_without_headings_says_so(lines: tuple[str, ...]) -> None:
    found = table(*lines)
    assert found.heading_row == 0
    assert "No table found" in found.notes[-1]
