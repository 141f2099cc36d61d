"""Behaviour groups: found among the live customers when somebody asks, never by themselves.

Of two to eight groups those count that come out alike when a fifth of the customers is left out;
among them the number whose groups lie furthest apart, those without a rejected group first. A
group that is too small, hardly different, or only repeats an RFM segment is rejected: its
customers stay without a group, and the numbers say why.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.facts import CustomerFact
from desktop.services import facts
from desktop.services.segments.counting import live_total
from desktop.services.value.behaviour_fit import (
    LEFT_IN,
    SEED,
    SHAKES,
    STABLE,
    STARTS,
    Checkpoint,
    Prepared,
    Tried,
    attempts,
    prepare,
)
from desktop.services.value.behaviour_groups import INPUTS, FoundGroup, Rows, judged_groups
from desktop.services.value.distinct import least_size
from desktop.services.value.drivers import COLUMNS, DRIVER_OF

METHOD = "k-means"


class Found(NamedTuple):
    """What a search came to; nothing of it is kept yet."""

    as_of: date
    inputs: tuple[str, ...]
    prepared: Prepared
    tried: tuple[Tried, ...]
    chosen: Tried | None
    groups: tuple[FoundGroup, ...]
    left_out: tuple[tuple[str, int], ...]  # why, and how many customers
    customers: int


def find(
    db: Session,
    as_of: date,
    inputs: Sequence[str] = INPUTS,
    checkpoint: Checkpoint = lambda _done, _total: None,
) -> Found:
    """Look for groups among the live customers of a day by some of the drivers.

    Raises:
        UserError: an input is unknown, or too few customers have all of them.
    """
    chosen = tuple(key for key in INPUTS if key in inputs)
    if len(chosen) != len(set(inputs)) or len(chosen) < 2:  # noqa: PLR2004 - one is no behaviour
        raise UserError(f"Name two or more of: {', '.join(INPUTS)}.", where="inputs")
    facts.for_day(db, as_of)
    rows, total = _read(db, as_of, chosen), live_total(db)
    if len(rows.ids) < 2 * least_size(total):
        raise UserError(
            f"Behavior groups need at least {2 * least_size(total):,} customers with all figures;"
            f" {len(rows.ids):,} have them."
        )
    prepared = prepare(rows.values, chosen)
    tried = tuple(attempts(prepared.matrix, checkpoint)) if len(prepared.kept) > 1 else ()
    stable = [one for one in tried if one.stability >= STABLE]
    judged = [(one, judged_groups(rows, one, prepared, total)) for one in stable]
    best, groups = max(judged, key=_merit) if judged else (None, ())
    left_out = tuple(sorted(rows.left_out.items()))
    return Found(as_of, chosen, prepared, tried, best, groups, left_out, total)


def _merit(judged: tuple[Tried, tuple[FoundGroup, ...]]) -> tuple[bool, float, int]:
    one, groups = judged
    return not any(group.rejected for group in groups), one.apart, -one.groups


def _read(db: Session, as_of: date, inputs: Sequence[str]) -> Rows:
    """The inputs of the live customers in the order of their numbers; without gaps."""
    drivers = [DRIVER_OF[key] for key in inputs]
    found = Rows([], [], [], Counter())
    statement = (
        select(CustomerFact.rfm_segment, *COLUMNS)
        .where(CustomerFact.live)
        .order_by(CustomerFact.customer_id)
    )
    for row in db.execute(statement):
        values = [driver.value(row, as_of) for driver in drivers]
        missing = [one.missing for one, v in zip(drivers, values, strict=True) if v is None]
        if missing:
            found.left_out[missing[0]] += 1
            continue
        found.ids.append(row.customer_id)
        found.segments.append(row.rfm_segment)
        found.values.append([float(value) for value in values if value is not None])
    return found


def card(found: Found) -> dict[str, Any]:
    """What went in, what was done to it, what was tried, and what was rejected; to be kept."""
    prepared, chosen = found.prepared, found.chosen
    return {
        "customers": found.customers,
        "grouped": sum(len(one.members) for one in found.groups if not one.rejected),
        "logged": list(prepared.logged),
        "dropped": [list(one) for one in prepared.dropped],
        "left_out": [list(one) for one in found.left_out],
        "tried": [[one.groups, one.apart, one.stability] for one in found.tried],
        "chosen": chosen.groups if chosen else None,
        "apart": {
            one.name: [list(apart) for apart in one.apart]
            for one in found.groups
            if not one.rejected
        },
        "rejected": [
            [one.name, len(one.members), one.rejected] for one in found.groups if one.rejected
        ],
    }


def parameters(found: Found) -> Mapping[str, Any]:
    """What the search was asked to do."""
    return {
        "inputs": list(found.inputs),
        "seed": SEED,
        "starts": STARTS,
        "subsamples": SHAKES,
        "subsample_share": LEFT_IN,
        "stable_from": STABLE,
    }
