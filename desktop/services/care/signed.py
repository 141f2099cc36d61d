"""Contracts as they are stored, read for their days, and what they provide."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from desktop.models.equipment import Contract, ContractLine, System
from desktop.services.care.contracts import IMPLIED, Agreement


def provides(*services: str) -> ColumnElement[bool]:
    """Whether a contract provides one of some services: it lists it, or its kind implies it.

    What it lists decides, whatever its kind; of one that lists nothing the kind does.
    """
    lines = select(ContractLine.id).where(ContractLine.contract_id == Contract.id)
    kinds = [kind for kind, implied in IMPLIED.items() if not set(implied).isdisjoint(services)]
    return or_(
        lines.where(ContractLine.service.in_(services)).exists(),
        and_(Contract.kind.in_(kinds), not_(lines.exists())),
    )


_Its = aliased(System)  # the system that a contract names
# Where its system lies, else the property it names.
HOME: ColumnElement[int | None] = func.coalesce(_Its.property_id, Contract.property_id)


def signed(*columns: Any) -> Select[Any]:
    """A statement about contracts in which `HOME` is known."""
    return select(*columns).outerjoin_from(Contract, _Its, _Its.id == Contract.system_id)


# The fields of `Agreement`, in their order.
AGREEMENT = (
    Contract.id, Contract.kind, Contract.start_date, Contract.end_date, Contract.cancel_date,
    Contract.system_id, HOME, Contract.visits_per_year, Contract.filed_with_authority_on,
    provides("INSPECT"),
)  # fmt: skip


def agreements_beside(db: Session, contract_ids: Collection[int]) -> dict[int, Agreement]:
    """Some contracts, and all others at their properties: what may follow them is among these."""
    homes = signed(HOME).where(Contract.id.in_(contract_ids))
    own = Contract.id.in_(contract_ids)
    there = or_(
        Contract.property_id.in_(homes),
        Contract.system_id.in_(select(System.id).where(System.property_id.in_(homes))),
    )
    statement = signed(*AGREEMENT).where(or_(own, there)).order_by(Contract.id)
    return {row[0]: Agreement(*row) for row in db.execute(statement)}
