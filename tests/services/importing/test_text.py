"""Text files: letters, separators, real lines, open quotes, and what Excel adds."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.importing.files.text import (
    ENCODINGS,
    encoding_samples,
    find_separator,
    read_csv,
)
from desktop.services.importing.headings.tables import read_grids
from desktop.services.importing.kinds import Grid, ImportFileError

LINES = "Customer,City\r\nJosé Müller,Tyler\r\n"


def cells(grid: Grid) -> list[list[str]]:
    return [list(row.cells) for row in grid.rows]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_every_encoding_gives_the_same_cells(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(LINES.encode(encoding))
    (grid,) = read_grids(path)
    assert cells(grid) == [["Customer", "City"], ["José Müller", "Tyler"]]


def test_unicode_text_of_excel_is_split_at_tabs() -> None:
    data = 'Customer\tMemo\r\n"Reyes, Ana"\t"two\r\nlines"\r\n'.encode("utf-16")
    assert cells(read_csv("list.txt", data))[1] == ["Reyes, Ana", "two\r\nlines"]


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_an_old_encoding_is_read_when_it_is_chosen(encoding: str) -> None:
    data = LINES.encode(encoding)
    assert cells(read_csv("list.csv", data))[1][0] != "José Müller"
    assert cells(read_csv("list.csv", data, encoding=encoding))[1][0] == "José Müller"


def test_only_the_lines_that_are_not_utf8_are_read_as_windows_and_named() -> None:
    data = "Customer\nMüller\n".encode() + "José\nPeña\nÅsa\nÖz\n".encode("cp1252")
    grid = read_csv("list.csv", data)
    assert cells(grid) == [["Customer"], ["Müller"], ["José"], ["Peña"], ["Åsa"], ["Öz"]]
    assert grid.notes[0].startswith("Lines 3, 4, 5 and more are not in UTF-8 as the rest is")


def test_one_such_line_is_named_alone() -> None:
    grid = read_csv("list.csv", "Müller,x\n".encode() + "José,y\n".encode("cp1252"))
    assert grid.notes[0].startswith("Line 2 is not in UTF-8")


def test_letters_that_cannot_be_read_are_counted() -> None:
    (note,) = read_csv("list.csv", b"\xef\xbb\xbfWho,x\nJos\xe9,y\n", encoding="utf-8").notes
    assert note == "1 letter could not be read; it is shown as \ufffd."


def test_samples_show_the_same_cells_in_every_encoding() -> None:
    data = "Customer;City\nJosé;Tyler\nAnn;Peñasco\nJosé;Tyler\n".encode("mac_roman")
    samples = encoding_samples(data)
    assert samples.keys() == ENCODINGS.keys()
    assert samples["mac_roman"] == ("José", "Peñasco")
    assert all(len(cells) == 2 for cells in samples.values())


def test_at_most_ten_cells_are_sampled() -> None:
    data = "\n".join(f"é{number},x" for number in range(50)).encode("cp1252")
    assert len(encoding_samples(data)["cp1252"]) == 10


@pytest.mark.parametrize("data", [b"", b"Customer,City\nAnn,Tyler\n", LINES.encode("utf-16")])
def test_a_text_without_doubtful_letters_has_no_samples(data: bytes) -> None:
    assert set(encoding_samples(data).values()) == {()}


@pytest.mark.parametrize("separator", list(",;\t|"))
def test_the_separator_of_the_widest_run_is_found(separator: str) -> None:
    title = "Reyes, Cruz and Sons; Tyler\nAll dates\n\n"
    row = separator.join(["Ann Reyes", "12 Oak St", "1000"])
    assert find_separator(title + f"{row}\n" * 9) == separator


def test_commas_in_a_semicolon_file_do_not_win() -> None:
    assert find_separator("Who;Where;Owes\n" + "Ann;12 Oak, Tyler, TX;1,50\n" * 5) == ";"


def test_the_line_that_names_the_separator_is_no_row() -> None:
    grid = read_csv("list.csv", b"sep=|\r\nCustomer|City\r\nAnn, Bo|Tyler\r\n")
    assert cells(grid) == [["Customer", "City"], ["Ann, Bo", "Tyler"]]
    assert grid.notes[0].startswith("The first line (sep=|) only names the separator")


def test_a_number_that_was_kept_as_text_loses_its_marks() -> None:
    assert cells(read_csv("list.csv", b'="03301",\'=1+1,=2+5\n')) == [["03301", "=1+1", "=2+5"]]


def test_rows_are_records_and_not_lines() -> None:
    grid = read_csv("list.csv", b'Who,Where\n"Ann","12 Oak\nTyler"\n\nBo,\n')
    assert [row.number for row in grid.rows] == [1, 2, 3, 4]
    assert cells(grid)[1:3] == [["Ann", "12 Oak\nTyler"], []]


def test_line_separators_of_unicode_stay_in_their_cell() -> None:
    grid = read_csv("list.csv", "Ann\u2028Reyes,a\x85b\u2029c\n".encode())
    assert cells(grid) == [["Ann\u2028Reyes", "a\x85b\u2029c"]]


def test_empty_characters_are_removed_and_told() -> None:
    grid = read_csv("list.csv", b"Customer,City\nA\x00nn,Tyler\n")
    assert cells(grid)[1] == ["Ann", "Tyler"]
    assert grid.notes == ("Empty (NUL) characters were removed from the text.",)


def test_a_quote_never_closed_refuses_its_row_with_its_line() -> None:
    grid = read_csv("list.csv", b'Who,Where\nAnn,"a\nb"\n"Bo,x\nCy,y\n')
    assert grid.broken
    assert grid.broken[0] == 3
    assert grid.broken[1].startswith("Line 4: a quote that begins in this row is never closed")


def test_a_quote_closed_far_below_is_told() -> None:
    data = b'Who,Where\n"Ann,x\n' + b"Bo,y\n" * 60 + b'",z\n'
    (note,) = read_csv("list.csv", data).notes
    assert note.startswith("Row 2: one cell holds more than 50 lines")


def test_far_fewer_rows_than_lines_are_told() -> None:
    data = b'"' + b"x\n" * 40 + b'",a\n' + b'"' + b"y\n" * 40 + b'",b\n'
    (note,) = read_csv("list.csv", data).notes
    assert note.startswith("The file has 82 lines but only 2 rows")


def test_a_cell_beyond_ten_megabytes_refuses_its_row_and_the_rest() -> None:
    grid = read_csv("list.csv", b"Who,Where\nAnn,x\n" + b"y" * (10 * 1024 * 1024 + 1) + b"\nBo,z\n")
    assert grid.broken
    assert grid.broken[0] == 3
    assert len(grid.rows) == 3


@pytest.mark.parametrize("data", [b"", b"\n", b"sep=;", b'"', b"\xff\xfe", b"sep=;\n"])
def test_hardly_any_text_is_no_trouble(data: bytes) -> None:
    assert len(read_csv("list.csv", data).rows) <= 1


@pytest.mark.parametrize("data", [b"\x00" * 50, b" \r\n\t"])
def test_a_file_of_nothing_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(data)
    with pytest.raises(ImportFileError, match="damaged"):
        read_grids(tmp_path / "list.csv")


PLAIN = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00;|\t'="), max_size=9
)


@given(st.lists(st.lists(PLAIN, min_size=3, max_size=3), max_size=9))
def test_what_a_csv_writer_wrote_comes_back(rows: list[list[str]]) -> None:
    rows = [["Customer", "City", "Note"], *rows]
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    assert cells(read_csv("list.csv", written.getvalue().encode("utf-8-sig"))) == rows
