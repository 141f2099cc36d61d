"""Lists of records that wait for the office: reports, calls, complaints, estimates, data to mend.

Each is one statement; the agenda counts its rows and the page shows them, so both always agree.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, literal, null, or_, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import InspectionReport
from desktop.models.choices import Choices
from desktop.models.customers import Customer, Property
from desktop.models.equipment import Asset
from desktop.models.facts import CustomerFact, DueItem, ServiceFact
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Visit
from desktop.services.dates import add_days

UNCONVERTED_DAYS = 30  # an estimate that nobody took up is asked about after so many

Statement = Callable[[date], Select[Any]]


class Paper(NamedTuple):
    """One such list: its statement, the table of its records, what `what` holds."""

    table: str
    rows: Statement
    labels: Choices | None = None  # of `what`, where it is a key of a closed list
    sorted_by: Callable[["ListRow"], Any] | None = None


class ListRow(NamedTuple):
    """One line of a list that the agenda opens."""

    table: str  # of the record: "tasks", "estimates", ...
    record_id: int
    customer_id: int | None
    name: str
    account_no: str | None
    what: str
    day: date | None
    days: int | None  # from today to that day; below zero when it has passed
    amount_cents: int | None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells the record from all others."""
        return self.table, self.record_id, self.customer_id


def _columns(
    record: Any, customer: Any, what: Any, day: Any, cents: ColumnElement[Any] | Any
) -> Select[Any]:
    return select(
        record.label("record_id"), customer.label("customer_id"), what.label("what"),
        day.label("day"), cents.label("cents"),
    )  # fmt: skip


def reports(as_of: date) -> Select[Any]:
    """Inspection reports that the authority has not got."""
    return (
        _columns(
            InspectionReport.id, Visit.customer_id, Property.line1,
            InspectionReport.inspection_date, null(),
        )
        .join_from(InspectionReport, Visit, Visit.id == InspectionReport.visit_id)
        .outerjoin(Property, Property.id == Visit.property_id)
        .where(
            InspectionReport.inspection_date <= as_of,
            or_(InspectionReport.filed_on.is_(None), InspectionReport.filed_on > as_of),
        )
    )  # fmt: skip


def _open_task(as_of: date) -> ColumnElement[bool]:
    return or_(Task.done_on.is_(None), Task.done_on > as_of)


def callbacks(as_of: date) -> Select[Any]:
    """Things to do today, or to have been done before."""
    return _columns(Task.id, Task.customer_id, Task.text, Task.due_date, null()).where(
        Task.kind != "complaint", _open_task(as_of), Task.due_date <= as_of
    )


def complaints(as_of: date) -> Select[Any]:
    """Complaints that nobody has settled."""
    made = or_(Task.created_on.is_(None), Task.created_on <= as_of)
    return _columns(Task.id, Task.customer_id, Task.text, Task.created_on, null()).where(
        Task.kind == "complaint", _open_task(as_of), made
    )


def estimates(as_of: date) -> Select[Any]:
    """Open estimates of a month ago or longer, with no visit at that place since.

    One that is to be asked about on a later day waits for it.
    """
    place = or_(Estimate.property_id.is_(None), Visit.property_id == Estimate.property_id)
    visited = (
        select(Visit.id)
        .where(
            Visit.customer_id == Estimate.customer_id,
            place,
            Visit.status == "completed",
            Visit.completed_date > Estimate.issued_on,
            Visit.completed_date <= as_of,
        )
        .exists()
    )
    return (
        _columns(
            Estimate.id, Estimate.customer_id, Estimate.no, Estimate.issued_on,
            Estimate.amount_cents,
        )
        .join(Customer, Customer.id == Estimate.customer_id)
        .where(
            Customer.status == "active",
            Estimate.state == "open",
            or_(Estimate.follow_up_on.is_(None), Estimate.follow_up_on <= as_of),
            Estimate.issued_on <= add_days(as_of, -UNCONVERTED_DAYS),
            ~visited,
        )
    )  # fmt: skip


def future_visits(as_of: date) -> Select[Any]:
    """Visits said to be finished on a day that has not come (DQ-FUTURE).

    Of customers they are read from the facts, which know who has any.
    """
    what, fact = literal("Finished on a day to come"), ServiceFact
    anybody = select(CustomerFact.customer_id).where(CustomerFact.done_ahead.is_not(None))
    of_customers = _columns(fact.visit_id, fact.customer_id, what, fact.day, null())
    nobodys = _columns(Visit.id, Visit.customer_id, what, Visit.completed_date, null()).where(
        Visit.customer_id.is_(None), Visit.status == "completed", Visit.completed_date > as_of
    )
    found = (
        of_customers.where(fact.customer_id.in_(anybody), fact.day > as_of)
        .union_all(nobodys)
        .subquery()
    )
    return select(found)


def tank_sizes(_as_of: date) -> Select[Any]:
    """Tanks that we empty and whose size nobody wrote down."""
    return (
        _columns(Asset.id, DueItem.customer_id, Asset.kind, null(), null())
        .join_from(Asset, DueItem, DueItem.asset_id == Asset.id)
        .where(
            DueItem.without_size.is_(True),
            DueItem.answers.is_(True),
            DueItem.status != "not_applicable",
        )
    )


def addresses(_as_of: date) -> Select[Any]:
    """Active customers to whom no letter can be sent: mailing address not complete.

    Who has none at all gets the letters at the property.
    """
    what = literal("Mailing address not complete")
    fact = CustomerFact
    return _columns(fact.customer_id, fact.customer_id, what, null(), null()).where(
        fact.live.is_(True), fact.address_gaps.is_(True)
    )


def _value_by_age(row: "ListRow") -> tuple[int, int]:
    return -(row.amount_cents or 0) * -(row.days or 0), row.record_id


PAPERS: Mapping[str, Paper] = {
    "reports": Paper("inspection_reports", reports),
    "callbacks": Paper("tasks", callbacks),
    "complaints": Paper("tasks", complaints),
    "estimates": Paper("estimates", estimates, sorted_by=_value_by_age),
    "future_visits": Paper("visits", future_visits),
    "tank_sizes": Paper("assets", tank_sizes, c.ASSET_KIND),
    "addresses": Paper("customers", addresses),
}


def paper_rows(db: Session, key: str, as_of: date) -> list[ListRow]:
    """The rows of one list: oldest day first, estimates by what they are worth and how old."""
    paper = PAPERS[key]
    found = paper.rows(as_of).subquery()
    statement = (
        select(found, Customer.display_name, Customer.account_no)
        .outerjoin_from(found, Customer, Customer.id == found.c.customer_id)
        .order_by(found.c.day.asc().nulls_last(), found.c.customer_id, found.c.record_id)
    )
    rows = [_list_row(paper, row, as_of) for row in db.execute(statement)]
    return sorted(rows, key=paper.sorted_by) if paper.sorted_by else rows


def _list_row(paper: Paper, row: Any, as_of: date) -> ListRow:
    what = paper.labels.label(row.what) if paper.labels else row.what or ""
    days = None if row.day is None else (row.day - as_of).days
    return ListRow(
        paper.table, row.record_id, row.customer_id, row.display_name or "", row.account_no,
        what, row.day, days, row.cents,
    )  # fmt: skip
