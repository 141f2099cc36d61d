"""Formulas without a saved value: what is evaluated, and what must be refused."""

from io import BytesIO

import openpyxl
import pytest

from desktop.services.reading import second_look
from desktop.services.reading.plain import ErrorCell
from tests.services.importing.workbook_files import row, xlsx


def better(formula: str, *column: object) -> object:
    """What the second look makes of a formula that stands under the values of column A."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for value in column:
        sheet.append([value, 7])
    sheet.append([formula])
    data = BytesIO()
    book.save(data)
    (_, _, cells), *_ = second_look.look(data.getvalue(), [sheet.title])
    return cells[len(column) + 1, 0]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=830.00", 830.0),
        ("=-50", -50.0),
        ("=(500)", 500.0),
        ("=750+500", 1250.0),
        ("=(A1)+(A2)", 3.5),
        ("=A1+A2-A3", 3.5),
        ("=$A$1 + 1", 2.0),
        ("=SUM(A1:A3)", 3.5),
        ("=SUM(A1,A2)+10", 13.5),
        ('="03301"', "03301"),
    ],
)
def test_a_constant_or_a_sum_of_its_own_column_is_evaluated(formula: str, value: object) -> None:
    assert better(formula, 1, 2.5, None) == value
    assert not isinstance(better(formula, 1, 2.5, None), ErrorCell)


def test_a_sum_of_sums_is_evaluated() -> None:
    assert better("=A3+A4", 1, 2, "=A1+A2", "=A3+1") == 7.0


@pytest.mark.parametrize(
    "formula",
    ["=B1+1", "=A1*2", "=-(1+2)", "=A4", "=A1:A2", "=SUM(A1:B2)", "=VLOOKUP(A1,B1,2)", "=A9999999+",
     "=SUM(A1:A2", "=1e5", "=A2"],
)  # fmt: skip
def test_every_other_formula_is_an_error_cell(formula: str) -> None:
    assert isinstance(better(formula, 1, "text", 3), ErrorCell)


def test_a_text_that_a_formula_left_empty_is_blank_and_no_error() -> None:
    data = xlsx(row(1, "Who", '<c r="B1" t="str"><f>IF(A1="","x","")</f><v></v></c>'))
    assert next(iter(second_look.look(data, ["List"]))) == ("better", "List", {})
