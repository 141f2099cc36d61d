"""Lists of records that wait for the office: reports, calls, complaints, estimates, data to mend.

Each is one statement; the agenda counts its rows and the page shows them, so both always agree.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, null, or_, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import InspectionReport
from desktop.models.choices import Choices
from desktop.models.customers import Customer, CustomerPhone, Property
from desktop.models.equipment import System
from desktop.models.facts import CustomerFact, ServiceFact
from desktop.models.folding import fold
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Visit
from desktop.services.care.inspections import report_by
from desktop.services.care.rules import Rules, load_rules
from desktop.services.dates import add_days, add_months
from desktop.services.desk import broken, county_checks, gaps, loose_ends, trip_tickets
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
    limit: Callable[[Any, Rules], date] | None = None  # by when the work of a row must be done
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


COPY_MONTHS = 12  # how far back the owner's copy is asked for


def reports(as_of: date) -> Select[Any]:
    """Inspection reports that the authority or the owner has not got: both want it in 14 days.

    Of a test more than a year ago nobody asks for the owner's copy: few offices noted it then.
    Of a system with electronic monitoring `by` says from when six months are counted instead.
    """
    day = InspectionReport.inspection_date
    return (
        columns(
            InspectionReport.id, Visit.customer_id, Property.line1, day, null(),
            case((System.electronic_monitoring.is_(True), day)),
        )
        .join_from(InspectionReport, Visit, Visit.id == InspectionReport.visit_id)
        .join(System, System.id == InspectionReport.system_id)
        .outerjoin(Property, Property.id == Visit.property_id)
        .where(
            day <= as_of,
            or_(
                not_yet(InspectionReport.filed_on, as_of),
                and_(
                    not_yet(InspectionReport.copy_to_owner_on, as_of),
                    day >= add_months(as_of, -COPY_MONTHS),
                ),
            ),
            Visit.status != "voided",
        )
    )  # fmt: skip


# What is to be done with a report, and the day on which it was.
GIVEN: Mapping[str, Any] = {
    "file it": InspectionReport.filed_on,
    "copy to the owner": InspectionReport.copy_to_owner_on,
}


def report_limit(row: Any, rules: Rules) -> date:
    """The last day to file a report, of a row of `reports`."""
    return report_by(row.day, rules, is_monitored=row.by is not None)


def not_yet(day: Any, as_of: date) -> ColumnElement[bool]:
    """Whether something is not done by a day."""
    return or_(day.is_(None), day > as_of)


def report_words(db: Session, ids: Any) -> dict[int, str]:
    """What is still to be done with each report; a day that was noted counts as done."""
    statement = select(InspectionReport.id, *GIVEN.values()).where(InspectionReport.id.in_(ids))
    return {
        number: ", ".join(said for said, day in zip(GIVEN, days, strict=True) if day is None)
        for number, *days in db.execute(statement)
    }


def callbacks(as_of: date) -> Select[Any]:
    """Things to do today, or to have been done before, and those for which nobody set a day."""
    return columns(Task.id, _whose_task(as_of), Task.text, Task.due_date, null()).where(
        Task.kind != "complaint",
        not_yet(Task.done_on, as_of),
        or_(Task.due_date.is_(None), Task.due_date <= as_of),
    )


def _whose_task(as_of: date) -> Any:
    """The customer of a task; of one about a place whoever pays there."""
    return func.coalesce(Task.customer_id, gaps.payer(Task.property_id, as_of))


def task_words(db: Session, ids: Any) -> dict[int, str]:
    """Where something is to be done, where that was said."""
    statement = (
        select(Task.id, Property.line1, Property.city)
        .join(Property, Property.id == Task.property_id)
        .where(Task.id.in_(ids))
    )
    return {
        one.id: ", ".join(part for part in (one.line1, one.city) if part)
        for one in db.execute(statement)
    }


def callback_words(db: Session, ids: Any) -> dict[int, str]:
    """Where something is to be done, and that nobody set a day for it."""
    undated = select(Task.id).where(Task.id.in_(ids), Task.due_date.is_(None))
    where, told = task_words(db, ids), dict.fromkeys(db.scalars(undated), "no date")
    return {
        key: ", ".join(one[key] for one in (where, told) if key in one) for key in {**where, **told}
    }


def complaints(as_of: date) -> Select[Any]:
    """Complaints that nobody has settled."""
    made = or_(Task.created_on.is_(None), Task.created_on <= as_of)
    return columns(Task.id, _whose_task(as_of), Task.text, Task.created_on, null()).where(
        Task.kind == "complaint", not_yet(Task.done_on, as_of), made
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
    "reports": Paper("inspection_reports", reports, limit=report_limit, tell=report_words),
    "callbacks": Paper("tasks", callbacks, is_age=True, tell=callback_words),
    "complaints": Paper("tasks", complaints, is_age=True, tell=task_words),
    "estimates": Paper(
        "estimates", estimates, sorted_by=_value_by_age, is_age=True, tell=estimate_words
    ),
    "to_schedule": Paper("visits", loose_ends.to_schedule, tell=loose_ends.booked_words),
    "tickets_missing": Paper(
        "visits", trip_tickets.tickets_missing, is_age=True, tell=loose_ends.work_words
    ),
    "tickets_open": Paper(
        "trip_tickets", trip_tickets.tickets_open, is_age=True, tell=trip_tickets.ticket_words
    ),
    "future_visits": Paper("visits", future_visits, tell=loose_ends.work_words),
    "tank_sizes": Paper("assets", gaps.tank_sizes, c.ASSET_KIND, tell=gaps.tank_words),
    "coordinates": Paper("properties", gaps.coordinates, sorted_by=_by_town, tell=gaps.place_words),
    "addresses": Paper("customers", gaps.addresses, tell=gaps.address_words),
    "counties": Paper("county_rules", county_checks.unchecked, is_age=True),
    "unreadable": Paper("customers", broken.stale, tell=broken.words),
}


def paper_rows(db: Session, key: str, as_of: date) -> list[ListRow]:
    """The rows of one list: oldest day first, estimates by what they are worth and how old."""
    paper = PAPERS[key]
    found = paper.rows(as_of).subquery()
    told = paper.tell(db, select(found.c.record_id)) if paper.tell else {}
    rules = load_rules(db)
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
    rows = [_list_row(paper, row, as_of, told, rules) for row in db.execute(statement)]
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
    paper: Paper, row: Any, as_of: date, told: Mapping[int, str], rules: Rules
) -> ListRow:
    what = paper.labels.label(row.what) if paper.labels else row.what or ""
    by = paper.limit(row, rules) if paper.limit else row.by
    until = by if paper.limit else row.day
    days = None if until is None else (until - as_of).days * (-1 if paper.is_age else 1)
    return ListRow(
        paper.table, row.record_id, row.customer_id, row.display_name or "", row.account_no,
        ": ".join(text for text in (what, told.get(row.record_id, "")) if text), row.day, days,
        row.cents, by, row.phone or "",
    )  # fmt: skip
