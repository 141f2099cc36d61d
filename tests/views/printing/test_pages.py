"""Pages: nothing is split, headings come again, numbers count, texts stay texts."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter

from desktop.models.errors import UserError
from desktop.services.office.company import Company
from desktop.views.printing import faces, pages
from desktop.views.printing.content import (
    Checks,
    Column,
    Facts,
    Group,
    Head,
    Part,
    Print,
    Signatures,
    Table,
    Text,
)
from desktop.views.printing.pages import ROOM, Sheet, lay_out, save_pdf
from desktop.views.printing.rich_text import lay_out_markup

pytestmark = pytest.mark.usefixtures("qapp")
HEAD = Head(Company("Septic & Sons"), date(2026, 11, 22), datetime(2026, 11, 22, 7, 45, tzinfo=UTC))
COLUMNS = (Column("Name", 2), Column("Gallons", 1, to_the_right=True))
ALL_PARTS: tuple[Part, ...] = (
    Text("A <b>name</b>", "heading"),
    Facts((("Owner", "Ana Reyes"), ("Permit", "17"), ("County", "Smith"))),
    Table(COLUMNS, (Group("North", (("Ana", "500"), ("Bill", "1,000"))),)),
    Checks(("Operational", "Inoperative"), (("Pumps", "Operational"), ("Alarms", ""))),
    Signatures(("Signed by", "Date", "Owner")),
)


def of_rows(*groups: tuple[str, int]) -> Print:
    made = tuple(Group(label, (("Ana", "500"),) * rows) for label, rows in groups)
    return Print("Rows", HEAD, (Table(COLUMNS, made),))


def height(sheet: Sheet) -> float:
    return sum(piece.height for piece in sheet.pieces)


def pages_in(path: Path) -> int:
    """How many pages a PDF has; it must end as one."""
    data = path.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.rstrip().endswith(b"%%EOF")
    return len(re.findall(rb"/Type\s*/Page\b", data))


@pytest.mark.parametrize(("rows", "most"), [(0, 1), (1, 1), (40, 1), (80, 2), (400, 10)])
def test_forty_rows_take_a_page_at_most(rows: int, most: int) -> None:
    assert len(lay_out(of_rows(("North", rows)))) <= most


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 130), max_size=6))
def test_no_page_holds_more_than_fits_and_no_row_is_lost(counts: list[int]) -> None:
    groups = [(f"Zone {number}", count) for number, count in enumerate(counts)]
    sheets = lay_out(of_rows(*groups))
    assert all(height(sheet) <= ROOM for sheet in sheets)
    rows = [piece for sheet in sheets for piece in sheet.pieces if len(piece.heads) == 2]
    assert len(rows) == sum(counts)


def test_a_table_goes_on_under_its_headings() -> None:
    first, second = lay_out(of_rows(("North", 80)))
    repeated = second.pieces[2].heads
    assert second.pieces[:2] == repeated
    assert first.pieces[1] is repeated[0]


def test_the_line_of_a_group_never_ends_a_page() -> None:
    for rows in range(40, 60):
        first = lay_out(of_rows(("North", rows), ("South", 5)))[0]
        assert not first.pieces[-1].keeps_next


def test_every_print_out_has_numbers_of_its_own() -> None:
    sheets = lay_out(of_rows(("North", 80)), of_rows(("South", 3)))
    assert [(sheet.number, sheet.of) for sheet in sheets] == [(1, 2), (2, 2), (1, 1)]


def test_no_letters_are_too_small_to_read() -> None:
    assert min(style.points for style in faces.STYLES.values()) >= 9


@given(st.text(max_size=200), st.integers(1, 400))
@settings(max_examples=60, deadline=None)
def test_wrapping_keeps_all_letters(text: str, points: int) -> None:
    lines = faces.wrapped(text, "body", points * faces.POINT)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_every_part_can_be_painted_in_grey(tmp_path: Path) -> None:
    save_pdf(lay_out(Print("All", HEAD, ALL_PARTS, "Copy: Owner")), tmp_path / "all.pdf")
    assert pages_in(tmp_path / "all.pdf") == 1
    picture = painted(lay_out(Print("All", HEAD, ALL_PARTS))[0])
    assert picture.isGrayscale()
    assert picture.pixelColor(0, 0).lightness() == 255


def painted(sheet: Sheet) -> QImage:
    picture = QImage(850, 1100, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, False)
    painter.scale(850 / pages.WIDTH, 850 / pages.WIDTH)
    pages._paint_page(painter, sheet)
    painter.end()
    return picture


def test_a_stopped_pdf_leaves_no_file(tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        save_pdf(lay_out(of_rows(("North", 80))), tmp_path / "x.pdf", stop)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        save_pdf(lay_out(of_rows(("North", 1))), tmp_path / "nowhere" / "x.pdf")


@pytest.mark.parametrize(("lines", "least", "most"), [(0, 1, 1), (5, 1, 1), (300, 5, 14)])
def test_our_own_markup_stands_on_the_same_pages(
    tmp_path: Path, lines: int, least: int, most: int
) -> None:
    text = "".join(f"<p>Line {number}</p>" for number in range(lines))
    save_pdf(lay_out_markup("Lines", text, HEAD), tmp_path / "lines.pdf")
    assert least <= pages_in(tmp_path / "lines.pdf") <= most


def test_a_row_takes_the_lines_it_needs_and_no_more_than_its_table_allows() -> None:
    def high(text: str, lines: int) -> float:
        table = Table(COLUMNS, (Group("", ((text, "500"),)),), lines)
        return height(lay_out(Print("Rows", HEAD, (table,)))[0])

    long = "Replace the aerator " * 40
    assert high("Ana", 2) == high(long, 1)
    assert high(long, 2) - high(long, 1) == pytest.approx(faces.line("row"))


@pytest.mark.parametrize("lines", range(52, 60))
def test_lines_to_sign_on_are_never_parted(lines: int) -> None:
    text = Text("\n".join("x" * lines))
    signed = Signatures(("Inspected by", "Date", "Signed by", "Date"))
    alone = lay_out(Print("Signed", HEAD, (signed,)))[0].pieces[1:]
    last = lay_out(Print("Signed", HEAD, (text, signed)))[-1].pieces
    assert [one.height for one in last[-2:]] == [one.height for one in alone]
