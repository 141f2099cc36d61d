"""Undo of large imports: compared page by page, told how far it is, stopped when unwanted."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from desktop.models.customers import CustomerPhone
from desktop.models.errors import CancelledError
from desktop.services import importing
from tests.services.importing.conftest import Import, WriteCsv, picture

HEADINGS = "Customer,Phone,Address,City,Zip,Last pumped,Tank gallons"
LINES = [
    f'"N{n:03d}, Ann",(903) 555-{n:04d},{n} Oak St,Tyler,75701,3/4/2024,1000' for n in range(1, 301)
]


def test_an_import_of_several_pages_is_taken_back_whole(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    before = picture(db)
    batch = bring_in(write_csv(HEADINGS, *LINES)).batch_id
    told: list[tuple[int, int]] = []
    result = importing.undo(db, batch, lambda done, total: told.append((done, total)))
    assert picture(db) == before
    assert (result.removed["customers"], len(result.touched)) == (300, 300)
    assert told[0] == (0, 1500)
    assert 0 < told[1][0] < 1500


def test_a_phone_changed_by_hand_on_the_last_page_refuses_the_undo(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    batch = bring_in(write_csv(HEADINGS, *LINES)).batch_id
    db.execute(update(CustomerPhone).where(CustomerPhone.customer_id == 300).values(number="1"))
    with pytest.raises(importing.UndoRefusedError, match="customer N300, Ann was changed since"):
        importing.undo(db, batch)


def test_an_undo_can_be_stopped(db: Session, bring_in: Import, write_csv: WriteCsv) -> None:
    def stop(_done: int, _total: int) -> None:
        raise CancelledError

    batch = bring_in(write_csv(HEADINGS, *LINES[:2])).batch_id
    with pytest.raises(CancelledError):
        importing.undo(db, batch, stop)
