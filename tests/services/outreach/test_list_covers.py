"""What the cover of a list says of its columns: assumptions, and since when trends are told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.services import facts
from desktop.services.outreach.excel_list import write_excel
from desktop.services.segments.tree import Everyone
from desktop.services.value import lifetime, lifetime_rules

TODAY = date(2026, 11, 22)


@pytest.fixture
def office(db: Session) -> Session:
    """One customer."""
    db.add(Customer(display_name="Ada"))
    facts.refresh(db, TODAY)
    return db


def cover(db: Session, path: Path, *keys: str) -> dict[Any, Any]:
    write_excel(db, Everyone(), "All", TODAY, path, keys=keys)
    sheet = load_workbook(path)["About this list"]
    return {row[0]: row[1] for row in sheet.iter_rows(values_only=True, max_col=2) if row[0]}


def test_a_list_with_lifetime_values_carries_the_assumptions(
    office: Session, tmp_path: Path
) -> None:
    lifetime.publish(
        office, lifetime_rules.shipped_body() | {"discount_percent": "12"}, "", "", TODAY
    )
    said = cover(office, tmp_path / "list.xlsx", "name", "lifetime_value")
    assert said["Lifetime value, expected"] == lifetime.assumptions(office).text
    assert "version 2 of Nov 22, 2026" in said["Lifetime value, expected"]


def test_a_list_without_them_says_nothing_of_it(office: Session, tmp_path: Path) -> None:
    assert "Lifetime value, expected" not in cover(office, tmp_path / "list.xlsx", "name")


def test_two_columns_of_trends_say_once_since_when(office: Session, tmp_path: Path) -> None:
    said = cover(office, tmp_path / "list.xlsx", "health_trend", "health_change")
    assert said["Health trend"] == "No scores of 90 days ago are kept to compare with."
    assert "Health points in 90 days" not in said
