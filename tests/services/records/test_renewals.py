"""Renewals filed with the authority: the one that follows, or one entered with the filing."""

import pytest
from sqlalchemy.orm import Session

from desktop.services.records import (
    InvalidError,
    NotAllowedError,
    cancel_contract,
    file_renewal,
    read,
    renew_contract,
    sign_contract,
)
from tests.services.records.filled import NOW, TODAY, home, state, undone_is_as_before


@pytest.fixture
def old(db: Session) -> int:
    """An inspection contract that ends in a week."""
    ids = home(db, kind="aerobic")
    values = {"system": ids["system"], "customer": ids["customer"]}
    days = {"start_date": "12/1/2025", "end_date": "11/30/2026", "kind": "inspection_only"}
    return sign_contract(db, values | days, NOW).id


def test_the_renewal_on_file_is_marked(db: Session, old: int) -> None:
    new = renew_contract(db, old, NOW).id
    before = state(db)
    saved = file_renewal(db, old, "11/20/2026", NOW)
    assert saved.id == new
    assert str(read(db, "contract", new)["filed_with_authority_on"]) == "2026-11-20"
    assert undone_is_as_before(db, saved, before)


def test_a_renewal_that_names_the_property_alone_is_marked(db: Session) -> None:
    ids = home(db, kind="aerobic")
    both = {"customer": ids["customer"], "kind": "inspection_only"}
    of_system = {"system": ids["system"], "start_date": "12/1/2025", "end_date": "11/30/2026"}
    first = sign_contract(db, both | of_system, NOW).id
    then = sign_contract(db, both | {"property": ids["property"], "start_date": "12/1/2026"}, NOW)
    assert file_renewal(db, first, TODAY, NOW).id == then.id


def test_a_renewal_nobody_entered_is_entered_with_it(db: Session, old: int) -> None:
    before = state(db)
    saved = file_renewal(db, old, TODAY, NOW)
    new = read(db, "contract", saved.id)
    assert (new["renewed_from"], new["filed_with_authority_on"]) == (old, TODAY)
    assert undone_is_as_before(db, saved, before)


def test_a_renewal_is_filed_once(db: Session, old: int) -> None:
    file_renewal(db, old, TODAY, NOW)
    with pytest.raises(NotAllowedError, match="filed on Nov 22, 2026 already"):
        file_renewal(db, old, TODAY, NOW)


@pytest.mark.parametrize(
    ("day", "said"), [("", "Say on which day"), ("11/23/2026", "is still to come")]
)
def test_nothing_is_entered_without_a_day_that_has_come(
    db: Session, old: int, day: str, said: str
) -> None:
    before = state(db)
    with pytest.raises(InvalidError, match=said):
        file_renewal(db, old, day, NOW)
    assert state(db) == before


def test_what_cannot_be_renewed_cannot_be_filed(db: Session, old: int) -> None:
    cancel_contract(db, old, TODAY, None, NOW)
    with pytest.raises(NotAllowedError, match="cancelled"):
        file_renewal(db, old, TODAY, NOW)
    with pytest.raises(NotAllowedError, match="not there any more"):
        file_renewal(db, 99, TODAY, NOW)
