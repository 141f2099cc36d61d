"""A small office with names for the phrase box, as of Monday 15 June 2026."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerTag, Zone
from desktop.models.database import Office
from desktop.models.segments import Segment
from desktop.models.work import Technician
from desktop.services.segments.context import Context
from desktop.services.segments.phrase import lexicon
from desktop.services.segments.phrase.understanding import Understood, understand

AS_OF = date(2026, 6, 15)
Ask = Callable[..., Understood]


@pytest.fixture(scope="module")
def phrase_db(shared_office: Office) -> Iterator[Session]:
    """The office with zones, tags, a technician and a list; rolled back after the module."""
    with shared_office.writing() as db:
        customer = Customer(display_name="Ada", city="Athens", zip5="75751")
        db.add(customer)
        db.add_all([Zone(name=name) for name in ("Zone 1", "Zone 2", "Zone 3", "Hays County")])
        db.add(Technician(name="Joe Ramos"))
        db.flush()
        tags = ("dog", "gate code", "do not mail", "truck 1")
        db.add_all([CustomerTag(customer_id=customer.id, tag=tag) for tag in tags])
        name = "Spring mailing 2026"
        made = date(2026, 3, 2)
        db.add(Segment(name=name, name_key=name.lower(), kind="static", as_of=made, uid="spring"))
        db.flush()
        yield db
        db.rollback()


@pytest.fixture(scope="module")
def context(phrase_db: Session) -> Context:
    return Context(phrase_db, AS_OF)


@pytest.fixture(scope="module")
def ask(context: Context) -> Ask:
    """Understands a phrase in that office."""
    names = lexicon.load(context)

    def understood(text: str, answer: int | None = None) -> Understood:
        found = understand(context, text, AS_OF, lexicon=names)
        if answer is None:
            return found
        return understand(context, text, AS_OF, {found.questions[0].text: answer}, names)

    return understood
