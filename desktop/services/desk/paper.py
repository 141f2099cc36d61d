"""Lists of records that wait for the office: reports, calls, complaints, estimates, data to mend.

Each is one statement; the agenda counts its rows and the page shows them, so both always agree.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, literal, null, or_, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import InspectionReport
from desktop.models.choices import Choices
from desktop.models.customers import Customer, CustomerPhone, Property
from desktop.models.facts import CustomerFact, ServiceFact
from desktop.models.folding import fold
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Visit
from desktop.services.care.rules import Rules, load_rules
from desktop.services.dates import add_days
from desktop.services.desk import broken, gaps, loose_ends
from desktop.services.desk.loose_ends import columns

UNCONVERTED_DAYS = 30  # an estimate that nobody took up is asked about after so many

Statement = Callable[[date], Select[Any]]
Tell = Callable[[Session, Any], Mapping[int, str]]


class Paper(NamedTuple):
    """One such list: its statement, the table of its records, what `what` and `days` hold."""

    table: str
    rows: Statement
    labels: Choices | None = None  # of `what`, where it is a key of a closed list
    sorted_by: Callable[["ListRow"], Any] | None = None
    limit: Callable[[Rules], int] | None = None  # days after `day` by which it must be done
    is_age: bool = False  # `days` counts those that have passed, not those to come
    tell: Tell | None = None  # what the records (a select of their ids) are, beside `what`


class ListRow(NamedTuple):
    """One line of a list that the agenda opens."""

    table: str  # of the record: "tasks", "estimates", ...
    record_id: int
    customer_id: int | None
    name: str
    account_no: str | None
    what: str
    day: date | None
    days: int | None  # to that day or to `by`, below zero when it has passed; or how old it is
    amount_cents: int | None
    by: date | None = None  # by when it must be done, or when it is to be asked about again
    phone: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What tells the record from all others."""
        return self.table, self.record_id, self.customer_id


def reports(as_of: date) -> Select[Any]:
    """Inspection reports that the authority has not got."""
    return (
        columns(
            InspectionReport.id, Visit.customer_id, Property.line1,
            InspectionReport.inspection_date, null(),
        )
        .join_from(InspectionReport, Visit, Visit.id == InspectionReport.visit_id)
        .outerjoin(Property, Property.id == Visit.property_id)
        .where(
            InspectionReport.inspection_date <= as_of,
            or_(InspectionReport.filed_on.is_(None), InspectionReport.filed_on > as_of),
            Visit.status != "voided",
        )
    )  # fmt: skip


def _open_task(as_of: date) -> ColumnElement[bool]:
    return or_(Task.done_on.is_(None), Task.done_on > as_of)


def callbacks(as_of: date) -> Select[Any]:
    """Things to do today, or to have been done before."""
    return columns(Task.id, Task.customer_id, Task.text, Task.due_date, null()).where(
        Task.kind != "complaint", _open_task(as_of), Task.due_date <= as_of
    )


def complaints(as_of: date) -> Select[Any]:
    """Complaints that nobody has settled."""
    made = or_(Task.created_on.is_(None), Task.created_on <= as_of)
    return columns(Task.id, Task.customer_id, Task.text, Task.created_on, null()).where(
        Task.kind == "complaint", _open_task(as_of), made
    )


def estimates(as_of: date) -> Select[Any]:
    """Open estimates with no visit at that place since: of a month ago or longer.

    One that is to be asked about on a day waits for that day, and no longer.
    """
    place = or_(Estimate.property_id.is_(None), Visit.property_id == Estimate.property_id)
    month_ago = add_days(as_of, -UNCONVERTED_DAYS)
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
        columns(
            Estimate.id, Estimate.customer_id, null(), Estimate.issued_on,
            Estimate.amount_cents, Estimate.follow_up_on,
        )
        .join(Customer, Customer.id == Estimate.customer_id)
        .where(
            Customer.status == "active",
            Estimate.state == "open",
            Estimate.issued_on <= as_of,
            func.coalesce(Estimate.follow_up_on <= as_of, Estimate.issued_on <= month_ago),
            ~visited,
        )
    )  # fmt: skip


def future_visits(as_of: date) -> Select[Any]:
    """Visits said to be finished on a day that has not come (DQ-FUTURE).

    Of customers they are read from the facts, which know who has any.
    """
    what, fact = literal("Finished on a day to come"), ServiceFact
    anybody = select(CustomerFact.customer_id).where(CustomerFact.done_ahead.is_not(None))
    of_customers = columns(fact.visit_id, fact.customer_id, what, fact.day, null())
    nobodys = columns(Visit.id, Visit.customer_id, what, Visit.completed_date, null()).where(
        Visit.customer_id.is_(None), Visit.status == "completed", Visit.completed_date > as_of
    )
    found = (
        of_customers.where(fact.customer_id.in_(anybody), fact.day > as_of)
        .union_all(nobodys)
        .subquery()
    )
    return select(found)


def _value_by_age(row: "ListRow") -> tuple[int, int]:
    return -(row.amount_cents or 0) * (row.days or 0), row.record_id


def _by_town(row: "ListRow") -> tuple[str, str, int]:
    """Places of one town beside each other: they are found on one map."""
    street, _, town = row.what.partition(", ")
    return fold(town), fold(street), row.record_id


def estimate_words(db: Session, ids: Any) -> dict[int, str]:
    """What was offered and where, by estimate: "Replace aerator, 12 Oak St, Bryan, E00051"."""
    statement = (
        select(
            Estimate.id, Estimate.no, Estimate.lines, Estimate.memo, Property.line1, Property.city
        )
        .outerjoin(Property, Property.id == Estimate.property_id)
        .where(Estimate.id.in_(ids))
    )
    return {
        one.id: ", ".join(part for part in (_offered(one), one.line1, one.city, one.no) if part)
        for one in db.execute(statement)
    }


def _offered(one: Any) -> str:
    """The first line of an estimate, and how many more there are; else its memo."""
    lines = [line for line in one.lines or () if isinstance(line, dict) and line.get("text")]
    if not lines:
        return " ".join((one.memo or "").split())
    more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
    return f"{lines[0]['text']}{more}"


PAPERS: Mapping[str, Paper] = {
    "reports": Paper("inspection_reports", reports, limit=lambda rules: rules.report_days),
    "callbacks": Paper("tasks", callbacks, is_age=True),
    "complaints": Paper("tasks", complaints, is_age=True),
    "estimates": Paper(
        "estimates", estimates, sorted_by=_value_by_age, is_age=True, tell=estimate_words
    ),
    "to_schedule": Paper("visits", loose_ends.to_schedule, tell=loose_ends.booked_words),
    "tickets_missing": Paper(
        "visits", loose_ends.tickets_missing, is_age=True, tell=loose_ends.work_words
    ),
    "tickets_open": Paper(
        "trip_tickets", loose_ends.tickets_open, is_age=True, tell=loose_ends.ticket_words
    ),
    "future_visits": Paper("visits", future_visits, tell=loose_ends.work_words),
    "tank_sizes": Paper("assets", gaps.tank_sizes, c.ASSET_KIND, tell=gaps.tank_words),
    "coordinates": Paper("properties", gaps.coordinates, sorted_by=_by_town, tell=gaps.place_words),
    "addresses": Paper("customers", gaps.addresses, tell=gaps.address_words),
    "unreadable": Paper("customers", broken.stale, tell=broken.words),
}


def paper_rows(db: Session, key: str, as_of: date) -> list[ListRow]:
    """The rows of one list: oldest day first, estimates by what they are worth and how old."""
    paper = PAPERS[key]
    found = paper.rows(as_of).subquery()
    told = paper.tell(db, select(found.c.record_id)) if paper.tell else {}
    limit = paper.limit(load_rules(db)) if paper.limit else None
    statement = (
        select(found, Customer.display_name, Customer.account_no, best_phone())
        .outerjoin_from(found, Customer, Customer.id == found.c.customer_id)
        .order_by(
            found.c.day.asc().nulls_last(),
            found.c.by.asc().nulls_last(),
            found.c.customer_id,
            found.c.record_id,
        )
    )
    rows = [_list_row(paper, row, as_of, told, limit) for row in db.execute(statement)]
    return sorted(rows, key=paper.sorted_by) if paper.sorted_by else rows


def best_phone() -> Any:
    """The number to call first of the customer of the statement around it."""
    return (
        select(CustomerPhone.number)
        .where(CustomerPhone.customer_id == Customer.id)
        .order_by(CustomerPhone.position, CustomerPhone.id)
        .limit(1)
        .correlate(Customer)
        .scalar_subquery()
        .label("phone")
    )


def _list_row(
    paper: Paper, row: Any, as_of: date, told: Mapping[int, str], limit: int | None
) -> ListRow:
    what = paper.labels.label(row.what) if paper.labels else row.what or ""
    by = row.by if limit is None else add_days(row.day, limit)
    until = row.day if limit is None else by
    days = None if until is None else (until - as_of).days * (-1 if paper.is_age else 1)
    return ListRow(
        paper.table, row.record_id, row.customer_id, row.display_name or "", row.account_no,
        ": ".join(text for text in (what, told.get(row.record_id, "")) if text), row.day, days,
        row.cents, by, row.phone or "",
    )  # fmt: skip
