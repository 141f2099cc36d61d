"""Columns that have slipped sideways stop an owner's list before anything is written."""

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from tests.services.importing.conftest import AS_OF, WriteCsv

PHONES = tuple(f"903-555-010{n}" for n in range(6))
STREETS = tuple(f"{n} Oak St" for n in range(1, 7))
ZIPS = tuple(f"7575{n}" for n in range(6))
DAYS = tuple(f"3/{n}/2024" for n in range(1, 7))


def lines(values: tuple[str, ...]) -> list[str]:
    """Rows of a customer and what stands under "Address"."""
    return [f"Customer {chr(65 + n)},{value}" for n, value in enumerate(values)]


def preview(db: Session, write_csv: WriteCsv, values: tuple[str, ...], heading: str) -> None:
    importing.preview(db, [write_csv(f"Customer,{heading},City", *lines(values))], AS_OF)


@pytest.mark.parametrize("heading", ["Address", "Street", "Site address", "Address 2"])
@pytest.mark.parametrize(
    "values",
    [PHONES[:4], PHONES[:4] + STREETS[:3], (*PHONES[:4], "", ""), ("(903) 555-0101 x12",) * 4],
    ids=["all", "more than half", "blanks do not count", "with an extension"],
)
def test_phones_under_an_address_stop_the_import(
    db: Session, write_csv: WriteCsv, values: tuple[str, ...], heading: str
) -> None:
    with pytest.raises(importing.ImportFileError, match="look like phone numbers"):
        preview(db, write_csv, values, heading)


@pytest.mark.parametrize(
    "values",
    [
        PHONES[:3],
        PHONES[:3] + STREETS[:3],
        STREETS,
        ZIPS,
        DAYS,
        ("12034 FM 2021", "4100 CR 1234567", "77 Hwy 31", "1 Oak St"),
        ("", "", "", ""),
        (),
    ],
    ids=[
        "too few",
        "exactly half",
        "streets",
        "ZIP codes",
        "days",
        "long numbers",
        "blank",
        "none",
    ],
)
def test_anything_less_does_not_stop_it(
    db: Session, write_csv: WriteCsv, values: tuple[str, ...]
) -> None:
    preview(db, write_csv, values, "Address")


def test_the_sentence_says_how_many_and_where(db: Session, write_csv: WriteCsv) -> None:
    with pytest.raises(importing.ImportFileError, match="4 of 5 values under Address look like"):
        preview(db, write_csv, (*PHONES[:4], "12 Oak St"), "Address")
