"""What contracts include, in words: "Aerobic inspection every 4 months"."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.equipment import ContractLine
from desktop.services.desk.words import every


def included(db: Session, contract_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The services that each contract lists, and how often; none where it lists none."""
    lines: dict[int, list[str]] = defaultdict(list)
    statement = (
        select(ContractLine)
        .where(ContractLine.contract_id.in_(contract_ids))
        .order_by(ContractLine.contract_id, ContractLine.position, ContractLine.id)
    )
    for one in db.scalars(statement):
        often = every(one.interval, one.interval_unit)
        lines[one.contract_id].append(f"{c.SERVICE.label(one.service)} {often}".rstrip())
    return {number: tuple(lines[number]) for number in contract_ids}
