"""One office for all tests of segments, rolled back after each, and a way to put customers in."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office, open_office
from desktop.models.work import ServiceLine, Visit

AddCustomer = Callable[..., int]


@pytest.fixture(scope="session")
def shared_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An empty office that stays empty: whoever writes to it rolls back."""
    opened = open_office(tmp_path_factory.mktemp("segments") / "office.db")
    yield opened
    opened.close()


@pytest.fixture
def db(shared_office: Office) -> Iterator[Session]:
    """A session that may write; rolled back at the end."""
    with shared_office.writing() as session:
        yield session
        session.rollback()


@pytest.fixture
def add_customer(db: Session) -> AddCustomer:
    """Adds a live customer, served on the given days, and gives back the id."""

    def add(name: str, *served: str, **values: object) -> int:
        customer = Customer(display_name=name, **values)
        db.add(customer)
        db.flush()
        for text in served:
            day = date.fromisoformat(text)
            visit = Visit(customer_id=customer.id, status="completed", completed_date=day)
            db.add(visit)
            db.flush()
            db.add(ServiceLine(visit_id=visit.id, service="PUMP"))
        db.flush()
        return customer.id

    return add
