"""Likeness in an import: candidates with a score and reasons, from the office and the same file."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.services.importing.planning.answers import Answer, same_as
from desktop.services.importing.planning.comparable import proposed_person, stored_people
from desktop.services.importing.records import ProposedCustomer
from desktop.services.likeness import SUGGESTED, Blocks, Likeness, Person, Rarity, compare

MOST = 5  # candidates of one row
LARGEST_SHARE = 20  # rows of one file that share a contact; more tell nobody apart


class Candidate(NamedTuple):
    """A customer that a row may be: the chance in percent, and why in words.

    With a `row` it is the customer that an earlier row of the same table makes, not on file yet.
    """

    customer_id: int
    score: int
    reasons: tuple[str, ...]
    row: int = 0

    @property
    def answer(self) -> Answer:
        """The answer that the row is this customer."""
        return same_as(self.row) if self.row else self.customer_id

    @property
    def is_suggested(self) -> bool:
        """Whether they probably are one; otherwise the office is only asked."""
        return self.score >= SUGGESTED


class _People(NamedTuple):
    """Everybody in the office, ready for comparing."""

    by_id: dict[int, Person]
    rarity: Rarity
    blocks: Blocks


class Alike:
    """Compares rows with the customers of the office, if any; reads them when first asked."""

    def __init__(self, db: Session, *, knows_anybody: bool = True) -> None:
        self._db, self._knows_anybody = db, knows_anybody

    @cached_property
    def _people(self) -> _People:
        people = _People({}, Rarity(), Blocks())
        for customer_id, one in stored_people(self._db) if self._knows_anybody else ():
            people.by_id[customer_id] = one
            people.rarity.add(one)
            people.blocks.add(customer_id, one)
        return people

    def candidates(self, proposal: ProposedCustomer) -> tuple[Candidate, ...]:
        """The customers of the office worth asking about, best first."""
        people, ours = self._people, proposed_person(proposal)
        compared = (
            (customer_id, compare(ours, people.by_id[customer_id], people.rarity))
            for customer_id in people.blocks.candidates(ours)
        )
        return _best(compared)

    def scored(
        self, candidates: tuple[Candidate, ...], proposal: ProposedCustomer
    ) -> tuple[Candidate, ...]:
        """Candidates found in another way, with their score; what speaks for them comes first."""
        people = self._people
        is_known = any(one.customer_id in people.by_id for one in candidates)
        ours = proposed_person(proposal) if is_known else None  # slow
        scored = []
        for one in candidates:
            theirs = people.by_id.get(one.customer_id)
            like = compare(ours, theirs, people.rarity) if ours and theirs else None
            reasons = dict.fromkeys([*one.reasons, *like.reasons] if like else one.reasons)
            score = like.score if like else 0
            scored.append(one._replace(score=score, reasons=tuple(reasons)))
        return tuple(sorted(scored, key=lambda one: (-one.score, one.customer_id))[:MOST])


class SameFile:
    """Compares rows with earlier rows of the same import that share a contact exactly.

    Nothing is made comparable before two rows do share one, so that a file without doubles costs
    three look-ups a row.
    """

    def __init__(self) -> None:
        self._made: dict[int, ProposedCustomer] = {}
        self._by_contact: dict[str, list[int]] = defaultdict(list)
        self._people: dict[int, Person] = {}
        self._rarity = Rarity()

    def remember(
        self, customer_id: int, proposal: ProposedCustomer, contacts: Iterable[str]
    ) -> None:
        """Let later rows be compared with this one."""
        self._made[customer_id] = proposal
        for contact in contacts:
            if contact:
                self._by_contact[contact].append(customer_id)

    def candidates(
        self, proposal: ProposedCustomer, contacts: Iterable[str]
    ) -> tuple[Candidate, ...]:
        """The customers made by earlier rows that this row probably is, best first.

        Less than probable is asked of one household only: a list names two neighbours on purpose.
        """
        sharing = [share for contact in contacts if (share := self._by_contact.get(contact))]
        ids = {i for share in sharing if len(share) <= LARGEST_SHARE for i in share}
        if not ids:
            return ()
        ours = proposed_person(proposal)
        found = _best((i, compare(ours, self._person(i), self._rarity)) for i in sorted(ids))
        return tuple(
            one._replace(row=self.row_of(one.customer_id))
            for one in found
            if one.is_suggested or _is_household(proposal, self._made[one.customer_id])
        )

    def row_of(self, customer_id: int) -> int:
        """The row that made a customer; 0 when none of this import did."""
        return self._made[customer_id].row if customer_id in self._made else 0

    def _person(self, customer_id: int) -> Person:
        if customer_id not in self._people:
            self._people[customer_id] = proposed_person(self._made[customer_id])
            self._rarity.add(self._people[customer_id])
        return self._people[customer_id]


def _is_household(ours: ProposedCustomer, theirs: ProposedCustomer) -> bool:
    """Whether two rows share both a phone and the address."""
    phones = {phone.digits for phone in ours.phones}
    same_phone = not phones.isdisjoint(phone.digits for phone in theirs.phones)
    addresses = (one.mail if one.mail.line1 else one.site for one in (ours, theirs))
    our, their = (address.key if address.line1 else "" for address in addresses)
    return same_phone and bool(our) and our == their


def _best(compared: Iterable[tuple[int, Likeness]]) -> tuple[Candidate, ...]:
    found = [
        Candidate(customer_id, like.score, like.reasons)
        for customer_id, like in compared
        if like.is_shown
    ]
    return tuple(sorted(found, key=lambda one: (-one.score, one.customer_id))[:MOST])
