"""Customers of the office that may be one: found, told apart for good, shown side by side."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone
from desktop.models.errors import UserError
from desktop.models.merging import NotDuplicate
from desktop.services import likeness
from desktop.services.duplicates.merge_policy import references
from desktop.services.importing.kinds import Checkpoint, no_checkpoint
from desktop.services.importing.planning.comparable import stored_people
from desktop.services.likeness import Blocks, Likeness, Person, Rarity

_EVERY = 500
_CANDIDATES = 8  # of each customer; a group of more is found pair by pair


# Namesakes are on every list by the hundred; who bought a house from whom is known by the place.
_NOT_ASKED = frozenset(["two_people", "sold"])


class Pair(NamedTuple):
    """Two customers that may be one: the chance in percent, and why in words."""

    a: int
    b: int
    a_name: str
    b_name: str
    score: int
    reasons: tuple[str, ...]


class Line(NamedTuple):
    """One value of two customers, side by side."""

    label: str
    a: str
    b: str

    @property
    def differs(self) -> bool:
        """Whether both are filled and not the same."""
        return bool(self.a and self.b) and self.a != self.b


def find(
    db: Session, checkpoint: Checkpoint = no_checkpoint, limit: int | None = None
) -> list[Pair]:
    """The pairs worth asking about, the most likely first; at most `limit`.

    Left out are customers merged into another and pairs the office called different.
    """
    people: dict[int, Person] = {}
    rarity = Rarity()
    for done, (customer_id, one) in enumerate(stored_people(db)):
        if done % _EVERY == 0:
            checkpoint(done, 0)
        people[customer_id] = one
        rarity.add(one)
    different = _different(db)
    pairs = [
        Pair(a, b, people[a].label, people[b].label, like.score, like.reasons)
        for a, b, like in alike(people, rarity, checkpoint)
        if (a, b) not in different
    ]
    pairs.sort(key=lambda pair: (-pair.score, pair.a, pair.b))
    return pairs[:limit]


def alike(
    people: dict[int, Person], rarity: Rarity, checkpoint: Checkpoint
) -> Iterator[tuple[int, int, Likeness]]:
    """Every pair once: each customer with those before."""
    blocks = Blocks()
    for done, (customer_id, one) in enumerate(people.items()):
        if done % _EVERY == 0:
            checkpoint(done, len(people))
        for earlier in blocks.meet(customer_id, one, _CANDIDATES):
            like = likeness.compare(people[earlier], one, rarity)
            if like.is_shown and like.rule not in _NOT_ASKED:
                yield earlier, customer_id, like
    checkpoint(len(people), len(people))


def _different(db: Session) -> set[tuple[int, int]]:
    rows = db.execute(select(NotDuplicate.one_id, NotDuplicate.other_id))
    return {(one, other) for one, other in rows}


def not_same(db: Session, a: int, b: int) -> None:
    """Remember that two customers are two, so that nobody asks again. The caller commits."""
    one, other = sorted((a, b))
    if one == other:
        raise UserError("These are one and the same customer.", where=f"customer {a}")
    known = select(NotDuplicate).where(NotDuplicate.one_id == one, NotDuplicate.other_id == other)
    if db.scalar(known) is None:
        db.add(NotDuplicate(one_id=one, other_id=other))
        db.flush()


def same_after_all(db: Session, a: int, b: int) -> None:
    """Forget that two customers were called different. The caller commits."""
    one, other = sorted((a, b))
    known = select(NotDuplicate).where(NotDuplicate.one_id == one, NotDuplicate.other_id == other)
    for row in db.scalars(known):
        db.delete(row)
    db.flush()


_SHOWN = (
    ("Name", Customer.display_name), ("Account number", Customer.account_no),
    ("First name", Customer.first_name), ("Last name", Customer.last_name),
    ("Spouse", Customer.second_name), ("Company", Customer.company), ("E-mail", Customer.email),
    ("Address", Customer.line1), ("Address line 2", Customer.line2), ("Town", Customer.city),
    ("State", Customer.state), ("ZIP code", Customer.zip5), ("Status", Customer.status),
    ("First seen", Customer.first_seen), ("Notes", Customer.notes),
)  # fmt: skip


_HELD = {
    "property_links": "Places",
    "contracts": "Contracts",
    "visits": "Visits",
    "invoices": "Invoices",
    "payments": "Payments",
    "estimates": "Estimates",
    "interactions": "Contacts",
}


def compare(db: Session, a: int, b: int) -> list[Line]:
    """The values of two customers side by side, and how much belongs to each."""
    columns = [column for _, column in _SHOWN]
    rows = {row[0]: row[1:] for row in db.execute(
        select(Customer.id, *columns).where(Customer.id.in_([a, b]))
    )}  # fmt: skip
    if a == b or set(rows) != {a, b}:
        raise UserError("These are not two customers of the office.", where=f"{a}, {b}")
    lines = [
        Line(label, _text(left), _text(right))
        for (label, _), left, right in zip(_SHOWN, rows[a], rows[b], strict=True)
    ]
    lines.insert(6, Line("Phones", _phones(db, a), _phones(db, b)))
    lines += _held(db, a, b)
    return [line for line in lines if line.a or line.b]


def _held(db: Session, a: int, b: int) -> Iterator[Line]:
    """How many records of each kind belong to the two."""
    for table, column, _ in references():
        if table.name in _HELD:
            count = select(func.count()).select_from(table)
            left, right = (db.scalar(count.where(column == one)) or 0 for one in (a, b))
            if left or right:
                yield Line(_HELD[table.name], f"{left:,}", f"{right:,}")


def _text(value: Any) -> str:
    if hasattr(value, "strftime"):
        return f"{value:%b} {value.day}, {value.year}"
    return "" if value is None else str(value)


def _phones(db: Session, customer_id: int) -> str:
    numbers = (
        select(CustomerPhone.number)
        .where(CustomerPhone.customer_id == customer_id)
        .order_by(CustomerPhone.position)
    )
    return ", ".join(db.scalars(numbers))
