"""Who is who: finds the customer of the office that a proposed name belongs to.

Order: the number the outside program gave, the account number, the same name, and only then
likeness, which never merges: it asks.
"""

from collections import defaultdict
from difflib import SequenceMatcher
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, CustomerPhone
from desktop.models.folding import fold
from desktop.models.imports import SourceKey
from desktop.services.importing.addresses import address_key
from desktop.services.importing.names import Name, generation, name_key
from desktop.services.importing.phones import Phone
from desktop.services.importing.records import ProposedCustomer

_SIMILAR, _NEARLY_SAME = 0.6, 0.9
_LARGEST_BLOCK = 50
_ENOUGH_EVIDENCE = 2
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


class Found(NamedTuple):
    """The customer a proposal belongs to, or the question to ask; neither: it is new."""

    customer_id: int | None = None
    question: str = ""
    candidates: tuple[int, ...] = ()  # of a question: the customers it is about


class Index:
    """The customers of the office, by everything a proposal can be found by."""

    def __init__(self, db: Session) -> None:
        self.keys = _source_keys(db)
        self.known = _known_customers(db)
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self.by_account: dict[str, int] = {}
        self._by_contact: dict[str, list[int]] | None = None
        self._by_place: dict[str, list[int]] = defaultdict(list)
        for customer_id, known in self.known.items():
            self.by_name[known.key].append(customer_id)
        statement = select(Customer.account_no, Customer.id).where(Customer.account_no.is_not(None))
        for account, customer_id in db.execute(statement):
            self.by_account[str(account)] = customer_id

    def remember(self, name: Name, customer_id: int, proposal: ProposedCustomer | None) -> None:
        """Let later rows of this import find a customer it just made."""
        for key in {name.key, name.bare}:
            if customer_id not in self.by_name[key]:
                self.by_name[key].append(customer_id)
        if proposal is None:
            return
        phones = frozenset(phone.digits for phone in proposal.phones)
        address = proposal.mail.key if proposal.mail.line1 else ""
        email = fold(proposal.values.get("email"))
        self.known[customer_id] = Known(name.display, name.bare, email, address, phones)
        if proposal.values.get("account_no"):
            self.by_account[proposal.values["account_no"]] = customer_id

    def made_before(self, proposal: ProposedCustomer) -> Found:
        """The customer that an earlier row of this import made for the same name."""
        ids = self.by_name.get(proposal.name.key) or []
        account = self.by_account.get(proposal.values.get("account_no", ""))
        if account and not proposal.name.site:
            return self._confirmed(account, proposal, "account number")
        if not ids:
            return Found()
        if not proposal.name.site and self._all_different(ids[-1], proposal):
            return Found(None, _TWO_PEOPLE.format(name=proposal.name.display), (ids[-1],))
        return Found(ids[-1])

    def find(self, proposal: ProposedCustomer) -> Found:
        """The customer of a row of a customer list."""
        name = proposal.name
        numbered = self.keys.get(("customers", f"qbd:cust:{proposal.external_id}"))
        if proposal.external_id and numbered and not name.site:
            return self._confirmed(numbered, proposal, "QuickBooks number")
        account = self.by_account.get(proposal.values.get("account_no", ""))
        if account and not name.site:
            return self._confirmed(account, proposal, "account number")
        by_name = self.find_name(name.key, name.bare)
        if by_name.question:
            return by_name
        if by_name.customer_id is None:
            return Found() if name.site else self._alike(proposal)
        if not name.site and self._all_different(by_name.customer_id, proposal):
            who = (by_name.customer_id,)
            return Found(None, _TWO_PEOPLE.format(name=name.display), who)
        return by_name

    def find_name(self, key: str, bare: str) -> Found:
        """The customer of this name alone."""
        known = self.keys.get(("customers", f"name:{key}"))
        if known is not None:
            return Found(known)
        ids = self.by_name.get(key) or self.by_name.get(bare) or []
        if len(ids) > 1:
            return Found(None, f"The office has {len(ids)} customers of this name", tuple(ids))
        return Found(ids[0]) if ids else Found()

    def _confirmed(self, customer_id: int, proposal: ProposedCustomer, what: str) -> Found:
        """A number is believed when the name, or anything else, agrees with it."""
        known = self.known.get(customer_id)
        same_name = known is None or known.key in (proposal.name.key, proposal.name.bare)
        if same_name or self._agreeing(customer_id, proposal):
            return Found(customer_id)
        whose = known.name if known else ""
        said = f"The {what} belongs to {whose}, and nothing else agrees"
        return Found(None, said, (customer_id,))

    def _agreeing(self, customer_id: int, proposal: ProposedCustomer) -> int:
        return self._evidence(customer_id, proposal)[0]

    def _evidence(self, customer_id: int, proposal: ProposedCustomer) -> tuple[int, int]:
        """How many of phone, e-mail and address agree, and how many both sides have."""
        known = self.known.get(customer_id)
        if known is None:
            return 0, 0
        theirs = (known.phones, known.email, known.address)
        ours = (
            frozenset(phone.digits for phone in proposal.phones),
            fold(proposal.values.get("email")),
            proposal.mail.key if proposal.mail.line1 else "",
        )
        both = [(a, b) for a, b in zip(theirs, ours, strict=True) if a and b]
        agree = sum(
            bool(a & b) if isinstance(a, frozenset) and isinstance(b, frozenset) else a == b
            for a, b in both
        )
        return agree, len(both)

    def _all_different(self, customer_id: int, proposal: ProposedCustomer) -> bool:
        agree, both = self._evidence(customer_id, proposal)
        return both >= _ENOUGH_EVIDENCE and agree == 0

    def _alike(self, proposal: ProposedCustomer) -> Found:
        """Customers with the same phone or e-mail, or nearly the same name in the same place."""
        if not self.known:
            return Found()
        for customer_id in self._same_contact(proposal):
            known = self.known[customer_id]
            if generation(known.key) != generation(proposal.name.bare):
                continue
            if _likeness(known.key, proposal.name.bare) >= _SIMILAR:
                said = f"Probably {known.name}: same phone or e-mail, similar name"
                return Found(None, said, (customer_id,))
            if proposal.mail.line1 and known.address == proposal.mail.key:
                said = f"The household of {known.name}? Same phone and address, another name"
                return Found(None, said, (customer_id,))
        return self._nearly_same(proposal)

    def _same_contact(self, proposal: ProposedCustomer) -> list[int]:
        if self._by_contact is None:
            self._index_contacts()
        index = self._by_contact or {}
        contacts = [phone.digits for phone in proposal.phones]
        contacts.append(fold(proposal.values.get("email")))
        found = [i for c in contacts if c and len(index.get(c, ())) <= _LARGEST_BLOCK
                 for i in index.get(c, ())]  # fmt: skip
        return list(dict.fromkeys(found))

    def _index_contacts(self) -> None:
        contacts: dict[str, list[int]] = defaultdict(list)
        for customer_id, known in self.known.items():
            for contact in (*known.phones, known.email):
                if contact:
                    contacts[contact].append(customer_id)
            self._by_place[_block(known.key, known.address)].append(customer_id)
        self._by_contact = contacts

    def _nearly_same(self, proposal: ProposedCustomer) -> Found:
        if not proposal.mail.line1:
            return Found()
        block = self._by_place.get(_block(proposal.name.bare, proposal.mail.key), [])
        for customer_id in block[:_LARGEST_BLOCK]:
            known = self.known[customer_id]
            same_generation = generation(known.key) == generation(proposal.name.bare)
            likeness = _likeness(known.key, proposal.name.bare)
            if same_generation and likeness >= _NEARLY_SAME and known.address == proposal.mail.key:
                said = f"Probably {known.name}: same address, nearly the same name"
                return Found(None, said, (customer_id,))
        return Found()


def _likeness(one: str, other: str) -> float:
    """How alike two comparable names are, 0 to 1; the order of the words does not matter."""
    first, second = (" ".join(sorted(key.split())) for key in (one, other))
    return SequenceMatcher(None, first, second).ratio()


def _block(key: str, address: str) -> str:
    return f"{key[:2]}|{address.rpartition('|')[2]}"


def _source_keys(db: Session) -> dict[tuple[str, str], int]:
    statement = select(SourceKey.table, SourceKey.key, SourceKey.row_id)
    return {(table, key): row_id for table, key, row_id in db.execute(statement)}


def _known_customers(db: Session) -> dict[int, Known]:
    phones: dict[int, set[str]] = defaultdict(set)
    for customer_id, number in db.execute(select(CustomerPhone.customer_id, CustomerPhone.number)):
        phones[customer_id].add(Phone(number, "").digits)
    columns = (Customer.display_name, Customer.email, Customer.line1, Customer.city, Customer.zip5)
    known = {}
    for customer_id, name, email, line1, city, zip5 in db.execute(select(Customer.id, *columns)):
        address = address_key(line1, city, zip5) if line1 else ""
        numbers = frozenset(phones.get(customer_id, ()))
        known[customer_id] = Known(name, name_key(name), fold(email), address, numbers)
    return known
