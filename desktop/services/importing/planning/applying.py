"""Applies the payments of an import to the oldest open invoices, when the office asks for it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.services.importing.kinds import Checkpoint
from desktop.services.importing.planning.around import Around
from desktop.services.importing.planning.plan import Applying, Plan
from desktop.services.payments.account import (
    INVOICES,
    PAYMENTS,
    SHARES,
    WITHOUT_END,
    Account,
    account_of,
    columns_of,
)
from desktop.services.payments.applying import oldest_first, trimmed

_EVERY = 200


def plan_applying(plan: Plan, around: Around, checkpoint: Checkpoint, *, wanted: bool) -> None:
    """Take back what no longer fits, then apply what is left, or only say what would be.

    What the books state now is the truth: parts that an earlier import applied give way to it.
    """
    met = {one for _, one in around.documents} & plan.touched
    applying = Applying(wanted)
    for done, customer_id in enumerate(sorted(met)):
        if done % _EVERY == 0:
            checkpoint(done, len(met))
        taken_back = applying.taken_back_cents + _take_back(plan, around, customer_id)
        applying = applying._replace(taken_back_cents=taken_back)
        account = _account(around, customer_id, plan.as_of)
        if not account.unused():
            continue
        applied = oldest_first(account, plan.as_of)
        applying = Applying(
            wanted,
            applying.money + applied.money,
            applying.invoices + applied.invoices,
            applying.cents + applied.cents,
            applying.left_cents + applied.left_cents,
            taken_back,
        )
        for share in applied.shares if wanted else ():
            plan.staging.add(SHARES, columns_of(share))
    plan.applying = applying


def _take_back(plan: Plan, around: Around, customer_id: int) -> int:
    """Lower the parts that no longer fit what the files say, and by how much; 0 is no part."""
    if not around.shares[customer_id]:
        return 0
    taken = 0
    for share_id, cents in trimmed(_account(around, customer_id, WITHOUT_END)).items():
        taken += around.row(SHARES, share_id)["amount_cents"] - cents
        plan.staging.change(SHARES, share_id, {"amount_cents": cents})
    return taken


def _account(around: Around, customer_id: int, as_of: date) -> Account:
    def rows(name: str) -> list[Mapping[str, Any]]:
        return [around.row(name, one) for one in around.documents[name, customer_id]]

    shares = [around.row(SHARES, one) for one in around.shares[customer_id]]
    return account_of(rows(INVOICES), rows(PAYMENTS), shares, as_of)
