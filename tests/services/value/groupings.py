"""A grouping as a search might find it, without the minute that one takes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.facts import CustomerFact
from desktop.services.value.behaviour import Found
from desktop.services.value.behaviour_fit import Prepared, Tried
from desktop.services.value.behaviour_groups import INPUTS, FoundGroup
from desktop.services.value.distinct import Difference
from tests.services.value.offices import TODAY


def grouped(db: Session) -> Found:
    """Two groups as a search might find them, and one that it rejects."""
    ids = list(db.scalars(select(CustomerFact.customer_id).where(CustomerFact.live)))
    apart = tuple(Difference(key, 1.5 - n, 10.0, 4.0) for n, key in enumerate(INPUTS))
    groups = (
        FoundGroup("Often, high tickets", tuple(ids[:30]), apart, ""),
        FoundGroup("Seldom, low tickets", tuple(ids[30:45]), apart, ""),
        FoundGroup("Like most", tuple(ids[45:48]), apart, "3 customers, too few: 20 are needed"),
    )
    prepared = Prepared(None, INPUTS, ("money",), ())
    tried = tuple(Tried(n, n / 10, 0.9, ()) for n in (2, 3, 4))
    left_out = (("only one visit", len(ids) - 48),)
    return Found(TODAY, INPUTS, prepared, tried, tried[1], groups, left_out, len(ids))
