"""Who is behind a month of the trend: all who were invoiced or served in it, of every status."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.models.work import Invoice, Visit
from desktop.services.dates import add_days, add_months
from desktop.services.facts.money import SALES
from desktop.services.segments import counting
from desktop.services.value import chosen


def billed(
    db: Session, as_of: date, month: date, *, sales_only: bool = False, **label: Any
) -> Select[Any]:
    """Who got an invoice, a receipt or a credit in a month; `sales_only` leaves credits out."""
    found = select(Invoice.customer_id).where(
        Invoice.state == "posted", Invoice.date.between(month, _last(month, as_of))
    )
    if sales_only:
        found = found.where(Invoice.kind.in_(SALES))
    return _among(db, as_of, found.distinct(), Invoice.customer_id, label)


def served(db: Session, as_of: date, month: date, **label: Any) -> Select[Any]:
    """Who had a finished visit in a month."""
    found = select(Visit.customer_id).where(
        Visit.status == "completed", Visit.completed_date.between(month, _last(month, as_of))
    )
    return _among(db, as_of, found.distinct(), Visit.customer_id, label)


def _last(month: date, as_of: date) -> date:
    """The last day of a month; of the running one the day itself."""
    return min(add_days(add_months(month, 1), -1), as_of)


def _among(
    db: Session, as_of: date, found: Select[Any], customer_id: Any, label: dict[str, Any]
) -> Select[Any]:
    """Those with a value of a label today, where the trend is of that value alone."""
    if not label:
        return found
    tree = chosen.tree("label", **label)
    return found.where(customer_id.in_(counting.selection(db, tree, as_of)))
