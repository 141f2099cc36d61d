"""Who is who: finds the customer of the office that a proposed name belongs to.

Order: the number the outside program gave, the account number, the same name, and only then
likeness, which never merges: it asks. What likeness needs is built when the first row asks for it.
"""

import re
from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone
from desktop.models.folding import fold
from desktop.models.imports import SourceKey
from desktop.services.importing.cells.addresses import address_key
from desktop.services.importing.cells.names import Name, name_key
from desktop.services.importing.cells.phones import Phone
from desktop.services.importing.planning.alike import Alike, Candidate, SameFile
from desktop.services.importing.planning.former import read_former
from desktop.services.importing.records import ProposedCustomer
from desktop.services.pace import empty

_ENOUGH_EVIDENCE = 2
_MOST_WORDS = 6  # of a name that is looked for in a text
_TWO_PEOPLE = (
    "Two people? There is a {name} already, but phone, e-mail and address are all different"
)


class Known(NamedTuple):
    """What the office knows about a customer, as far as it tells people apart."""

    name: str
    key: str
    email: str
    address: str
    phones: frozenset[str]


class Contacts(NamedTuple):
    """How to reach whom a row names, in comparable form."""

    phones: frozenset[str] = frozenset()
    email: str = ""
    address: str = ""


class Found(NamedTuple):
    """The customer a proposal belongs to, or the question to ask; neither: it is new."""

    customer_id: int | None = None
    question: str = ""
    candidates: tuple[Candidate, ...] = ()  # of a question: the customers it is about, best first


NOBODY = Found()


class Index:
    """The customers of the office, by everything a proposal can be found by."""

    def __init__(self, db: Session) -> None:
        self.keys = _source_keys(db)
        self.known = _known_customers(db)
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self.by_account: dict[str, int] = {}
        self._alike = Alike(db, knows_anybody=bool(self.known))
        self._same_file = SameFile()
        self._contacts: tuple[ProposedCustomer | None, Contacts] = (None, Contacts())
        for customer_id, known in self.known.items():
            self.by_name[known.key].append(customer_id)
        statement = select(Customer.account_no, Customer.id).where(Customer.account_no.is_not(None))
        for account, customer_id in db.execute(statement):
            self.by_account[str(account)] = customer_id
        self._former = read_former(db)
        self.knew_nobody = not (self.known or self.keys or self.by_account)
        self._follow_merges()

    @property
    def is_empty(self) -> bool:
        """Whether the office knows nobody yet."""
        return not (self.by_name or self.keys)

    def _follow_merges(self) -> None:
        """Whoever was merged into another is found there by the old name and number."""
        into = self._former.into
        for keep, names in self._former.names.items():
            for name in sorted(names):
                if keep not in self.by_name[name]:
                    self.by_name[name].append(keep)
        if into:
            self.by_account = {a: into.get(i, i) for a, i in self.by_account.items()}

    def clear(self) -> None:
        """Let go of everybody, when all rows are matched."""
        empty(self._same_file)
        empty(self)

    def is_former(self, name: Name, customer_id: int) -> bool:
        """Whether a customer is called so only because somebody of this name was merged into it."""
        old = self._former.names.get(customer_id, frozenset())
        known = self.known.get(customer_id)
        names = {name.key, name.bare}
        return not names.isdisjoint(old) and (known is None or known.key not in names)

    def is_claimed(self, account: str, customer_id: int) -> bool:
        """Whether an account number is somebody else's; a free one becomes the customer's."""
        if account in self._former.accounts:
            return True
        return self.by_account.setdefault(account, customer_id) != customer_id

    def remember(self, name: Name, customer_id: int, proposal: ProposedCustomer | None) -> None:
        """Let later rows of this import find a customer it just made."""
        for key in {name.key, name.bare}:
            if customer_id not in self.by_name[key]:
                self.by_name[key].append(customer_id)
        if proposal is None:
            return
        phones, email, address = self._contacts_of(proposal)
        self.known[customer_id] = Known(name.display, name.bare, email, address, phones)
        self._same_file.remember(customer_id, proposal, (*phones, email))
        if proposal.values.get("account_no"):
            self.by_account[proposal.values["account_no"]] = customer_id

    def made_before(self, proposal: ProposedCustomer) -> Found:
        """The customer that an earlier row of this import made for the same name."""
        known = self.keys.get(("customers", f"name:{proposal.name.key}"[:400]))
        ids = [known] if known is not None else self.by_name.get(proposal.name.key) or []
        account = self.by_account.get(proposal.values.get("account_no", ""))
        if account and not proposal.name.site:
            return self._confirmed(account, proposal, "account number")
        if not ids:
            return self._like_an_earlier_row(proposal)
        if not proposal.name.site and self._all_different(ids[-1], proposal):
            return self._two_people(ids[-1], proposal)
        return Found(ids[-1])

    def find(self, proposal: ProposedCustomer) -> Found:
        """The customer of a row of a customer list."""
        name, number = proposal.name, proposal.external_id
        numbered = self.keys.get(("customers", f"qbd:cust:{number}")) if number else None
        if numbered and not name.site:
            return self._confirmed(numbered, proposal, "QuickBooks number")
        account = self.by_account.get(proposal.values.get("account_no", ""))
        if account and not name.site:
            return self._confirmed(account, proposal, "account number")
        by_name = self.find_name(name.key, name.bare)
        if by_name.question:
            return by_name._replace(candidates=self._scored(by_name.candidates, proposal))
        if by_name.customer_id is None:
            return Found() if name.site or not self.known else self._proposed(proposal)
        if not name.site and self._all_different(by_name.customer_id, proposal):
            return self._two_people(by_name.customer_id, proposal)
        return by_name

    def find_name(self, key: str, bare: str) -> Found:
        """The customer of this name alone."""
        known = self.keys.get(("customers", f"name:{key}"[:400]))
        if known is not None:
            return Found(known)
        ids = self.by_name.get(key) or self.by_name.get(bare) or []
        if len(ids) > 1:
            said = f"The office has {len(ids)} customers of this name"
            return Found(None, said, tuple(Candidate(i, 0, ("same name",)) for i in ids))
        return Found(ids[0]) if ids else Found()

    def named_in(self, text: str) -> int | None:
        """The customer whose name begins a text, or is the only one in it; None when unsure."""
        words = re.findall(r"\w+", fold(text).replace("'", "").replace("&", " and "))
        found: dict[int, list[int]] = {}  # place of the name -> who is called so
        start = 0
        while start < len(words):
            longest = range(min(_MOST_WORDS, len(words) - start), 1, -1)
            length = next((n for n in longest if self._called(words[start : start + n])), 0)
            if length:
                found[start] = self._called(words[start : start + length])
            start += length or 1
        meant = found.get(0) or sorted({i for ids in found.values() for i in ids})
        return meant[0] if len(meant) == 1 else None

    def _called(self, words: list[str]) -> list[int]:
        """Who has these words for a name, also as "Reyes, Ann"."""
        names = (" ".join(words), " ".join([*words[1:], words[0]]))
        return next((ids for name in names if (ids := self.by_name.get(name))), [])

    def _confirmed(self, customer_id: int, proposal: ProposedCustomer, what: str) -> Found:
        """A number is believed when the name, or anything else, agrees with it."""
        known = self.known.get(customer_id)
        same_name = known is None or known.key in (proposal.name.key, proposal.name.bare)
        same_name = same_name or self.is_former(proposal.name, customer_id)
        if same_name or self._evidence(customer_id, proposal)[0]:
            return Found(customer_id)
        whose = known.name if known else ""
        said = f"The {what} belongs to {whose}, and nothing else agrees"
        who = self._scored((Candidate(customer_id, 0, (f"same {what}",)),), proposal)
        return Found(None, said, who)

    def _two_people(self, customer_id: int, proposal: ProposedCustomer) -> Found:
        said = _TWO_PEOPLE.format(name=proposal.name.display)
        row = self._same_file.row_of(customer_id)
        who = (Candidate(customer_id, 0, ("same name",), row),)
        return Found(None, said, self._scored(who, proposal))

    def _scored(
        self, candidates: tuple[Candidate, ...], proposal: ProposedCustomer
    ) -> tuple[Candidate, ...]:
        """The same candidates with score and reasons, the most likely first."""
        return self._alike.scored(candidates, proposal)

    def _evidence(self, customer_id: int, proposal: ProposedCustomer) -> tuple[int, int]:
        """How many of phone, e-mail and address agree, and how many both sides have."""
        known = self.known.get(customer_id)
        if known is None:
            return 0, 0
        phones, email, address = self._contacts_of(proposal)
        agree = both = 0
        if phones and known.phones:
            both += 1
            agree += not phones.isdisjoint(known.phones)
        for theirs, ours in ((known.email, email), (known.address, address)):
            both += bool(theirs and ours)
            agree += bool(theirs and ours and theirs == ours)
        return agree, both

    def _all_different(self, customer_id: int, proposal: ProposedCustomer) -> bool:
        agree, both = self._evidence(customer_id, proposal)
        return both >= _ENOUGH_EVIDENCE and agree == 0

    def _proposed(self, proposal: ProposedCustomer) -> Found:
        """The customers of the office that are most alike, for the office to decide."""
        candidates = self._alike.candidates(proposal)
        return Found(None, self._question(candidates[0]), candidates) if candidates else Found()

    def _like_an_earlier_row(self, proposal: ProposedCustomer) -> Found:
        """A row of the same file with the same phone or e-mail may be the same customer.

        The same address alone is not enough: lists name two households of one place on purpose.
        """
        if proposal.name.site:
            return NOBODY
        phones, email, _ = self._contacts_of(proposal)
        candidates = self._same_file.candidates(proposal, (*phones, email))
        return Found(None, self._question(candidates[0]), candidates) if candidates else NOBODY

    def _contacts_of(self, proposal: ProposedCustomer) -> Contacts:
        """How to reach whom a row names; it is asked several times for one row after the other."""
        if self._contacts[0] is not proposal:
            self._contacts = (proposal, _contacts(proposal))
        return self._contacts[1]

    def _question(self, best: Candidate) -> str:
        """The question about the most likely candidate, in one sentence."""
        name = self.known[best.customer_id].name
        why = ", ".join(best.reasons)
        return f"Probably {name}: {why}" if best.is_suggested else f"Is this {name}? {why}"


def _contacts(proposal: ProposedCustomer) -> Contacts:
    phones = frozenset([phone.digits for phone in proposal.phones])
    address = proposal.mail.key if proposal.mail.line1 else ""
    return Contacts(phones, fold(proposal.values.get("email")), address)


def _source_keys(db: Session) -> dict[tuple[str, str], int]:
    statement = select(SourceKey.table, SourceKey.key, SourceKey.row_id)
    return {(table, key): row_id for table, key, row_id in db.execute(statement)}


def _known_customers(db: Session) -> dict[int, Known]:
    phones: dict[int, set[str]] = defaultdict(set)
    for customer_id, number in db.execute(select(CustomerPhone.customer_id, CustomerPhone.number)):
        phones[customer_id].add(Phone(number, "").digits)
    columns = (Customer.display_name, Customer.email, Customer.line1, Customer.city, Customer.zip5)
    statement = select(Customer.id, *columns).where(Customer.merged_into_id.is_(None))
    known = {}
    for customer_id, name, email, line1, city, zip5 in db.execute(statement):
        address = address_key(line1, city, zip5) if line1 else ""
        numbers = frozenset(phones.get(customer_id, ()))
        known[customer_id] = Known(name, name_key(name), fold(email), address, numbers)
    return known
