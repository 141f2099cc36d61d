"""The grammar of IIF: cells, quotes, tabs inside quotes, headings in force, line ends, letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.importing.iif.customer_list import customer_table
from desktop.services.importing.iif.grammar import (
    read_iif,
    records,
    split_cells,
    with_breaks,
)
from desktop.services.importing.iif.labels import RECORDS, TRANSACTIONS, type_key
from tests.services.importing.iif.conftest import WriteIif, read

PLAIN = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=30)
CELLS = st.lists(
    st.one_of(PLAIN, st.text('a", \tx', max_size=12)).map(str.strip), min_size=1, max_size=6
)


def quoted(cell: str) -> str:
    """A cell as QuickBooks writes it: quotes around a comma, a quote or a tab."""
    needs_quotes = any(mark in cell for mark in ',"\t')
    return '"' + cell.replace('"', '""') + '"' if needs_quotes else cell


@given(CELLS)
def test_a_line_written_with_its_quotes_reads_back(cells: list[str]) -> None:
    assert split_cells("\t".join(map(quoted, cells))) == cells


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])))
def test_any_line_ends_in_cells(line: str) -> None:
    assert len("".join(split_cells(line))) <= len(line)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('HDR\t"Version 18.0.14.3469\t"\tx', ["HDR", "Version 18.0.14.3469", "x"]),
        ('TRNS\t"Dial "M" for $10, (new)"\t', ["TRNS", 'Dial "M" for $10, (new)', ""]),
        ('CUST\t"""Big"" Jim"\t1', ["CUST", '"Big" Jim', "1"]),
        ('CUST\t"Big" Jim\t"Tyler, TX"', ["CUST", '"Big" Jim', "Tyler, TX"]),
        ('CUST\t"never closed\tTyler', ["CUST", '"never closed', "Tyler"]),
        ('CUST\t5" pipe\t""', ["CUST", '5" pipe', ""]),
        ("CUST", ["CUST"]),
        ("", [""]),
    ],
)  # fmt: skip
def test_quotes_are_read_as_other_programs_write_them(line: str, cells: list[str]) -> None:
    assert split_cells(line) == cells


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_line_end_counts_the_same_rows(end: str) -> None:
    grid = read_iif("a.iif", end.join(["!CUST\tNAME", "CUST\tAnn", "CUST\tBob", ""]).encode())
    assert [row.number for row in grid.rows] == [1, 2, 3]


def test_the_latest_heading_of_a_type_is_in_force() -> None:
    text = "!INVITEM\tNAME\tPRICE\nINVITEM\tPump\t85\n!INVITEM\tPRICE\tNAME\nINVITEM\t9\tLid\n"
    found = [r for r in records(read_iif("a.iif", text.encode())) if r.kind == "INVITEM"]
    assert [(r.get("NAME"), r.get("PRICE")) for r in found] == [("Pump", "85"), ("Lid", "9")]


def test_of_two_columns_with_one_name_the_first_is_meant() -> None:
    text = "!BUD\tACCNT\tAMOUNT\tAMOUNT\nBUD\tSales\t1\t2\n"
    (record,) = (r for r in records(read_iif("a.iif", text.encode())) if r.kind == "BUD")
    assert record.get("AMOUNT") == "1"
    assert list(record.cells) == ["BUD", "Sales", "1", "2"]


def test_a_heading_with_a_blank_by_mistake_is_known() -> None:
    text = "!TRNS\tTRNS ID\tnameis taxable\nTRNS\t1\tY\n"
    record = list(records(read_iif("a.iif", text.encode())))[-1]
    assert (record.get("TRNSID"), record.get("NAMEISTAXABLE")) == ("1", "Y")


def test_a_customer_heading_in_another_order_keeps_every_cell() -> None:
    text = (
        "!CUST\tNAME\tBADDR1\nCUST\tBob\t1 Elm\n!CUST\tBADDR1\tNAME\tPHONE1\nCUST\t2 Elm\tCal\t5\n"
    )
    table = customer_table(read_iif("a.iif", text.encode()))
    assert table.headings == ("", "NAME", "BADDR1", "PHONE1")
    assert [list(row.cells) for row in table.rows] == [
        ["", "Bob", "1 Elm"],
        ["", "Cal", "2 Elm", "5"],
    ]


def test_a_customer_before_the_heading_is_refused_and_said(write_iif: WriteIif) -> None:
    parsed = read(write_iif("CUST|Ann|12 Oak", "!CUST|NAME|BADDR1", "CUST|Bob|1 Elm"))
    assert [customer.name.display for customer in parsed.customers] == ["Bob"]
    assert "before the heading" in parsed.problems[0].message
    assert parsed.outcomes[1].box == "refused"  # so it stands in the workbook to correct


@pytest.mark.parametrize(
    ("encoding", "chosen"), [("cp1252", None), ("utf-8", None), ("mac_roman", "mac_roman")]
)
def test_letters_are_read_as_the_file_wrote_them(
    write_iif: WriteIif, encoding: str, chosen: str | None
) -> None:
    path = write_iif("!CUST|NAME", "CUST|José’s Café", encoding=encoding)
    (customer,) = read(path, encoding=chosen).customers
    assert customer.name.display == "José’s Café"


@pytest.mark.parametrize("name", ["list.iif", "list.xls", "list.csv", "list.txt"])
def test_an_iif_file_is_known_under_any_extension(write_iif: WriteIif, name: str) -> None:
    path = write_iif("!ACCNT|NAME|ACCNTTYPE", "ACCNT|Checking|BANK", name=name)
    assert "1 account" in read(path).table.notes[0]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\\nb", "a\nb"),
        ("called/n12/10/2003: b", "called\n12/10/2003: b"),
        ("w/no gate", "w/no gate"),
    ],
)
def test_line_breaks_of_a_note_are_two_characters(written: str, shown: str) -> None:
    assert with_breaks(written) == shown


def test_every_label_is_named_for_one_and_for_many() -> None:
    for named in (*RECORDS.values(), *TRANSACTIONS.values()):
        assert named.named(1) == named.singular != named.named(2) == named.plural
    assert all(type_key(key) == key for key in TRANSACTIONS)
