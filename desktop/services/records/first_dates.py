"""What a due day is counted from, for work of which that is not known: a day, an interval."""

from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.services.care.items import WHOLE
from desktop.services.records.edit import changed, there
from desktop.services.records.forms import KINDS
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.problems import refuse
from desktop.services.records.shown import shown_under
from desktop.services.records.stops import Stop, Work, completed

SYSTEM = KINDS["system"]


class Basis(NamedTuple):
    """What is found out: when it was last done, when installed, how often the tank wants it."""

    done: Any = None
    installed: Any = None
    every: Any = None
    unit: Any = None


@whole
def enter_dates(db: Session, system_id: int, work: Work, basis: Basis, now: Now) -> Saved:
    """Enter what the due day of some work of a system is counted from.

    The caller refreshes the facts of the touched customers and commits.

    Raises:
        InvalidError: nothing is said, or something of it cannot be.
        AlreadyThereError: that work of that day was entered before.
    """
    if not any(basis):
        raise refuse("done", "Enter a day, or how often the tank is to be served.")
    if basis.every and work.asset_id is None and work.service not in WHOLE:
        raise refuse("custom_interval", "Only a tank or an inspection has an interval of its own.")
    journal = Journal(db, now)
    system = there(journal, SYSTEM, system_id)
    if basis.installed:
        changed(journal, "system", system_id, {"install_date": basis.installed})
    if basis.every:
        own = {"custom_interval": basis.every, "custom_interval_unit": basis.unit}
        kind = "asset" if work.asset_id else "system"
        changed(journal, kind, work.asset_id or system_id, own)
    if basis.done:
        completed(journal, Stop(basis.done, (work,), property_id=system["property_id"]))
    return journal.save(system_id, "Dates entered", shown_under(db, SYSTEM.table, system_id))
