"""Where the fifths of the scored customers begin on a day, kept until the next."""

from collections.abc import Sequence

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


def found(db: Session, scope: Scope) -> Sequence[dict[str, int]]:
    """Cut the scored customers anew, where the rules say so; finished work must be laid out."""
    if rfm_rules.read(versions.current(db, "rfm").body).mode != rfm_rules.QUINTILES:
        return ()
    edges = cut(_standings(db, scope), scope.as_of)
    if edges is None:
        return ()
    names = ("score", "days", "visits", "cents")
    return [dict(zip(names, row, strict=True)) for row in zip(SCORES, *edges, strict=False)]


def keep(db: Session, edges: Sequence[dict[str, int]]) -> None:
    """Let the edges be those of the day, in the place of any others."""
    kept = table_of(RfmEdge)
    db.execute(delete(kept))
    if edges:
        db.execute(insert(kept), edges)


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
