"""Contracts signed, renewed and cancelled."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.models.equipment import Contract, System
from desktop.services.care.contracts import INSPECTIONS
from desktop.services.care.signed import provides
from desktop.services.dates import add_days, add_months
from desktop.services.days import day_text
from desktop.services.importing.batch.images import dicts
from desktop.services.records.edit import changed, made, there
from desktop.services.records.forms import KINDS
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.problems import AlreadyThereError, NotAllowedError, refuse
from desktop.services.records.reading import read

CONTRACT = KINDS["contract"]
# What a renewal takes over.
KEPT = (
    "customer", "property", "system", "kind", "visits_per_year", "price", "billing",
    "tier_override", "auto_renew", "lines",
)  # fmt: skip
INSPECTED = ("aerobic", "advanced")
_YEAR, _TWO_YEARS, _LONGEST = 12, 24, 12 * 50
_GAP_DAYS = 30  # a renewal later than this begins on the day it is signed


@whole
def sign_contract(db: Session, values: Mapping[str, Any], now: Now) -> Saved:
    """Enter a signed contract: a year from today, unless said otherwise.

    An inspection contract also says that we maintain the systems it covers. The caller refreshes
    the facts of the touched customers and commits.

    Raises:
        InvalidError: with one sentence per field.
        AlreadyThereError: the same contract was entered before.
    """
    journal = Journal(db, now)
    usual: dict[str, Any] = {"signed_date": now.today, "start_date": now.today}
    contract_id = made(journal, "contract", usual | dict(values))
    if "end_date" not in values:
        row = journal.row(CONTRACT.table, contract_id)
        months = _TWO_YEARS if row["kind"] == "initial_two_year" else _YEAR
        changed(journal, "contract", contract_id, {"end_date": _last(row["start_date"], months)})
    _refuse_twice(journal, contract_id)
    _maintain(journal, contract_id)
    return _saved(journal, contract_id, "Contract signed")


@whole
def renew_contract(
    db: Session, contract_id: int, now: Now, values: Mapping[str, Any] | None = None
) -> Saved:
    """Enter the contract that goes on where this one ends, as long and as large as this one.

    Raises:
        NotAllowedError: it has no last day, or was cancelled.
        AlreadyThereError: it was renewed before.
    """
    journal = Journal(db, now)
    return _saved(journal, renewed(journal, contract_id, values), "Contract renewed")


def renewed(journal: Journal, contract_id: int, values: Mapping[str, Any] | None = None) -> int:
    """Write the contract that goes on where this one ends; its number."""
    old, today = there(journal, CONTRACT, contract_id), journal.now.today
    _refuse_renewal(journal, old)
    known = read(journal.db, "contract", contract_id)
    given = {key: known[key] for key in KEPT} | dict(values or {})
    start = add_days(old["end_date"], 1)
    if start < add_days(today, -_GAP_DAYS):
        start = today
    usual: dict[str, Any] = {
        "start_date": start,
        "signed_date": today,
        "renewed_from": contract_id,
    }
    usual["end_date"] = as_long(old["start_date"], old["end_date"], start)
    new = made(journal, "contract", usual | given)
    _maintain(journal, new)
    return new


@whole
def cancel_contract(
    db: Session, contract_id: int, cancel_date: Any, reason: str | None, now: Now
) -> Saved:
    """Cancel a contract; `cancel_date` is the first day it does not cover.

    Raises:
        NotAllowedError: it was cancelled before.
        InvalidError: the day is missing or is no day.
    """
    journal = Journal(db, now)
    old = there(journal, CONTRACT, contract_id)
    if old["cancel_date"] is not None:
        raise NotAllowedError(f"This contract was cancelled from {day_text(old['cancel_date'])}.")
    values = {"cancel_date": cancel_date, "cancel_reason": reason}
    changed(journal, "contract", contract_id, values)
    day = journal.row(CONTRACT.table, contract_id)["cancel_date"]
    if day is None:
        raise refuse("cancel_date", "Say from which day it is cancelled.")
    if old["end_date"] is not None and day > old["end_date"]:
        raise refuse("cancel_date", f"It ends on {day_text(old['end_date'])} anyway.")
    return _saved(journal, contract_id, "Contract cancelled")


def _saved(journal: Journal, contract_id: int, action: str) -> Saved:
    customer = journal.row(CONTRACT.table, contract_id)["customer_id"]
    return journal.save(contract_id, action, customer)


def _last(start: date, months: int) -> date:
    """The last covered day of so many months."""
    return add_days(add_months(start, months), -1)


def as_long(start: date, end: date, new_start: date) -> date:
    """The last day of a contract that is as long: in whole months where the old one was."""
    for months in range(1, _LONGEST + 1):
        following = add_months(start, months)
        is_short = following.day < start.day  # from 29 February, a year ends on the 28th too
        if end == add_days(following, -1) or (is_short and end == following):
            return _last(new_start, months)
        if following > end:
            break
    return new_start + timedelta((end - start).days)


def _refuse_renewal(journal: Journal, old: dict[str, Any]) -> None:
    if old["cancel_date"] is not None:
        raise NotAllowedError("This contract was cancelled; enter a new one instead.")
    if old["end_date"] is None:
        raise NotAllowedError("This contract has no last day, so it goes on by itself.")
    following = select(Contract.start_date).where(
        Contract.renewed_from_id == old["id"], Contract.cancel_date.is_(None)
    )
    start = journal.db.scalar(following.order_by(Contract.start_date).limit(1))
    if start is not None:
        raise AlreadyThereError(f"This contract was renewed before, from {day_text(start)}.")


def _refuse_twice(journal: Journal, contract_id: int) -> None:
    """The same kind for the same customer and place from the same day is the same contract."""
    new = journal.row(CONTRACT.table, contract_id)
    same = ("customer_id", "property_id", "system_id", "kind", "start_date")
    columns = CONTRACT.table.c
    twin = select(columns.id).where(columns.id != contract_id, columns.cancel_date.is_(None))
    for key in same:
        is_same = columns[key].is_(None) if new[key] is None else columns[key] == new[key]
        twin = twin.where(is_same)
    if journal.db.scalar(twin.limit(1)) is not None:
        raise AlreadyThereError(
            f"The same contract from {day_text(new['start_date'])} was entered before."
        )


def _maintain(journal: Journal, contract_id: int) -> None:
    """Whose inspections we do, those we maintain."""
    contract = journal.row(CONTRACT.table, contract_id)
    inspected = select(Contract.id).where(Contract.id == contract_id, provides(*INSPECTIONS))
    if journal.db.scalar(inspected) is None:
        return
    at_place = (System.property_id == contract["property_id"]) & System.kind.in_(INSPECTED)
    of_contract = System.id == contract["system_id"] if contract["system_id"] else at_place
    covered = select(System.id).where(of_contract, System.active.is_(True)).order_by(System.id)
    ours = or_(System.maintained_by.is_(None), System.maintained_by != "us")
    for system in journal.db.scalars(covered.where(ours)).all():
        changed(journal, "system", system, {"maintained_by": "us"})
    if not dicts(journal.db, covered.limit(1)):
        journal.doubts.append("There is no system to inspect at this property yet.")
