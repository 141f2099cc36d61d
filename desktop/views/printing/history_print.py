"""What was done at a place, on one page: for the inspector who asks a restaurant for it."""

from collections.abc import Iterator

from desktop.services.days import paper_day
from desktop.services.desk.site_history import Service, SiteHistory
from desktop.views.printing.content import (
    Column,
    Facts,
    Group,
    Head,
    Part,
    Print,
    Signatures,
    Table,
    Text,
)
from desktop.views.widgets.formats import counted

TITLE = "Service history"
COLUMNS = (
    Column("Date", 58),
    Column("Service", 102),
    Column("Tank", 72),
    Column("Gallons", 44, to_the_right=True),
    Column("Trip ticket", 60),
    Column("Disposal site", 226, keeps_end=True),  # its permit
)


def history_print(found: SiteHistory, head: Head) -> Print:
    """The history of one place."""
    return Print(TITLE, head, tuple(_parts(found)))


def _parts(found: SiteHistory) -> Iterator[Part]:
    account = f" (account {found.account_no})" if found.account_no else ""
    due = (f"{service}: {paper_day(when)}" for service, when in found.next_due)
    yield Facts(
        (
            ("Place", found.site or "not known"),
            ("County", found.county or "not known"),
            ("Customer", f"{found.customer}{account}" if found.customer else "not known"),
            ("Tanks", "; ".join(found.tanks) or "size not known"),
            ("Due again", "; ".join(due) or "not known"),
        ),
        1,
    )
    yield Text("Services, the latest first", "heading")
    if found.services:
        yield Table(COLUMNS, (Group("", tuple(map(_row, found.services))),))
    else:
        yield Text("No service on file.")
    if found.earlier:
        yield Text(f"{counted(found.earlier, 'earlier service')} on file.")
    yield Signatures(("For the company", "Date"))


def _row(one: Service) -> tuple[str, ...]:
    gallons = f"{one.gallons:,}" if one.gallons else ""
    return paper_day(one.day), one.service, one.tank, gallons, one.ticket_no, one.disposal
