"""Records entered and edited by hand: forms, edits that can be undone, the office's daily work.

`create`, `change` and `remove` handle one record of any kind of `forms.KINDS`; the actions of the
day (`complete_visit`, `house_sold`, ...) write several in one edit. Every action returns `Saved`:
the caller refreshes the facts of its `touched` customers and commits.
"""

from desktop.services.records.agreements import cancel_contract, renew_contract, sign_contract
from desktop.services.records.applied import apply_payments, take_back_applied
from desktop.services.records.bookings import (
    Booking,
    book_visit,
    cancel_visit,
    no_access,
    schedule_visit,
)
from desktop.services.records.desk import FollowUp, log_call, task_done
from desktop.services.records.edit import change, create, remove
from desktop.services.records.fields import Field, Kind
from desktop.services.records.filing import copies_given, file_report, file_reports
from desktop.services.records.forms import KINDS, SHOWN
from desktop.services.records.history import Detail, EditLine, history
from desktop.services.records.homes import enter_property
from desktop.services.records.houses import house_sold
from desktop.services.records.journal import Now, Saved
from desktop.services.records.postponing import (
    DueKey,
    clear_postponement,
    postpone,
    set_due_override,
)
from desktop.services.records.problems import (
    AlreadyThereError,
    ChangedMeanwhileError,
    FieldError,
    InvalidError,
    NotAllowedError,
)
from desktop.services.records.reading import Records, Stored, children, read
from desktop.services.records.renewals import file_renewal
from desktop.services.records.reports import report_inspection
from desktop.services.records.stops import Stop, Work, complete_visit
from desktop.services.records.undo import UndoRefusedError, undo_edit

__all__ = [
    "KINDS",
    "SHOWN",
    "AlreadyThereError",
    "Booking",
    "ChangedMeanwhileError",
    "Detail",
    "DueKey",
    "EditLine",
    "Field",
    "FieldError",
    "FollowUp",
    "InvalidError",
    "Kind",
    "NotAllowedError",
    "Now",
    "Records",
    "Saved",
    "Stop",
    "Stored",
    "UndoRefusedError",
    "Work",
    "apply_payments",
    "book_visit",
    "cancel_contract",
    "cancel_visit",
    "change",
    "children",
    "clear_postponement",
    "complete_visit",
    "copies_given",
    "create",
    "enter_property",
    "file_renewal",
    "file_report",
    "file_reports",
    "history",
    "house_sold",
    "log_call",
    "no_access",
    "postpone",
    "read",
    "remove",
    "renew_contract",
    "report_inspection",
    "schedule_visit",
    "set_due_override",
    "sign_contract",
    "take_back_applied",
    "task_done",
    "undo_edit",
]
