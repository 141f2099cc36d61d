"""What the office says of itself is kept, changed and forgotten."""

import pytest
from sqlalchemy.orm import Session

from desktop.models.office import Setting
from desktop.services.office.company import Company, company, set_company


def test_nothing_is_known_at_first(db: Session) -> None:
    assert company(db) == Company()


def test_what_was_said_is_kept_on_one_line(db: Session) -> None:
    set_company(db, Company("  Brazos\nSeptic ", "1 Main St", "979-555-0100"))
    assert company(db) == Company("Brazos Septic", "1 Main St", "979-555-0100")


def test_a_blank_is_forgotten(db: Session) -> None:
    set_company(db, Company("Brazos", "1 Main St"))
    set_company(db, Company("Brazos", " "))
    assert company(db) == Company("Brazos")
    assert db.get(Setting, "company.address") is None


@pytest.mark.parametrize("stored", [7, None, ["x"], {"a": 1}])
def test_a_stored_value_that_is_no_text_is_passed_over(db: Session, stored: object) -> None:
    db.add(Setting(key="company.name", value=stored))
    db.flush()
    assert company(db) == Company()
