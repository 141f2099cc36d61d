"""Workbooks of every kind become grids: what is read, and what is said of it."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy.orm import Session

from desktop.models.errors import CancelledError
from desktop.services import importing
from desktop.services.importing.files import workbook
from desktop.services.importing.headings.tables import Options, read_grids, read_tables
from desktop.services.importing.kinds import Grid, ImportFileError
from desktop.services.reading import child
from desktop.services.reading.child import no_pulse
from desktop.services.reading.kept import unpacked
from desktop.services.reading.plain import ErrorCell, Message, ReadError
from tests.services.importing.conftest import AS_OF
from tests.services.importing.workbook_files import LIST, ods, open_row, row, xls, xlsx

PEOPLE: list[list[Any]] = [
    ["Customer", "Zip", "Balance"],
    ["Ann Reyes", 3301, None],
    ["Bo Cruz", 75701, 12.5],
]
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
TABLE = "<table><tr><th>Customer<th>City</tr><tr><td>Ann<br>Reyes</td><td>T&eacute;yler</table>"
SPREADSHEET_XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="List"><Table>
<Row><Cell><Data ss:Type="String">Customer</Data></Cell>
<Cell><Data ss:Type="String">Since</Data></Cell><Cell ss:Index="4">
<Data ss:Type="String">Balance</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">Ann</Data></Cell>
<Cell><Data ss:Type="DateTime">2024-03-04T00:00:00.000</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="Number">12.5</Data></Cell></Row>
<Row><Cell><Data ss:Type="Error">#REF!</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Read bytes as a file of a name."""

    def run(data: bytes | str, name: str = "list.xlsx") -> list[Grid]:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_grids(path)

    return run


def cells(grid: Grid) -> list[list[Any]]:
    return [list(one.cells) for one in grid.rows]


def test_an_old_workbook_shows_zeros_errors_and_its_day_one(read: Any) -> None:
    (grid,) = read(xls(PEOPLE, date_1904=True, zeros=True), "list.xls")
    assert cells(grid)[1] == ["Ann Reyes", "03301", "#DIV/0!"]
    assert isinstance(grid.rows[1].cells[2], ErrorCell)
    assert (grid.date_1904, grid.errors) == (True, {2: {2}})


def test_an_old_workbook_with_a_new_name_is_read_by_its_content(read: Any) -> None:
    assert cells(read(xls(PEOPLE), "list.xlsx")[0])[2] == ["Bo Cruz", 75701.0, 12.5]
    assert cells(read(xlsx(), "list.xls")[0])[1] == ["Ann Reyes", "Tyler", 5.0]


def test_xlrd_reads_what_crashes_the_first_reader(read: Any, monkeypatch: Any) -> None:
    asked = []

    def ask(task: str, data: bytes, **_: Any) -> list[Message]:
        asked.append(task)
        if task == "old":
            raise ReadError("crashed")
        return list(child.TASKS[task](data))

    monkeypatch.setattr(child, "ask", ask)
    (grid,) = read(xls(PEOPLE), "list.xls")
    assert asked == ["old", "xlrd"]
    assert cells(grid)[2] == ["Bo Cruz", 75701.0, 12.5]
    assert grid.errors == {2: {2}}


@pytest.mark.parametrize("case", ["crashed", "slow", "panic", "unpacks", "damaged", "password"])
def test_every_end_of_a_reader_is_a_sentence(case: str, read: Any, monkeypatch: Any) -> None:
    def ask(*_: Any, **__: Any) -> list[Message]:
        raise ReadError(case)

    monkeypatch.setattr(child, "ask", ask)
    with pytest.raises(ImportFileError, match=r"list\.xls.*\.$|This kind of workbook \(\.xls\)"):
        read(xls(PEOPLE), "list.xls")


def test_a_panic_in_this_process_is_the_sentence_for_its_kind(read: Any, monkeypatch: Any) -> None:
    class PanicException(BaseException):
        pass

    def panic(_data: bytes) -> Any:
        raise PanicException("index out of bounds")

    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", panic, raising=False)
    with pytest.raises(ImportFileError, match=r"kind of workbook \(\.xlsx\) cannot be read here"):
        read(xlsx())


def test_an_open_document_is_read(read: Any) -> None:
    (grid,) = read(ods(open_row("Customer", "City") + open_row("Ann", "Tyler")), "list.ods")
    assert cells(grid) == [["Customer", "City"], ["Ann", "Tyler"]]


def test_an_open_document_shows_zeros_errors_and_hidden_rows(read: Any) -> None:
    zero = '<table:table-cell office:value-type="float" office:value="3301"><text:p>03301</text:p>'
    error = '<table:table-cell office:value-type="string" office:string-value="" '
    error += 'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    hidden = f'<table:table-row table:visibility="collapse">{zero}</table:table-cell>{error}'
    (grid,) = read(ods(open_row("Zip", "Balance") + f"{hidden}</table:table-row>"), "list.ods")
    assert cells(grid)[1] == ["03301", "#DIV/0!"]
    assert grid.errors == {2: {1}}
    assert grid.notes == ("1 hidden row was read too (row 2).",)


def test_values_far_away_are_dropped_and_told(read: Any) -> None:
    (grid,) = read(xlsx(LIST + FAR))
    assert cells(grid) == [["Customer", "City", "Balance"], ["Ann Reyes", "Tyler", 5]]
    assert "far away" in grid.notes[0]


def test_a_heavy_workbook_is_read_beside_the_program(read: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("desktop.services.importing.files.gate_sheets._MOST_TEXT", -1)
    monkeypatch.setattr(workbook, "_here", None)
    assert cells(read(xlsx())[0])[1] == ["Ann Reyes", "Tyler", 5.0]


def test_a_long_workbook_is_read_beside_the_gate(read: Any, monkeypatch: Any) -> None:
    here = read(xlsx())
    monkeypatch.setattr(workbook, "HERE_UP_TO", 0)
    monkeypatch.setattr(workbook, "_here", None)
    assert read(xlsx()) == here


def test_the_rows_of_a_long_workbook_are_made_ready_to_be_kept(read: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(workbook, "HERE_UP_TO", 0)
    (grid,) = read(xlsx())
    assert grid.kept is not None
    (block,) = grid.kept(no_pulse)
    assert unpacked(block) == [list(row.cells) for row in grid.rows]


def test_rows_with_better_cells_are_kept_as_they_are_at_the_end(
    read: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(workbook, "HERE_UP_TO", 0)
    (grid,) = read(xlsx(LIST + row(3, "Bo", "Waco", '<c r="C3" t="e"><v>#REF!</v></c>')))
    assert (grid.kept, grid.rows[2].cells[2]) == (None, "#REF!")


def test_a_long_workbook_that_the_gate_refuses_is_not_waited_for(
    read: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(workbook, "HERE_UP_TO", 0)
    with pytest.raises(ImportFileError, match="normal workbook"):
        read(xlsx(parts={"../evil.xml": b"<a/>"}))


def test_hidden_rows_columns_and_sheets_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number in range(1, 6):
        sheet.append([f"Ann {number}", "Tyler", "x", "y", "z"])
    sheet.row_dimensions[2].hidden = sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions.group("B", "D", hidden=True)
    book.create_sheet("Old prices").sheet_state = "hidden"
    book["Old prices"].append(["Customer"])
    book.save(tmp_path / "list.xlsx")
    (grid,) = read_grids(tmp_path / "list.xlsx")
    assert grid.notes == (
        "2 hidden rows were read too (the first is row 2).",
        "Hidden columns were read too: B, C, D.",
        "Hidden sheets were not read: Old prices.",
    )
    assert len(grid.rows) == 5


def test_values_in_hidden_sheets_only_say_how_to_show_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Secret").append(["Customer"])
    book["Secret"].sheet_state = "veryHidden"
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(ImportFileError, match=r"hidden sheets only \(Secret\).*Unhide"):
        read_grids(tmp_path / "list.xlsx")


def test_a_workbook_of_nothing_is_refused(read: Any) -> None:
    with pytest.raises(ImportFileError, match="no sheet with values"):
        read(xlsx(""))


def test_the_page_of_tips_is_skipped_and_two_lists_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    for name in ("QuickBooks Desktop Export Tips", "North", "South"):
        book.create_sheet(name).append(["Customer", "City"])
    book.save(tmp_path / "list.xlsx")
    grids = read_grids(tmp_path / "list.xlsx")
    assert [grid.sheet for grid in grids] == ["North", "South"]
    assert grids[0].notes[0].startswith("This workbook has 2 sheets with values")


def test_formulas_without_value_are_evaluated_or_refuse_their_row(
    db: Session, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Customer", "City", "Tank gallons"])
    sheet.append(["Ann Reyes", "Tyler", "=750+500"])
    sheet.append(["Bo Cruz", "=VLOOKUP(A3,F:G,2)", 1000])
    sheet.append(["Cy Young", "Tyler", "#N/A"])
    book.save(tmp_path / "list.xlsx")
    table = importing.preview(db, [tmp_path / "list.xlsx"], AS_OF).tables[0]
    assert (table.boxes["new"], table.boxes["refused"]) == (1, 2)
    assert [(one.row, one.column) for one in table.problems] == [
        (3, "B (City)"),
        (4, "C (Tank gallons)"),
    ]
    assert "'=VLOOKUP(A3,F:G,2)' is a formula error" in table.problems[0].message


def test_a_failed_formula_in_a_column_left_out_refuses_nothing(db: Session, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Customer", "City", "Balance"])
    book.worksheets[0].append(["Ann Reyes", "Tyler", "#REF!"])
    book.save(tmp_path / "list.xlsx")
    chosen = Options(mappings={"list.xlsx|Sheet": {"Balance": "leave_out"}})
    table = importing.preview(db, [tmp_path / "list.xlsx"], AS_OF, chosen).tables[0]
    assert (table.boxes["new"], table.boxes["refused"]) == (1, 0)


def test_a_sheet_too_long_for_the_second_look_says_so(read: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(workbook, "LOOK_TWICE_UP_TO", 1)
    rows = row(1, "Customer") + row(2, '<c r="A2"><f>B1</f></c>') + row(3, "Ann")
    (grid,) = read(xlsx(rows))
    assert grid.notes == (
        "This sheet is too long to look for formulas without a saved value in it.",
    )


def test_a_second_look_that_fails_is_told(read: Any, monkeypatch: Any) -> None:
    def ask(*_: Any, **__: Any) -> list[Message]:
        raise ReadError("slow")

    monkeypatch.setattr(child, "ask", ask)
    (grid,) = read(xlsx(row(1, "Customer", '<c r="B1" t="e"><v>#REF!</v></c>')))
    assert grid.notes == ("Could not look for failed formulas in this workbook.",)


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        f"<html><head><style>x</style></head><body>{TABLE}</body></html>".encode("utf-16"),
        f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML"><html>{TABLE}</html>'.encode(),
        f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">{TABLE}'.encode(),
    ],
)
def test_a_web_page_with_a_simple_table_is_read(data: bytes, read: Any) -> None:
    (grid,) = read(data, "list.xls")
    assert cells(grid) == [["Customer", "City"], ["Ann\nReyes", "Téyler"]]


def test_a_page_keeps_titles_spans_and_no_scripts(read: Any) -> None:
    page = (
        "<html><script>evil()</script><h1>Customer list</h1><table>"
        "<tr><td rowspan=2>A</td><td colspan=2>B</td></tr><tr><td>C</td></tr>"
        "<tr><td>D</td></tr></table></html>"
    )
    (grid,) = read(page, "list.xls")
    assert cells(grid) == [["Customer list"], ["A", "B", ""], ["", "C"], ["D"]]


@pytest.mark.parametrize(
    "page",
    [
        "<html><p>Nothing here</p></html>",
        "<table><tr><td><table><tr><td>inner</td></tr></table></td></tr></table>",
        "<table><tr><td colspan=99999>wide</td></tr></table>",
        "<?xml version='1.0'?><note/>",
        "MIME-Version: 1.0\nContent-Type: multipart/related\n\n<x>",
    ],
)
def test_any_other_page_asks_to_be_saved_again(page: str, read: Any) -> None:
    with pytest.raises(ImportFileError, match=r"Open it in Excel and save it as \.xlsx"):
        read(page, "list.xls")


def test_an_xml_spreadsheet_is_read(read: Any) -> None:
    (grid,) = read(SPREADSHEET_XML, "list.xls")
    assert cells(grid) == [
        ["Customer", "Since", "", "Balance"],
        [],
        ["Ann", datetime(2024, 3, 4), "", 12.5],  # noqa: DTZ001 - a day of a sheet
        ["#REF!"],
    ]
    assert grid.errors == {4: {0}}


@pytest.mark.parametrize(
    "change",
    [
        ("<Workbook", '<!DOCTYPE x [<!ENTITY a "b">]><Workbook'),
        ('ss:Index="3"', 'ss:Index="99999999"'),
        ('ss:Index="4"', 'ss:Index="-4"'),
        ("</Table>", ""),
        ("12.5", "twelve"),
    ],
)
def test_a_hostile_xml_spreadsheet_is_refused(change: tuple[str, str], read: Any) -> None:
    with pytest.raises(ImportFileError, match="damaged"):
        read(SPREADSHEET_XML.replace(*change), "list.xls")


def test_macros_are_told(read: Any) -> None:
    (grid,) = read(xlsx(parts={"xl/vbaProject.bin": b"x"}), "list.xlsm")
    assert grid.notes == ("This workbook contains macros; only the values were read.",)


def test_cancel_stops_between_the_parts_of_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(xlsx())
    calls = []

    def stop(done: int, total: int) -> None:
        calls.append((done, total))
        if len(calls) > 1:
            raise CancelledError

    with pytest.raises(CancelledError):
        read_tables([tmp_path / "list.xlsx"], Options(), stop)
