"""Renewals that the authority has received."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from desktop.services.care.contracts import Agreement, successor
from desktop.services.care.rules import load_rules
from desktop.services.care.signed import agreements_beside
from desktop.services.days import day_text
from desktop.services.records.agreements import CONTRACT, renewed
from desktop.services.records.edit import changed, there
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.problems import NotAllowedError, refuse


@whole
def file_renewal(db: Session, contract_id: int, filed_on: Any, now: Now) -> Saved:
    """Keep that the contract which follows this one lies with the authority.

    A renewal that nobody entered yet is entered with it. The caller refreshes the facts of the
    touched customers and commits.

    Raises:
        NotAllowedError: it was filed before, or the contract cannot be renewed.
        InvalidError: the day is missing or still to come.
    """
    journal = Journal(db, now)
    old = there(journal, CONTRACT, contract_id)
    following = _following(db, contract_id, now.today)
    if following is None:
        new = renewed(journal, contract_id)
    elif following.filed_on is None:
        new = following.id
    else:
        raise NotAllowedError(f"It was filed on {day_text(following.filed_on)} already.")
    changed(journal, "contract", new, {"filed_with_authority_on": filed_on})
    day = journal.row(CONTRACT.table, new)["filed_with_authority_on"]
    if day is None:
        raise refuse("filed_with_authority_on", "Say on which day it was filed.")
    if day > now.today:
        raise refuse("filed_with_authority_on", f"{day_text(day)} is still to come.")
    return journal.save(new, "Renewal filed", old["customer_id"])


def _following(db: Session, contract_id: int, today: date) -> Agreement | None:
    """The contract that goes on at the same place."""
    found = agreements_beside(db, [contract_id])
    return successor(found[contract_id], found.values(), today, load_rules(db))
