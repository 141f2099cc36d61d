"""How far the data are complete: what of all that a list of missing data is about is there."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop.models.customers import Property
from desktop.models.facts import CustomerFact, DueItem
from desktop.services.desk.due_list import EMPTYING


def _tanks() -> Select[Any]:
    """Tanks that we empty."""
    return select(func.count()).where(
        DueItem.service.in_(EMPTYING),
        DueItem.asset_id != 0,
        DueItem.answers.is_(True),
        DueItem.status != "not_applicable",
    )


def _customers() -> Select[Any]:
    return select(func.count()).where(CustomerFact.live.is_(True))


def _places() -> Select[Any]:
    return select(func.count()).select_from(Property)


# By list: of how many its rows are the ones that lack something, and what these are called.
WHOLES: Mapping[str, tuple[str, Callable[[], Select[Any]]]] = {
    "tank_sizes": ("tanks", _tanks),
    "coordinates": ("places", _places),
    "addresses": ("active customers", _customers),
}


def progress(db: Session, key: str, missing: int) -> str:
    """What a list of missing data is of: "257 of 4,700 tanks: 94.5% complete"; "" for others."""
    if key not in WHOLES:
        return ""
    name, whole = WHOLES[key]
    of = db.scalar(whole()) or 0
    share = Decimal(100 * (of - missing)) / of if of else None
    done = "n/a" if share is None else f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
    return f"{missing:,} of {of:,} {name}: {done} complete"
