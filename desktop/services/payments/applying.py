"""Applies money to the oldest invoices, and takes back what no longer fits.

What is due first is paid first, by payments and credits in the order of their days, never more
than is open, and no invoice by money that came before it was written. Where the books state what
is open of an invoice, that stands: it takes what it must have got, before the others, and no more.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from heapq import heappop, heappush
from typing import NamedTuple

from desktop.services.payments.account import (
    OLDEST_FIRST,
    Account,
    Charge,
    Key,
    Money,
    Share,
)


class Applied(NamedTuple):
    """What applying did or would do."""

    shares: tuple[Share, ...]
    left_cents: int  # of all payments and credits that name no invoice

    @property
    def cents(self) -> int:
        """How much is applied."""
        return sum(one.cents for one in self.shares)

    @property
    def money(self) -> int:
        """How many payments and credits pay something."""
        return len({one.money for one in self.shares})

    @property
    def invoices(self) -> int:
        """How many invoices get something."""
        return len({one.invoice_id for one in self.shares})


def oldest_first(account: Account, today: date) -> Applied:
    """The shares to add, so that all money that may pay an invoice does."""
    used, got = Counter[Key](), Counter[int]()
    for share in account.shares:
        used[share.money] += share.cents
        got[share.invoice_id] += share.cents
    room = {one.id: one.room - got[one.id] for one in account.charges}
    to_come = sorted(
        (one for one in account.charges if room[one.id] > 0), key=lambda one: one.date, reverse=True
    )
    made: list[Share] = []
    waiting: list[tuple[tuple[object, ...], int]] = []  # a heap: who is paid next stands first
    for money in sorted(account.money, key=_order_of_money):
        while to_come and to_come[-1].date <= money.date:
            charge = to_come.pop()
            heappush(waiting, (_order_of_charge(charge), charge.id))
        left = money.cents - used[money.key]
        for invoice_id, cents in _pay(waiting, room, left):
            made.append(Share(0, money.key, invoice_id, cents, OLDEST_FIRST, today))
    added = sum(one.cents for one in made)
    return Applied(tuple(made), account.unused() - added)


def _pay(
    waiting: list[tuple[tuple[object, ...], int]], room: dict[int, int], left: int
) -> Iterator[tuple[int, int]]:
    """Invoices, and how much each gets of what is left of some money."""
    while left > 0 and waiting:
        invoice_id = waiting[0][1]
        cents = min(left, room[invoice_id])
        room[invoice_id] -= cents
        left -= cents
        if not room[invoice_id]:
            heappop(waiting)
        yield invoice_id, cents


def _order_of_charge(one: Charge) -> tuple[object, ...]:
    """What the books call paid first, then what is due first; numbers of rows decide last."""
    return not one.is_stated, one.due, one.date, one.number, one.gross, one.room, one.id


def _order_of_money(one: Money) -> tuple[object, ...]:
    return one.date, one.number, one.cents, one.key


def trimmed(account: Account) -> dict[int, int]:
    """The shares that no longer fit, and how much of each still does: 0 where nothing.

    Those applied first stay. What a file told is held to the amounts themselves, what the program
    applied also to what the books state as open.
    """
    money = {one.key: one for one in account.money}
    charges = {one.id: one for one in account.charges}
    purse = {key: one.cents for key, one in money.items()}
    room = {one.id: one.room for one in account.charges}
    whole = {one.id: one.gross for one in account.charges}
    found: dict[int, int] = {}
    order = sorted(account.shares, key=lambda one: (one.by == OLDEST_FIRST, one.applied_on, one.id))
    for one in order:
        cents = 0
        if _may_pay(one, money.get(one.money), charges.get(one.invoice_id)):
            limit = room if one.by == OLDEST_FIRST else whole
            cents = max(min(one.cents, purse[one.money], limit[one.invoice_id]), 0)
            purse[one.money] -= cents
            room[one.invoice_id] -= cents
            whole[one.invoice_id] -= cents
        if cents != one.cents:
            found[one.id] = cents
    return found


def _may_pay(one: Share, money: Money | None, paid: Charge | None) -> bool:
    """Whether both ends are there and, unless a file told so, the money is no older."""
    if money is None or paid is None:
        return False
    return one.by != OLDEST_FIRST or paid.date <= money.date
