"""The day's agenda: what one look in the morning must show; every count opens its list."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Zone
from desktop.models.facts import IS_ASKED, DueItem, PropertyZone
from desktop.models.folding import fold
from desktop.models.imports import ImportBatch
from desktop.services import facts, freshness
from desktop.services.care.inspections import MONITORED_MONTHS, report_by
from desktop.services.care.rules import load_rules
from desktop.services.dates import add_days, months_gone
from desktop.services.desk import licences
from desktop.services.desk.contract_days import ContractDay, contract_days
from desktop.services.desk.due_query import (
    BOOKED,
    POSTPONED,
    UNZONED,
    DueQuery,
    meant,
    shown,
    zoned,
)
from desktop.services.desk.paper import PAPERS, ListRow, best_phone, paper_rows
from desktop.services.freshness import Freshness
from desktop.services.importing.batch.undo import UNDONE

URGENT, SOON, PLAIN = "urgent", "soon", "plain"
ALL_ASKED = ("overdue", "due")
WEEK_DAYS, REVIEW_DAYS = 7, 30


class Opens(NamedTuple):
    """The list behind a line: page "due" with its query, "list" with a key, or "imports"."""

    page: str
    key: str = ""
    due: DueQuery | None = None


class AgendaLine(NamedTuple):
    """One line. `tone` is how much it presses; it is plain when there is nothing in it."""

    key: str
    label: str
    number: int
    tone: str
    opens: Opens
    detail: str = ""
    parts: tuple["AgendaLine", ...] = ()  # the same, zone by zone


class AgendaGroup(NamedTuple):
    """Lines that belong together."""

    key: str
    label: str
    lines: tuple[AgendaLine, ...]


class Agenda(NamedTuple):
    """All that waits on a day, and how old the data are."""

    as_of: date
    groups: tuple[AgendaGroup, ...]
    freshness: Freshness

    def line(self, key: str) -> AgendaLine:
        """A line by its key."""
        return next(line for group in self.groups for line in group.lines if line.key == key)


@dataclass(frozen=True)
class _Due:
    """A line of due items."""

    key: str
    label: str
    tone: str
    query: DueQuery
    by_zone: bool = False


_HIDDEN = DueQuery(statuses=ALL_ASKED)
DUE_LINES = (
    _Due("overdue", "Overdue", URGENT, DueQuery(statuses=("overdue",))),
    _Due(
        "overdue_contract", "Overdue under contract, owed by us", URGENT,
        DueQuery(statuses=("overdue",), owed_by="us"),
    ),
    _Due(
        "due_week", "Due this week", SOON,
        DueQuery(statuses=("due",), within_days=WEEK_DAYS), by_zone=True,
    ),
    _Due("due_month", "Due in {due_days} days", PLAIN, DueQuery(statuses=("due",))),
    _Due("booked", "Booked, so hidden above", PLAIN, replace(_HIDDEN, only=BOOKED)),
    _Due("postponed", "Postponed, so hidden above", PLAIN, replace(_HIDDEN, only=POSTPONED)),
    _Due(
        "no_due_date", "Services without a due date", SOON,
        DueQuery(statuses=("unknown",), include_booked=True, include_postponed=True),
    ),
)  # fmt: skip
CONTRACT_LINES = {
    "expiring": ("Contracts running out in {expiring_days} days", SOON),
    "file_late": ("Renewals to file, late", URGENT),
    "file_soon": ("Renewals to file in {file_by_days} days", SOON),
}
PAPER_LINES = {
    "reports": ("Reports to file", SOON),
    "callbacks": ("Calls and tasks", SOON),
    "complaints": ("Complaints still open", URGENT),
    "estimates": ("Estimates not taken up", PLAIN),
    "to_schedule": ("Visits to schedule", SOON),
    "tickets_missing": ("Loads of 90 days without a trip ticket", PLAIN),
    "tickets_open": ("Trip tickets not complete", SOON),
    "future_visits": ("Visits finished on a day to come", SOON),
    "tank_sizes": ("Tanks without a size", PLAIN),
    "coordinates": ("Places without coordinates", PLAIN),
    "addresses": ("Mailing addresses not complete", PLAIN),
    "counties": ("County rules not checked for a year", PLAIN),
    "unreadable": ("Customers with a record that cannot be read", URGENT),
}
LICENCES_LINE = ("Licenses running out", SOON)
GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "due": (
        "Work due",
        ("overdue", "overdue_contract", "due_week", "due_month", "booked", "postponed"),
    ),
    "desk": ("On the desk", ("callbacks", "complaints", "estimates", "to_schedule", "reports")),
    "contracts": (
        "Contracts, trip tickets, licenses",
        (*CONTRACT_LINES, "tickets_missing", "tickets_open", licences.KEY),
    ),
    "data": (
        "Data to complete",
        (
            "no_due_date",
            "tank_sizes",
            "coordinates",
            "addresses",
            "future_visits",
            "counties",
            "import_rows",
            "unreadable",
        ),
    ),
}


def agenda(db: Session, as_of: date) -> Agenda:
    """All lines with their counts; those with nothing in them too."""
    facts.for_day(db, as_of)
    lines = {
        line.key: line
        for make in (_due_lines, _contract_lines, _paper_lines, _licence_lines, _import_lines)
        for line in make(db, as_of)
    }
    groups = (
        AgendaGroup(key, label, tuple(lines[one] for one in keys))
        for key, (label, keys) in GROUPS.items()
    )
    return Agenda(as_of, tuple(groups), freshness.summary(db, as_of))


def listed(db: Session, key: str, as_of: date) -> list[ListRow]:
    """The rows of a line whose `opens.page` is "list"."""
    facts.for_day(db, as_of)
    if key in PAPERS:
        return paper_rows(db, key, as_of)
    if key == licences.KEY:
        return licences.what_expires(db, as_of)
    return _contract_rows(db, getattr(contract_days(db, as_of), key), as_of)


def _line(key: str, label: str, number: int, tone: str, opens: Opens) -> AgendaLine:
    return AgendaLine(key, label, number, tone if number else PLAIN, opens)


def _due_lines(db: Session, as_of: date) -> Iterator[AgendaLine]:
    """One walk over what is owed or unknown, counted for every line; few lines by zone too."""
    counts = (_number(line.query, as_of).label(line.key) for line in DUE_LINES)
    found = db.execute(select(*counts).where(IS_ASKED)).mappings().one()
    numbers = vars(load_rules(db))
    for line in DUE_LINES:
        label = line.label.format_map(numbers)
        parts = tuple(_by_zone(db, as_of, line)) if line.by_zone and found[line.key] else ()
        opens = Opens("due", line.key, line.query)
        made = _line(line.key, label, found[line.key] or 0, line.tone, opens)
        yield made._replace(parts=parts)


def _number(query: DueQuery, as_of: date) -> Any:
    return func.sum(case((and_(meant(query, as_of), shown(query)), 1), else_=0))


def _by_zone(db: Session, as_of: date, line: _Due) -> Iterator[AgendaLine]:
    """The parts of a line, by the name of the zone; those without a zone come last."""
    counted = select(PropertyZone.zone_id, Zone.name, func.count()).select_from(DueItem)
    statement = (
        zoned(counted)
        .outerjoin(Zone, Zone.id == PropertyZone.zone_id)
        .where(meant(line.query, as_of), shown(line.query))
        .group_by(PropertyZone.zone_id, Zone.name)
    )
    zones = db.execute(statement).all()
    in_order = sorted(zones, key=lambda row: (row[0] is None, fold(row[1])))
    return (_zone_line(line, zone_id, zone, number) for zone_id, zone, number in in_order)


def _zone_line(line: _Due, zone_id: int | None, zone: str | None, number: int) -> AgendaLine:
    query = replace(line.query, zone_id=zone_id or UNZONED)
    opens = Opens("due", line.key, query)
    return _line(f"{line.key}.{zone_id or 0}", zone or "No zone", number, line.tone, opens)


def _contract_lines(db: Session, as_of: date) -> Iterator[AgendaLine]:
    found, numbers = contract_days(db, as_of), vars(load_rules(db))
    for key, (label, tone) in CONTRACT_LINES.items():
        said = label.format_map(numbers)
        yield _line(key, said, len(getattr(found, key)), tone, Opens("list", key))


def _contract_rows(db: Session, found: tuple[ContractDay, ...], as_of: date) -> list[ListRow]:
    people = {
        row.id: row
        for row in db.execute(
            select(Customer.id, Customer.display_name, Customer.account_no, best_phone()).where(
                Customer.id.in_({one.customer_id for one in found})
            )
        )
    }
    return [
        ListRow(
            "contracts", one.contract_id, one.customer_id, people[one.customer_id].display_name,
            people[one.customer_id].account_no, one.what, one.day, (one.day - as_of).days,
            one.price_cents, None if one.day == one.file_by else one.file_by,
            people[one.customer_id].phone or "",
        )
        for one in found
    ]  # fmt: skip


def _paper_lines(db: Session, as_of: date) -> Iterator[AgendaLine]:
    """One statement for all of them, each counted in a part of its own."""
    parts = (
        select(func.count()).select_from(paper.rows(as_of).subquery()).scalar_subquery().label(key)
        for key, paper in PAPERS.items()
    )
    counts = db.execute(select(*parts)).mappings().one()
    for key, (label, tone) in PAPER_LINES.items():
        line = _line(key, label, counts[key], tone, Opens("list", key))
        detail = _DETAILS.get(key)
        yield detail(db, as_of, line) if detail and line.number else line


def _licence_lines(db: Session, as_of: date) -> Iterator[AgendaLine]:
    """What expires; the nearest is told, and what has run out presses."""
    rows, (label, tone) = licences.what_expires(db, as_of), LICENCES_LINE
    line = _line(licences.KEY, label, len(rows), tone, Opens("list", licences.KEY))
    late = sum(1 for row in rows if row.days is not None and row.days < 0)
    said = f"{late:,} ran out" if late else ""
    yield line._replace(tone=URGENT, detail=said) if late else line


def _reports_left(db: Session, as_of: date, line: AgendaLine) -> AgendaLine:
    """How many days the reports have left: fourteen, or six months of a monitored system."""
    rules, found = load_rules(db), PAPERS["reports"].rows(as_of).subquery()
    monitored, first = found.c.by.is_not(None), add_days(as_of, -1)
    over = found.c.day < add_days(as_of, -rules.report_days)
    late = case((monitored, found.c.day <= months_gone(first, MONITORED_MONTHS)), else_=over)
    oldest, of_monitored, number_late = db.execute(
        select(
            func.min(case((~monitored, found.c.day))),
            func.min(case((monitored, found.c.day))),
            func.sum(case((late, 1), else_=0)),
        )
    ).one()
    if number_late:
        return line._replace(tone=URGENT, detail=f"{number_late:,} late")
    ends = [
        report_by(day, rules, is_monitored=is_monitored)
        for day, is_monitored in ((oldest, False), (of_monitored, True))
        if day
    ]
    return line._replace(detail=f"Oldest: {_days((min(ends) - as_of).days)} left") if ends else line


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def _without_day(db: Session, as_of: date, line: AgendaLine) -> AgendaLine:
    """How many of the tasks nobody set a day for."""
    found = PAPERS["callbacks"].rows(as_of).subquery()
    number = db.scalar(select(func.count()).select_from(found).where(found.c.day.is_(None)))
    return line._replace(detail=f"{number:,} without a day") if number else line


_DETAILS: Mapping[str, Callable[[Session, date, AgendaLine], AgendaLine]] = {
    "reports": _reports_left,
    "callbacks": _without_day,
}


def _import_lines(db: Session, as_of: date) -> Iterator[AgendaLine]:
    """Rows of the latest imports that were put aside to be looked at."""
    since = datetime.combine(add_days(as_of, -REVIEW_DAYS), time.min)
    statement = select(ImportBatch.summary).where(
        ImportBatch.state != UNDONE, ImportBatch.imported_at >= since
    )
    summaries: list[dict[str, Any]] = list(db.scalars(statement))
    number = sum(summary.get("boxes", {}).get("review", 0) for summary in summaries)
    yield _line("import_rows", "Imported rows to review", number, SOON, Opens("imports"))
