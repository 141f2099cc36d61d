"""The Segments page on a small office, with everything it says to the window written down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from shutil import copyfile

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office, open_office
from desktop.models.work import ServiceLine, Visit
from desktop.services import facts
from desktop.services.segments import saved
from desktop.services.segments.tree import from_json
from desktop.views.jobs import Jobs
from desktop.views.page import Context, Hub
from desktop.views.segments.page import SegmentsPage
from desktop.views.settings import Settings

TODAY = date(2026, 11, 22)
PEOPLE = (  # name, type, city, ZIP, day of the last pump-out
    ("Ada Reyes", "residential", "Athens", "75751", None),
    ("Ben Ott", "residential", "Athens", "75751", date(2021, 5, 4)),
    ("Cora Lind", "residential", "Athens", "75752", date(2026, 5, 4)),
    ("Dov Mathers", "commercial", "Athens", "75752", None),
    ("Eve Nguyen", "residential", "Tyler", "75701", None),
    ("Fay O'Neal", None, None, None, date(2023, 11, 22)),
)


@dataclass
class Heard:
    """What the window would have shown or done."""

    notes: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)

    def notify(  # the names are those of `Notify`
        self,
        text: str,
        action_label: str = "",  # noqa: ARG002
        action: Callable[[], None] | None = None,  # noqa: ARG002
    ) -> None:
        self.notes.append(text)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office of six customers, made once."""
    path = tmp_path_factory.mktemp("segments") / "office.db"
    office = open_office(path)
    with office.writing.begin() as db:
        for number, person in enumerate(PEOPLE, 1):
            _add(db, number, *person)
        facts.refresh(db, TODAY)
    office.close()
    return path


def _add(
    db: Session, number: int, name: str, kind: str | None, city: str | None, postcode: str | None,
    pumped: date | None,
) -> None:  # fmt: skip
    customer = Customer(
        display_name=name,
        customer_type=kind,
        city=city,
        zip5=postcode,
        account_no=f"A-{number}",
    )
    db.add(customer)
    db.flush()
    if pumped:
        visit = Visit(customer_id=customer.id, status="completed", completed_date=pumped)
        db.add(visit)
        db.flush()
        db.add(ServiceLine(visit_id=visit.id, service="PUMP"))


@pytest.fixture
def people(template: Path, tmp_path: Path) -> Iterator[Office]:
    """An office of six customers of its own."""
    path = tmp_path / "office.db"
    copyfile(template, path)
    office = open_office(path)
    yield office
    office.close()


@pytest.fixture
def context(people: Office, heard: Heard) -> Iterator[Context]:
    jobs = Jobs(people, heard.errors.append)
    hub = Hub()
    hub.changed.connect(heard.topics.append)
    go = lambda *_args: None  # noqa: E731
    show = heard.errors.append
    yield Context(people, jobs, lambda: TODAY, heard.notify, go, hub, Settings(), show)
    jobs.close()


@pytest.fixture
def settled(qtbot: QtBot, context: Context) -> Callable[[], None]:
    """Wait until typing has paused and all background work was answered."""

    def wait() -> None:
        qtbot.wait(170)
        qtbot.waitUntil(lambda: context.jobs.idle, timeout=20_000)

    return wait


@pytest.fixture
def make_page(
    qtbot: QtBot, context: Context, settled: Callable[[], None]
) -> Iterator[Callable[[], SegmentsPage]]:
    made: list[SegmentsPage] = []

    def make() -> SegmentsPage:
        page = SegmentsPage(context)
        made.append(page)
        page.resize(1180, 900)
        page.show()
        page.shown()
        settled()
        return page

    yield make
    for page in made:
        page.close_page()
    context.jobs.close()  # before the pages go, as the window does it
    for page in made:
        page.close()
        page.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def page(make_page: Callable[[], SegmentsPage]) -> SegmentsPage:
    return make_page()


@pytest.fixture
def keep(people: Office) -> Callable[..., int]:
    """Save a segment straight to the office file."""

    def save(name: str, definition: dict[str, object], kind: str = "active") -> int:
        with people.writing.begin() as db:
            return saved.save(
                db,
                name=name,
                node=from_json(definition),
                kind=kind,
                as_of=TODAY,
                saved_at=datetime(2026, 1, 1),  # noqa: DTZ001 - stored without a zone
            )

    return save
