"""What the rows of an import have in common: nobody is told apart by it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from desktop.models.folding import fold
from desktop.services.importing.cells.sold import is_sold
from desktop.services.importing.records import Parsed, ProposedCustomer

_AT_ONCE = 2_000  # all in one call would hold up the window


class Shared:
    """The names, accounts and contacts of more than one row, and the places that were sold."""

    def __init__(self, parsed: Sequence[Parsed]) -> None:
        everybody = [customer for one in parsed for customer in one.customers]
        bare = (one.name.bare for one in everybody if one.name.bare != one.name.key)
        self._names = _more_than_once(chain((one.name.key for one in everybody), bare))
        self._accounts = _more_than_once(map(_account, everybody))
        self._contacts_of = {one.table.key: list(map(_contacts, one.customers)) for one in parsed}
        every_contact = chain.from_iterable(self._contacts_of.values())
        self._contacts = _more_than_once(chain.from_iterable(every_contact))
        sold = [one for one in everybody if one.name.notes and is_sold(one.name)]
        self._places = {one.site.key for one in sold}

    def rows_of(self, parsed: Parsed) -> list[bool]:
        """Whether another row has something of each customer, or a phone stands in it twice."""
        names, accounts, places = self._names, self._accounts, self._places
        are_alone = map(self._contacts.isdisjoint, self._contacts_of[parsed.table.key])
        return [
            not is_alone
            or one.name.key in names
            or _account(one) in accounts
            or (bool(places) and one.site.key in places)
            for one, is_alone in zip(parsed.customers, are_alone, strict=True)
        ]


def _account(one: ProposedCustomer) -> str:
    return one.values.get("account_no") or ""


def _contacts(one: ProposedCustomer) -> list[str]:
    found = [phone.digits for phone in one.phones]
    email = one.values.get("email")
    if email:
        found.append(fold(email))
    return found


def _more_than_once(texts: Iterable[str]) -> frozenset[str]:
    """What stands there more than once; nothing at all is shared with nobody."""
    rest, counted = iter(texts), Counter[str]()
    while part := list(islice(rest, _AT_ONCE)):
        counted.update(part)
    return frozenset(what for what, times in counted.items() if times > 1 and what)
