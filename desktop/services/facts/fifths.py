"""Where the fifths of the scored customers begin on a day, kept until the next."""

from sqlalchemy import Date, delete, func, insert, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.facts import RfmEdge, ServiceFact
from desktop.services.facts import money, services
from desktop.services.facts.scope import Scope
from desktop.services.facts.shadows import table_of
from desktop.services.value import rfm_rules, versions
from desktop.services.value.fifths import Standing, cut
from desktop.services.value.rfm_map import SCORES


def keep_edges(db: Session, scope: Scope) -> None:
    """Cut the scored customers anew, where the rules say so; finished work must be laid out."""
    kept = table_of(RfmEdge)
    db.execute(delete(kept))
    if rfm_rules.read(versions.current(db, "rfm").body).mode != rfm_rules.QUINTILES:
        return
    found = cut(_standings(db, scope), scope.as_of)
    if found is not None:
        rows = zip(SCORES, *found, strict=False)
        names = ("score", "days", "visits", "cents")
        db.execute(insert(kept), [dict(zip(names, row, strict=True)) for row in rows])


def _standings(db: Session, scope: Scope) -> list[Standing]:
    done = table_of(ServiceFact).c
    last = (
        select(done.customer_id, func.max(done.day, type_=Date).label("day"))
        .where(done.day <= scope.as_of)
        .group_by(done.customer_id)
        .subquery()
    )
    often, sold = services.frequency(scope), money.sales(scope)
    rows = (
        select(
            last.c.day,
            func.coalesce(often.c.frequency, 0),
            func.coalesce(sold.c.recent, 0),
        )
        .join_from(last, Customer, Customer.id == last.c.customer_id)
        .outerjoin(often, often.c.customer_id == last.c.customer_id)
        .outerjoin(sold, sold.c.customer_id == last.c.customer_id)
        .where(Customer.status == "active")
    )
    return [Standing(*row) for row in db.execute(rows)]
