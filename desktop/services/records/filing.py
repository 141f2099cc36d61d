"""Inspection reports given away: filed with the authority, copied to the owner, one or many."""

from collections.abc import Collection
from typing import Any

from sqlalchemy.orm import Session

from desktop.services.days import day_text
from desktop.services.records.edit import changed, there
from desktop.services.records.forms import KINDS
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.problems import NotAllowedError, refuse
from desktop.services.records.shown import shown_under

REPORT = KINDS["inspection_report"]
COPIED = "The owners have their copies already."


@whole
def file_report(db: Session, report_id: int, filed_on: Any, how: str, now: Now) -> Saved:
    """Keep that a report was filed with the authority.

    Raises:
        NotAllowedError: it was filed before.
        InvalidError: the day is missing, still to come, or before the inspection.
    """
    journal = Journal(db, now)
    filed = there(journal, REPORT, report_id)["filed_on"]
    if filed is not None:
        raise NotAllowedError(f"This report was filed on {day_text(filed)} already.")
    _file(journal, report_id, filed_on, how)
    return journal.save(report_id, "Report filed", shown_under(db, REPORT.table, report_id))


@whole
def file_reports(
    db: Session, report_ids: Collection[int], filed_on: Any, how: str, now: Now
) -> Saved:
    """Keep that several reports were filed together; those filed before stay as they are.

    All of it is one action, which is taken back as one.

    Raises:
        NotAllowedError: all were filed before.
        InvalidError: the day is missing, still to come, or before one of the inspections.
    """
    journal = Journal(db, now)
    for report_id in report_ids:
        if there(journal, REPORT, report_id)["filed_on"] is None:
            _file(journal, report_id, filed_on, how)
    if not journal.changes:
        raise NotAllowedError("These reports were filed already.")
    return _saved(journal, "Reports filed")


@whole
def copies_given(db: Session, report_ids: Collection[int], now: Now) -> Saved:
    """Keep that the owners got their copies of reports today; also one action.

    Raises:
        NotAllowedError: all of them had theirs before.
    """
    journal = Journal(db, now)
    for report_id in report_ids:
        if there(journal, REPORT, report_id)["copy_to_owner_on"] is None:
            changed(journal, "inspection_report", report_id, {"copy_to_owner_on": now.today})
    if not journal.changes:
        raise NotAllowedError(COPIED)
    return _saved(journal, "Copies given to owners")


def _file(journal: Journal, report_id: int, filed_on: Any, how: str) -> None:
    changed(journal, "inspection_report", report_id, {"filed_on": filed_on, "filed_how": how})
    day = journal.row(REPORT.table, report_id)["filed_on"]
    if day is None:
        raise refuse("filed_on", "Say on which day it was filed.")
    if day > journal.now.today:
        raise refuse("filed_on", f"{day_text(day)} is still to come.")


def _saved(journal: Journal, action: str) -> Saved:
    """Shown under the customer where all are of one, else with what belongs to the office."""
    numbers = list(dict.fromkeys(one["row_id"] for one in journal.changes))
    whose = {shown_under(journal.db, REPORT.table, number) for number in numbers}
    customer = whose.pop() if len(whose) == 1 else None
    return journal.save(numbers[0], f"{action} ({len(numbers):,})", customer)
